//! A page that is too large, in parts.
//!
//! A page is made as a whole. If its text is too large, it is divided: each part has the
//! head of the page and a list of the parts. The parts of `thing.html` are `thing.html`,
//! `thing-2.html`, `thing-3.html` and so on. The text around it is limited, so that no
//! part is larger than [`LIMIT`], whatever is on the page.

mod cut;
mod frame;
mod markup;
mod writer;

use std::collections::HashMap;

use cut::Cutter;
use frame::Frame;
use markup::Markup;
use writer::Writer;

pub(in super::super) use frame::part_page;

/// The most bytes of a page.
#[cfg(test)]
const LIMIT: usize = 300 * 1024;
/// The most of a page that is not divided. A server adds a form to it, and errors.
const WHOLE: usize = 281 * 1024;
/// A page with at most so many bytes is never divided.
pub(in super::super) const SMALL: usize = WHOLE / 2;
/// What a definition adds to a form.
const CHOICE: usize = 96;

/// Where the places of a page are.
#[derive(Debug, Default)]
pub(in super::super) struct Places {
    /// How many parts there are.
    #[cfg(any(feature = "serve", test))]
    pub(in super::super) count: usize,
    of: HashMap<String, usize>,
}

impl Places {
    /// The part with this `id`, from 0.
    pub(in super::super) fn part(&self, id: &str) -> Option<usize> {
        self.of.get(id).copied()
    }
}

/// A page in parts.
#[derive(Debug)]
pub(in super::super) struct Divided {
    /// The text of each.
    pub(in super::super) texts: Vec<String>,
    pub(in super::super) places: Places,
}

/// Whether a page is too large.
pub(in super::super) fn is_large(text: &str) -> bool {
    text.len() > WHOLE
        || text.len() > SMALL && text.len() + CHOICE * text.matches("<section").count() > WHOLE
}

/// A page in parts. What is cut leads to the page `rest`.
pub(in super::super) fn divided(page: &str, text: &str, rest: Option<&str>) -> Option<Divided> {
    let markup = Markup::parse(page, text)?;
    let cutter = Cutter {
        markup: &markup,
        rest,
    };
    let frame = Frame::of(&markup, cutter)?;
    let mut writer = Writer::new(&markup, cutter);
    for node in &frame.body {
        writer.add(*node);
    }
    Some(Divided {
        texts: frame.parts(page, &writer.parts, &writer.places),
        places: Places {
            #[cfg(any(feature = "serve", test))]
            count: writer.parts.len(),
            of: writer.places,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page around a text.
    fn page(text: &str) -> String {
        let long = "y".repeat(500_000);
        format!(
            "<html><head><meta content=\"{long}\"><title>T</title></head><body>\
             <main class=\"page\"><nav>N</nav><h1>H</h1>\n{text}</main></body></html>"
        )
    }

    /// The parts of a page, each of which is small and has an end for every element.
    fn parts(text: &str) -> Vec<String> {
        let divided = divided("thing", &page(text), Some("all.html")).expect("markup");
        for part in &divided.texts {
            assert!(part.len() < LIMIT, "{}", part.len());
            assert!(Markup::parse("thing", part).is_some(), "{part}");
            assert!(part.contains("<h1>H</h1>") && !part.contains("yy"));
        }
        assert_eq!(divided.texts.len(), divided.places.count);
        divided.texts
    }

    /// What is between these two in all parts.
    fn between(parts: &[String], start: &str, end: &str) -> String {
        let starts = parts.iter().flat_map(|part| part.split(start).skip(1));
        let pieces = starts.map(|piece| piece.split(end).next().unwrap_or_default());
        pieces.collect()
    }

    #[test]
    fn code_is_all_there_however_long_its_lines_are() {
        let lines: Vec<String> = (0..9000)
            .map(|number| format!("line {number} &#34;a&#34;"))
            .collect();
        for code in [lines.join("\n"), lines.concat(), "&#34;".repeat(90_000)] {
            let text = format!(
                "<figure><figcaption>C</figcaption><pre><code>{code}</code></pre></figure>"
            );
            let parts = parts(&text);
            assert!(parts.len() > 1);
            assert_eq!(between(&parts, "<code>", "</code>"), code);
            assert_eq!(
                between(&parts, "<figcaption>", "</figcaption>").len(),
                parts.len()
            );
        }
    }

    #[test]
    fn numbers_and_headings_go_on() {
        let items: String = (1..=9000)
            .map(|number| format!("<li>the item {number}</li>"))
            .collect();
        let text = format!("<section id=\"s\"><h2>Name</h2><ol>{items}</ol></section>");
        let parts = parts(&text);
        assert!(parts.len() > 1);
        for part in &parts[1..] {
            let first = part.split("<li>the item ").nth(1).expect("an item");
            let first = first.split('<').next().unwrap_or_default();
            let heading = "<h2><a class=\"self\" href=\"#s\">Name</a> (continued)</h2>";
            let start = format!("<section>{heading}<ol start=\"{first}\">");
            assert!(part.contains(&start), "{start}");
        }
    }

    #[test]
    fn a_row_is_cut_and_its_cells_share_the_space() {
        let words = "word &amp; ".repeat(90_000);
        let items: String = (0..9000)
            .map(|number| format!("<li>{number}</li>"))
            .collect();
        let cells = format!("<td><p>{words}</p></td><td><ul>{items}</ul></td>");
        let row = format!("<tr id=\"r\"><th>N</th>{cells}</tr>");
        let parts = parts(&format!(
            "<table><thead><tr><th>H</th></tr></thead><tbody>{row}</tbody></table>"
        ));
        let text = parts.concat();
        let link = "<a href=\"all.html\">and ";
        let counts = between(&parts, link, "</a>");
        assert!(
            counts.contains(" more characters") && counts.ends_with(" more"),
            "{counts}"
        );
        let shown = text.matches("<li>").count();
        assert!(
            shown > 500
                && text.contains(&format!(
                    "and {} more",
                    crate::compiler::number::thousands(9000 - shown)
                ))
        );
    }

    #[test]
    fn an_address_without_end_is_no_link() {
        let address = "a".repeat(200_000);
        let parts = parts(&format!(
            "<p><a href=\"https://{address}\">{address}</a></p>"
        ));
        assert!(!parts.concat().contains("https://"));
    }
}
