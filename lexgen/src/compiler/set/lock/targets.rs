//! Which definitions the JSON of a lexicon refers to.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::history::Retired;
#[cfg(feature = "cli")]
use super::{Pins, RetiredDocuments};
use crate::{
    compiler::diagnostic::pointer::{escaped, unescaped},
    syntax::Nsid,
};

/// A definition: its document, and its JSON pointer there.
pub(in crate::compiler::set) type Target = (Nsid, String);

/// The documents by name, as JSON.
pub(in crate::compiler::set) type Documents = BTreeMap<Nsid, Value>;

/// The documents of a snapshot with all names that are gone.
#[cfg(feature = "cli")]
pub(super) fn documents(pins: &Pins, retired: &RetiredDocuments) -> Documents {
    let gone = retired.iter().filter_map(|(nsid, document)| {
        let document = serde_json::from_str(&document.meaning).ok()?;
        Some((nsid.clone(), document))
    });
    let pins = pins.iter().filter_map(|(nsid, pin)| {
        let mut document = serde_json::from_str(&pin.meaning).ok()?;
        pin.history.restore(&mut document);
        Some((nsid.clone(), document))
    });
    gone.chain(pins).collect()
}

/// Gives definitions the form that they had while a name was used that is gone.
pub(in crate::compiler::set) fn make_former<'f>(
    document: &mut Value,
    former: impl IntoIterator<Item = (&'f String, &'f Retired)>,
) {
    for (pointer, former) in former {
        if let (Some(definition), Some(was)) = (document.pointer_mut(pointer), &former.was) {
            definition.clone_from(was);
        }
    }
}

/// What a retired name refers to by itself.
pub(in crate::compiler::set) fn of_name(
    nsid: &Nsid,
    name: &str,
    was: Option<&Value>,
    found: &mut BTreeSet<Target>,
) {
    match (was, name.rsplit_once("/refs/")) {
        (Some(was), _) => of_value(nsid, was, found),
        (None, Some((_, member))) => found.extend(target(nsid, &unescaped(member))),
        (None, None) => {}
    }
}

/// What a part of a document refers to by itself.
pub(in crate::compiler::set) fn of_value(nsid: &Nsid, value: &Value, found: &mut BTreeSet<Target>) {
    match value {
        Value::Array(items) => {
            for item in items {
                of_value(nsid, item, found);
            }
        }
        Value::Object(members) => {
            // A property can have any name, and then it is an object.
            let names = members.get("refs").and_then(Value::as_array);
            let names = names.into_iter().flatten().chain(members.get("ref"));
            let names = names.filter_map(Value::as_str);
            found.extend(names.filter_map(|name| target(nsid, name)));
            for member in members.values() {
                of_value(nsid, member, found);
            }
        }
        _ => {}
    }
}

/// The definition that a reference leads to.
fn target(nsid: &Nsid, name: &str) -> Option<Target> {
    let (document, definition) = name.split_once('#').unwrap_or((name, "main"));
    let document = if document.is_empty() {
        nsid.clone()
    } else {
        document.parse().ok()?
    };
    Some((document, format!("/defs/{}", escaped(definition))))
}

/// All that is referred to, also by what is referred to.
pub(in crate::compiler::set) fn all(
    found: BTreeSet<Target>,
    documents: &Documents,
) -> BTreeSet<Target> {
    let mut open: Vec<Target> = found.iter().cloned().collect();
    let mut all = found;
    while let Some((nsid, pointer)) = open.pop() {
        let definition = documents.get(&nsid).and_then(|it| it.pointer(&pointer));
        let mut next = BTreeSet::new();
        if let Some(definition) = definition {
            of_value(&nsid, definition, &mut next);
        }
        for target in next {
            if all.insert(target.clone()) {
                open.push(target);
            }
        }
    }
    all
}
