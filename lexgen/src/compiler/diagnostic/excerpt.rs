//! Extracts a line of text for a terminal.

use std::ops::Range;

use super::{locate::floor_char, visible::visible};

/// The longest line shown whole, in characters. Of longer ones (minified JSON is
/// a single line) only the part around the location is shown.
const WIDTH: usize = 110;
/// The number of characters of a longer line before the location.
const BEFORE: usize = 30;
/// The smallest number of bytes to cut at the start of a line.
const ENOUGH: usize = 40;
/// The number of bytes on either side of a location that can be shown.
const NEAR: usize = 4 * (WIDTH + BEFORE + ENOUGH);
const CUT: &str = "…";

/// A line, or a part of one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    pub(super) text: String,
    /// The bytes of `text` to underline; never empty.
    pub(super) marked: Range<usize>,
    /// Whether `text` starts in the middle of the line, so that its columns
    /// differ from those of the file.
    pub(super) is_cut: bool,
}

/// The line in which `range` begins. `range` is on character boundaries.
pub(super) fn excerpt(text: &str, range: Range<usize>) -> Excerpt {
    let near = floor_char(text, range.start.saturating_sub(NEAR))
        ..floor_char(text, range.start.saturating_add(NEAR));
    let begin = text
        .get(near.start..range.start)
        .and_then(|it| it.rfind('\n'))
        .map_or(near.start, |at| near.start + at + 1);
    let line = text.get(begin..near.end).unwrap_or_default();
    let line = line.split('\n').next().unwrap_or_default();
    let line = line.strip_suffix('\r').unwrap_or(line);
    let first = range.start.saturating_sub(begin).min(line.len());
    // For a value on several lines, underline only the opening bracket.
    let marked = text.get(range.clone()).unwrap_or_default();
    let last = if range.end > begin + line.len() && marked.contains('\n') {
        first + 1
    } else {
        range.end.saturating_sub(begin).min(line.len())
    };

    let is_long = line.chars().nth(WIDTH).is_some();
    let mut from = 0;
    let mut upto = line.len();
    if is_long {
        upto = forward(line, back(line, first, BEFORE), WIDTH);
        from = back(line, upto, WIDTH);
    }

    let mut shown = Excerpt {
        text: String::new(),
        marked: 0..0,
        is_cut: from > ENOUGH,
    };
    if shown.is_cut {
        shown.text.push_str(CUT);
    } else {
        from = 0;
    }
    let part = line.get(from..upto).unwrap_or_default();
    for (at, character) in part
        .char_indices()
        .map(|(at, character)| (from + at, character))
    {
        if at == first {
            shown.marked.start = shown.text.len();
        }
        shown.text.push(visible(character));
        if at < last.max(first + 1) {
            shown.marked.end = shown.text.len();
        }
    }
    if upto < line.len() {
        shown.text.push_str(CUT);
    }
    if first >= upto {
        // The location is the end of the line.
        shown.marked.start = shown.text.len();
        shown.text.push(' ');
        shown.marked.end = shown.text.len();
    }
    shown
}

/// The byte `count` characters before `at`.
fn back(line: &str, at: usize, count: usize) -> usize {
    let before = line.get(..at).unwrap_or_default();
    before
        .char_indices()
        .rev()
        .take(count)
        .last()
        .map_or(at, |(at, _)| at)
}

/// The byte `count` characters after `at`.
fn forward(line: &str, at: usize, count: usize) -> usize {
    let after = line.get(at..).unwrap_or_default();
    after
        .char_indices()
        .nth(count)
        .map_or(line.len(), |(more, _)| at + more)
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{}\"here\"{}", "ä".repeat(60_000), "b".repeat(60_000));
        let start = "ä".len() * 60_000;
        let shown = excerpt(&text, start..start + 6);
        assert!(shown.text.chars().count() < 120, "{}", shown.text);
        assert!(shown.text.starts_with("…ää") && shown.text.ends_with("b…"));
        assert_eq!(&shown.text[shown.marked.clone()], "\"here\"");
        assert!(shown.is_cut);
    }

    #[test]
    fn a_value_over_several_lines_is_marked_at_its_start() {
        let shown = excerpt("{\r\n  \"a\": {\r\n  }\r\n}", 10..18);
        assert_eq!((shown.text.as_str(), shown.marked), ("  \"a\": {", 7..8));
    }

    #[test]
    fn the_end_of_a_line_can_be_marked() {
        let shown = excerpt("ab\ncd", 2..2);
        assert_eq!((shown.text.as_str(), shown.marked), ("ab ", 2..3));
        let shown = excerpt("", 0..0);
        assert_eq!((shown.text.as_str(), shown.marked), (" ", 0..1));
    }
}
