//! The values that only one version allows, in words that fit after "refuse".

use crate::compiler::{
    compare::{
        BodyAspect, Change, ChangeKind, Constraint, ConstraintChange, DefinitionChange, Inside,
        MemberChange, PropertyChange, Referent, Replaced, Side,
        sentence::{beyond, predicate, text, values},
    },
    schema::{Kind, Path, Step},
};

/// The values that only this version allows.
pub(super) fn only_in(side: Side, change: &Change) -> String {
    match &change.kind {
        ChangeKind::Property(PropertyChange::Renamed { .. }) => {
            // Each version misses the other's name.
            without(&change.location(side.other()).path)
        }
        ChangeKind::Property(PropertyChange::NoLongerNullable | PropertyChange::BecameNullable) => {
            "`null`".to_owned()
        }
        ChangeKind::Property(_) => without(change.path()),
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
        | ChangeKind::Subprotocol(_)
        | ChangeKind::Error(_)
        | ChangeKind::Permission(_)
        | ChangeKind::Space(_)
        | ChangeKind::Description(_)
        | ChangeKind::Rust(_) => other(side),
    }
}

fn of_constraint(side: Side, change: &ConstraintChange) -> String {
    match &change.constraint {
        Constraint::Type(Replaced { before, after }) => {
            format!("values of type `{}`", side.of(before, after))
        }
        Constraint::Reference {
            before,
            after,
            inside,
        } => of_reference(side, (before, after), inside),
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

fn of_reference(side: Side, referents: (&Referent, &Referent), inside: &Inside) -> String {
    let is_union = |referent: &Referent| match referent {
        Referent::InPlace(in_place) => in_place.kind == Kind::Union,
        Referent::Definition(_) => false,
    };
    let (own, other) = match side {
        Side::Old => referents,
        Side::New => (referents.1, referents.0),
    };
    if is_union(other) && !is_union(own) {
        return "data without `$type`".to_owned();
    }
    let values = match own {
        Referent::InPlace(in_place) if in_place.kind == Kind::Union => {
            "other members of the union".to_owned()
        }
        Referent::InPlace(in_place) => {
            format!("values that only the {} in place allows", in_place.kind)
        }
        Referent::Definition(name) => format!("values that only `{name}` allows"),
    };
    let makes = |kind: &ChangeKind| {
        let value_set = kind.value_set();
        *side.of(&value_set.narrowed, &value_set.widened)
    };
    let reasons = inside.differences.iter().filter(|it| makes(&it.kind));
    let reasons: Vec<_> = reasons
        .take(3)
        .map(|it| predicate(&it.kind, &it.property))
        .collect();
    if reasons.is_empty() {
        values
    } else {
        format!("{values} ({})", reasons.join("; "))
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
fn without(path: &Path) -> String {
    match path.steps().last() {
        Some(Step::Property(name)) => format!("data without `{name}`"),
        _ => "data without it".to_owned(),
    }
}
