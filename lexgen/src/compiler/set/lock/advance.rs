//! The next version of a snapshot: some changes of the lexicons are accepted, and what
//! they lose is remembered.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    Pins, RetiredDocuments,
    history::{Accepted, Retired},
    targets::{self, Target},
};
use crate::{compiler::diagnostic::pointer::escaped, syntax::Nsid};

/// What is accepted.
pub(crate) struct Accepting<'a> {
    /// The entries for the lexicons.
    pub(crate) new: &'a Pins,
    /// The documents whose changes are accepted.
    pub(crate) taken: &'a [&'a Nsid],
    /// The day.
    pub(crate) on: &'a str,
    /// What is kept of the breaks of a document.
    pub(crate) breaks: &'a dyn Fn(&Nsid) -> Option<Accepted>,
}

/// A snapshot in which these changes are accepted.
pub(crate) fn advance(
    pins: &Pins,
    retired: &RetiredDocuments,
    accepting: &Accepting<'_>,
) -> (Pins, RetiredDocuments) {
    let (mut next, mut gone) = (pins.clone(), retired.clone());
    let &Accepting { taken, on, .. } = accepting;
    for &nsid in taken {
        let before = next.remove(nsid);
        let breaks = (accepting.breaks)(nsid);
        if let Some(mut pin) = accepting.new.get(nsid).cloned() {
            if let Some(before) = before {
                pin.history = before.history;
                pin.advance_from(&before.meaning, on);
            }
            if let Some(was_gone) = gone.remove(nsid) {
                pin.advance_from(&was_gone.meaning, on);
                pin.history.accepted.splice(0..0, was_gone.accepted);
            }
            pin.history.accepted.extend(breaks);
            next.insert(nsid.clone(), pin);
        } else if let Some(before) = before {
            let mut document = before.into_retired(on);
            document.accepted.extend(breaks);
            gone.insert(nsid.clone(), document);
        }
    }
    keep_former(pins, retired, (&mut next, &gone), on);
    (next, gone)
}

/// Keeps definitions as retired names had them, when they change after that.
fn keep_former(
    old: &Pins,
    old_retired: &RetiredDocuments,
    (next, gone): (&mut Pins, &RetiredDocuments),
    on: &str,
) {
    let mut names = BTreeSet::new();
    for (nsid, pin) in &*next {
        for (name, retired) in &pin.history.retired {
            targets::of_name(nsid, name, retired.was.as_ref(), &mut names);
        }
    }
    for (nsid, document) in gone {
        if let Ok(document) = serde_json::from_str(&document.meaning) {
            targets::of_value(nsid, &document, &mut names);
        }
    }
    let before = targets::documents(old, old_retired);
    let mut former = before.clone();
    for (nsid, pin) in old {
        if let Some(document) = former.get_mut(nsid) {
            targets::make_former(document, &pin.history.former);
        }
    }
    let reached: BTreeSet<Target> = targets::all(names, &former);
    for (nsid, pin) in next {
        let after: Value = serde_json::from_str(&pin.meaning).unwrap_or_default();
        let is_reached = |pointer: &str| reached.contains(&(nsid.clone(), pointer.to_owned()));
        (pin.history.former).retain(|pointer, _| is_reached(pointer));
        let Some(Value::Object(defs)) = before.get(nsid).and_then(|it| it.get("defs")) else {
            continue;
        };
        for (name, was) in defs {
            let pointer = format!("/defs/{}", escaped(name));
            let has_changed = after.pointer(&pointer).is_some_and(|is| is != was);
            if has_changed && is_reached(&pointer) {
                let former = pin.history.former.entry(pointer);
                former.or_insert_with(|| Retired {
                    by: pin.cid.as_str().to_owned(),
                    on: on.to_owned(),
                    was: Some(was.clone()),
                });
            }
        }
    }
}
