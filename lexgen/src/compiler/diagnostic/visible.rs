//! Makes text from outside harmless for a terminal and a log.
//!
//! A name, a path or a value can contain characters that move the cursor, change
//! colors, reverse the direction of text or begin a line that looks like lexgen's
//! own. [`clean`] is for one such text, before it becomes part of a message.
//! [`for_people`] is for whole output, whatever has been forgotten in it.

use std::{borrow::Cow, path::Path};

/// The most characters of a message, a label or a name that are shown.
pub(crate) const SHOWN: usize = 1000;

/// Whether a character controls the terminal or the direction of text, or cannot
/// be seen.
pub(crate) fn is_hidden(character: char) -> bool {
    matches!(character,
        '\u{0}'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'..='\u{1160}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

/// The character, or another that shows that it is there.
pub(super) fn visible(character: char) -> char {
    match character {
        '\t' => ' ',
        '\u{0}'..='\u{1f}' => char::from_u32(u32::from(character) + 0x2400).unwrap_or('\u{fffd}'),
        '\u{7f}' => '␡',
        hidden if is_hidden(hidden) => '\u{fffd}',
        other => other,
    }
}

/// A text from outside, in one line without hidden characters.
pub(crate) fn clean(text: &str) -> String {
    without_commands(text.chars().map(visible).collect(), "# #")
}

/// The text with something else for the `##` of what CI services read as a command
/// anywhere in a line, such as `##[add-mask]` and `##vso[task.setvariable]`.
pub(crate) fn without_commands(text: String, instead: &str) -> String {
    let is_command = |rest: &str| {
        let rest = rest.trim_start_matches(|it: char| it.is_ascii_alphanumeric());
        rest.starts_with('[')
    };
    let mut kept = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find("##") {
        let (before, found) = rest.split_at(at);
        let after = found.get(2..).unwrap_or_default();
        kept.push_str(before);
        if is_command(after) {
            kept.push_str(instead);
            rest = after;
        } else {
            kept.push('#');
            rest = found.get(1..).unwrap_or_default();
        }
    }
    if kept.is_empty() {
        return text;
    }
    kept.push_str(rest);
    kept
}

/// A path, in one line without hidden characters.
pub(crate) fn clean_path(path: &Path) -> String {
    clean(&path.to_string_lossy())
}

/// The name of a file in a patch: in quotes, as git writes it, if it would not be
/// one line of visible characters without them.
pub(crate) fn quoted(name: &str) -> String {
    let is_plain = |it: char| !is_hidden(it) && it != '"' && it != '\\';
    if name.chars().all(is_plain) && !name.contains("##") {
        return name.to_owned();
    }
    let mut quoted = String::from("\"");
    for character in name.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            // Half of a command of a CI service.
            '#' if quoted.ends_with('#') => quoted.push_str("\\043"),
            hidden if is_hidden(hidden) => {
                for byte in hidden.encode_utf8(&mut [0; 4]).bytes() {
                    quoted.push_str(&format!("\\{byte:03o}"));
                }
            }
            other => quoted.push(other),
        }
    }
    quoted + "\""
}

/// The text without its middle if it has more than `most` characters: the reason
/// is often at the end of a message.
pub(crate) fn clipped(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most || text.chars().nth(most).is_none() {
        return Cow::Borrowed(text);
    }
    let end = most / 4;
    let start = text.char_indices().nth(most - end).map_or(0, |(at, _)| at);
    let rest = text.char_indices().rev().nth(end.saturating_sub(1));
    let rest = rest.map_or(text.len(), |(at, _)| at);
    let (start, rest) = (text.get(..start), text.get(rest..));
    Cow::Owned(format!(
        "{}…{}",
        start.unwrap_or_default(),
        rest.unwrap_or_default()
    ))
}

