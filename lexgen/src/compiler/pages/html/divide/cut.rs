//! What cannot be divided and is too large, cut with a count.

use super::markup::{Markup, beginning, characters};
use crate::compiler::number::thousands;

/// The longest tag that stays. A longer one has an address that nobody follows.
pub(super) const MAX_TAG: usize = 4 * 1024;
/// What a count needs.
const COUNT: usize = 512;
/// What is cut to less than this is left out.
const MIN_CUT: usize = 2 * COUNT;
/// The most elements beside each other that share the space.
const MAX_SHARING: usize = 12;

/// Cuts nodes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cutter<'c, 't> {
    pub(super) markup: &'c Markup<'t>,
    /// The page with all of it, if there is one.
    pub(super) rest: Option<&'c str>,
}

impl Cutter<'_, '_> {
    /// Adds a node with at most so many bytes.
    pub(super) fn add(&self, node: usize, most: usize, out: &mut String) {
        let rest = self.rest.filter(|_| self.markup.node(node).name != "a");
        Self { rest, ..*self }.add_node(node, most, out);
    }

    fn add_node(&self, node: usize, most: usize, out: &mut String) {
        let markup = self.markup;
        let whole = markup.node(node);
        let is_long = markup.open_tag(node).len() > MAX_TAG;
        if whole.weight <= most && !is_long {
            out.push_str(markup.source(node));
        } else if markup.is_text(node) {
            let text = markup.source(node);
            let start = beginning(text, most.saturating_sub(COUNT));
            let hidden = characters(&text[start.len()..]);
            out.push_str(start);
            self.add_count(
                hidden,
                if hidden == 1 {
                    " character"
                } else {
                    " characters"
                },
                out,
            );
        } else if is_long {
            self.add_children(node, most, out);
        } else {
            let (open, close) = (markup.open_tag(node), markup.close_tag(node));
            out.push_str(open);
            // A link of the tag can become longer.
            let own = open.len() + close.len() + (whole.weight - markup.source(node).len());
            self.add_children(node, most.saturating_sub(own), out);
            out.push_str(close);
        }
    }

    fn add_children(&self, node: usize, most: usize, out: &mut String) {
        let markup = self.markup;
        let name = markup.node(node).name;
        let elements = markup.children(node).filter(|it| !markup.is_text(*it));
        let mut left = elements.count();
        // Items and words are read from the first one on, cells side by side.
        let shares = !matches!(name, "ul" | "ol") && left <= MAX_SHARING;
        let mut room = most.saturating_sub(COUNT);
        for child in markup.children(node) {
            let weight = markup.node(child).weight;
            let is_element = !markup.is_text(child);
            let share = if shares { room / left.max(1) } else { room };
            if weight <= share || shares && !is_element && weight <= room {
                out.push_str(markup.source(child));
                room -= weight;
                left -= usize::from(is_element);
                continue;
            }
            if share >= MIN_CUT && (shares || weight > most / 2) {
                self.add(child, share, out);
                room -= share;
                left -= usize::from(is_element);
            }
            if !shares {
                self.add_count_of(name, left, out);
                return;
            }
        }
    }

    /// Adds how many elements are left out.
    fn add_count_of(&self, name: &str, left: usize, out: &mut String) {
        let is_list = name == "ul" || name == "ol";
        if left > 0 {
            out.push_str(if is_list { "<li class=\"rest\">" } else { "" });
            self.add_count(left, "", out);
            out.push_str(if is_list { "</li>" } else { "" });
        }
    }

    fn add_count(&self, hidden: usize, noun: &str, out: &mut String) {
        let hidden = thousands(hidden);
        match self.rest {
            Some(rest) => {
                out.push_str(&format!(" <a href=\"{rest}\">and {hidden} more{noun}</a>"));
            }
            None => out.push_str(&format!(" and {hidden} more{noun}")),
        }
    }
}
