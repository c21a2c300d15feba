//! Plain text as Markdown that rustdoc shows the way it was written.

use std::borrow::Cow;

/// Columns of a doc comment's text.
const WIDTH: usize = 92;

/// The paragraphs of a description, with whatever Markdown or HTML would read
/// into them escaped. Code spans are kept where backticks pair up.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let text = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    };
    text.split("\n\n")
        .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|paragraph| !paragraph.is_empty())
        .map(|paragraph| {
            if means_itself(&paragraph) {
                paragraph
            } else {
                escape(&visible(&paragraph))
            }
        })
        .collect()
}

/// Whether there is nothing to escape, as in most paragraphs.
fn means_itself(paragraph: &str) -> bool {
    let is_plain = |byte: u8| match byte {
        b'\\' | b'[' | b'<' | b'*' | b'~' | b'|' | b'&' | b'_' | b'`' => false,
        byte => matches!(byte, b' '..=b'~'),
    };
    paragraph.bytes().all(is_plain) && !paragraph.contains("http")
}

/// A description as one paragraph.
pub(super) fn line(text: &str) -> String {
    paragraphs(text).join(" ")
}

/// Control characters and those that change the direction of text (which rustc
/// refuses even in comments) spelt out.
fn visible(text: &str) -> String {
    let mut visible = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_control() || is_invisible(c) => {
                visible.push_str(&format!("U+{:04X}", u32::from(c)));
            }
            c => visible.push(c),
        }
    }
    visible
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
        && c != '\u{200D}'
}

fn escape(text: &str) -> String {
    let paired = text.matches('`').count().is_multiple_of(2) && !text.contains("``");
    if !paired {
        return escape_words(&text.replace('`', "\\`"), true);
    }
    text.split('`')
        .enumerate()
        .map(|(index, part)| {
            if index % 2 == 1 {
                format!("`{part}`")
            } else {
                escape_words(part, false)
            }
        })
        .collect()
}

/// Escapes outside code spans: links, HTML, emphasis, bare addresses.
fn escape_words(text: &str, backticks_escaped: bool) -> String {
    text.split(' ')
        .map(|word| escape_addresses(word, backticks_escaped))
        .collect::<Vec<_>>()
        .join(" ")
}

/// A word with the addresses in it made links, for rustdoc warns of bare ones.
fn escape_addresses(word: &str, backticks_escaped: bool) -> String {
    let mut escaped = String::with_capacity(word.len());
    let mut rest = word;
    while let Some((before, address, after)) = address(rest) {
        escaped.push_str(&escape_word(before, backticks_escaped));
        escaped.push_str(&format!("<{address}>"));
        rest = after;
    }
    escaped + &escape_word(rest, backticks_escaped)
}

fn escape_word(word: &str, backticks_escaped: bool) -> String {
    let mut escaped = String::with_capacity(word.len());
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        if backticks_escaped && c == '\\' && chars.peek() == Some(&'`') {
            escaped.push_str("\\`");
            chars.next();
        } else {
            let special = match c {
                '\\' | '[' | '<' | '*' | '~' | '|' => true,
                '&' => chars
                    .peek()
                    .is_some_and(|c| c.is_ascii_alphanumeric() || *c == '#'),
                '_' => !is_inside_word(&escaped, chars.peek()),
                _ => false,
            };
            if special {
                escaped.push('\\');
            }
            escaped.push(c);
        }
    }
    escaped
}

/// An underscore between letters is not emphasis.
fn is_inside_word(before: &str, after: Option<&char>) -> bool {
    before
        .chars()
        .next_back()
        .is_some_and(char::is_alphanumeric)
        && after.is_some_and(|c| c.is_alphanumeric())
}

/// The first web address within a word: what is before it, itself, what is
/// after it.
fn address(word: &str) -> Option<(&str, &str, &str)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&'*+,;=%".contains(c);
    let mut starts = word.match_indices("http").map(|(start, _)| start);
    starts.find_map(|start| {
        let (before, rest) = word.split_at(start);
        let host = rest
            .strip_prefix("https://")
            .or(rest.strip_prefix("http://"))?;
        let end = host.find(|c| !is_part(c)).unwrap_or(host.len());
        let host =
            host[..end].trim_end_matches(['.', ',', ':', ';', '!', '?', '\'', '*', '_', '~']);
        let scheme = if rest.starts_with("https") { 8 } else { 7 };
        let (address, after) = rest.split_at(scheme + host.len());
        (!host.is_empty()).then_some((before, address, after))
    })
}

