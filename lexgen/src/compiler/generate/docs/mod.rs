//! Descriptions and constraints as doc comments.
//!
//! A description is a stranger's text. It must not become a doctest, a broken
//! link, HTML or a lint, so [`markdown`] lets nothing through that rustdoc
//! would read as more than words and code spans.

mod constraints;
mod markdown;

use crate::compiler::rust::Quoted;

pub(super) use constraints::{code, constraints};

/// Doc comments, paragraph by paragraph.
#[derive(Debug, Default)]
pub(super) struct Docs(Vec<String>);

impl Docs {
    /// Text of ours, already Markdown.
    pub(super) fn text(mut self, text: impl Into<String>) -> Self {
        self.0.push(text.into());
        self
    }

    /// A lexicon's description, if it has one.
    pub(super) fn description(mut self, description: Option<&str>) -> Self {
        self.0
            .extend(description.into_iter().flat_map(markdown::paragraphs));
        self
    }

    /// Text of ours where the lexicon said nothing.
    pub(super) fn or_text(self, text: impl FnOnce() -> String) -> Self {
        if self.0.is_empty() {
            self.text(text())
        } else {
            self
        }
    }

    /// A last paragraph that lists short facts.
    pub(super) fn facts(self, facts: &[String]) -> Self {
        if facts.is_empty() {
            self
        } else {
            self.text(facts.join(" "))
        }
    }

    /// The lines of a comment, with an empty one between two paragraphs.
    pub(super) fn each_line(&self, mut write: impl FnMut(&str)) {
        for (index, paragraph) in self.0.iter().enumerate() {
            if index > 0 {
                write("");
            }
            for line in markdown::wrap(paragraph) {
                write(&line);
            }
        }
    }
}

/// `#[deprecated]`, with what its description says of it, for what its
/// description calls deprecated in its first word.
pub(super) fn deprecation(description: Option<&str>) -> Option<String> {
    let note = description.and_then(deprecation_note)?;
    Some(match note.is_empty() {
        true => "#[deprecated]".to_owned(),
        false => format!("#[deprecated = {}]", Quoted(&note)),
    })
}

/// Whether a description calls what it describes deprecated.
pub(crate) fn is_deprecated(description: Option<&str>) -> bool {
    description.and_then(deprecation_note).is_some()
}

/// What follows the word, as Markdown, for rustdoc shows it as such. The lexicon language has no mark for it; by
/// convention a description starts with the word, followed by punctuation or
/// alone, or written in capitals.
fn deprecation_note(description: &str) -> Option<String> {
    const PUNCTUATION: [char; 6] = [':', '.', ',', ';', '-', '\u{2014}'];
    let (word, rest) = description
        .trim_start()
        .split_at_checked("deprecated".len())?;
    let ends = !rest.starts_with(char::is_alphanumeric);
    let rest = rest.trim_start();
    let is_mark =
        (word == "DEPRECATED" && ends) || rest.is_empty() || rest.starts_with(PUNCTUATION);
    let note = rest.trim_start_matches(PUNCTUATION);
    (word.eq_ignore_ascii_case("deprecated") && is_mark).then(|| markdown::line(note))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deprecation_is_the_first_word() {
        for (text, note) in [
            ("DEPRECATED use [x]", r"use \[x]"),
            ("Deprecated: use x", "use x"),
            ("deprecated", ""),
            ("DEPRECATED -- Use\n\u{202e}x", "Use U+202Ex"),
        ] {
            assert_eq!(deprecation_note(text).as_deref(), Some(note), "{text}");
        }
        for text in [
            "Deprecated fields are kept here",
            "not deprecated",
            "",
            "Dépr",
            "DEPRECATEDx",
        ] {
            assert_eq!(deprecation_note(text), None, "{text}");
        }
    }
}
