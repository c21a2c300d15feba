//! Descriptions.

use super::super::{
    model::{Block, Item, Link, List, Prose, Span},
    site::Site,
};
use crate::compiler::{
    prose::{self, Block as Neutral},
    schema::FullName,
};

/// The most levels of lists in lists. What is deeper is on the last of them: pages are made
/// by recursion, and nobody reads further in.
const MOST_LEVELS: usize = 8;

impl Site<'_> {
    /// A description with links to the documents that it names.
    pub(super) fn prose(&self, text: Option<&str>) -> Prose {
        let Some(text) = text else {
            return Prose::default();
        };
        let mut blocks = Vec::new();
        let mut rest = &prose::blocks(text)[..];
        while let Some(first) = rest.first() {
            if first.is_item() {
                let length = rest.iter().take_while(|block| block.is_item()).count();
                let (items, after) = rest.split_at(length);
                let lists = self.lists(items, MOST_LEVELS);
                blocks.extend(lists.into_iter().map(Block::List));
                rest = after;
            } else {
                blocks.push(Block::Paragraph(self.spans(&first.text)));
                rest = &rest[1..];
            }
        }
        Prose(blocks)
    }

    /// The lists of items that follow each other: deeper items are inside the last one
    /// before them, and a change between bullets and numbers starts a new list.
    fn lists(&self, items: &[Neutral], levels: usize) -> Vec<List> {
        let mut lists: Vec<List> = Vec::new();
        let mut rest = items;
        while let Some(first) = rest.first() {
            let inner = rest[1..].iter();
            let inner = match levels {
                0 | 1 => 0,
                _ => inner.take_while(|item| item.indent > first.indent).count(),
            };
            let item = Item {
                spans: self.spans(&first.text),
                lists: self.lists(&rest[1..=inner], levels.saturating_sub(1)),
            };
            let number = first.marker.trim_end_matches(['.', ' ']).parse().ok();
            match lists.last_mut() {
                Some(list) if list.start.is_some() == number.is_some() => list.items.push(item),
                _ => lists.push(List {
                    start: number,
                    items: vec![item],
                }),
            }
            rest = &rest[1 + inner..];
        }
        lists
    }

    fn spans(&self, text: &str) -> Vec<Span> {
        let mut spans = Vec::new();
        for span in prose::spans(text) {
            match span {
                prose::Span::Text(words) => self.add_words(words, &mut spans),
                prose::Span::Code(code) => spans.push(match self.link_to(code) {
                    Some(link) => Span::Link(link),
                    None => Span::Code(code.to_owned()),
                }),
                prose::Span::Address(address) => spans.push(Span::Web(address.to_owned())),
            }
        }
        spans
    }

    /// Adds words, with links to the documents that they name.
    fn add_words(&self, words: &str, spans: &mut Vec<Span>) {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '#' | '_');
        let mut plain = String::new();
        let mut rest = words;
        while !rest.is_empty() {
            let start = rest.find(is_part).unwrap_or(rest.len());
            let (before, from) = rest.split_at(start);
            let end = from.find(|c| !is_part(c)).unwrap_or(from.len());
            let (word, after) = from.split_at(end);
            let name = word.trim_end_matches(['.', '-']);
            plain.push_str(before);
            match self.link_to(name) {
                Some(link) => {
                    if !plain.is_empty() {
                        spans.push(Span::Text(std::mem::take(&mut plain)));
                    }
                    spans.push(Span::Link(link));
                    plain.push_str(&word[name.len()..]);
                }
                None => plain.push_str(word),
            }
            rest = after;
        }
        if !plain.is_empty() {
            spans.push(Span::Text(plain));
        }
    }

    /// The link to the definition with this full name, or to the document, if the site
    /// has it.
    pub(super) fn link_to(&self, name: &str) -> Option<Link> {
        if name.matches('.').count() < 2 {
            return None;
        }
        let name = FullName::parse(name)?;
        let address = self.address_of(&name)?;
        let text = name.to_string();
        Some(Link { text, address })
    }
}
