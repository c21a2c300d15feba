//! The text of a page in parts.
//!
//! What fits is kept together. An element that is too large for one part is closed at the
//! end of it and opened again in the next one. A row, an item or a paragraph is never in
//! two parts.

use std::collections::HashMap;

use super::{
    cut::{Cutter, MAX_TAG},
    markup::{Markup, attribute, beginning, without},
};
use crate::compiler::number::thousands;

/// How much text a part has. With what is around it, it is below the limit of pages.
pub(super) const BODY: usize = 112 * 1024;
/// What is smaller than this is not divided for the sake of a full page.
const KEPT: usize = 24 * 1024;
/// The most of one row, item or paragraph.
const UNIT: usize = 64 * 1024;
/// How much of a page of code can stay empty so that it ends with a line.
const LINE: usize = 4 * 1024;
/// How much of a name is in a list of parts.
const NAME: usize = 80;

/// The text of a part.
#[derive(Debug, Default)]
pub(super) struct PartText {
    pub(super) text: String,
    weight: usize,
    /// What its first and its last piece are called, escaped.
    first: Option<String>,
    last: Option<String>,
    /// The numbers of its first and its last line of code.
    lines: Option<(usize, usize)>,
}

impl PartText {
    /// What is in it, in a few words.
    pub(super) fn label(&self) -> String {
        match (&self.first, &self.last, self.lines) {
            (Some(first), Some(last), _) if first == last => first.clone(),
            (Some(first), Some(last), _) => format!("{first} – {last}"),
            (_, _, Some((first, last))) => {
                format!("lines {}–{}", thousands(first), thousands(last))
            }
            _ => "…".to_owned(),
        }
    }
}

/// Writes parts.
pub(super) struct Writer<'m, 't> {
    markup: &'m Markup<'t>,
    cutter: Cutter<'m, 't>,
    pub(super) parts: Vec<PartText>,
    /// The part of each `id`, from 0.
    pub(super) places: HashMap<String, usize>,
    /// The elements that are open, and how many of their items have been written.
    open: Vec<(usize, usize)>,
    /// How many lines of the code have been written.
    lines: usize,
    /// Whether what follows is in another part.
    is_full: bool,
}

impl<'m, 't> Writer<'m, 't> {
    pub(super) fn new(markup: &'m Markup<'t>, cutter: Cutter<'m, 't>) -> Self {
        Self {
            markup,
            cutter,
            parts: vec![PartText::default()],
            places: HashMap::new(),
            open: Vec::new(),
            lines: 0,
            is_full: false,
        }
    }

    /// Writes a node.
    pub(super) fn add(&mut self, node: usize) {
        self.add_inside(node, false);
    }

    fn add_inside(&mut self, node: usize, is_code: bool) {
        let markup = self.markup;
        let weight = markup.node(node).weight;
        let name = markup.node(node).name;
        let is_code = is_code || name == "pre";
        let is_unit = !is_code && !is_block(name);
        if is_code && markup.is_text(node) {
            self.add_code(node);
        } else if is_unit && (weight > UNIT || markup.open_tag(node).len() > MAX_TAG) {
            self.make_room(UNIT);
            self.note(node);
            let mut text = String::new();
            self.cutter.add(node, UNIT, &mut text);
            self.push(&text, UNIT.max(text.len()));
        } else if weight <= self.room() {
            self.add_whole(node, is_code);
        } else if is_unit || weight <= KEPT {
            self.make_room(weight);
            self.add_whole(node, is_code);
        } else {
            self.make_room(KEPT);
            self.add_inner(node, is_code);
        }
    }

    /// Writes the tags of an element, and what is in it one by one.
    fn add_inner(&mut self, node: usize, is_code: bool) {
        let markup = self.markup;
        if markup.node(node).name == "pre" {
            self.lines = 0;
        }
        if let Some(id) = markup.attribute(node, "id") {
            self.places.insert(id.to_owned(), self.parts.len() - 1);
        }
        let tags = markup.open_tag(node).len() + markup.close_tag(node).len();
        self.push(markup.open_tag(node), tags);
        self.open.push((node, 0));
        for child in markup.children(node) {
            self.add_inside(child, is_code);
            if let Some((_, items)) = self.open.last_mut() {
                *items += usize::from(!markup.is_text(child));
            }
        }
        self.open.pop();
        let close = markup.close_tag(node);
        self.push(close, 0);
    }

    fn add_whole(&mut self, node: usize, is_code: bool) {
        self.note(node);
        let source = self.markup.source(node);
        self.push(source, self.markup.node(node).weight);
        if is_code {
            self.note_lines(source);
        }
    }

    /// Writes text of code, which can be divided anywhere: best after a line.
    fn add_code(&mut self, node: usize) {
        let mut rest = self.markup.source(node);
        while !rest.is_empty() {
            let room = self.room();
            let fits = rest.len() <= room;
            let start = beginning(rest, room);
            let line = start.rfind('\n').map(|at| at + 1);
            let end = match line {
                Some(line) if !fits || room - rest.len() < LINE => line,
                _ => start.len(),
            };
            if end == 0 {
                self.next();
                continue;
            }
            let (start, after) = rest.split_at(end);
            self.push(start, end);
            self.note_lines(start);
            rest = after;
            self.is_full = !fits || line.is_some() && self.room() < LINE;
        }
    }

