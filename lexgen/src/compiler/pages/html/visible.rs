//! Characters that cannot be seen, or that change the direction of text.

use crate::compiler::diagnostic::is_hidden;

const TEXTAREA: (&str, &str) = ("<textarea", "</textarea>");

/// A page with these characters spelled out, wherever they are in it. What a user has
/// written into a form stays as it is.
pub(super) fn visible(page: String) -> String {
    if !page.contains(is_spelled_out) {
        return page;
    }
    let mut visible = String::with_capacity(page.len());
    let mut rest = page.as_str();
    // Text is escaped, so only a form has this.
    while let Some(start) = rest.find(TEXTAREA.0) {
        let (before, from) = rest.split_at(start);
        let end = from.find(TEXTAREA.1).unwrap_or(from.len());
        let (form, after) = from.split_at(end);
        add(before, &mut visible);
        visible.push_str(form);
        rest = after;
    }
    add(rest, &mut visible);
    visible
}

fn add(text: &str, visible: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(is_spelled_out) {
        let (before, from) = rest.split_at(at);
        visible.push_str(before);
        let mut chars = from.chars();
        if let Some(hidden) = chars.next() {
            visible.push_str(&format!("U+{:04X}", u32::from(hidden)));
        }
        rest = chars.as_str();
    }
    visible.push_str(rest);
}

/// The ends of lines and tabs are part of code, and a joiner is part of emojis.
fn is_spelled_out(c: char) -> bool {
    !c.is_ascii_graphic() && is_hidden(c) && !matches!(c, '\n' | '\r' | '\t' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_but_forms_is_spelled_out() {
        let page = "<p title=\"a\u{202e}b\">\u{0}é\n<textarea>\u{200b}</textarea>\u{200b}";
        let expected = "<p title=\"aU+202Eb\">U+0000é\n<textarea>\u{200b}</textarea>U+200B";
        assert_eq!(visible(page.to_owned()), expected);
    }
}
