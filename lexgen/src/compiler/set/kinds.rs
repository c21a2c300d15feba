//! The types of definitions with errors, as far as they can be read, and where they
//! are: they were published, and their removal is the removal of something.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    compiler::{
        check::Refused,
        schema::{Kind, MAIN},
        source::{SourceId, Sources},
    },
    syntax::Nsid,
};

/// What can be read of documents with errors.
#[derive(Clone, Debug, Default)]
pub(super) struct Kinds {
    /// By document and definition.
    pub(super) of: BTreeMap<(Nsid, String), Kind>,
    /// Where the documents are.
    pub(super) sources: BTreeMap<Nsid, SourceId>,
}

pub(super) fn of_refused(sources: &Sources, refused: &Refused) -> Kinds {
    let mut kinds = Kinds::default();
    if refused.documents.is_empty() && refused.definitions.is_empty() {
        return kinds;
    }
    for (id_of_source, source) in sources.iter() {
        let Ok(document) = serde_json::from_str::<Value>(source.document()) else {
            continue;
        };
        let id = document.get("id").and_then(Value::as_str);
        let Some(nsid) = id.and_then(|id| id.parse::<Nsid>().ok()) else {
            continue;
        };
        kinds.sources.insert(nsid.clone(), id_of_source);
        let of = |definition: &Value| Kind::from_name(definition.get("type")?.as_str()?);
        let defs = document.get("defs").and_then(Value::as_object);
        for (name, definition) in defs.into_iter().flatten() {
            if let Some(kind) = of(definition) {
                kinds.of.insert((nsid.clone(), name.clone()), kind);
            }
        }
        // The first lexicons had no other definitions.
        if let Some(kind) = of(&document) {
            kinds.of.insert((nsid, MAIN.to_owned()), kind);
        }
    }
    kinds
}