/// Breaks a paragraph into lines, none of which starts like a list, a heading,
/// a quotation, HTML or code.
pub(super) fn wrap(paragraph: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut columns = 0;
    for word in paragraph.split(' ') {
        let more = 1 + word.chars().count();
        match lines.last_mut() {
            Some(line) if starts_no_line(word) || columns + more <= WIDTH => {
                line.push(' ');
                line.push_str(word);
                columns += more;
            }
            _ => {
                let line = unmarked(word);
                columns = line.chars().count();
                lines.push(line);
            }
        }
    }
    lines
}

/// Whether a line that starts with this word would be a block of its own, or
/// the blank before one. Such a word is unescaped only in a code span, where it
/// cannot be escaped; so no line starts with it. (The worst of them is a fence:
/// rustdoc runs the code after it.)
fn starts_no_line(word: &str) -> bool {
    let is_address = word.starts_with("<http://") || word.starts_with("<https://");
    word.is_empty() || (word.starts_with(['~', '<', '*', '_', '|']) && !is_address)
}

/// The first word of a line with its meaning as a block marker taken away.
fn unmarked(word: &str) -> String {
    if word.starts_with(['-', '+', '#', '=', '>', ':']) {
        return format!("\\{word}");
    }
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    match word.get(digits..) {
        Some(rest) if digits > 0 && (rest.starts_with('.') || rest.starts_with(')')) => {
            format!("{}\\{rest}", &word[..digits])
        }
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(text: &str) -> String {
        paragraphs(text).join("\n\n")
    }

    #[test]
    fn words_and_paired_code_spans_stay() {
        assert_eq!(
            rendered("If `active` is false, see foo_bar."),
            "If `active` is false, see foo_bar."
        );
    }

    #[test]
    fn nothing_becomes_markup() {
        assert_eq!(
            rendered("see [Foo] and <b>x</b>"),
            r"see \[Foo] and \<b>x\</b>"
        );
        assert_eq!(rendered("a ` b"), r"a \` b");
        assert_eq!(
            rendered("```rust\npanic!()\n```"),
            r"\`\`\`rust panic!() \`\`\`"
        );
        assert_eq!(rendered("    indented"), "indented");
        assert_eq!(rendered("*bold* _it_"), r"\*bold\* \_it\_");
    }

    #[test]
    fn addresses_become_links() {
        assert_eq!(
            rendered("(see https://example.com/a_b)."),
            "(see <https://example.com/a_b>)."
        );
        assert_eq!(
            rendered("http://\"https://-a.example/\"http://b.example"),
            "http://\"<https://-a.example/>\"<http://b.example>"
        );
    }

    #[test]
    fn directional_controls_are_spelt_out() {
        assert_eq!(rendered("a\u{202E}b\u{7}"), "aU+202EbU+0007");
    }

    #[test]
    fn no_line_starts_a_block_inside_a_code_span() {
        let long = "a ".repeat(WIDTH);
        for tail in ["~~~ x", "<script> x", "    x()", "* x", "___", "| a | b |"] {
            for start in 0..WIDTH * 2 {
                let lines = wrap(&format!("`{}{tail}`", &long[start..]));
                let first = |it: &String| it.starts_with(['~', '<', ' ', '*', '_', '|']);
                let blank = |it: &String| it.trim().is_empty();
                assert!(!lines.iter().any(|it| first(it) || blank(it)), "{lines:?}");
            }
        }
    }

    #[test]
    fn wrapped_lines_start_no_list() {
        assert_eq!(wrap("- a"), [r"\- a"]);
        assert_eq!(wrap("1. a"), [r"1\. a"]);
        let long = format!("{} # b", "a".repeat(WIDTH - 1));
        assert_eq!(wrap(&long)[1], r"\# b");
    }
}
