//! Words, code and addresses.

use crate::compiler::diagnostic::is_hidden;

/// A part of a block's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Span<'t> {
    /// Words.
    Text(&'t str),
    /// What is between a pair of backticks.
    Code(&'t str),
    /// A web address, which starts with `http://` or `https://`.
    Address(&'t str),
}

/// The parts of the text of a block, in order. Backticks mean code only if all of them
/// are in pairs.
pub(crate) fn spans(text: &str) -> Vec<Span<'_>> {
    let mut spans = Vec::new();
    let is_paired = text.matches('`').count().is_multiple_of(2) && !text.contains("``");
    if !is_paired {
        add_words(text, &mut spans);
        return spans;
    }
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 1 {
            spans.push(Span::Code(part));
        } else {
            add_words(part, &mut spans);
        }
    }
    spans
}

/// Adds words, and the addresses among them.
fn add_words<'t>(words: &'t str, spans: &mut Vec<Span<'t>>) {
    let mut rest = words;
    while let Some((before, address, after)) = address(rest) {
        if !before.is_empty() {
            spans.push(Span::Text(before));
        }
        spans.push(Span::Address(address));
        rest = after;
    }
    if !rest.is_empty() {
        spans.push(Span::Text(rest));
    }
}

/// The first web address: what is before it, itself, what is after it. With a character in
/// it that cannot be seen, it is none: it would lead elsewhere than it seems to.
fn address(words: &str) -> Option<(&str, &str, &str)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&'*+,;=%".contains(c);
    let mut starts = words.match_indices("http").map(|(start, _)| start);
    starts.find_map(|start| {
        let (before, rest) = words.split_at(start);
        let host = rest
            .strip_prefix("https://")
            .or(rest.strip_prefix("http://"))?;
        let end = host.find(|c| !is_part(c)).unwrap_or(host.len());
        let after = host[end..].chars().next();
        if after.is_some_and(is_hidden) || has_spelt_out(&host[..end]) {
            return None;
        }
        let host =
            host[..end].trim_end_matches(['.', ',', ':', ';', '!', '?', '\'', '*', '_', '~']);
        let scheme = if rest.starts_with("https") { 8 } else { 7 };
        let (address, after) = rest.split_at(scheme + host.len());
        (!host.is_empty()).then_some((before, address, after))
    })
}

/// Whether a character that cannot be seen is spelt out in an address: `U+200B`.
fn has_spelt_out(address: &str) -> bool {
    let mut numbers = address.split("U+").skip(1);
    numbers.any(|rest| {
        let digits = rest.bytes().take_while(u8::is_ascii_hexdigit).take(6);
        // What follows can start with more digits.
        (4..=digits.count()).any(|length| {
            let number = u32::from_str_radix(&rest[..length], 16).ok();
            number.and_then(char::from_u32).is_some_and(is_hidden)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{Span::*, *};

    #[test]
    fn code_and_addresses_are_found() {
        let text = "If `a_b` (see https://example.com/a_b).";
        let expected = [
            Text("If "),
            Code("a_b"),
            Text(" (see "),
            Address("https://example.com/a_b"),
            Text(")."),
        ];
        assert_eq!(spans(text), expected);
        assert_eq!(spans("a ` b"), [Text("a ` b")]);
        assert_eq!(
            spans("http://a.example/U+0041 b"),
            [Address("http://a.example/U+0041"), Text(" b")]
        );
        assert_eq!(spans("javascript:alert(1)"), [Text("javascript:alert(1)")]);
    }
    #[test]
    fn an_address_with_a_hidden_character_is_no_link() {
        for text in [
            "https://good.example\u{ad}.evil.example",
            "https://good.example\u{200b}",
            // As descriptions have it.
            "see https://goodU+200B.example/a",
            "https://good.example/U+202Eabc",
        ] {
            assert_eq!(spans(text), [Text(text)]);
        }
    }
}
