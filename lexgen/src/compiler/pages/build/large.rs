//! Which documents have a page that may be too large for one file.
//!
//! A link has to know the parts of a page that it leads to. Most documents are so small
//! that nobody has to make the page to know that it is whole.

use super::{
    super::site::Site,
    listing::{has_code_pages, text},
    references::each_reference,
};

/// So many documents, or missing definitions, are surely on one page.
pub(crate) const FEW_DOCUMENTS: usize = 60;

/// A page that has at most so many bytes by this estimate is not too large.
const MAX_BYTES: usize = 200 * 1024;

// How many bytes of a page come from something, at most if names are not very long.

/// A byte of a lexicon whose code is on the page.
const BYTE: usize = 25;
/// A byte of another lexicon.
const BYTE_WITHOUT_CODE: usize = 8;
/// A definition.
const DEFINITION: usize = 2500;
/// A definition that is referred to.
const REFERENCE: usize = 900;
/// A definition that refers to one of the document, or a finding about it.
const USE: usize = 3000;

/// Whether the page of a document may be too large.
pub(crate) fn may_be_large(site: &Site<'_>, index: usize) -> bool {
    let module = &site.ir().modules[index];
    let length = text(site, index).len();
    let mut bytes = if has_code_pages(site, index) {
        length * BYTE_WITHOUT_CODE
    } else {
        length * BYTE
    };
    bytes += module.definitions.len() * DEFINITION;
    for (definition, users) in module.definitions.iter().zip(&site.references.users[index]) {
        bytes += users.len() * USE;
        each_reference(site.ir(), definition, &mut |_, _, _| bytes += REFERENCE);
    }
    bytes += site.findings(index) * USE;
    bytes > MAX_BYTES
}
