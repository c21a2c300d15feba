//! Plain text as Markdown that rustdoc shows the way it was written.

use crate::compiler::prose::{self, Span};

/// Columns of a doc comment's text.
const WIDTH: usize = 92;

/// A paragraph, or an item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// The columns before it: those of the items it is in.
    indent: usize,
    /// `- ` or `1. ` of an item, or nothing.
    marker: String,
    text: String,
}

impl Block {
    /// A paragraph of text that is Markdown already.
    pub(super) fn paragraph(text: String) -> Self {
        Self {
            indent: 0,
            marker: String::new(),
            text,
        }
    }

    pub(super) fn is_item(&self) -> bool {
        !self.marker.is_empty()
    }

    /// The same after some more words, if it is a paragraph.
    pub(super) fn after(self, lead: &str) -> Vec<Self> {
        if self.is_item() {
            vec![Self::paragraph(lead.to_owned()), self]
        } else {
            vec![Self::paragraph(format!("{lead} {}", self.text))]
        }
    }

    /// Its lines, with the columns before them.
    pub(super) fn lines(&self) -> Vec<String> {
        let before = self.indent + self.marker.len();
        let lines = wrap(&self.text, WIDTH.saturating_sub(before).max(WIDTH / 2));
        let lines = lines.iter().enumerate().map(|(index, line)| {
            let marker = if index == 0 { &*self.marker } else { "" };
            let indent = before - marker.len();
            format!("{:indent$}{marker}{line}", "")
        });
        lines.collect()
    }
}

/// The paragraphs and lists of a description. All other syntax of Markdown and HTML is
/// escaped, except code spans with a pair of backticks.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let blocks = prose::blocks(text).into_iter();
    blocks
        .map(|block| Block {
            indent: block.indent,
            marker: block.marker,
            text: if means_itself(&block.text) {
                block.text
            } else {
                escape(&block.text)
            },
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
    let blocks = blocks(text);
    let parts = blocks.iter().map(|it| format!("{}{}", it.marker, it.text));
    parts.collect::<Vec<_>>().join(" ")
}

/// Escapes outside code spans: links, HTML, emphasis. Addresses become links, for rustdoc
/// warns of bare ones.
fn escape(text: &str) -> String {
    let spans = prose::spans(text).into_iter();
    spans
        .map(|span| match span {
            Span::Text(words) => escape_words(words),
            Span::Code(code) => format!("`{code}`"),
            Span::Address(address) => format!("<{address}>"),
        })
        .collect()
}

fn escape_words(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    let mut chars = words.chars().peekable();
    while let Some(c) = chars.next() {
        let special = match c {
            '\\' | '[' | '<' | '*' | '~' | '|' | '`' => true,
            '&' => chars
                .peek()
                .is_some_and(|c| c.is_ascii_alphanumeric() || *c == '#'),
            '_' => !is_inside_word(&escaped, chars.peek()),
            // An address that is no link, of which rustdoc warns.
            ':' => {
                let mut after = chars.clone();
                let is_scheme = escaped.ends_with("http") || escaped.ends_with("https");
                is_scheme
                    && after.next() == Some('/')
                    && after.next() == Some('/')
                    && after.next().is_some_and(char::is_alphanumeric)
            }
            _ => false,
        };
        if special {
            escaped.push('\\');
        }
        escaped.push(c);
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

/// Breaks a paragraph into lines, none of which starts like a list, a heading,
/// a quotation, HTML or code.
fn wrap(paragraph: &str, width: usize) -> Vec<String> {
    // Nearly all of them: one line, also with a backslash before it.
    if paragraph.len() < width {
        let (word, rest) = paragraph.split_at(paragraph.find(' ').unwrap_or(paragraph.len()));
        return vec![unmarked(word) + rest];
    }
    let mut lines: Vec<String> = Vec::new();
    let mut columns = 0;
    for word in paragraph.split(' ') {
        let more = 1 + word.chars().count();
        match lines.last_mut() {
            Some(line) if columns + more <= width || starts_no_line(word) => {
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
        let blocks = blocks(text);
        let texts = blocks.iter().map(|block| block.lines().join("\n"));
        texts.collect::<Vec<_>>().join("\n\n")
    }

    /// Lines without the empty ones between paragraphs.
    fn lines(text: &str) -> Vec<String> {
        blocks(text).iter().flat_map(Block::lines).collect()
    }

    #[test]
    fn lists_stay_lists() {
        let text = "One of:\n- a\n  b\n  * inside\n- c\n\n• d\n\nText\ngoes on.\n1. e\n2) f";
        let expected = [
            "One of:",
            "- a b",
            "  - inside",
            "- c",
            "- d",
            "Text goes on.",
            "1. e",
            "2. f",
        ];
        assert_eq!(lines(text), expected);
        let long = format!("10. {}", "word ".repeat(30));
        let all = lines(&long);
        assert!(
            all[0].starts_with("10. word") && all[1].starts_with("    word"),
            "{all:?}"
        );
    }

    #[test]
    fn what_only_looks_like_a_list_is_text() {
        assert_eq!(lines("in the year\n1984. It"), ["in the year 1984. It"]);
        assert_eq!(lines("-1 is\n-\nfine"), [r"\-1 is - fine"]);
        assert_eq!(
            lines("* * *\n- # a\n- > b\n- 1. c"),
            [r"- \* \*", r"- \# a", r"- \> b", r"- 1\. c",]
        );
        assert_eq!(lines("    indented\r\n \r\n\tmore"), ["indented", "more"]);
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
    fn an_address_with_a_hidden_character_is_no_link() {
        assert_eq!(
            rendered("https://a\u{200b}b.example"),
            "https\\://aU+200Bb.example"
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
                let lines = wrap(&format!("`{}{tail}`", &long[start..]), WIDTH);
                let first = |it: &String| it.starts_with(['~', '<', ' ', '*', '_', '|']);
                let blank = |it: &String| it.trim().is_empty();
                assert!(!lines.iter().any(|it| first(it) || blank(it)), "{lines:?}");
            }
        }
    }

    #[test]
    fn wrapped_lines_start_no_list() {
        assert_eq!(wrap("- a", WIDTH), [r"\- a"]);
        assert_eq!(wrap("1. a", WIDTH), [r"1\. a"]);
        let long = format!("{} # b", "a".repeat(WIDTH - 1));
        assert_eq!(wrap(&long, WIDTH)[1], r"\# b");
        // The backslash has a column too.
        let fits = format!("# {}", "a".repeat(WIDTH - 3));
        assert_eq!(wrap(&fits, WIDTH), [format!(r"\{fits}")]);
        assert_eq!(wrap(&format!("{fits}a"), WIDTH).len(), 2);
    }
}
