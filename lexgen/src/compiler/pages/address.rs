//! Where things are: the files of a site, and the places on its pages.
//!
//! All files are in one folder, so that every link is relative and a site works at any
//! address. A document's page is named like the document. A page of something else has a
//! hyphen after the name of the document, which the last part of an NSID never has, or
//! fewer dots than an NSID. So has a part of a page that is too large: `-2`, `-3` and so
//! on, after everything else. An address names the page as a whole, and `html` finds the
//! part.
//!
//! A place is named by the path of the schema, with dots: `main.parameters.q`. The names
//! in it can have any characters. All but letters, digits, `-` and `_` are written as
//! `~2e~`, their code point, so that two places never have the same `id`, and none needs
//! to be escaped in a link. The page's own places have a colon, which no other has.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::compiler::ir::{Ir, Scope};

/// The start page, without its extension.
pub(crate) const START: &str = "index";
/// The page of missing documents, likewise.
pub(crate) const MISSING: &str = "missing";

/// Places on the page of a document: who refers to it, and what it refers to.
pub(crate) const USED_BY: &str = "page:used-by";
pub(crate) const REFERS_TO: &str = "page:refers-to";

/// A page of the site, and a place on it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Address {
    /// The page without its extension: `com.example.thing`.
    pub(crate) page: String,
    /// The `id` of the place.
    pub(crate) anchor: Option<String>,
}

impl Address {
    /// The top of a page.
    pub(crate) fn page(page: impl Into<String>) -> Self {
        Self {
            page: page.into(),
            anchor: None,
        }
    }

    /// A place on a page.
    pub(crate) fn place(page: impl Into<String>, anchor: impl Into<String>) -> Self {
        Self {
            page: page.into(),
            anchor: Some(anchor.into()),
        }
    }

    /// The link from another page, for pages with this extension: `html` or `md`.
    pub(crate) fn href(&self, extension: &str) -> String {
        let Self { page, anchor } = self;
        match anchor {
            Some(anchor) => format!("{page}.{extension}#{anchor}"),
            None => format!("{page}.{extension}"),
        }
    }

    /// The link from the page `own`, where a place on it needs no name of a file.
    pub(crate) fn href_on(&self, own: &str, extension: &str) -> String {
        match &self.anchor {
            Some(anchor) if self.page == own => format!("#{anchor}"),
            _ => self.href(extension),
        }
    }
}

/// The pages of all documents.
#[derive(Debug)]
pub(crate) struct Pages(Vec<String>);

impl Pages {
    /// Names the pages. NSIDs that differ only in case, and those that a system does not
    /// take as names of files, get trailing underscores, like modules of generated code.
    pub(crate) fn of(ir: &Ir) -> Self {
        let mut scope = Scope::default();
        let pages = ir.modules.iter().map(|module| {
            let page = file_name(module.nsid.as_str());
            let lower = page.to_ascii_lowercase();
            let claimed = scope.claim(lower.clone());
            let suffix = claimed.strip_prefix(&lower).unwrap_or_default();
            page + suffix
        });
        Self(pages.collect())
    }

    /// The page of the document with this index.
    pub(crate) fn get(&self, document: usize) -> &str {
        &self.0[document]
    }

    /// The index of the document with this page.
    #[cfg(feature = "serve")]
    pub(crate) fn index(&self, page: &str) -> Option<usize> {
        self.0.iter().position(|name| name == page)
    }
}

/// An NSID as the name of a file without its extension. Two NSIDs can have the same name
/// until one of them gets an underscore.
fn file_name(nsid: &str) -> String {
    // With what comes after it, a name has to fit into 255 bytes.
    const LONGEST: usize = 200;
    // What is reserved is all before the first dot.
    let mut name = if is_reserved(nsid) {
        nsid.replacen('.', "_.", 1)
    } else {
        nsid.to_owned()
    };
    if name.len() > LONGEST {
        // FNV-1a: what it gives must never change.
        let number = name.bytes().fold(0x811c_9dc5_u32, |number, byte| {
            (number ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
        name.truncate(LONGEST);
        name.push_str(&format!("_{number:08x}"));
    }
    name
}

/// Whether Windows takes a file of this name as a device.
fn is_reserved(name: &str) -> bool {
    let first = name.split('.').next().unwrap_or_default();
    let first = first.to_ascii_lowercase();
    let is_numbered = |name: &str| {
        let number = first.strip_prefix(name);
        number.is_some_and(|number| number.len() == 1 && number.as_bytes()[0].is_ascii_digit())
    };
    matches!(first.as_str(), "con" | "prn" | "aux" | "nul")
        || is_numbered("com")
        || is_numbered("lpt")
}

/// The `id` of a place, from the names that lead there.
pub(crate) fn anchor<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let mut names = names.into_iter();
    let first = names.next().map(piece).unwrap_or_default();
    names.fold(first, |outer, name| inside(&outer, name))
}

/// What a name is in an `id`.
fn piece(name: &str) -> String {
    let mut piece = String::new();
    for c in name.chars() {
        if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') {
            piece.push(c);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(piece, "~{:x}~", u32::from(c));
        }
    }
    if name.is_empty() {
        piece.push('~');
    }
    shorten(&mut piece);
    piece
}

/// Cuts an `id` that is very long, and adds its hash, so that another one stays another.
fn shorten(anchor: &mut String) {
    const LONGEST: usize = 400;
    const KEPT: usize = 300;
    if anchor.len() > LONGEST {
        let hash = Sha256::digest(anchor.as_bytes());
        anchor.truncate(KEPT);
        anchor.push_str("~~");
        for byte in &hash[..16] {
            let _ = write!(anchor, "{byte:02x}");
        }
    }
}

/// The `id` of a place inside another.
pub(crate) fn inside(outer: &str, name: &str) -> String {
    let mut inside = format!("{outer}.{}", piece(name));
    shorten(&mut inside);
    inside
}

/// The `id` of a namespace on the start page.
pub(crate) fn namespace(name: &str) -> String {
    format!("namespace:{name}")
}
