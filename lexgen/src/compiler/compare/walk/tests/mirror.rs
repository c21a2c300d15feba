//! Looking the other way, the same differences must be seen backwards.

use crate::{
    compiler::compare::{
        BodyAspect, BodyChange, Change, ChangeKind, Constraint, ConstraintChange, DefinitionChange,
        ErrorChange, Inside, MemberChange, PermissionChange, PropertyChange, Replaced, SpaceChange,
    },
    syntax::Nsid,
};

/// Asserts that `back` is `there` seen from the other side.
#[track_caller]
pub(super) fn assert_mirrored(there: &[Change], back: &[Change]) {
    let sorted = |changes: Vec<Change>| {
        let mut texts: Vec<String> = changes.iter().map(|it| format!("{it:?}")).collect();
        texts.sort();
        texts
    };
    let mirrored: Vec<Change> = there.iter().cloned().map(mirror).collect();
    // Seen from here again, to leave out the same.
    let back = back.iter().cloned().map(mirror).map(mirror).collect();
    pretty_assert(sorted(mirrored), sorted(back));
}

#[track_caller]
fn pretty_assert(expected: Vec<String>, found: Vec<String>) {
    for (expected, found) in expected.iter().zip(&found) {
        assert_eq!(expected, found);
    }
    assert_eq!(expected.len(), found.len());
}

fn mirror(change: Change) -> Change {
    let (nsid, definition) = match &change.kind {
        ChangeKind::Definition(DefinitionChange::Renamed { before, .. }) => (
            Nsid::new(before.nsid()).expect("an NSID"),
            change.definition.map(|_| before.definition().to_owned()),
        ),
        _ => (change.nsid, change.definition),
    };
    Change {
        nsid,
        definition,
        old: change.new,
        new: change.old,
        kind: other_way(change.kind),
        old_document: None,
    }
}

fn other_way(kind: ChangeKind) -> ChangeKind {
    match kind {
        ChangeKind::Definition(change) => ChangeKind::Definition(of_definition(change)),
        ChangeKind::Property(change) => ChangeKind::Property(match change {
            PropertyChange::Added { presence } => PropertyChange::Removed { presence },
            PropertyChange::Removed { presence } => PropertyChange::Added { presence },
            PropertyChange::Renamed { presence } => PropertyChange::Renamed { presence },
            PropertyChange::BecameRequired => PropertyChange::BecameOptional,
            PropertyChange::BecameOptional => PropertyChange::BecameRequired,
            PropertyChange::BecameNullable => PropertyChange::NoLongerNullable,
            PropertyChange::NoLongerNullable => PropertyChange::BecameNullable,
        }),
        ChangeKind::Constraint(change) => ChangeKind::Constraint(ConstraintChange {
            constraint: of_constraint(change.constraint),
            value_set: change.value_set.reversed(),
        }),
        ChangeKind::Member(change) => ChangeKind::Member(match change {
            MemberChange::Added { member, closed } => MemberChange::Removed { member, closed },
            MemberChange::Removed { member, closed } => MemberChange::Added { member, closed },
            MemberChange::Closed => MemberChange::Opened,
            MemberChange::Opened => MemberChange::Closed,
        }),
        ChangeKind::Body(BodyChange { part, aspect }) => {
            let aspect = match aspect {
                BodyAspect::Added => BodyAspect::Removed,
                BodyAspect::Removed => BodyAspect::Added,
                BodyAspect::Encoding {
                    before,
                    after,
                    value_set,
                } => BodyAspect::Encoding {
                    before: after,
                    after: before,
                    value_set: value_set.reversed(),
                },
                BodyAspect::SchemaAdded => BodyAspect::SchemaRemoved,
                BodyAspect::SchemaRemoved => BodyAspect::SchemaAdded,
            };
            ChangeKind::Body(BodyChange { part, aspect })
        }
        ChangeKind::Subprotocol(names) => ChangeKind::Subprotocol(exchanged(names)),
        ChangeKind::Error(change) => ChangeKind::Error(match change {
            ErrorChange::Added { name } => ErrorChange::Removed { name },
            ErrorChange::Removed { name } => ErrorChange::Added { name },
        }),
        ChangeKind::Permission(change) => ChangeKind::Permission(match change {
            PermissionChange::Granted { permission } => PermissionChange::Revoked { permission },
            PermissionChange::Revoked { permission } => PermissionChange::Granted { permission },
            PermissionChange::Text { key, before, after } => PermissionChange::Text {
                key,
                before: after,
                after: before,
            },
        }),
        ChangeKind::Space(change) => ChangeKind::Space(match change {
            SpaceChange::Key(change) => SpaceChange::Key(exchanged(change)),
            SpaceChange::CollectionAdded { collection } => {
                SpaceChange::CollectionRemoved { collection }
            }
            SpaceChange::CollectionRemoved { collection } => {
                SpaceChange::CollectionAdded { collection }
            }
            SpaceChange::Text { key, before, after } => SpaceChange::Text {
                key,
                before: after,
                after: before,
            },
        }),
        ChangeKind::Description(change) => ChangeKind::Description(exchanged(change)),
        ChangeKind::Rust(_) => unreachable!("nothing that the walk finds"),
    }
}

fn of_definition(change: DefinitionChange) -> DefinitionChange {
    match change {
        DefinitionChange::NotCompared { .. } => unreachable!("nothing that the walk finds"),
        DefinitionChange::DocumentAdded => DefinitionChange::DocumentRemoved,
        DefinitionChange::DocumentRemoved => DefinitionChange::DocumentAdded,
        DefinitionChange::Added { kind } => DefinitionChange::Removed { kind },
        DefinitionChange::Removed { kind } => DefinitionChange::Added { kind },
        DefinitionChange::Renamed {
            before,
            after,
            on_the_wire,
        } => DefinitionChange::Renamed {
            before: after,
            after: before,
            on_the_wire,
        },
        DefinitionChange::KindChanged {
            before,
            after,
            value_set,
        } => DefinitionChange::KindChanged {
            before: after,
            after: before,
            value_set: value_set.reversed(),
        },
    }
}

fn of_constraint(constraint: Constraint) -> Constraint {
    match constraint {
        Constraint::RecordKey(keys) => Constraint::RecordKey(exchanged(keys)),
        Constraint::Type(types) => Constraint::Type(exchanged(types)),
        // What differs inside is in another order.
        Constraint::Reference { before, after, .. } => Constraint::Reference {
            before: after,
            after: before,
            inside: Inside::default(),
        },
        Constraint::Limit {
            limit,
            before,
            after,
        } => Constraint::Limit {
            limit,
            before: after,
            after: before,
        },
        Constraint::Format(formats) => Constraint::Format(exchanged(formats)),
        Constraint::Enum {
            added,
            removed,
            was_listed,
            is_listed,
        } => Constraint::Enum {
            added: removed,
            removed: added,
            was_listed: is_listed,
            is_listed: was_listed,
        },
        Constraint::KnownValues { added, removed } => Constraint::KnownValues {
            added: removed,
            removed: added,
        },
        Constraint::Const(values) => Constraint::Const(exchanged(values)),
        Constraint::Default(values) => Constraint::Default(exchanged(values)),
        Constraint::Accept(types) => Constraint::Accept(exchanged(types)),
    }
}

fn exchanged<T>(replaced: Replaced<T>) -> Replaced<T> {
    Replaced {
        before: replaced.after,
        after: replaced.before,
    }
}
