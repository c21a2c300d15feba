//! Descriptions.

use super::Link;

/// The paragraphs and lists of a description. Empty without one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Prose(pub(crate) Vec<Block>);

/// A part of a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A list.
    List(List),
}

/// A list in a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct List {
    /// The number of the first item, if they are numbered.
    pub(crate) start: Option<u32>,
    /// The items.
    pub(crate) items: Vec<Item>,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    /// Its text.
    pub(crate) spans: Vec<Span>,
    /// The lists inside it.
    pub(crate) lists: Vec<List>,
}

/// A part of a text. Controls and invisible characters are spelt out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Span {
    /// Words.
    Text(String),
    /// Code.
    Code(String),
    /// A web address, which starts with `http://` or `https://`.
    Web(String),
    /// The name of a document or a definition of the site.
    Link(Link),
}

impl Prose {
    /// Whether there is no text.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text alone, in one line.
    pub(crate) fn to_text(&self) -> String {
        let mut text = String::new();
        for block in &self.0 {
            match block {
                Block::Paragraph(spans) => add_words(spans, &mut text),
                Block::List(list) => list.add_words(&mut text),
            }
        }
        text
    }
}

impl List {
    fn add_words(&self, text: &mut String) {
        for item in &self.items {
            add_words(&item.spans, text);
            item.lists.iter().for_each(|list| list.add_words(text));
        }
    }
}

impl Span {
    /// The text that is shown.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Code(text) | Self::Web(text) => text,
            Self::Link(link) => &link.text,
        }
    }
}

fn add_words(spans: &[Span], text: &mut String) {
    if !text.is_empty() {
        text.push(' ');
    }
    spans.iter().for_each(|span| text.push_str(span.text()));
}
