//! What nothing can be compared with, because a version does not have it, or has
//! errors there. Nobody knows what it means.

use std::{borrow::Cow, collections::BTreeSet};

use serde_json::Value;

use super::{
    Change, ChangeKind, DefinitionChange, Effect, Location, Semver, Verdict,
    judge::{self, not_compared},
};
use crate::{
    compiler::{
        ir::{Definition, DefinitionKind, Ir, Target, TypeKind},
        schema::Path,
    },
    syntax::Nsid,
};

/// Definitions that the old version refers to without having them: the data there
/// is judged by the new version, and was not by the old one.
pub(super) fn newly_present(old: &Ir, new: &Ir) -> Vec<Verdict> {
    let mut missing = BTreeSet::new();
    for (_, definition) in old.definitions() {
        definition.walk(&mut |_, kind| {
            kind.each_target(&mut |target| {
                if let Target::Missing { name } = target {
                    missing.insert(name);
                }
            });
        });
    }
    let present = missing.into_iter().filter_map(|name| {
        let id = new.find(name)?;
        if old.find(name).is_some() {
            // It is opaque there, which is said of the definition itself.
            return None;
        }
        let why = "the old version refers to it and does not have it".to_owned();
        let kind = DefinitionChange::NotCompared { why: why.clone() };
        let nsid = &new.module(id).nsid;
        Some(verdict(
            nsid,
            Some(name.definition()),
            (false, true),
            kind,
            &why,
        ))
    });
    present.collect()
}

/// Definitions with parts that this version of lexgen does not know, unless these are
/// the same in both versions.
pub(super) fn opaque(old: &Ir, new: &Ir) -> Vec<Change> {
    let differ = new.definitions().filter_map(|(id, definition)| {
        let name = new.full_name(id);
        let before = old.definition(old.find(&name)?);
        if unknown_parts(before) == unknown_parts(definition) {
            return None;
        }
        let why = "it has parts that this version of lexgen does not know, and they differ";
        let kind = DefinitionChange::NotCompared {
            why: why.to_owned(),
        };
        let nsid = &new.module(id).nsid;
        Some(change_of(nsid, Some(name.definition()), (true, true), kind))
    });
    differ.collect()
}

/// The verdict on such a definition.
pub(super) fn not_understood(verdict: Verdict) -> Verdict {
    let help = "compare with a newer lexgen, or allow `not-compared` if nobody depends on it";
    Verdict {
        help: Some(help),
        rust: Semver::Major,
        rust_reasons: vec!["it was not compared".to_owned()],
        ..verdict
    }
}

/// What of a definition is unknown, in order.
fn unknown_parts(definition: &Definition) -> Vec<Cow<'_, Value>> {
    let mut parts = Vec::new();
    if let DefinitionKind::Opaque(opaque) = &definition.kind {
        parts.push(Cow::Borrowed(&opaque.text));
    }
    definition.walk(&mut |_, kind| match kind {
        TypeKind::Opaque(opaque) => parts.push(Cow::Borrowed(&opaque.text)),
        TypeKind::String(text) => {
            let format = text.schema.unknown_format.as_deref();
            parts.extend(format.map(|name| Cow::Owned(Value::from(name))));
        }
        _ => {}
    });
    parts
}

pub(super) fn verdict(
    nsid: &Nsid,
    definition: Option<&str>,
    present: (bool, bool),
    kind: DefinitionChange,
    why: &str,
) -> Verdict {
    let change = change_of(nsid, definition, present, kind);
    judged(change, not_compared(why))
}

pub(super) fn change_of(
    nsid: &Nsid,
    definition: Option<&str>,
    (is_old, is_new): (bool, bool),
    kind: DefinitionChange,
) -> Change {
    let path = definition.map_or_else(Path::document, Path::definition);
    let location = |present| Location {
        path: path.clone(),
        present,
    };
    Change {
        nsid: nsid.clone(),
        definition: definition.map(str::to_owned),
        old: location(is_old),
        new: location(is_new),
        kind: ChangeKind::Definition(kind),
        old_document: None,
    }
}

pub(super) fn judged(change: Change, effects: Vec<Effect>) -> Verdict {
    Verdict {
        rust: Semver::Major,
        rust_reasons: vec!["it was not compared".to_owned()],
        ..judge::verdict(change, effects)
    }
}