    /// Counts the lines of code that was written.
    fn note_lines(&mut self, code: &str) {
        let first = self.lines + 1;
        self.lines += code.matches('\n').count();
        let last = self.lines + usize::from(!code.ends_with('\n'));
        if let Some(part) = self.parts.last_mut() {
            let (_, end) = part.lines.get_or_insert((first, last));
            *end = last.max(first);
        }
    }

    fn push(&mut self, text: &str, weight: usize) {
        if let Some(part) = self.parts.last_mut() {
            part.text.push_str(text);
            part.weight += weight;
        }
    }

    fn room(&self) -> usize {
        let used = self.parts.last().map_or(0, |part| part.weight);
        let room = BODY.saturating_sub(used);
        if self.is_full { 0 } else { room }
    }

    /// Begins a part if this one has not so much space.
    fn make_room(&mut self, weight: usize) {
        if self.room() < weight {
            self.next();
        }
    }

    /// Notes where the places of a node are, and what it is called.
    fn note(&mut self, node: usize) {
        let markup = self.markup;
        let part = self.parts.len() - 1;
        for inner in markup.all(node) {
            if let Some(id) = markup.attribute(inner, "id") {
                self.places.insert(id.to_owned(), part);
            }
        }
        let named = match markup.node(node).name {
            "section" => markup.first(node, &["h2", "h3"]),
            "tr" | "li" | "h2" | "h3" => Some(node),
            _ => None,
        };
        if let Some(named) = named {
            let name = markup.first(named, &["a", "code"]);
            self.call(markup.words(name.unwrap_or(named)));
        }
    }

    /// Notes what a piece of this part is called.
    fn call(&mut self, name: String) {
        let cut = beginning(&name, NAME);
        let name = if cut.len() < name.len() {
            format!("{cut}…")
        } else {
            name
        };
        if let Some(part) = self.parts.last_mut().filter(|_| !name.trim().is_empty()) {
            part.first.get_or_insert_with(|| name.clone());
            part.last = Some(name);
        }
    }

    /// Begins a part with the elements that are open.
    fn next(&mut self) {
        let markup = self.markup;
        for (node, _) in self.open.clone().into_iter().rev() {
            let close = markup.close_tag(node);
            self.push(close, 0);
        }
        self.parts.push(PartText::default());
        self.is_full = false;
        for (node, items) in self.open.clone() {
            let text = self.reopened(node, items);
            let weight = text.len() + markup.close_tag(node).len();
            self.push(&text, weight + markup.node(node).name.len());
        }
    }

    /// The beginning of an element that goes on, without its `id`s, and what says what it
    /// is: the heading of a section or of a table.
    fn reopened(&self, node: usize, items: usize) -> String {
        let markup = self.markup;
        let mut tag = without(&without(markup.open_tag(node), "id"), "aria-labelledby");
        match markup.node(node).name {
            "ol" => {
                let start = attribute(&tag, "start").and_then(|it| it.parse().ok());
                let start = start.unwrap_or(1_usize).saturating_add(items);
                tag = without(&tag, "start").replace('>', &format!(" start=\"{start}\">"));
            }
            "section" => tag += &self.continued(node),
            _ => {}
        }
        let heads = markup.children(node).filter(|child| {
            let name = markup.node(*child).name;
            let is_head = matches!(name, "caption" | "thead" | "figcaption");
            is_head && markup.source(*child).len() <= MAX_TAG
        });
        tag.extend(heads.map(|head| markup.source(head)));
        // Before it, there is at most a line break.
        let mut first = markup.all(node).skip(1).take(2);
        if let Some(summary) = first.find(|it| markup.node(*it).name == "summary") {
            let words = markup.words(summary);
            tag += &format!("<summary>{}</summary>", beginning(&words, NAME));
        }
        tag
    }

    /// The heading of a section that goes on, which leads to its beginning.
    fn continued(&self, section: usize) -> String {
        let markup = self.markup;
        // A heading is at the beginning, and a section can have very many nodes.
        let mut first = markup.all(section).take(16);
        let heading = first.find(|it| markup.node(*it).name == "h2");
        let name = heading.map(|heading| markup.words(heading));
        let name = name.unwrap_or_default();
        let name = beginning(name.trim(), NAME);
        let id = markup.attribute(section, "id");
        match id.or_else(|| markup.attribute(section, "aria-labelledby")) {
            Some(id) => {
                format!("<h2><a class=\"self\" href=\"#{id}\">{name}</a> (continued)</h2>")
            }
            None => format!("<h2>{name} (continued)</h2>"),
        }
    }
}

/// Whether an element can be in two parts.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "article"
            | "code"
            | "details"
            | "div"
            | "dl"
            | "figure"
            | "ol"
            | "pre"
            | "root"
            | "section"
            | "table"
            | "tbody"
            | "ul"
    )
}
