//! The JSON and the Rust of a document.

use super::{
    super::{
        address::Address,
        model::{Code, CodePage, Link, Listing},
        site::Site,
    },
    json::highlighted,
    order::Order,
    rust::Rust,
};
use crate::compiler::layout::layout;

/// The most bytes of a document whose code is on its page.
const MAX_ON_PAGE: usize = 12 * 1024;

const JSON: &str = "JSON";
const RUST: &str = "Rust";

/// Whether the code of a document has pages of its own, because it is large.
pub(crate) fn has_code_pages(site: &Site<'_>, index: usize) -> bool {
    text(site, index).len() > MAX_ON_PAGE
}

/// The JSON and the Rust of a document.
pub(super) struct Listings {
    /// The JSON as text.
    pub(super) text: String,
    /// The order of its fields.
    pub(super) order: Order,
    pub(super) rust: Rust,
}

impl Listings {
    pub(super) fn of(site: &Site<'_>, index: usize) -> Self {
        Self {
            text: json(site, index),
            order: Order::of(text(site, index)),
            rust: site.rust(index),
        }
    }

    /// The JSON, and the Rust, as they are on the page.
    pub(super) fn shown(&self, site: &Site<'_>, index: usize) -> [Listing; 2] {
        let texts = [(JSON, self.text.as_str()), (RUST, self.rust.text())];
        texts.map(|(language, text)| {
            let has_page = has_code_pages(site, index);
            Listing {
                lines: text.lines().count(),
                code: (!has_page).then(|| {
                    if language == JSON {
                        highlighted(site, index, text)
                    } else {
                        site.highlighted_rust(index, &self.rust, text)
                    }
                }),
                page: has_page.then(|| address(site, index, language)),
            }
        })
    }
}

/// The page with the JSON.
pub(crate) fn json_page(site: &Site<'_>, index: usize) -> CodePage {
    let code = highlighted(site, index, &json(site, index));
    code_page(site, index, JSON, code)
}

/// The page with the Rust.
pub(crate) fn rust_page(site: &Site<'_>, index: usize) -> CodePage {
    let rust = site.rust(index);
    let code = site.highlighted_rust(index, &rust, rust.text());
    code_page(site, index, RUST, code)
}

fn code_page(site: &Site<'_>, index: usize, language: &'static str, code: Code) -> CodePage {
    CodePage {
        document: Link {
            text: site.ir().modules[index].nsid.as_str().to_owned(),
            address: Address::page(site.pages.get(index)),
        },
        address: address(site, index, language),
        language,
        code,
    }
}

fn address(site: &Site<'_>, index: usize, language: &str) -> Address {
    let page = site.pages.get(index);
    Address::page(format!("{page}-{}", language.to_ascii_lowercase()))
}

/// The JSON in the layout of `lexgen fmt`.
fn json(site: &Site<'_>, index: usize) -> String {
    let text = text(site, index);
    layout(text).unwrap_or_else(|| text.to_owned())
}

/// The text of a document as it was read.
pub(super) fn text<'s>(site: &Site<'s>, index: usize) -> &'s str {
    let nsid = site.ir().modules[index].nsid.as_str();
    let source = site
        .schemas
        .get(nsid)
        .and_then(|document| site.compiled.sources.get(document.source));
    source.map_or("", |source| source.document())
}
