//! Text that means itself in Markdown, whatever is in it.

use crate::compiler::diagnostic::is_hidden;

/// Words in one line. Nothing in them becomes markup.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$' | '!' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '&' => escaped.push_str("&amp;"),
            // GitHub makes a link of a name with `@`, also if it is escaped, and of a bare
            // address.
            '@' => escaped.push_str("<span>@</span>"),
            ':' => escaped.push_str(if escaped.ends_with("http") || escaped.ends_with("https") {
                "&#58;"
            } else {
                ":"
            }),
            '.' if escaped.ends_with("www") => escaped.push_str("&#46;"),
            '\n' | '\r' | '\t' => escaped.push(' '),
            c if is_hidden(c) && c != '\u{200d}' => {
                escaped.push_str(&format!("U+{:04X}", u32::from(c)));
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// A line that starts no list, heading or quotation.
pub(super) fn line(text: &str) -> String {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if text.starts_with(['-', '+', '#', '=', ':']) {
        format!("\\{text}")
    } else if digits > 0 && text[digits..].starts_with(['.', ')']) {
        format!("{}\\{}", &text[..digits], &text[digits..])
    } else {
        text.to_owned()
    }
}

/// Code in a line, also in a table.
pub(super) fn code(text: &str) -> String {
    if text.is_empty() {
        return "the empty string".to_owned();
    }
    if text.trim().is_empty() {
        return code(&format!("\"{text}\""));
    }
    let text: String = text
        .chars()
        .map(|c| match c {
            '\n' | '\r' | '\t' => ' '.to_string(),
            c if is_hidden(c) && c != '\u{200d}' => format!("U+{:04X}", u32::from(c)),
            c => c.to_string(),
        })
        .collect();
    // What would end a cell of a table cannot be in a code span of every renderer.
    if text.contains('|') {
        return format!("<code>{}</code>", escaped(&text));
    }
    let longest = text
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    if longest == 0 {
        return format!("`{text}`");
    }
    let fence = "`".repeat(longest + 1);
    format!("{fence} {text} {fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_becomes_markup() {
        assert_eq!(escaped("<b>[x](y) *z* `c`"), r"\<b\>\[x\](y) \*z\* \`c\`");
        assert_eq!(
            escaped("http://a www.b &lt;"),
            "http&#58;//a www&#46;b &amp;lt;"
        );
        assert_eq!(line("- a"), r"\- a");
        assert_eq!(line("1. a"), r"1\. a");
        assert_eq!(code("a`b"), "`` a`b ``");
        assert_eq!(code("a|b"), r"<code>a\|b</code>");
        assert_eq!(escaped("a@b.example"), "a<span>@</span>b.example");
    }

    #[test]
    fn blanks_are_seen() {
        assert_eq!(code(""), "the empty string");
        assert_eq!(code("  "), "`\"  \"`");
    }
}
