//! Paragraphs, lists and what is in them.

use super::{
    super::model::{Block, Fact, FactPart, Link, List, Prose, Span, TypePiece, TypeText, Value},
    escape::{code, escaped, line},
    href,
};
use crate::compiler::prose;

/// The text of a page.
#[derive(Default)]
pub(super) struct Writer {
    text: String,
    /// Whether the next item belongs to the list before it.
    is_list: bool,
    /// Whether the list that was written last has the other marker. Two lists with the same
    /// marker are one list in Markdown, even with an empty line between them.
    is_other: bool,
    /// Whether the last block is a list.
    is_after_list: bool,
}

impl Writer {
    /// A paragraph of Markdown.
    pub(super) fn paragraph(&mut self, markdown: &str) {
        self.blank();
        self.text.push_str(markdown);
        self.text.push('\n');
        self.is_list = false;
        self.is_after_list = false;
    }

    /// An item of a list.
    pub(super) fn item(&mut self, markdown: &str) {
        if !self.is_list {
            self.begin_list();
        }
        let marker = if self.is_other { '*' } else { '-' };
        self.text.push_str(&format!("{marker} {markdown}\n"));
        self.is_list = true;
    }

    fn begin_list(&mut self) {
        self.blank();
        self.is_other = self.is_after_list && !self.is_other;
        self.is_after_list = true;
    }

    /// A list.
    pub(super) fn list(&mut self, items: impl Iterator<Item = String>) {
        items.for_each(|item| self.item(&item));
        self.is_list = false;
    }

    /// A description.
    pub(super) fn prose(&mut self, prose: &Prose) {
        for block in &prose.0 {
            match block {
                Block::Paragraph(text) => self.paragraph(&line(&spans(text))),
                Block::List(list) => {
                    self.begin_list();
                    self.add_list(list, 0);
                    self.is_list = false;
                }
            }
        }
    }

    fn add_list(&mut self, list: &List, indent: usize) {
        for (at, item) in list.items.iter().enumerate() {
            let marker = match (list.start, self.is_other) {
                (Some(start), false) => format!("{}. ", u64::from(start) + at as u64),
                (Some(start), true) => format!("{}) ", u64::from(start) + at as u64),
                (None, false) => "- ".to_owned(),
                (None, true) => "* ".to_owned(),
            };
            let text = line(&spans(&item.spans));
            self.text
                .push_str(&format!("{:indent$}{marker}{text}\n", ""));
            for inner in &item.lists {
                self.add_list(inner, indent + marker.len());
            }
        }
    }

    /// Code in a block of its own.
    pub(super) fn code(&mut self, language: &str, text: &str) {
        let longest = text.split(|c| c != '`').map(str::len).max();
        let fence = "`".repeat(longest.unwrap_or_default().max(2) + 1);
        let text = text.trim_end_matches('\n');
        self.paragraph(&format!("{fence}{language}\n{text}\n{fence}"));
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    fn blank(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// A type, its limits and its values.
    pub(super) fn type_with_values(
        &mut self,
        r#type: &TypeText,
        of_type: &[Fact],
        listed: &[Value],
        is_closed: bool,
    ) {
        let mut parts = vec![type_text(r#type)];
        parts.extend(facts(of_type));
        self.paragraph(&parts.join("; "));
        if listed.is_empty() {
            return;
        }
        let label = values_label(is_closed, of_type);
        let (first, rest) = label.split_at(1);
        self.paragraph(&format!("{}{rest}:", first.to_ascii_uppercase()));
        self.list(values(listed));
    }
}

/// A place that links lead to. It has no character that HTML would need to escape.
pub(super) fn anchor(anchor: &str) -> String {
    format!("<a id=\"{anchor}\"></a>")
}

pub(super) fn link(link: &Link) -> String {
    format!("[{}]({})", escaped(&link.text), href(&link.address))
}

pub(super) fn spans(spans: &[Span]) -> String {
    let spans = spans.iter().map(|span| match span {
        Span::Text(text) => escaped(text),
        Span::Code(text) => code(text),
        Span::Web(url) => format!("<{url}>"),
        Span::Link(to) => link(to),
    });
    spans.collect()
}

/// A message about a lexicon, in which names are code.
pub(super) fn message(text: &str) -> String {
    let spans = prose::spans(text).into_iter();
    spans
        .map(|span| match span {
            prose::Span::Text(words) | prose::Span::Address(words) => escaped(words),
            prose::Span::Code(words) => code(words),
        })
        .collect()
}

/// A description in one line.
pub(super) fn prose_in_line(prose: &Prose) -> String {
    let mut parts = Vec::new();
    for block in &prose.0 {
        match block {
            Block::Paragraph(text) => parts.push(spans(text)),
            Block::List(list) => add_items(list, &mut parts),
        }
    }
    parts.join("<br>")
}

fn add_items(list: &List, parts: &mut Vec<String>) {
    for item in &list.items {
        parts.push(format!("• {}", spans(&item.spans)));
        item.lists.iter().for_each(|inner| add_items(inner, parts));
    }
}

pub(super) fn type_text(text: &TypeText) -> String {
    let pieces = text.0.iter().map(|piece| match piece {
        TypePiece::Text(text) => escaped(text),
        TypePiece::Link(to) => link(to),
        TypePiece::Missing(to) => format!("{} (missing)", link(to)),
        TypePiece::External { name, rust_path } => format!("{} ({})", code(name), code(rust_path)),
    });
    pieces.collect()
}

pub(super) fn facts(facts: &[Fact]) -> impl Iterator<Item = String> {
    facts.iter().map(|fact| {
        let parts = fact.text.iter().map(|part| match part {
            FactPart::Text(text) => escaped(text),
            FactPart::Code(text) => code(text),
            FactPart::Web { text, url } => format!("[{}]({url})", escaped(text)),
        });
        let text: String = parts.collect();
        if fact.is_labelled() {
            format!("{}: {text}", fact.label)
        } else {
            text
        }
    })
}

/// What the values of a type are: `known values`, for example.
pub(super) fn values_label(is_closed: bool, facts: &[Fact]) -> &'static str {
    match (is_closed, facts.iter().any(|fact| fact.label == "union")) {
        (_, true) => "types",
        (true, false) => "one of",
        (false, false) => "known values",
    }
}

pub(super) fn values(values: &[Value]) -> impl Iterator<Item = String> {
    values.iter().map(|value| {
        let mut text = match &value.address {
            Some(address) => format!("[{}]({})", escaped(&value.text), href(address)),
            None => code(&value.text),
        };
        if value.is_missing {
            text.push_str(" (missing)");
        }
        let description = prose_in_line(&value.description);
        if !description.is_empty() {
            text.push_str(&format!(": {description}"));
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_beside_each_other_stay_apart() {
        let mut out = Writer::default();
        let items = |names: [&str; 2]| names.map(str::to_owned).into_iter();
        out.list(items(["a", "b"]));
        out.list(items(["c", "d"]));
        out.list(items(["e", "f"]));
        assert_eq!(out.finish(), "- a\n- b\n\n* c\n* d\n\n- e\n- f\n");
    }
}
