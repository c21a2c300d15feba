//! Converts bytes to lines and columns.
//!
//! A line can be as long as the whole text, so neither the line nor the column of
//! a byte is found by counting from the start.

/// A line, and a column in characters, both counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// The number of bytes between positions at which the characters before them
/// have been counted.
const STRIDE: usize = 1024;

/// An index of a text: where its lines begin, and how many characters come before
/// each multiple of a fixed number of bytes.
pub(super) struct Lines {
    starts: Vec<usize>,
    counted: Vec<usize>,
}

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(newlines.map(|(at, _)| at + 1));
        let mut total = 0;
        let counted = text.as_bytes().chunks(STRIDE).map(|chunk| {
            let before = total;
            total += characters(chunk);
            before
        });
        Self {
            counted: counted.collect(),
            starts: starts.collect(),
        }
    }

    /// The position of a byte of `text`, which is the indexed text.
    pub(super) fn position(&self, text: &str, at: usize) -> Position {
        let line = self.starts.partition_point(|start| *start <= at);
        let start = line.checked_sub(1).and_then(|it| self.starts.get(it));
        let start = start.copied().unwrap_or(0);
        let column = self.before(text, at) - self.before(text, start) + 1;
        Position { line, column }
    }

    /// The number of characters that begin before a byte.
    fn before(&self, text: &str, at: usize) -> usize {
        let stride = (at / STRIDE).min(self.counted.len().saturating_sub(1));
        let counted = self.counted.get(stride).copied().unwrap_or(0);
        let rest = text.as_bytes().get(stride * STRIDE..at);
        counted + characters(rest.unwrap_or_default())
    }
}

/// The number of characters that begin in a part of a text.
fn characters(bytes: &[u8]) -> usize {
    let begins = |byte: &&u8| !matches!(byte, 0x80..=0xbf);
    bytes.iter().filter(begins).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters_wherever_they_stand() {
        for text in [
            "",
            "a",
            &"\u{e4}".repeat(STRIDE),
            &format!("x{}", "\u{20ac}\u{1f980}a".repeat(STRIDE)),
            &"ab\u{df}\n".repeat(STRIDE),
        ] {
            let lines = Lines::of(text);
            let (mut line, mut column) = (1, 1);
            for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
                let expected = Position { line, column };
                assert_eq!(lines.position(text, at), expected, "byte {at}");
                (line, column) = match character {
                    '\n' => (line + 1, 1),
                    _ => (line, column + 1),
                };
            }
        }
    }
}
