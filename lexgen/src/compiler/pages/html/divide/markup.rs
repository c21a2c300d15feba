//! The text of a page as a tree.
//!
//! Only what templates write: every element has its end, unless it never has one, and
//! `<` and `>` are nothing but the ends of tags.

/// Elements without an end.
const VOID: [&str; 5] = ["br", "input", "link", "meta", "wbr"];

/// An element or a text.
#[derive(Debug)]
pub(super) struct Node<'t> {
    /// The name of the element; empty for a text.
    pub(super) name: &'t str,
    start: usize,
    /// Where its first tag ends.
    inner: usize,
    /// Where its last tag starts.
    close: usize,
    end: usize,
    /// The node after it and all that is inside it.
    next: usize,
    /// The bytes that it needs at most, once its links lead to parts.
    pub(super) weight: usize,
}

/// The nodes of a text, each before those inside it.
#[derive(Debug)]
pub(super) struct Markup<'t> {
    text: &'t str,
    nodes: Vec<Node<'t>>,
    /// How much longer a link to a place on the same page can become.
    own_link: usize,
}

impl<'t> Markup<'t> {
    /// The node that has all others.
    pub(super) const ROOT: usize = 0;

    /// Reads the text of the page with this name; `None` if an element has no end.
    pub(super) fn parse(page: &str, text: &'t str) -> Option<Self> {
        let mut markup = Self {
            text,
            nodes: Vec::new(),
            own_link: page.len() + "-123456.html".len(),
        };
        markup.add("root", 0, 0);
        let mut open = vec![Self::ROOT];
        let mut at = 0;
        while let Some(start) = text[at..].find('<').map(|it| at + it) {
            if start > at {
                markup.add_text(at, start);
            }
            let end = start + text[start..].find('>')? + 1;
            at = end;
            let tag = &text[start + 1..end - 1];
            if let Some(name) = tag.strip_prefix('/') {
                let node = open.pop().filter(|node| *node != Self::ROOT)?;
                if markup.nodes[node].name != name {
                    return None;
                }
                markup.end(node, start, end);
                continue;
            }
            let name = tag.split([' ', '/']).next().unwrap_or_default();
            let node = markup.add(name, start, end);
            if tag.starts_with('!') || tag.ends_with('/') || VOID.contains(&name) {
                markup.end(node, end, end);
            } else {
                open.push(node);
            }
        }
        if open != [Self::ROOT] {
            return None;
        }
        if at < text.len() {
            markup.add_text(at, text.len());
        }
        markup.end(Self::ROOT, text.len(), text.len());
        Some(markup)
    }

    fn add(&mut self, name: &'t str, start: usize, inner: usize) -> usize {
        self.nodes.push(Node {
            name,
            start,
            inner,
            close: inner,
            end: inner,
            next: 0,
            weight: 0,
        });
        self.nodes.len() - 1
    }

    fn add_text(&mut self, start: usize, end: usize) {
        let node = self.add("", start, start);
        self.end(node, end, end);
    }

    fn end(&mut self, node: usize, close: usize, end: usize) {
        let next = self.nodes.len();
        let tag = &self.text[self.nodes[node].start..self.nodes[node].inner];
        let link = if tag.contains(" href=\"#") {
            self.own_link
        } else if tag.contains(".html#") {
            "-123456".len()
        } else {
            0
        };
        let own = &mut self.nodes[node];
        (own.close, own.end, own.next) = (close, end, next);
        // A text has no tag: all of it is before its end.
        let tags = if own.name.is_empty() {
            close - own.start
        } else {
            (own.inner - own.start) + (end - close)
        };
        let inside: usize = self.children(node).map(|it| self.nodes[it].weight).sum();
        self.nodes[node].weight = tags + link + inside;
    }

