//! Snapshots: one file, `lexicons.lock`, that pins a set of lexicons.
//!
//! ```json
//! {
//!   "lexgen": 1,
//!   "documents": {
//!     "com.example.thing": {
//!       "cid": "bafyrei…",
//!       "document": {
//!         "lexicon": 1,
//!         "id": "com.example.thing",
//!         "defs": {
//!           "main": { "type": "token", "description": "What it means." }
//!         }
//!       }
//!     }
//!   }
//! }
//! ```
//!
//! Each document is a lexicon, so that the ordinary passes read a snapshot, and
//! diagnostics about an old version have a place in it. The text depends only on
//! the meaning: order, layout, unknown fields and descriptions are omitted,
//! except descriptions of tokens, which define their meaning, and the texts of
//! permission sets, which account holders read. A change of a lexicon changes
//! only the lines for it, so two branches that change different documents merge.

mod difference;
mod layout;
mod normal;
mod read;

use std::{collections::BTreeMap, path::Path};

use super::Loaded;
use crate::{
    compiler::{diagnostic::Diagnostic, schema::Document},
    syntax::{Cid, Nsid},
};
pub use difference::{Difference, differences};
use layout::Node;
pub(super) use read::read;

/// What a snapshot is called where nothing else is said.
pub const NAME: &str = crate::compiler::settings::LOCK;

/// The form that is written, and the newest that is read.
pub const VERSION: u64 = 1;

/// Most bytes of a snapshot: 1 GiB. (The 402 lexicons of the protocol's
/// reference repository make about 1 MB.)
pub(super) const MAX_BYTES: u64 = 1 << 30;

/// What a snapshot holds of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// The CID of the document as published.
    pub cid: Cid,
    /// What the document means, as text: equal for two documents that differ
    /// in order, layout or descriptions alone.
    pub meaning: String,
}

/// Everything a snapshot holds.
pub type Pins = BTreeMap<Nsid, Pin>;

/// What a snapshot of this set holds.
///
/// # Errors
/// What keeps a document from having a CID, such as a fraction somewhere.
pub fn pins(set: &Loaded) -> Result<Pins, Vec<Diagnostic>> {
    let mut pins = Pins::new();
    let mut diagnostics = Vec::new();
    for document in &set.documents {
        match set.cid(document) {
            Ok(cid) => {
                let meaning = meaning(document);
                pins.insert(document.id.clone(), Pin { cid, meaning });
            }
            Err(found) => diagnostics.extend(found),
        }
    }
    if diagnostics.is_empty() {
        Ok(pins)
    } else {
        Err(diagnostics)
    }
}

/// What a document means, as a snapshot contains it.
pub fn meaning(document: &Document) -> String {
    normal::document(document).to_text(DEPTH)
}

/// What a document means, as a lexicon of its own.
#[cfg(feature = "insta")]
pub(crate) fn lexicon(document: &Document) -> String {
    normal::document(document).to_text(0)
}

/// The nesting of a document in a snapshot.
const DEPTH: usize = 3;

/// The text of a snapshot. It depends on the pins alone.
pub fn render(pins: &Pins) -> String {
    let mut text = format!("{{\n  \"lexgen\": {VERSION},\n  \"documents\": {{");
    for (index, (nsid, pin)) in pins.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        let cid = Node::text(pin.cid.as_str()).to_text(DEPTH);
        text.push_str(&format!(
            "{comma}\n    \"{}\": {{\n      \"cid\": {cid},\n      \"document\": {}\n    }}",
            nsid.as_str(),
            pin.meaning,
        ));
    }
    let end = if pins.is_empty() { "" } else { "\n  " };
    text.push_str(&format!("{end}}}\n}}\n"));
    text
}

/// Whether a file is a snapshot, by its name or its content.
pub(super) fn is_snapshot(name: &str, bytes: &[u8]) -> bool {
    has_extension(Path::new(name)) || begins(bytes)
}

/// Whether a file has a snapshot's extension.
pub(super) fn has_extension(path: &Path) -> bool {
    path.extension().is_some_and(|it| it == "lock")
}

/// Whether this is how a snapshot begins.
pub(crate) fn begins(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    text.trim_ascii_start()
        .strip_prefix(b"{")
        .is_some_and(|it| it.trim_ascii_start().starts_with(b"\"lexgen\""))
}
