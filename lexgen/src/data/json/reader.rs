//! The values of JSON in a text, one after another.

use std::{borrow::Cow, ops::Range};

use super::{GivenUp, Result, string};

/// The most levels of objects and arrays. `serde_json` has a limit of its own, which is
/// higher.
const MOST_LEVELS: u8 = 64;

/// The least and the most length of a first item for whose list memory is reserved.
const LONG_ITEM: Range<usize> = 256..16_384;

/// How many levels further in memory is reserved for lists: those of a page, but not those
/// in its items.
const RESERVED_LEVELS: u8 = 2;

/// The most digits of an integer, all of which fit into 64 bits.
const MOST_DIGITS: usize = 19;

/// A reader that accepts nothing that `serde_json` refuses.
pub(super) struct JsonReader<'de> {
    pub(super) text: &'de str,
    /// How much of the text has been read.
    pub(super) at: usize,
    /// How many levels there may be further in.
    pub(super) levels: u8,
    /// Whether there are control characters, such as line feeds between values. In
    /// strings, they are not allowed.
    has_controls: bool,
    /// Whether there was an error. A type may go on after one, where `serde_json` would be in
    /// another place.
    pub(super) has_given_up: bool,
    /// Memory for the keys of objects that are checked.
    pub(super) keys: Vec<&'de str>,
    /// For how many items memory may still be reserved, in all lists.
    reservable: usize,
}

/// An integer of 64 bits.
pub(super) enum Integer {
    Unsigned(u64),
    Negative(i64),
}