/// Output for people: only line breaks, tabs and, with `color`, the styles that
/// lexgen uses stay as they are.
#[cfg(any(feature = "cli", feature = "insta"))]
pub(crate) fn for_people(text: &str, color: bool) -> Cow<'_, str> {
    let stays = |character: char| matches!(character, '\n' | '\t') || !is_hidden(character);
    if text.chars().all(stays) && !text.contains("##") {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let style = if color { style(rest) } else { None };
        let width = match style {
            Some(style) => {
                shown.push_str(style);
                style.len()
            }
            None => {
                shown.push(if stays(next) { next } else { visible(next) });
                next.len_utf8()
            }
        };
        rest = rest.get(width..).unwrap_or_default();
    }
    Cow::Owned(without_commands(shown, "# #"))
}

/// The style at the start of a text, if lexgen uses it. None of them hides text:
/// there are no backgrounds, and neither black nor white.
#[cfg(any(feature = "cli", feature = "insta"))]
fn style(text: &str) -> Option<&str> {
    let numbers = text.strip_prefix("\u{1b}[")?;
    let (numbers, _) =
        numbers.split_at_checked(numbers.bytes().take(16).position(|it| it == b'm')?)?;
    let is_used = |number: &str| {
        matches!(number, "" | "0" | "1" | "2" | "3" | "4")
            || matches!(number.as_bytes(), [b'3' | b'9', b'1'..=b'6'])
    };
    let style = text.get(..numbers.len() + "\u{1b}[m".len());
    style.filter(|_| numbers.split(';').all(is_used))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_made_visible() {
        assert_eq!(
            clean("a\u{1b}[31m\u{9b}1m\u{202e}\t\n\u{7f}"),
            "a␛[31m\u{fffd}1m\u{fffd} ␊␡"
        );
    }

    #[test]
    fn letters_that_look_like_nothing_are_made_visible() {
        for hidden in ["\u{34f}", "\u{115f}", "\u{1160}", "\u{3164}", "\u{ffa0}"] {
            assert_eq!(clean(hidden), "\u{fffd}", "{hidden:?}");
            assert!(quoted(hidden).starts_with('"'), "{hidden:?}");
        }
    }

    #[test]
    fn ci_services_find_no_command() {
        let cases = [
            ("##[error]a", "# #[error]a"),
            ("a ###vso[b]", "a ## #vso[b]"),
            ("##teamcity[x ##[y", "# #teamcity[x # #[y"),
            ("## Heading, # and [link]", "## Heading, # and [link]"),
            ("##", "##"),
        ];
        for (text, expected) in cases {
            assert_eq!(clean(text), expected);
        }
    }

    #[test]
    fn git_reads_the_names_in_patches() {
        assert_eq!(quoted("a/ä b.json"), "a/ä b.json");
        assert_eq!(quoted("a/\"\\\n\u{9b}"), r#""a/\"\\\012\302\233""#);
        assert_eq!(quoted("a/##[x]"), r#""a/#\043[x]""#);
    }

    #[test]
    fn the_start_and_the_end_of_a_long_text_stay() {
        assert_eq!(clipped("äöü", 3), "äöü");
        let long = format!("`{}` is not a name", "ä".repeat(4000));
        let short = clipped(&long, 100);
        assert_eq!(short.chars().count(), 101);
        assert!(short.starts_with("`ää") && short.ends_with("ää` is not a name"));
    }

    #[cfg(any(feature = "cli", feature = "insta"))]
    #[test]
    fn only_styles_that_hide_nothing_stay_in_output() {
        let bold = "\u{1b}[1m\u{1b}[91mred\u{1b}[0m\n\tä";
        assert_eq!(for_people(bold, true), bold);
        assert_eq!(for_people(bold, false), "␛[1m␛[91mred␛[0m\n\tä");
        for hostile in [
            "\u{1b}[2K",
            "\u{1b}[1A",
            "\u{1b}[8m",
            "\u{1b}[30m",
            "\u{1b}[47m",
            "\u{1b}[38;5;0m",
            "\u{1b}]0;title\u{7}",
            "\u{1b}[",
            "\u{9b}31m",
            "\r",
            "\u{202e}",
            "\u{1b}[1;8m",
        ] {
            let shown = for_people(hostile, true);
            assert!(!shown.chars().any(is_hidden), "{hostile:?}: {shown:?}");
        }
    }
}
