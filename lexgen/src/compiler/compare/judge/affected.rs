//! The values that only one version allows, in words that fit after "refuse".

use crate::compiler::{
    compare::{
        BodyAspect, Change, ChangeKind, Constraint, DefinitionChange, MemberChange, PropertyChange,
        Referent, Replaced,
        sentence::{beyond, text, values},
    },
    schema::Step,
};

/// The values that only the old version allows.
pub(super) fn only_old(change: &Change) -> String {
    match &change.kind {
        ChangeKind::Property(PropertyChange::NoLongerNullable) => "`null`".to_owned(),
        ChangeKind::Property(_) => without(change),
        ChangeKind::Definition(DefinitionChange::KindChanged { before, .. }) => {
            format!("data of {}", before.with_article())
        }
        ChangeKind::Constraint(change) => match &change.constraint {
            Constraint::Type(Replaced { before, .. }) => format!("values of type `{before}`"),
            Constraint::Reference(Replaced { before, .. }) => of_referent(before),
            Constraint::Limit { limit, after, .. } => beyond(*limit, *after),
            Constraint::Format(Replaced { after, .. }) => {
                format!("strings without the format `{}`", text(*after))
            }
            Constraint::Enum {
                removed,
                was_listed: true,
                ..
            } => values(removed),
            Constraint::Enum { .. } => "values that are not listed".to_owned(),
            Constraint::Const(Replaced { before, .. }) => match before {
                Some(before) => format!("`{before}`"),
                None => "any other value".to_owned(),
            },
            Constraint::Accept(_) => "blobs of types that are no longer accepted".to_owned(),
            Constraint::RecordKey(_) | Constraint::KnownValues { .. } | Constraint::Default(_) => {
                "values that are no longer valid".to_owned()
            }
        },
        ChangeKind::Member(MemberChange::Removed { member, .. }) => format!("`{member}`"),
        ChangeKind::Member(_) => "members that are not listed".to_owned(),
        ChangeKind::Body(change) => match &change.aspect {
            BodyAspect::Encoding { before, .. } => format!("`{before}`"),
            _ => "bodies that do not match the schema".to_owned(),
        },
        ChangeKind::Definition(_)
        | ChangeKind::Error(_)
        | ChangeKind::Permission(_)
        | ChangeKind::Description(_)
        | ChangeKind::Rust(_) => "values that are no longer valid".to_owned(),
    }
}

/// The values that only the new version allows.
pub(super) fn only_new(change: &Change) -> String {
    match &change.kind {
        ChangeKind::Property(PropertyChange::BecameNullable) => "`null`".to_owned(),
        ChangeKind::Property(_) => without(change),
        ChangeKind::Definition(DefinitionChange::KindChanged { after, .. }) => {
            format!("data of {}", after.with_article())
        }
        ChangeKind::Constraint(change) => match &change.constraint {
            Constraint::Type(Replaced { after, .. }) => format!("values of type `{after}`"),
            Constraint::Reference(Replaced { after, .. }) => of_referent(after),
            Constraint::Limit { limit, before, .. } => beyond(*limit, *before),
            Constraint::Format(Replaced { before, .. }) => {
                format!("strings without the format `{}`", text(*before))
            }
            Constraint::Enum {
                added,
                is_listed: true,
                ..
            } => values(added),
            Constraint::Enum { .. } => "values that are not listed".to_owned(),
            Constraint::Const(Replaced { after, .. }) => match after {
                Some(after) => format!("`{after}`"),
                None => "any other value".to_owned(),
            },
            Constraint::Accept(_) => "blobs of types that were not accepted before".to_owned(),
            Constraint::RecordKey(_) | Constraint::KnownValues { .. } | Constraint::Default(_) => {
                "values that were not valid before".to_owned()
            }
        },
        ChangeKind::Member(MemberChange::Added { member, .. }) => format!("`{member}`"),
        ChangeKind::Member(_) => "members that are not listed".to_owned(),
        ChangeKind::Body(change) => match &change.aspect {
            BodyAspect::Encoding { after, .. } => format!("`{after}`"),
            _ => "bodies that do not match the old schema".to_owned(),
        },
        ChangeKind::Definition(_)
        | ChangeKind::Error(_)
        | ChangeKind::Permission(_)
        | ChangeKind::Description(_)
        | ChangeKind::Rust(_) => "values that were not valid before".to_owned(),
    }
}

/// Values that only one of two types allows.
fn of_referent(referent: &Referent) -> String {
    match referent {
        Referent::InPlace => "values that only the type in place allows".to_owned(),
        Referent::Definition(name) => format!("values that only `{name}` allows"),
    }
}

/// Data that lacks the property of a change.
fn without(change: &Change) -> String {
    match change.path().steps().last() {
        Some(Step::Property(name)) => format!("data without `{name}`"),
        _ => "data without it".to_owned(),
    }
}