impl<'de> JsonReader<'de> {
    pub(super) fn new(text: &'de str) -> Self {
        Self {
            text,
            at: 0,
            levels: MOST_LEVELS,
            has_controls: string::has_controls(text),
            has_given_up: false,
            keys: Vec::new(),
            reservable: text.len() / LONG_ITEM.start,
        }
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The first byte of what is next, after any whitespace. `None` at the end.
    #[inline]
    pub(super) fn next(&mut self) -> Option<u8> {
        loop {
            match self.byte() {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.at += 1,
                next => return next,
            }
        }
    }

    #[inline]
    pub(super) fn peek(&mut self) -> Result<u8> {
        self.next().ok_or(GivenUp)
    }

    /// Takes a byte, after any whitespace, if it is next.
    #[inline]
    pub(super) fn take(&mut self, byte: u8) -> bool {
        let is_next = self.next() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    #[inline]
    pub(super) fn expect(&mut self, byte: u8) -> Result<()> {
        if self.take(byte) {
            Ok(())
        } else {
            Err(GivenUp)
        }
    }

    /// Takes what is after an item, and any whitespace before it: a comma, or the bracket
    /// that ends them. True if it is the bracket.
    #[inline]
    pub(super) fn take_end(&mut self, end: u8) -> Result<bool> {
        let next = self.peek()?;
        if next != end && next != b',' {
            return Err(GivenUp);
        }
        self.at += 1;
        Ok(next == end)
    }

    /// Takes a word after any whitespace.
    pub(super) fn word(&mut self, word: &str) -> Result<()> {
        self.next();
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if !rest.starts_with(word.as_bytes()) {
            return Err(GivenUp);
        }
        self.at += word.len();
        Ok(())
    }

    /// Takes a string whose text has no escapes, or else the string with them.
    #[inline]
    pub(super) fn string(&mut self) -> Result<Cow<'de, str>> {
        self.expect(b'"')?;
        let start = self.at;
        let (plain, is_end) = self.plain()?;
        if is_end {
            return Ok(Cow::Borrowed(plain));
        }
        self.at = start;
        self.escaped().map(Cow::Owned)
    }

    /// Takes text up to the end of the string or to an escape. True if it is the end,
    /// which is taken too.
    #[inline]
    pub(super) fn plain(&mut self) -> Result<(&'de str, bool)> {
        let rest = self.text.as_bytes().get(self.at..).ok_or(GivenUp)?;
        let length = string::plain(rest).ok_or(GivenUp)?;
        let is_end = rest.get(length) == Some(&b'"');
        let plain = self.text.get(self.at..self.at + length).ok_or(GivenUp)?;
        if self.has_controls && string::has_controls(plain) {
            return Err(GivenUp);
        }
        self.at += length + usize::from(is_end);
        Ok((plain, is_end))
    }

    #[inline(never)]
    fn escaped(&mut self) -> Result<String> {
        let mut text = String::new();
        loop {
            let (plain, is_end) = self.plain()?;
            text.push_str(plain);
            if is_end {
                return Ok(text);
            }
            let rest = self.text.get(self.at..).ok_or(GivenUp)?;
            let (character, length) = string::escape(rest)?;
            text.push(character);
            self.at += length;
        }
    }

    pub(super) fn integer(&mut self) -> Result<Integer> {
        let is_negative = self.take(b'-');
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let mut number = 0_u64;
        let mut length = 0;
        while let Some(digit @ b'0'..=b'9') = rest.get(length) {
            number = (number.wrapping_mul(10)).wrapping_add(u64::from(digit - b'0'));
            length += 1;
        }
        let has_more = matches!(rest.get(length), Some(b'.' | b'e' | b'E'));
        let has_zeros = length > 1 && rest.first() == Some(&b'0');
        if length == 0 || length > MOST_DIGITS || has_more || has_zeros {
            return Err(GivenUp);
        }
        self.at += length;
        match is_negative {
            false => Ok(Integer::Unsigned(number)),
            // JSON has a negative zero, which is no integer.
            true if number == 0 => Err(GivenUp),
            true => {
                let number = i64::try_from(number).map_err(|_| GivenUp)?;
                Ok(Integer::Negative(-number))
            }
        }
    }

    /// Takes a value.
    pub(super) fn skip(&mut self) -> Result<()> {
        match self.peek()? {
            b'"' => self.string().map(drop),
            b'{' => self.skip_all(b'{', b'}', |reader| {
                reader.string()?;
                reader.expect(b':')?;
                reader.skip()
            }),
            b'[' => self.skip_all(b'[', b']', Self::skip),
            b't' => self.word("true"),
            b'f' => self.word("false"),
            b'n' => self.word("null"),
            _ => self.integer().map(drop),
        }
    }

    /// Takes what is between two brackets.
    fn skip_all(
        &mut self,
        start: u8,
        end: u8,
        skip: impl Fn(&mut Self) -> Result<()>,
    ) -> Result<()> {
        self.inside(|reader| {
            reader.expect(start)?;
            if reader.take(end) {
                return Ok(());
            }
            loop {
                skip(reader)?;
                if reader.take_end(end)? {
                    return Ok(());
                }
            }
        })
    }

    /// How many items a list is likely to have, by the length of the first: a list of large
    /// values that grows is copied again and again. 0 if it is not known.
    pub(super) fn likely_items(&mut self) -> usize {
        if self.levels + RESERVED_LEVELS < MOST_LEVELS || self.reservable == 0 {
            return 0;
        }
        let rest = self.text.get(self.at..).unwrap_or_default();
        let mut item = JsonReader {
            text: start_of(rest),
            at: 0,
            keys: Vec::new(),
            ..*self
        };
        let length = match item.skip() {
            Ok(()) => item.at,
            Err(GivenUp) => 0,
        };
        if !LONG_ITEM.contains(&length) {
            return 0;
        }
        let likely = (rest.len() / length).min(self.reservable);
        self.reservable -= likely;
        likely
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

/// As much of a text as an item may have whose length tells how many there are.
fn start_of(text: &str) -> &str {
    let end = LONG_ITEM.end;
    (end - 3..=end)
        .find_map(|end| text.get(..end))
        .unwrap_or(text)
}
