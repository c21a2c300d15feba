//! No text of a lexicon becomes markup or script on the pages of `lexgen docs`.

use std::{ffi::OsStr, fs};

use super::{hostile, pages};

/// The elements of templates.
const ELEMENTS: [&str; 48] = [
    "a",
    "body",
    "caption",
    "code",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "g",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "header",
    "html",
    "input",
    "kbd",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "path",
    "pre",
    "rect",
    "script",
    "section",
    "span",
    "strong",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "text",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "wbr",
];

/// Their attributes. None of them is run, and only `href` and `src` lead anywhere.
const ATTRIBUTES: [&str; 36] = [
    "aria-autocomplete",
    "aria-controls",
    "aria-expanded",
    "aria-hidden",
    "aria-label",
    "aria-labelledby",
    "autocapitalize",
    "autocomplete",
    "charset",
    "class",
    "content",
    "d",
    "defer",
    "height",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "lang",
    "maxlength",
    "name",
    "placeholder",
    "rel",
    "role",
    "rx",
    "scope",
    "spellcheck",
    "src",
    "start",
    "stroke-width",
    "tabindex",
    "type",
    "viewBox",
    "width",
    "x",
    "y",
];

/// Places at which a page loads something or gives an order to the browser.
const ORDERS: [&str; 3] = ["<script ", "<link ", "<meta http-equiv="];

#[test]
fn no_text_becomes_markup() {
    for seed in 0..60 {
        let site = pages(&[hostile(seed).path()], &["--quiet"]);
        for entry in fs::read_dir(site.path()).expect("the site is there") {
            let path = entry.expect("it can be read").path();
            let text = fs::read_to_string(&path).expect("files of a site are text");
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let place = format!("{name} of set {seed}");
            match path.extension().and_then(OsStr::to_str) {
                Some("html") => look_at(&text, &place),
                Some("js") if name == "search-index.js" => assert_is_data(&text, &place),
                _ => {}
            }
        }
    }
}

/// Every `<` starts an element of a template, which has only attributes of templates.
fn look_at(html: &str, place: &str) {
    let (comment, rest) = html
        .split_once('\n')
        .expect("a line says what made the file");
    assert!(comment.ends_with("-->") && !comment[4..comment.len() - 3].contains("--"));
    let rest = rest.strip_prefix("<!doctype html>").expect("a document");
    for tag in rest.split('<').skip(1) {
        let (tag, _) = tag
            .split_once('>')
            .unwrap_or_else(|| panic!("{place}: {tag}"));
        let tag = tag.strip_prefix('/').unwrap_or(tag);
        let (element, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let element = element.trim_end_matches('/');
        assert!(ELEMENTS.contains(&element), "{place}: <{tag}>");
        let mut pieces = attributes.split('"');
        while let Some(name) = pieces.next() {
            for name in name.split_whitespace() {
                let name = name.trim_end_matches(['=', '/']);
                assert!(
                    name.is_empty() || ATTRIBUTES.contains(&name),
                    "{place}: {tag}"
                );
            }
            let value = pieces.next().unwrap_or_default();
            if name.ends_with("href=") || name.ends_with("src=") {
                assert!(is_harmless(value), "{place}: {tag}");
            }
        }
    }
    let orders: usize = ORDERS.map(|order| html.matches(order).count()).iter().sum();
    assert_eq!(orders, 4, "{place}");
}

/// A file of the site, a place on a page, or a web address.
fn is_harmless(link: &str) -> bool {
    let file = link.split('#').next().unwrap_or_default();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    file.chars().all(is_plain) || link.starts_with("https://") || link.starts_with("http://")
}

/// The script is an assignment of JSON, which cannot run.
fn assert_is_data(script: &str, place: &str) {
    let start = script
        .find("globalThis[\"lexgen-search\"] = ")
        .expect(place);
    assert!(
        script[..start].lines().all(|line| line.starts_with("//")),
        "{place}"
    );
    let (_, data) = script[start..].split_once(" = ").expect(place);
    let data = data.strip_suffix(";\n").expect(place);
    let entries: serde_json::Value = serde_json::from_str(data).expect(place);
    assert!(entries.is_array(), "{place}");
}
