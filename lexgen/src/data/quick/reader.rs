//! The items of DAG-CBOR in a slice, one after another.

use super::{
    super::major::{ARRAY, BYTES, MAP, NEGATIVE, SIMPLE, TAG, TEXT, UNSIGNED},
    GivenUp, Result,
};

/// The most levels of objects and arrays. The decoder has a limit of its own, which is
/// higher.
const MOST_LEVELS: u8 = 64;

/// The tag of a link.
pub(super) const LINK: u64 = 42;

/// The simple values.
pub(super) const FALSE: u64 = 20;
pub(super) const TRUE: u64 = 21;
pub(super) const NULL: u64 = 22;
const NULL_BYTE: u8 = 0xf6;

/// A reader that accepts nothing that the decoder refuses. It refuses indefinite lengths,
/// which the decoder accepts, so that they need not be looked for first.
pub(super) struct QuickReader<'de> {
    rest: &'de [u8],
    /// How many levels there may be further in.
    levels: u8,
    /// Whether there was an error. A type may go on after one, where the decoder would be in
    /// another place.
    pub(super) has_given_up: bool,
}

impl<'de> QuickReader<'de> {
    pub(super) fn new(bytes: &'de [u8]) -> Self {
        Self {
            rest: bytes,
            levels: MOST_LEVELS,
            has_given_up: false,
        }
    }

    /// How many bytes are left.
    pub(super) fn len(&self) -> usize {
        self.rest.len()
    }

    /// Takes the head of an item: its major type, and a number in its shortest form.
    #[inline]
    pub(super) fn head(&mut self) -> Result<(u8, u64)> {
        let (&first, rest) = self.rest.split_first().ok_or(GivenUp)?;
        self.rest = rest;
        let (major, short) = (first >> 5, first & 0x1f);
        if short < 24 {
            return Ok((major, short.into()));
        }
        Ok((major, self.number(short)?))
    }

    /// Takes the number of a head that is not in the first byte.
    fn number(&mut self, short: u8) -> Result<u64> {
        let (number, least) = match short {
            24 => (u64::from(u8::from_be_bytes(self.array()?)), 24),
            25 => (u64::from(u16::from_be_bytes(self.array()?)), 1 << 8),
            26 => (u64::from(u32::from_be_bytes(self.array()?)), 1 << 16),
            27 => (u64::from_be_bytes(self.array()?), 1 << 32),
            _ => return Err(GivenUp),
        };
        if number < least {
            return Err(GivenUp);
        }
        Ok(number)
    }

    #[inline]
    fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        let (bytes, rest) = self.rest.split_first_chunk().ok_or(GivenUp)?;
        self.rest = rest;
        Ok(*bytes)
    }

    /// Takes the head of an item of a major type.
    #[inline]
    pub(super) fn expect(&mut self, major: u8) -> Result<u64> {
        match self.head()? {
            (found, number) if found == major => Ok(number),
            _ => Err(GivenUp),
        }
    }

    #[inline]
    pub(super) fn take(&mut self, length: u64) -> Result<&'de [u8]> {
        let length = usize::try_from(length).map_err(|_| GivenUp)?;
        let (bytes, rest) = self.rest.split_at_checked(length).ok_or(GivenUp)?;
        self.rest = rest;
        Ok(bytes)
    }

    #[inline]
    pub(super) fn content(&mut self, major: u8) -> Result<&'de [u8]> {
        let length = self.expect(major)?;
        self.take(length)
    }

    #[inline]
    pub(super) fn text(&mut self, length: u64) -> Result<&'de str> {
        str::from_utf8(self.take(length)?).map_err(|_| GivenUp)
    }

    #[inline]
    pub(super) fn whole_text(&mut self) -> Result<&'de str> {
        let length = self.expect(TEXT)?;
        self.text(length)
    }

    pub(super) fn integer(&mut self) -> Result<i64> {
        let (major, number) = self.head()?;
        let number = i64::try_from(number).map_err(|_| GivenUp)?;
        match major {
            UNSIGNED => Ok(number),
            NEGATIVE => Ok(-1 - number),
            _ => Err(GivenUp),
        }
    }

    /// Takes a null if it is next.
    #[inline]
    pub(super) fn null(&mut self) -> bool {
        match self.rest.split_first() {
            Some((&NULL_BYTE, rest)) => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// Takes a link after the head of its tag, and returns its CID.
    pub(super) fn link(&mut self) -> Result<&'de [u8]> {
        match self.content(BYTES)?.split_first() {
            Some((0, cid)) if !cid.is_empty() => Ok(cid),
            _ => Err(GivenUp),
        }
    }

    pub(super) fn skip(&mut self) -> Result<()> {
        match self.head()? {
            (UNSIGNED | NEGATIVE, _) => Ok(()),
            (BYTES | TEXT, length) => self.take(length).map(drop),
            (ARRAY, length) => self.inside(|reader| (0..length).try_for_each(|_| reader.skip())),
            (MAP, length) => self.inside(|reader| {
                (0..length).try_for_each(|_| {
                    reader.skip()?;
                    reader.skip()
                })
            }),
            (TAG, LINK) => self.link().map(drop),
            (SIMPLE, FALSE | TRUE | NULL) => Ok(()),
            _ => Err(GivenUp),
        }
    }

    /// Reads something, and remembers an error.
    #[inline]
    pub(super) fn noting<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let value = read(self);
        self.has_given_up |= value.is_err();
        value
    }

    /// The same for what is a level further in.
    #[inline]
    pub(super) fn inside<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.noting(|reader| {
            reader.levels = reader.levels.checked_sub(1).ok_or(GivenUp)?;
            let value = read(reader)?;
            reader.levels += 1;
            Ok(value)
        })
    }
}
