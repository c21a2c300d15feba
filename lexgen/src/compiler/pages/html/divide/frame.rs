//! What is around the text of each part: the head of the page, the list of its parts, and
//! what this part has.

use std::collections::HashMap;

use super::{
    cut::{Cutter, MAX_TAG},
    markup::{Markup, attribute},
    writer::PartText,
};
use crate::compiler::number::thousands;

/// How much of the head of a page is on its first part.
const HEAD: usize = 32 * 1024;
/// How much of the contents is on a part.
const CONTENTS: usize = 24 * 1024;
/// How many parts are listed around the one that is read.
const NEIGHBOURS: usize = 4;
/// How many parts are listed on the first one.
const LISTED: usize = 300;

/// The pieces of a page.
pub(super) struct Frame<'m, 't> {
    pub(super) markup: &'m Markup<'t>,
    pub(super) cutter: Cutter<'m, 't>,
    /// The element with everything that is between the head and the foot.
    pub(super) main: usize,
    /// What is before the text: where the page is, its heading, what is said about all.
    pub(super) head: Vec<usize>,
    /// The list of what is on the page.
    pub(super) contents: Option<usize>,
    /// The element around the text, if that is not `main`.
    pub(super) around: Option<usize>,
    /// The text.
    pub(super) body: Vec<usize>,
}

impl<'m, 't> Frame<'m, 't> {
    /// Finds the pieces of a page.
    pub(super) fn of(markup: &'m Markup<'t>, cutter: Cutter<'m, 't>) -> Option<Self> {
        let main = markup.first(Markup::ROOT, &["main"])?;
        let mut frame = Self {
            markup,
            cutter,
            main,
            head: Vec::new(),
            contents: None,
            around: None,
            body: Vec::new(),
        };
        let children: Vec<usize> = markup.children(main).collect();
        let contents = children.iter().position(|child| {
            let class = markup.attribute(*child, "class");
            markup.node(*child).name == "nav" && class == Some("contents")
        });
        let heading = children
            .iter()
            .position(|child| markup.node(*child).name == "h1");
        if let Some(at) = contents {
            let is_element = |child: &&usize| !markup.is_text(**child);
            let around = *children[at + 1..].iter().find(is_element)?;
            frame.head = children[..at]
                .iter()
                .copied()
                .filter(|it| !markup.is_text(*it))
                .collect();
            frame.contents = Some(children[at]);
            frame.around = Some(around);
            frame.body = markup.children(around).collect();
        } else {
            let (head, body) = children.split_at(heading? + 1);
            frame.head = head
                .iter()
                .copied()
                .filter(|it| !markup.is_text(*it))
                .collect();
            frame.body = body.to_vec();
        }
        Some(frame)
    }

    /// The text of each part.
    pub(super) fn parts(
        &self,
        page: &str,
        texts: &[PartText],
        places: &HashMap<String, usize>,
    ) -> Vec<String> {
        let mut contents = self.contents(texts.len(), places);
        let parts = texts.iter().enumerate().map(|(index, part)| {
            let contents = contents.get_mut(index).map(std::mem::take);
            self.part(page, texts, index, part, contents.as_deref())
        });
        parts.collect()
    }

    fn part(
        &self,
        page: &str,
        texts: &[PartText],
        index: usize,
        part: &PartText,
        contents: Option<&str>,
    ) -> String {
        let markup = self.markup;
        let (before, after) = markup.around(self.main);
        let mut text = String::new();
        self.add_top(before, index, texts.len(), &mut text);
        text.push_str(markup.open_tag(self.main));
        self.add_head(index, &mut text);
        if let (Some(nav), Some(contents)) = (self.contents, contents) {
            text.push_str(markup.open_tag(nav));
            let heading = markup.first(nav, &["h2"]);
            text.push_str(heading.map_or("", |heading| markup.source(heading)));
            text.push_str("<ul>\n");
            text.push_str(contents);
            text.push_str("</ul>\n");
            text.push_str(markup.close_tag(nav));
        }
        if let Some(around) = self.around {
            text.push_str(markup.open_tag(around));
        }
        text.push_str(&list(page, texts, index));
        text.push_str(&part.text);
        if texts.len() > 1 {
            let steps = steps(page, index, texts.len());
            text.push_str("<nav class=\"parts\" aria-label=\"Other parts\">");
            text.push_str(&steps);
            text.push_str("</nav>\n");
        }
        if let Some(around) = self.around {
            text.push_str(markup.close_tag(around));
        }
        text.push_str(markup.close_tag(self.main));
        text.push_str(after);
        text
    }

    /// Adds what is before `main`, with the number of the part in the title.
    fn add_top(&self, before: &str, index: usize, count: usize, out: &mut String) {
        // A long tag is a description that nobody reads in full.
        let mut rest = before;
        while let Some(start) = rest.find('<') {
            let end = rest[start..]
                .find('>')
                .map_or(rest.len(), |end| start + end + 1);
            out.push_str(&rest[..start]);
            let tag = &rest[start..end];
            if tag == "</title>" && index > 0 {
                out.push_str(&format!(" ({} of {})", index + 1, count));
            }
            if tag.len() <= MAX_TAG {
                out.push_str(tag);
            }
            rest = &rest[end..];
        }
        out.push_str(rest);
    }

