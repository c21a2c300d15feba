//! Whether a value can be kept as its text, without reading it.

use std::borrow::Cow;

use super::{GivenUp, Result, reader::JsonReader, string};
use crate::data::{BYTES, CidLink, read::SERDE_JSON_NUMBER, unread::Form};

/// The least length of a text that is kept. The tree of a shorter one is as small.
const LEAST_LENGTH: usize = 128;

/// The value of the `$type` of a blob.
const TYPE: &str = r#""blob""#;

/// The most keys of an object that are compared with each other. Those of objects that are
/// written by a program are often in order, and need not be.
const MOST_KEYS: usize = 32;

impl<'de> JsonReader<'de> {
    /// Takes an object or an array, if it is better kept as its text, with whether writing
    /// its tree gives the same text.
    pub(super) fn unread(&mut self) -> Result<Option<(&'de str, Form)>> {
        if !matches!(self.peek()?, b'{' | b'[') {
            return Ok(None);
        }
        let start = self.at;
        self.keys.clear();
        let mut check = Check {
            reader: self,
            is_canonical: true,
        };
        let is_checked = check.value().is_ok();
        let is_canonical = check.is_canonical;
        let text = self.text.get(start..self.at).unwrap_or_default();
        if !is_checked || text.len() < LEAST_LENGTH {
            self.at = start;
            return Ok(None);
        }
        let form = match is_canonical {
            true => Form::Canonical,
            false => Form::Other,
        };
        Ok(Some((text, form)))
    }
}

struct Check<'r, 'de> {
    /// Its keys are those of all objects that have begun and not ended, those of inner ones
    /// last.
    reader: &'r mut JsonReader<'de>,
    is_canonical: bool,
}

impl Check<'_, '_> {
    /// The next byte. Whitespace is not canonical.
    #[inline]
    fn peek(&mut self) -> Result<u8> {
        let at = self.reader.at;
        let next = self.reader.peek()?;
        self.is_canonical &= self.reader.at == at;
        Ok(next)
    }

    #[inline]
    fn take(&mut self, byte: u8) -> bool {
        let at = self.reader.at;
        let is_next = self.reader.take(byte);
        self.is_canonical &= self.reader.at == at + usize::from(is_next);
        is_next
    }

    #[inline]
    fn take_end(&mut self, end: u8) -> Result<bool> {
        let at = self.reader.at;
        let is_end = self.reader.take_end(end)?;
        self.is_canonical &= self.reader.at == at + 1;
        Ok(is_end)
    }

    fn value(&mut self) -> Result<()> {
        match self.peek()? {
            b'"' => self.string(),
            b'{' => self.inside(Self::object),
            b'[' => self.inside(Self::array),
            _ => self.reader.skip(),
        }
    }

    fn inside(&mut self, read: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        self.reader.levels = self.reader.levels.checked_sub(1).ok_or(GivenUp)?;
        let result = read(self);
        self.reader.levels += 1;
        result
    }

    fn string(&mut self) -> Result<()> {
        self.reader.expect(b'"')?;
        loop {
            let (_, is_end) = self.reader.plain()?;
            if is_end {
                return Ok(());
            }
            let rest = self.reader.text.get(self.reader.at..).ok_or(GivenUp)?;
            let (character, length) = string::escape(rest)?;
            let escape = rest.get(..length).unwrap_or_default();
            self.is_canonical &= string::is_canonical(escape, character);
            self.reader.at += length;
        }
    }

    fn array(&mut self) -> Result<()> {
        self.reader.expect(b'[')?;
        if self.take(b']') {
            return Ok(());
        }
        loop {
            self.value()?;
            if self.take_end(b']')? {
                return Ok(());
            }
        }
    }

    fn object(&mut self) -> Result<()> {
        self.reader.expect(b'{')?;
        if self.take(b'}') {
            return Ok(());
        }
        let first = self.reader.keys.len();
        let mut is_sorted = true;
        loop {
            self.peek()?;
            // A key with escapes is not worth the trouble.
            let Cow::Borrowed(key) = self.reader.string()? else {
                return Err(GivenUp);
            };
            let others = self.reader.keys.get(first..).unwrap_or_default();
            is_sorted &= others.last().is_none_or(|last| *last < key);
            if !is_sorted && (others.len() > MOST_KEYS || others.contains(&key)) {
                return Err(GivenUp);
            }
            let is_first = others.is_empty();
            self.reader.keys.push(key);
            if !self.take(b':') {
                return Err(GivenUp);
            }
            if is_first && key == "$type" && self.blob().is_some() {
                break;
            }
            if key.starts_with('$') {
                self.reserved(key)?;
            }
            self.value()?;
            if self.take_end(b'}')? {
                break;
            }
        }
        self.is_canonical &= is_sorted;
        self.reader.keys.truncate(first);
        Ok(())
    }

    /// Before the value of a key with a meaning in the data model.
    fn reserved(&mut self, key: &str) -> Result<()> {
        match key {
            // The text has no bytes, but data has.
            BYTES => return Err(GivenUp),
            // Written with its fields in an order of their own, if it is a blob.
            "$type" if self.rest().starts_with(TYPE) => self.is_canonical = false,
            // Refused.
            SERDE_JSON_NUMBER => return Err(GivenUp),
            _ => {}
        }
        Ok(())
    }

    fn rest(&self) -> &str {
        self.reader.text.get(self.reader.at..).unwrap_or_default()
    }

    /// Takes the rest of a blob as it is written, from the value of its `$type` on. `None`
    /// if there is anything else, of which nothing is taken then.
    fn blob(&mut self) -> Option<()> {
        // Its `ref` is an object in it.
        if self.reader.levels == 0 {
            return None;
        }
        let rest = self.rest();
        let length = rest.len();
        let rest = rest
            .strip_prefix(TYPE)?
            .strip_prefix(r#","ref":{"$link":""#)?;
        let (link, rest) = rest.split_at_checked(string::plain(rest.as_bytes())?)?;
        CidLink::new(link).ok()?;
        let rest = rest.strip_prefix(r#""},"mimeType":""#)?;
        let (mime_type, rest) = rest.split_at_checked(string::plain(rest.as_bytes())?)?;
        let rest = rest.strip_prefix(r#"","size":"#)?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (size, rest) = rest.split_at_checked(digits)?;
        let is_number = matches!(size.as_bytes(), [b'0'] | [b'1'..=b'9', ..]);
        let rest = rest.strip_prefix('}')?;
        if string::has_controls(mime_type) || !is_number || digits > 18 {
            return None;
        }
        self.reader.at += length - rest.len();
        Some(())
    }
}