    pub(super) fn node(&self, node: usize) -> &Node<'t> {
        &self.nodes[node]
    }

    pub(super) fn is_text(&self, node: usize) -> bool {
        self.nodes[node].name.is_empty()
    }

    /// What is directly inside an element.
    pub(super) fn children(&self, node: usize) -> impl Iterator<Item = usize> {
        let end = self.nodes[node].next;
        let first = Some(node + 1).filter(|first| *first < end);
        std::iter::successors(first, move |child| {
            Some(self.nodes[*child].next).filter(|next| *next < end)
        })
    }

    /// A node and all that is inside it.
    pub(super) fn all(&self, node: usize) -> std::ops::Range<usize> {
        node..self.nodes[node].next
    }

    /// The first element with one of these names, of a node and all that is inside it.
    pub(super) fn first(&self, node: usize, names: &[&str]) -> Option<usize> {
        self.all(node)
            .find(|node| names.contains(&self.nodes[*node].name))
    }

    /// The markup of a node.
    pub(super) fn source(&self, node: usize) -> &'t str {
        &self.text[self.nodes[node].start..self.nodes[node].end]
    }

    /// The first tag of an element.
    pub(super) fn open_tag(&self, node: usize) -> &'t str {
        &self.text[self.nodes[node].start..self.nodes[node].inner]
    }

    /// The last tag of an element; empty without one.
    pub(super) fn close_tag(&self, node: usize) -> &'t str {
        &self.text[self.nodes[node].close..self.nodes[node].end]
    }

    /// What is before a node in the text, and what is after it.
    pub(super) fn around(&self, node: usize) -> (&'t str, &'t str) {
        let Node { start, end, .. } = self.nodes[node];
        (&self.text[..start], &self.text[end..])
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, node: usize, name: &str) -> Option<&'t str> {
        attribute(self.open_tag(node), name)
    }

    /// The words of a node without markup, still escaped.
    pub(super) fn words(&self, node: usize) -> String {
        let texts = self.all(node).filter(|node| self.is_text(*node));
        texts.map(|node| self.source(node)).collect()
    }
}

/// The value of an attribute of a tag.
pub(super) fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let start = format!(" {name}=\"");
    let (_, value) = tag.split_once(&start)?;
    value.split('"').next()
}

/// A tag without this attribute.
pub(super) fn without(tag: &str, name: &str) -> String {
    match attribute(tag, name) {
        Some(value) => tag.replacen(&format!(" {name}=\"{value}\""), "", 1),
        None => tag.to_owned(),
    }
}

/// The longest beginning of an escaped text with at most so many bytes.
pub(super) fn beginning(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let mut end = most;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let start = &text[..end];
    // A reference to a character stays whole.
    match start.rfind('&') {
        Some(at) if !start[at..].contains(';') => &start[..at],
        _ => start,
    }
}

/// How many characters an escaped text has.
pub(super) fn characters(text: &str) -> usize {
    let references = text.split('&').skip(1);
    let lengths = references.filter_map(|rest| Some(rest.find(';')? + 1));
    text.chars().count() - lengths.sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_page_is_a_tree() {
        let text = "<!doctype html>\n<p id=\"a\">one<br><code>two</code></p>";
        let markup = Markup::parse("page", text).expect("markup");
        let names = markup.all(Markup::ROOT).map(|it| markup.node(it).name);
        let names: Vec<&str> = names.collect();
        assert_eq!(names, ["root", "!doctype", "", "p", "", "br", "code", ""]);
        let p = markup.first(Markup::ROOT, &["p"]).expect("an element");
        assert_eq!(markup.children(p).count(), 3);
        assert_eq!(markup.attribute(p, "id"), Some("a"));
        assert_eq!(markup.words(p), "onetwo");
        assert_eq!(markup.node(p).weight, markup.source(p).len());
        assert!(Markup::parse("page", "<p>").is_none());
        assert!(Markup::parse("page", "<p></b>").is_none());
    }

    #[test]
    fn a_reference_to_a_character_is_one() {
        assert_eq!(beginning("ab&#34;cd", 5), "ab");
        assert_eq!(beginning("ab&#34;cd", 7), "ab&#34;");
        assert_eq!(beginning("é", 1), "");
        assert_eq!(characters("ab&#34;é"), 4);
    }
}
