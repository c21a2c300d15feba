//! One buffer with the items of DAG-CBOR, in which the fields of objects are sorted.
//!
//! The encoder allocates for every field, to sort the keys. Here, the fields of an object
//! are moved in the buffer at its end, if they are not in order.

use serde::Serialize;

use super::{
    super::major::{MAP, NEGATIVE, TEXT, UNSIGNED},
    GivenUp, Result,
};

/// Writes values one after another, and gives up where the encoder may report an error.
#[derive(Default)]
pub(crate) struct QuickWriter {
    pub(super) bytes: Vec<u8>,
    /// The fields of all objects that have begun and not ended, those of inner ones last.
    pub(super) fields: Vec<Field>,
    /// Memory for the fields of an object in their order.
    sorted: Vec<u8>,
    /// Whether the next value is the CID of a link.
    pub(super) is_link: bool,
    /// Whether a part is missing. A type may go on after an error.
    pub(super) has_given_up: bool,
}

/// Where a field is in the bytes.
#[derive(Clone, Copy)]
pub(super) struct Field {
    /// The first bytes of the key, which tell nearly all keys apart.
    start: u64,
    key: usize,
    value: usize,
    end: usize,
}

/// The most items of which the number is in the first byte of a head.
const SHORT: usize = 23;

impl QuickWriter {
    pub(super) fn new() -> Self {
        Self {
            bytes: Vec::with_capacity(128),
            ..Self::default()
        }
    }

    /// Writes a part of a value, and notes an error.
    #[inline]
    pub(super) fn noting(&mut self, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let result = write(self);
        self.has_given_up |= result.is_err();
        result
    }

    /// Writes a head in its shortest form.
    #[inline]
    pub(super) fn head(&mut self, major: u8, number: u64) {
        match number {
            0..24 => self.bytes.push(major << 5 | number as u8),
            24..0x100 => self
                .bytes
                .extend_from_slice(&[major << 5 | 24, number as u8]),
            _ => self.long_head(major, number),
        }
    }

    fn long_head(&mut self, major: u8, number: u64) {
        let digits = number.to_be_bytes();
        let (short, from) = match number {
            0..0x1_0000 => (25, 6),
            0x1_0000..0x1_0000_0000 => (26, 4),
            _ => (27, 0),
        };
        self.bytes.push(major << 5 | short);
        let digits = digits.get(from..).unwrap_or_default();
        self.bytes.extend_from_slice(digits);
    }

    pub(super) fn integer(&mut self, number: i64) {
        match u64::try_from(number) {
            Ok(number) => self.head(UNSIGNED, number),
            // The absolute value, less one.
            Err(_) => self.head(NEGATIVE, !number as u64),
        }
    }

    pub(super) fn key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        let start = self.bytes.len();
        key.serialize(&mut *self)?;
        // A key is a string.
        match self.bytes.get(start) {
            Some(head) if head >> 5 == TEXT => {}
            _ => return Err(GivenUp),
        }
        let end = self.bytes.len();
        let written = self.bytes.get(start..).unwrap_or_default();
        let mut first = [0; 8];
        first
            .iter_mut()
            .zip(written)
            .for_each(|(to, from)| *to = *from);
        self.fields.push(Field {
            start: u64::from_be_bytes(first),
            key: start,
            value: end,
            end,
        });
        Ok(())
    }

    pub(super) fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        // Inner objects have removed their fields when this returns.
        let field = self.fields.len().checked_sub(1).ok_or(GivenUp)?;
        value.serialize(&mut *self)?;
        let field = self.fields.get_mut(field).ok_or(GivenUp)?;
        field.end = self.bytes.len();
        Ok(())
    }

    /// Ends the object that begins at `start`, whose first field is this one.
    pub(super) fn end(&mut self, start: usize, first: usize) -> Result<()> {
        let Self {
            bytes,
            fields,
            sorted,
            ..
        } = self;
        let own = fields.get_mut(first..).ok_or(GivenUp)?;
        // Shorter keys come first. Their heads have the length.
        let order = |one: &Field, other: &Field| {
            let key = |field: &Field| bytes.get(field.key..field.value);
            let order = one.start.cmp(&other.start);
            order.then_with(|| key(one).cmp(&key(other)))
        };
        let is_before = |one: &Field, other: &Field| order(one, other).is_lt();
        if !own.is_sorted_by(is_before) {
            own.sort_unstable_by(order);
            // Of fields with one key, the encoder knows what to do.
            if !own.is_sorted_by(is_before) {
                return Err(GivenUp);
            }
            sorted.clear();
            for field in own.iter() {
                let field = bytes.get(field.key..field.end).ok_or(GivenUp)?;
                sorted.extend_from_slice(field);
            }
            let unsorted = bytes.get_mut(start + 1..).ok_or(GivenUp)?;
            if unsorted.len() != sorted.len() {
                return Err(GivenUp);
            }
            unsorted.copy_from_slice(sorted);
        }
        let count = own.len();
        fields.truncate(first);
        if count > SHORT {
            return self.long_object(start, count);
        }
        let head = self.bytes.get_mut(start).ok_or(GivenUp)?;
        *head = MAP << 5 | count as u8;
        Ok(())
    }

    /// Writes the head of an object with many fields before them.
    #[cold]
    fn long_object(&mut self, start: usize, count: usize) -> Result<()> {
        let fields = self.bytes.split_off(start + 1);
        self.bytes.truncate(start);
        self.head(MAP, count as u64);
        self.bytes.extend_from_slice(&fields);
        Ok(())
    }
}
