//! The JSON values of a file of any size, one after another.
//!
//! Only one value is in memory at a time. Where it ends is found without reading it as
//! JSON, so a value that is malformed does not hide those after it.

use std::io::{self, BufRead, Read};

use crate::compiler::read::is_utf16;

/// How many bytes of a file in UTF-16 are read.
const START: usize = 16;

/// How values follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separation {
    /// One on each line that is not blank.
    Lines,
    /// Brackets, quotes and white space tell.
    Values,
    /// The whole file is one.
    None,
}

/// The text of a value, and where in its file that is.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) bytes: Vec<u8>,
    /// The lines before it.
    pub(super) line: usize,
    /// The characters before it in its line.
    pub(super) column: usize,
    /// Whether there are more bytes than the limit, which are not kept.
    pub(super) is_too_long: bool,
}

/// Splits what a reader returns.
pub(super) struct Splitter<R> {
    input: R,
    separation: Separation,
    /// The most bytes of a value.
    most: usize,
    line: usize,
    column: usize,
    /// The bytes that were read.
    pub(super) read: u64,
    /// How many values there were.
    number: usize,
}

impl<R: BufRead> Splitter<R> {
    pub(super) fn new(input: R, separation: Separation, most: usize) -> Self {
        Self {
            input,
            separation,
            most,
            line: 0,
            column: 0,
            read: 0,
            number: 0,
        }
    }

    /// The next value. `None` at the end.
    ///
    /// # Errors
    /// If the input cannot be read.
    pub(super) fn next(&mut self) -> io::Result<Option<Text>> {
        if self.read == 0 {
            let start = self.input.fill_buf()?;
            if is_utf16(start) {
                // The file is not read on: there are no values of JSON in it.
                let bytes = start.iter().copied().take(START).collect();
                (self.separation, self.number, self.read) = (Separation::None, 1, 1);
                return Ok(Some(Text {
                    bytes,
                    ..Text::default()
                }));
            }
            if start.starts_with(b"\xef\xbb\xbf") {
                self.input.consume(3);
                self.read = 3;
            }
        }
        let text = match self.separation {
            Separation::Lines => self.next_line()?,
            Separation::Values => self.next_value()?,
            Separation::None if self.number > 0 => None,
            Separation::None => Some(self.rest()?),
        };
        self.number += 1;
        // A file without a value is not JSON.
        let is_empty = text.is_none() && self.number == 1;
        let is_empty = is_empty && self.separation == Separation::Values;
        Ok(text.or_else(|| is_empty.then(Text::default)))
    }

    fn next_line(&mut self) -> io::Result<Option<Text>> {
        loop {
            let line = self.line;
            let most = self.most as u64 + 1;
            let mut bytes = Vec::with_capacity(256);
            let input = self.input.by_ref();
            let mut read = input.take(most).read_until(b'\n', &mut bytes)?;
            if read == 0 {
                return Ok(None);
            }
            let ends = bytes.last() == Some(&b'\n');
            let is_too_long = bytes.len() > self.most && !ends;
            if is_too_long {
                bytes = Vec::new();
                read += skip_line(&mut self.input)?;
            }
            self.line += 1;
            self.read += read as u64;
            while bytes
                .last()
                .is_some_and(|byte| matches!(byte, b'\n' | b'\r'))
            {
                bytes.pop();
            }
            if is_too_long || !bytes.iter().all(u8::is_ascii_whitespace) {
                return Ok(Some(Text {
                    bytes,
                    line,
                    column: 0,
                    is_too_long,
                }));
            }
        }
    }

    fn next_value(&mut self) -> io::Result<Option<Text>> {
        let mut scan = Scan::default();
        let mut text = Text::default();
        loop {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                return Ok(scan.has_begun.then_some(text));
            }
            let mut used = 0;
            if !scan.has_begun {
                let blank = |byte: &&u8| byte.is_ascii_whitespace();
                used = chunk.iter().take_while(blank).count();
                advance(&chunk[..used], &mut self.line, &mut self.column);
                (text.line, text.column) = (self.line, self.column);
            }
            let rest = &chunk[used..];
            let end = scan.end(rest);
            let part = &rest[..end.unwrap_or(rest.len())];
            advance(part, &mut self.line, &mut self.column);
            if text.bytes.len() + part.len() > self.most {
                text.is_too_long = true;
                text.bytes = Vec::new();
            }
            if !text.is_too_long {
                text.bytes.extend_from_slice(part);
            }
            used += part.len();
            self.input.consume(used);
            self.read += used as u64;
            if end.is_some() || text.is_too_long {
                return Ok(Some(text));
            }
        }
    }

    fn rest(&mut self) -> io::Result<Text> {
        let mut bytes = Vec::new();
        let input = self.input.by_ref();
        input.take(self.most as u64 + 1).read_to_end(&mut bytes)?;
        self.read += bytes.len() as u64;
        Ok(Text {
            is_too_long: bytes.len() > self.most,
            bytes,
            ..Text::default()
        })
    }
}

/// Skips the rest of a line. Returns how many bytes that are.
fn skip_line(input: &mut impl BufRead) -> io::Result<usize> {
    let mut skipped = 0;
    loop {
        let chunk = input.fill_buf()?;
        if chunk.is_empty() {
            return Ok(skipped);
        }
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let used = end.map_or(chunk.len(), |end| end + 1);
        input.consume(used);
        skipped += used;
        if end.is_some() {
            return Ok(skipped);
        }
    }
}