    /// Adds the head: all of it to the first part, the headings to the others.
    fn add_head(&self, index: usize, out: &mut String) {
        let markup = self.markup;
        let is_heading = |node: usize| {
            let name = markup.node(node).name;
            name == "h1" || name == "nav"
        };
        for node in &self.head {
            if index == 0 || is_heading(*node) {
                self.cutter.add(*node, HEAD, out);
            } else if markup.children(*node).any(is_heading) {
                out.push_str(markup.open_tag(*node));
                for child in markup.children(*node).filter(|child| is_heading(*child)) {
                    self.cutter.add(child, HEAD, out);
                }
                out.push_str(markup.close_tag(*node));
            }
        }
    }

    /// The entries of the contents of each part. The first part has all of them, or at
    /// least the outer ones, if there is space.
    fn contents(&self, count: usize, places: &HashMap<String, usize>) -> Vec<String> {
        let markup = self.markup;
        let Some(list) = self.contents.and_then(|nav| markup.first(nav, &["ul"])) else {
            return Vec::new();
        };
        let mut parts = vec![String::new(); count];
        let (mut all, mut outer) = (String::new(), String::new());
        for item in self.items(list) {
            let inner = markup.children(item);
            let inner: Vec<usize> = inner.filter(|it| markup.node(*it).name == "ul").collect();
            let own = inner.first().map_or(markup.source(item), |inner| {
                let start = markup.around(item).0.len();
                &markup.around(*inner).0[start..]
            });
            let own = own.strip_suffix("</li>").unwrap_or(own);
            let mut inside = vec![(self.part_of(item, places), String::new())];
            for item in inner.into_iter().flat_map(|list| self.items(list)) {
                let part = self.part_of(item, places);
                match inside.iter_mut().rev().find(|(it, _)| *it == part) {
                    Some((_, items)) => items.push_str(markup.source(item)),
                    None => inside.push((part, markup.source(item).to_owned())),
                }
            }
            for (part, items) in inside {
                let text = if items.is_empty() {
                    format!("{own}</li>\n")
                } else {
                    format!("{own}<ul>{items}</ul></li>\n")
                };
                if parts[part].len() + text.len() <= CONTENTS {
                    parts[part].push_str(&text);
                }
            }
            if all.len() <= CONTENTS {
                all.push_str(markup.source(item));
            }
            if outer.len() <= CONTENTS {
                outer.push_str(&format!("{own}</li>\n"));
            }
        }
        let whole = [all, outer].into_iter().find(|it| it.len() <= CONTENTS);
        if let Some(whole) = whole {
            parts[0] = whole;
        }
        parts
    }

    fn items(&self, list: usize) -> impl Iterator<Item = usize> {
        let items = self.markup.children(list);
        items.filter(|item| self.markup.node(*item).name == "li")
    }

    /// The part that the link of an entry leads to.
    fn part_of(&self, item: usize, places: &HashMap<String, usize>) -> usize {
        let link = self.markup.first(item, &["a"]);
        let place = link.and_then(|link| attribute(self.markup.open_tag(link), "href"));
        let place = place.and_then(|place| place.strip_prefix('#'));
        let part = place.and_then(|place| places.get(place));
        part.copied().unwrap_or_default()
    }
}

/// The page of a part, from 0.
pub(in super::super::super) fn part_page(page: &str, index: usize) -> String {
    match index {
        0 => page.to_owned(),
        _ => format!("{page}-{}", index + 1),
    }
}

/// The list of the parts.
fn list(page: &str, texts: &[PartText], index: usize) -> String {
    if texts.len() < 2 {
        return String::new();
    }
    let mut list = format!(
        "<nav class=\"parts\" aria-label=\"Parts of this page\">\n<p>Part {} of {}, because it is large.",
        thousands(index + 1),
        thousands(texts.len())
    );
    let (from, to) = match index {
        0 => (0, LISTED),
        _ => (index.saturating_sub(NEIGHBOURS), index + NEIGHBOURS + 1),
    };
    let to = to.min(texts.len());
    if (from, to) != (0, texts.len()) {
        list += &format!(
            " Listed here: parts {} to {}.",
            thousands(from + 1),
            thousands(to)
        );
    }
    if index > 0 && texts.len() <= LISTED {
        list += &format!(" {} lists all.", link(page, 0, "The first part"));
    }
    list += "</p>\n";
    list += &format!("<ol start=\"{}\">\n", from + 1);
    for (at, part) in texts.iter().enumerate().take(to).skip(from) {
        let label = part.label();
        if at == index {
            list += &format!("<li><strong>{label}</strong></li>\n");
        } else {
            list += &format!("<li>{}</li>\n", link(page, at, &label));
        }
    }
    list += "</ol>\n";
    list + &steps(page, index, texts.len()) + "</nav>\n"
}

/// The links to the first, the previous, the next and the last part.
fn steps(page: &str, index: usize, count: usize) -> String {
    let last = count - 1;
    let mut links = Vec::new();
    if index > 1 {
        links.push(link(page, 0, "First part"));
    }
    if index > 0 {
        links.push(link(page, index - 1, "Previous part"));
    }
    if index < last {
        links.push(link(page, index + 1, "Next part"));
    }
    if index + 1 < last {
        links.push(link(page, last, "Last part"));
    }
    format!("<p class=\"steps\">{}</p>\n", links.join(" "))
}

fn link(page: &str, part: usize, label: &str) -> String {
    format!("<a href=\"{}.html\">{label}</a>", part_page(page, part))
}
