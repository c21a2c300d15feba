//! Looking the other way, the same differences must be seen backwards.

use crate::compiler::compare::{Change, What};

/// Asserts that `back` is `there` seen from the other side.
#[track_caller]
pub(super) fn assert_mirrored(there: &[Change], back: &[Change]) {
    let sorted = |changes: Vec<Change>| {
        let mut texts: Vec<String> = changes.iter().map(|it| format!("{it:?}")).collect();
        texts.sort();
        texts
    };
    let mirrored: Vec<Change> = there.iter().cloned().map(mirror).collect();
    pretty_assert(sorted(mirrored), sorted(back.to_vec()));
}

#[track_caller]
fn pretty_assert(expected: Vec<String>, found: Vec<String>) {
    for (expected, found) in expected.iter().zip(&found) {
        assert_eq!(expected, found);
    }
    assert_eq!(expected.len(), found.len());
}

fn mirror(change: Change) -> Change {
    let (nsid, definition) = match &change.what {
        What::DefinitionRenamed { before, .. } => match change.definition {
            None => (before.clone(), None),
            Some(_) => {
                let (nsid, name) = before.split_once('#').unwrap_or((before, "main"));
                (nsid.to_owned(), Some(name.to_owned()))
            }
        },
        _ => (change.nsid, change.definition),
    };
    Change {
        nsid,
        definition,
        old: change.new,
        new: change.old,
        what: other_way(change.what),
    }
}

#[expect(clippy::too_many_lines, reason = "a line for each kind of change")]
fn other_way(what: What) -> What {
    match what {
        What::DocumentAdded => What::DocumentRemoved,
        What::DocumentRemoved => What::DocumentAdded,
        What::DefinitionAdded { kind } => What::DefinitionRemoved { kind },
        What::DefinitionRemoved { kind } => What::DefinitionAdded { kind },
        What::DefinitionRenamed {
            before,
            after,
            on_the_wire,
        } => What::DefinitionRenamed {
            before: after,
            after: before,
            on_the_wire,
        },
        What::KindChanged {
            before,
            after,
            shift,
        } => What::KindChanged {
            before: after,
            after: before,
            shift: shift.reversed(),
        },
        What::RecordKeyChanged {
            before,
            after,
            shift,
        } => What::RecordKeyChanged {
            before: after,
            after: before,
            shift: shift.reversed(),
        },
        What::FieldAdded { presence } => What::FieldRemoved { presence },
        What::FieldRemoved { presence } => What::FieldAdded { presence },
        What::FieldBecameRequired => What::FieldBecameOptional,
        What::FieldBecameOptional => What::FieldBecameRequired,
        What::FieldBecameNullable => What::FieldNoLongerNullable,
        What::FieldNoLongerNullable => What::FieldBecameNullable,
        What::TypeChanged {
            before,
            after,
            shift,
        } => What::TypeChanged {
            before: after,
            after: before,
            shift: shift.reversed(),
        },
        What::ReferenceChanged {
            before,
            after,
            shift,
        } => What::ReferenceChanged {
            before: after,
            after: before,
            shift: shift.reversed(),
        },
        What::LimitChanged {
            limit,
            before,
            after,
            shift,
        } => What::LimitChanged {
            limit,
            before: after,
            after: before,
            shift: shift.reversed(),
        },
        What::FormatChanged {
            before,
            after,
            shift,
        } => What::FormatChanged {
            before: after,
            after: before,
            shift: shift.reversed(),
        },
        What::EnumChanged {
            added,
            removed,
            was_listed,
            is_listed,
            shift,
        } => What::EnumChanged {
            added: removed,
            removed: added,
            was_listed: is_listed,
            is_listed: was_listed,
            shift: shift.reversed(),
        },
        What::KnownValuesChanged { added, removed } => What::KnownValuesChanged {
            added: removed,
            removed: added,
        },
        What::ConstChanged {
            before,
            after,
            shift,
        } => What::ConstChanged {
            before: after,
            after: before,
            shift: shift.reversed(),
        },
        What::DefaultChanged { before, after } => What::DefaultChanged {
            before: after,
            after: before,
        },
        What::AcceptChanged {
            before,
            after,
            shift,
        } => What::AcceptChanged {
            before: after,
            after: before,
            shift: shift.reversed(),
        },
        What::MemberAdded { member, closed } => What::MemberRemoved { member, closed },
        What::MemberRemoved { member, closed } => What::MemberAdded { member, closed },
        What::UnionClosed => What::UnionOpened,
        What::UnionOpened => What::UnionClosed,
        What::BodyAdded { part } => What::BodyRemoved { part },
        What::BodyRemoved { part } => What::BodyAdded { part },
        What::EncodingChanged {
            part,
            before,
            after,
            shift,
        } => What::EncodingChanged {
            part,
            before: after,
            after: before,
            shift: shift.reversed(),
        },
        What::SchemaAdded { part } => What::SchemaRemoved { part },
        What::SchemaRemoved { part } => What::SchemaAdded { part },
        What::ErrorAdded { name } => What::ErrorRemoved { name },
        What::ErrorRemoved { name } => What::ErrorAdded { name },
        What::PermissionGranted { permission } => What::PermissionRevoked { permission },
        What::PermissionRevoked { permission } => What::PermissionGranted { permission },
        What::PermissionTextChanged { key, before, after } => What::PermissionTextChanged {
            key,
            before: after,
            after: before,
        },
        What::RustChanged { .. } => unreachable!("nothing that the walk finds"),
        What::DescriptionChanged { before, after } => What::DescriptionChanged {
            before: after,
            after: before,
        },
    }
}