/// Moves a position behind some bytes.
fn advance(bytes: &[u8], line: &mut usize, column: &mut usize) {
    let last = match bytes.iter().rposition(|byte| *byte == b'\n') {
        Some(at) => {
            *line += bytes.iter().filter(|byte| **byte == b'\n').count();
            *column = 0;
            &bytes[at + 1..]
        }
        None => bytes,
    };
    let begins = |byte: &&u8| !matches!(**byte, 0x80..=0xbf);
    *column += last.iter().filter(begins).count();
}

/// Looks for the end of a value.
#[derive(Default)]
struct Scan {
    has_begun: bool,
    /// How many brackets are open.
    depth: usize,
    in_string: bool,
    is_escaped: bool,
}

impl Scan {
    /// The number of bytes after which the value ends, if that is known.
    fn end(&mut self, bytes: &[u8]) -> Option<usize> {
        for (at, byte) in bytes.iter().enumerate() {
            if self.in_string {
                match byte {
                    _ if self.is_escaped => self.is_escaped = false,
                    b'\\' => self.is_escaped = true,
                    b'"' => {
                        self.in_string = false;
                        if self.depth == 0 {
                            return Some(at + 1);
                        }
                    }
                    _ => {}
                }
                continue;
            }
            let is_scalar = self.has_begun && self.depth == 0;
            match byte {
                b'{' | b'[' | b'"' if is_scalar => return Some(at),
                b'{' | b'[' => self.depth += 1,
                b'"' => self.in_string = true,
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return Some(at + 1);
                    }
                }
                byte if is_scalar && byte.is_ascii_whitespace() => return Some(at),
                _ => {}
            }
            self.has_begun = true;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every value with its line and column, read a few bytes at a time and at once.
    fn split(text: &str, separation: Separation) -> Vec<(String, usize, usize)> {
        let all = |capacity| {
            let input = io::BufReader::with_capacity(capacity, text.as_bytes());
            let mut splitter = Splitter::new(input, separation, 100);
            let mut found = Vec::new();
            while let Some(text) = splitter.next().expect("a reader of memory") {
                let value = if text.is_too_long {
                    "too long".to_owned()
                } else {
                    String::from_utf8(text.bytes).expect("text")
                };
                found.push((value, text.line, text.column));
            }
            found
        };
        let found = all(1000);
        for capacity in [4, 5, 7] {
            assert_eq!(all(capacity), found, "{text:?}");
        }
        found
    }

    fn values(text: &str) -> Vec<String> {
        let found = split(text, Separation::Values).into_iter();
        found.map(|(value, ..)| value).collect()
    }

    #[test]
    fn values_are_told_apart() {
        assert_eq!(values(" {} [1]\n\"a\" "), ["{}", "[1]", "\"a\""]);
        assert_eq!(
            values("{}{\"a\":[{}]}1 2{}"),
            ["{}", "{\"a\":[{}]}", "1", "2", "{}"]
        );
        assert_eq!(
            values(r#""a\"}" "\\" {"}":"{"}"#),
            [r#""a\"}""#, r#""\\""#, r#"{"}":"{"}"#]
        );
        // What is malformed does not hide what follows.
        assert_eq!(values("{} {\"a\": } {}"), ["{}", "{\"a\": }", "{}"]);
        assert_eq!(values("} ] x {}"), ["}", "]", "x", "{}"]);
        assert_eq!(values("{\"a\": [}"), ["{\"a\": [}"]);
        // A file in UTF-16 is read as one value, which says what it is.
        let utf16: Vec<u8> = "{}\n{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for start in [&[][..], &[0xff, 0xfe]] {
            let text = [start, &utf16].concat();
            let mut splitter = Splitter::new(text.as_slice(), Separation::Values, 100);
            let value = splitter.next().expect("a reader of memory");
            assert!(is_utf16(&value.expect("a value").bytes));
            assert_eq!(splitter.next().expect("a reader of memory"), None);
        }
        // Nor is an empty file a value.
        assert_eq!(values(" \n"), [""]);
        assert_eq!(values("\u{feff}{}"), ["{}"]);
    }

    #[test]
    fn lines_are_told_apart() {
        let found = split("{}\r\n\n{]\n  \n1", Separation::Lines);
        let found: Vec<_> = found
            .iter()
            .map(|(text, line, _)| (text.as_str(), *line))
            .collect();
        assert_eq!(found, [("{}", 0), ("{]", 2), ("1", 4)]);
        assert_eq!(split("", Separation::Lines), []);
        let long = format!("1\n{}\n2", "x".repeat(101));
        let found = split(&long, Separation::Lines);
        let found: Vec<_> = found
            .iter()
            .map(|(text, line, _)| (text.as_str(), *line))
            .collect();
        assert_eq!(found, [("1", 0), ("too long", 1), ("2", 2)]);
    }

    #[test]
    fn places_are_counted_from_the_start_of_the_file() {
        let found = split("{}\u{e4} {\n1} [\n\n] 7", Separation::Values);
        let places: Vec<_> = found
            .iter()
            .map(|(_, line, column)| (*line, *column))
            .collect();
        assert_eq!(places, [(0, 0), (0, 2), (0, 4), (1, 3), (3, 2)]);
    }

    #[test]
    fn hostile_nesting_is_no_danger() {
        let deep = "[".repeat(1_000_000);
        let mut splitter = Splitter::new(deep.as_bytes(), Separation::Values, 2_000_000);
        let text = splitter
            .next()
            .expect("a reader of memory")
            .expect("a value");
        assert_eq!(text.bytes.len(), 1_000_000);
        assert_eq!(splitter.next().expect("a reader of memory"), None);
    }
}
