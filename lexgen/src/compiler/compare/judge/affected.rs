//! The values that only one version allows, in words that fit after "refuse".

use crate::compiler::{
    compare::{
        BodyAspect, Change, ChangeKind, Constraint, ConstraintChange, DefinitionChange,
        MemberChange, PropertyChange, Referent, Replaced, Side,
        sentence::{beyond, text, values},
    },
    schema::Step,
};

/// The values that only this version allows.
pub(super) fn only_in(side: Side, change: &Change) -> String {
    match &change.kind {
        ChangeKind::Property(PropertyChange::NoLongerNullable | PropertyChange::BecameNullable) => {
            "`null`".to_owned()
        }
        ChangeKind::Property(_) => without(change),
        ChangeKind::Definition(DefinitionChange::KindChanged { before, after, .. }) => {
            format!("data of {}", side.of(before, after).with_article())
        }
        ChangeKind::Constraint(change) => of_constraint(side, change),
        ChangeKind::Member(
            MemberChange::Removed { member, .. } | MemberChange::Added { member, .. },
        ) => format!("`{member}`"),
        ChangeKind::Member(_) => "members that are not listed".to_owned(),
        ChangeKind::Body(change) => match &change.aspect {
            BodyAspect::Encoding { before, after, .. } => format!("`{}`", side.of(before, after)),
            _ => side
                .of(
                    "bodies that do not match the schema",
                    "bodies that do not match the old schema",
                )
                .to_owned(),
        },
        ChangeKind::Definition(_)
        | ChangeKind::Error(_)
        | ChangeKind::Permission(_)
        | ChangeKind::Description(_)
        | ChangeKind::Rust(_) => other(side),
    }
}

fn of_constraint(side: Side, change: &ConstraintChange) -> String {
    match &change.constraint {
        Constraint::Type(Replaced { before, after }) => {
            format!("values of type `{}`", side.of(before, after))
        }
        Constraint::Reference(Replaced { before, after }) => match side.of(before, after) {
            Referent::InPlace => "values that only the type in place allows".to_owned(),
            Referent::Definition(name) => format!("values that only `{name}` allows"),
        },
        // A bound and a format of one version refuse what only the other allows.
        Constraint::Limit {
            limit,
            before,
            after,
        } => beyond(*limit, *side.of(after, before)),
        Constraint::Format(Replaced { before, after }) => {
            format!(
                "strings without the format `{}`",
                text(*side.of(after, before))
            )
        }
        Constraint::Enum {
            added,
            removed,
            was_listed,
            is_listed,
        } => {
            if *side.of(was_listed, is_listed) {
                values(side.of(removed, added))
            } else {
                "values that are not listed".to_owned()
            }
        }
        Constraint::Const(Replaced { before, after }) => match side.of(before, after) {
            Some(value) => format!("`{value}`"),
            None => "any other value".to_owned(),
        },
        Constraint::Accept(_) => side
            .of(
                "blobs of types that are no longer accepted",
                "blobs of types that were not accepted before",
            )
            .to_owned(),
        Constraint::RecordKey(_) | Constraint::KnownValues { .. } | Constraint::Default(_) => {
            other(side)
        }
    }
}

fn other(side: Side) -> String {
    side.of(
        "values that are no longer valid",
        "values that were not valid before",
    )
    .to_owned()
}

/// Data that lacks the property of a change.
fn without(change: &Change) -> String {
    match change.path().steps().last() {
        Some(Step::Property(name)) => format!("data without `{name}`"),
        _ => "data without it".to_owned(),
    }
}
