//! Snapshots: one file, `lexicons.lock`, that pins a set of lexicons.
//!
//! ```json
//! {
//!   "lexgen": 2,
//!   "names": [
//!     "com.example.thing",
//!     null
//!   ],
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
//! An entry whose document lost names, or whose breaks were accepted, remembers that
//! in `retired`, `former` and `accepted`; documents that are gone are in `retired`
//! beside `documents`.
//!
//! Each document is a lexicon, so the ordinary passes read a snapshot, and
//! diagnostics about an old version have a location in it. The text depends only
//! on the meaning: order, layout, unknown fields and descriptions are omitted,
//! except descriptions of tokens, which define their meaning, and the texts of
//! permission sets, which account holders read. A change of a lexicon changes
//! only the lines of its entry, so branches that change different documents merge.
//! Where branches add documents at one place, git writes conflict markers, and
//! `conflict` merges the two sides.
//!
//! `names` shows whether an entry is missing. It ends with `null` so that a name after
//! the others changes no line.
//!
//! `installed`, the last member, is about the lexicons of others. It does not belong to
//! the snapshot, and a file can have it alone.
//!
//! The first version of the format had a name `last`, and a digest that included the
//! entry before. It had an empty list where a permission for records does not list its
//! actions; in a lexicon, and since the second version, such a permission grants nothing.

#[cfg(feature = "cli")]
mod advance;
#[cfg(feature = "cli")]
mod conflict;
mod difference;
mod digest;
pub mod history;
#[cfg(feature = "cli")]
pub mod installed;
mod layout;
mod normal;
mod read;
#[cfg(any(feature = "cli", test))]
mod retire;
pub(super) mod targets;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use super::Loaded;
use crate::{
    compiler::{diagnostic::Diagnostic, schema::Document},
    syntax::{Cid, Nsid},
};
#[cfg(feature = "cli")]
pub(crate) use advance::{Accepting, advance};
#[cfg(feature = "cli")]
pub(crate) use conflict::{Merged, Version, merge, sides};
pub use difference::{Difference, differences};
use history::{Accepted, History};
use layout::Node;
#[cfg(feature = "cli")]
pub(super) use read::read_side;
pub(super) use read::{Read, read};

/// The default name of a snapshot.
pub const NAME: &str = crate::compiler::settings::LOCK;

/// The version of the format that is written, and the newest that is read.
pub const VERSION: u64 = 2;

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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RetiredDocument {
    /// The day on which its removal was accepted.
    pub on: String,
    /// What it meant.
    pub meaning: String,
    /// The breaks that were accepted, the last of them by the removal.
    pub accepted: Vec<Accepted>,
}

/// The entries for a set of documents.
///
/// # Errors
/// If a document has no CID, for example because it contains a fraction.
pub fn pins(set: &Loaded) -> Result<Pins, Vec<Diagnostic>> {
    pins_of(set, &set.documents)
}

/// The entries for some documents of a set.
pub(crate) fn pins_of<'s>(
    set: &Loaded,
    documents: impl IntoIterator<Item = &'s Document>,
) -> Result<Pins, Vec<Diagnostic>> {
    let mut pins = Pins::new();
    let mut diagnostics = Vec::new();
    for document in documents {
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
    let names: BTreeSet<&Nsid> = pins.keys().chain(retired.keys()).collect();
    let pins = pins.iter().map(|(nsid, pin)| {
        let digest = digest::of_pin(nsid, pin);
        let history = pin.history.nodes();
        entry(
            nsid,
            ("cid", pin.cid.as_str()),
            &digest,
            &pin.meaning,
            history,
        )
    });
    let gone = retired.iter().map(|(nsid, gone)| {
        let digest = digest::of_retired(nsid, gone);
        let accepted = history::accepted_node(&gone.accepted);
        let accepted = accepted.map(|node| ("accepted", node)).into_iter();
        entry(
            nsid,
            ("on", &gone.on),
            &digest,
            &gone.meaning,
            accepted.collect(),
        )
    });
    let mut text = format!("{{\n  \"lexgen\": {VERSION},\n  \"names\": [\n");
    for nsid in names {
        text.push_str(&format!("    \"{}\",\n", nsid.as_str()));
    }
    text.push_str("    null\n  ]");
    text.push_str(&entries("documents", pins.collect()));
    if !retired.is_empty() {
        text.push_str(&entries("retired", gone.collect()));
    }
    text.push_str("\n}\n");
    text
}

/// A member of a snapshot that has entries.
fn entries(name: &str, entries: Vec<String>) -> String {
    let end = if entries.is_empty() { "" } else { "\n  " };
    format!(",\n  \"{name}\": {{{}{end}}}", entries.join(","))
}

fn entry(
    nsid: &Nsid,
    (key, since): (&str, &str),
    digest: &str,
    document: &str,
    history: Vec<(&str, Node)>,
) -> String {
    let since = Node::text(since).to_text(DEPTH);
    let mut text = format!(
        "\n    \"{}\": {{\n      \"{key}\": {since},\n      \"digest\": \"{digest}\",\n",
        nsid.as_str(),
    );
    for (name, node) in history {
        text.push_str(&format!("      \"{name}\": {},\n", node.to_text(DEPTH)));
    }
    // Last, because its end is the same in every version: git merges a change of this
    // entry with an entry that is added after it.
    text.push_str(&format!("      \"document\": {document}\n    }}"));
    text
}

/// Whether a file is a snapshot, judged by its name or its content.
pub(super) fn is_snapshot(name: &str, bytes: &[u8]) -> bool {
    has_extension(Path::new(name)) || begins(bytes)
}

/// Whether a file has a snapshot's extension.
pub(super) fn has_extension(path: &Path) -> bool {
    path.extension().is_some_and(|it| it == "lock")
}

/// Whether a snapshot has the newest format.
#[cfg(feature = "cli")]
pub(crate) fn is_newest(bytes: &[u8]) -> bool {
    let snapshot: Option<serde_json::Value> = serde_json::from_slice(bytes).ok();
    let version = snapshot.and_then(|it| it.get("lexgen")?.as_u64());
    version == Some(VERSION)
}

/// Whether a text begins like a snapshot.
pub(crate) fn begins(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    text.trim_ascii_start()
        .strip_prefix(b"{")
        .is_some_and(|it| it.trim_ascii_start().starts_with(b"\"lexgen\""))
}
