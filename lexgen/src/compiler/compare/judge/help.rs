//! What an author can do instead of a change that breaks somebody.

use super::super::{
    BodyAspect, ChangeKind, Constraint, DefinitionChange, MemberChange, PermissionChange, Presence,
    PropertyChange,
};

const NEW_NAME: &str = "keep it as it is, and publish the new shape under an NSID of its own";
const STAY_OPTIONAL: &str = "leave it out of `required`, and say what its absence means";

pub(super) fn of(kind: &ChangeKind) -> Option<&'static str> {
    match kind {
        ChangeKind::Definition(change) => of_definition(change),
        ChangeKind::Property(change) => Some(of_property(*change)),
        ChangeKind::Constraint(change) => of_constraint(&change.constraint),
        ChangeKind::Member(change) => Some(match change {
            MemberChange::Added { .. } | MemberChange::Removed { .. } => {
                "a closed union cannot grow or shrink: add an optional property with an open one"
            }
            MemberChange::Closed => "keep it open: unions that may grow should be",
            MemberChange::Opened => {
                "keep it closed, and add an optional property with an open union"
            }
        }),
        ChangeKind::Body(change) => Some(match change.aspect {
            BodyAspect::Added | BodyAspect::Removed | BodyAspect::Encoding { .. } => {
                "publish an endpoint with the new body under an NSID of its own"
            }
            BodyAspect::SchemaAdded | BodyAspect::SchemaRemoved => {
                "publish an endpoint with the new schema under an NSID of its own"
            }
        }),
        ChangeKind::Permission(PermissionChange::Revoked { .. }) => {
            Some("keep it until no app needs it, or publish a smaller set under an NSID of its own")
        }
        ChangeKind::Permission(_)
        | ChangeKind::Error(_)
        | ChangeKind::Description(_)
        | ChangeKind::Rust(_) => None,
    }
}

fn of_definition(change: &DefinitionChange) -> Option<&'static str> {
    match change {
        DefinitionChange::DocumentAdded | DefinitionChange::Added { .. } => None,
        DefinitionChange::DocumentRemoved | DefinitionChange::Removed { .. } => {
            Some("keep it, and say `Deprecated` in its description")
        }
        DefinitionChange::Renamed { .. } => {
            Some("keep the old name beside the new one, and say `Deprecated` in its description")
        }
        DefinitionChange::KindChanged { .. } => Some(NEW_NAME),
    }
}

fn of_property(change: PropertyChange) -> &'static str {
    match change {
        PropertyChange::BecameRequired
        | PropertyChange::Added {
            presence: Presence::Required,
        } => STAY_OPTIONAL,
        PropertyChange::Added { .. } | PropertyChange::Removed { .. } => {
            "keep it, required as it is, and say `Deprecated` in its description"
        }
        PropertyChange::BecameOptional => {
            "keep it in `required`: writers can be told what to put there when there is nothing"
        }
        PropertyChange::BecameNullable => {
            "say what its absence means instead, or add another property"
        }
        PropertyChange::NoLongerNullable => {
            "keep it in `nullable`, and say that new data has a value"
        }
    }
}

fn of_constraint(constraint: &Constraint) -> Option<&'static str> {
    Some(match constraint {
        Constraint::RecordKey(_) => {
            "keep the key, and publish the new record type under an NSID of its own"
        }
        Constraint::Type(_) | Constraint::Reference(_) | Constraint::Const(_) => {
            "keep it, and add an optional property for the new type"
        }
        Constraint::Limit { .. } => "keep the bound, and add an optional property with the new one",
        Constraint::Format(_) => {
            "keep the format as it was; the description can say what is expected"
        }
        Constraint::Enum {
            is_listed: true, ..
        } => "use `knownValues` from the start where values may come and go",
        Constraint::Enum { .. } => "keep the list, and add an optional property for other values",
        Constraint::Accept(_) => "keep `accept`, and say in the description what is preferred",
        Constraint::KnownValues { .. } | Constraint::Default(_) => return None,
    })
}
