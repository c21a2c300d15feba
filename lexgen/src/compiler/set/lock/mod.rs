//! Snapshots: one file, `lexicons.lock`, that pins a set of lexicons.
//!
//! ```json
//! {
//!   "lexgen": 1,
//!   "last": "com.example.thing",
//!   "documents": {
//!     "com.example.thing": {
//!       "cid": "bafyrei…",
//!       "digest": "6f5ac2…",
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
//! An entry whose document lost names, or whose breaks were accepted with a reason,
//! remembers that in `retired` and `accepted`; documents that are gone are in
//! `retired` beside `documents`.
//!
//! Each document is a lexicon, so the ordinary passes read a snapshot, and
//! diagnostics about an old version have a location in it. The text depends only
//! on the meaning: order, layout, unknown fields and descriptions are omitted,
//! except descriptions of tokens, which define their meaning, and the texts of
//! permission sets, which account holders read. A change of a lexicon changes
//! only the lines for it, and a new lexicon also the digest after it, so two
//! branches that change different documents merge.

mod difference;
mod digest;
pub mod history;
mod layout;
mod normal;
mod read;
#[cfg(any(feature = "cli", test))]
mod retire;

use std::{collections::BTreeMap, path::Path};

use super::Loaded;
use crate::{
    compiler::{diagnostic::Diagnostic, schema::Document},
    syntax::{Cid, Nsid},
};
pub use difference::{Difference, differences};
use history::History;
use layout::Node;
pub(super) use read::{Read, read};

/// The default name of a snapshot.
pub const NAME: &str = crate::compiler::settings::LOCK;

/// The version of the format that is written, and the newest that is read.
pub const VERSION: u64 = 1;

/// The entry of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// The CID of the document as published.
    pub cid: Cid,
    /// The meaning of the document as text: equal for two documents that differ
    /// only in order, layout or descriptions.
    pub meaning: String,
    /// What is remembered of earlier versions.
    pub history: History,
}

/// The entries of a snapshot by NSID.
pub type Pins = BTreeMap<Nsid, Pin>;

/// Documents that are gone, by NSID.
pub type RetiredDocuments = BTreeMap<Nsid, RetiredDocument>;

/// A document that is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetiredDocument {
    /// The day on which its removal was accepted.
    pub on: String,
    /// What it meant.
    pub meaning: String,
}

/// The entries for a set of documents.
///
/// # Errors
/// If a document has no CID, for example because it contains a fraction.
pub fn pins(set: &Loaded) -> Result<Pins, Vec<Diagnostic>> {
    let mut pins = Pins::new();
    let mut diagnostics = Vec::new();
    for document in &set.documents {
        match set.cid(document) {
            Ok(cid) => {
                let pin = Pin {
                    cid,
                    meaning: meaning(document),
                    history: set.histories.get(&document.id).cloned().unwrap_or_default(),
                };
                pins.insert(document.id.clone(), pin);
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

/// The meaning of a document, formatted for a snapshot.
pub fn meaning(document: &Document) -> String {
    normal::document(document).to_text(DEPTH)
}

/// The meaning of a document, formatted as a file.
#[cfg(feature = "insta")]
pub(crate) fn lexicon(document: &Document) -> String {
    normal::document(document).to_text(0)
}

/// The nesting level of a document in a snapshot.
const DEPTH: usize = 3;

/// The text of a snapshot. It depends only on what is in it.
pub fn render(pins: &Pins, retired: &RetiredDocuments) -> String {
    let last = pins.last_key_value().map_or("", |(nsid, _)| nsid.as_str());
    let mut text =
        format!("{{\n  \"lexgen\": {VERSION},\n  \"last\": \"{last}\",\n  \"documents\": {{");
    let digests = digest::digests(pins);
    for (index, (nsid, pin)) in pins.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        let cid = Node::text(pin.cid.as_str()).to_text(DEPTH);
        let digest = digests.get(nsid).map_or("", String::as_str);
        text.push_str(&format!(
            "{comma}\n    \"{}\": {{\n      \"cid\": {cid},\n      \"digest\": \"{digest}\",\n      \
             \"document\": {}{}\n    }}",
            nsid.as_str(),
            pin.meaning,
            members(&pin.history),
        ));
    }
    let end = if pins.is_empty() { "" } else { "\n  " };
    text.push_str(&format!("{end}}}"));
    if !retired.is_empty() {
        text.push_str(",\n  \"retired\": {");
        for (index, (nsid, document)) in retired.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            let on = Node::text(&document.on).to_text(DEPTH);
            let digest = digest::of_retired(nsid, document);
            text.push_str(&format!(
                "{comma}\n    \"{}\": {{\n      \"on\": {on},\n      \"digest\": \"{digest}\",\n      \
                 \"document\": {}\n    }}",
                nsid.as_str(),
                document.meaning,
            ));
        }
        text.push_str("\n  }");
    }
    text.push_str("\n}\n");
    text
}

/// The members of an entry for its history, after others.
fn members(history: &History) -> String {
    let nodes = history.nodes().into_iter();
    let nodes = nodes.map(|(name, node)| format!(",\n      \"{name}\": {}", node.to_text(DEPTH)));
    nodes.collect()
}

/// Whether a file is a snapshot, judged by its name or its content.
pub(super) fn is_snapshot(name: &str, bytes: &[u8]) -> bool {
    has_extension(Path::new(name)) || begins(bytes)
}

/// Whether a file has a snapshot's extension.
pub(super) fn has_extension(path: &Path) -> bool {
    path.extension().is_some_and(|it| it == "lock")
}

/// Whether a text begins like a snapshot.
pub(crate) fn begins(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    text.trim_ascii_start()
        .strip_prefix(b"{")
        .is_some_and(|it| it.trim_ascii_start().starts_with(b"\"lexgen\""))
}
