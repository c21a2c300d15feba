//! What an author can do instead of a breaking change.

use super::super::{
    BodyAspect, ChangeKind, Constraint, DefinitionChange, MemberChange, PermissionChange, Presence,
    PropertyChange, SpaceChange,
};

/// For what this version of lexgen does not know.
pub(in super::super) const NOT_UNDERSTOOD: &str =
    "compare with a newer lexgen, or allow `not-compared` if nobody depends on it";

const NEW_NAME: &str = "keep it, and publish the new definition under a new NSID";
const STAY_OPTIONAL: &str = "do not list it in `required`, and document what its absence means";

pub(super) fn of(kind: &ChangeKind) -> Option<&'static str> {
    match kind {
        ChangeKind::Definition(change) => of_definition(change),
        ChangeKind::Property(change) => Some(of_property(*change)),
        ChangeKind::Constraint(change) => of_constraint(&change.constraint),
        ChangeKind::Member(change) => Some(match change {
            MemberChange::Added { .. } | MemberChange::Removed { .. } => {
                "keep the members of a closed union, and add an optional property with an open union"
            }
            MemberChange::Closed => "keep the union open, so that members can be added",
            MemberChange::Opened => {
                "keep the union closed, and add an optional property with an open union"
            }
        }),
        ChangeKind::Body(change) => Some(match change.aspect {
            BodyAspect::Added | BodyAspect::Removed | BodyAspect::Encoding { .. } => {
                "publish an endpoint with the new body under a new NSID"
            }
            BodyAspect::SchemaAdded | BodyAspect::SchemaRemoved => {
                "publish an endpoint with the new schema under a new NSID"
            }
        }),
        ChangeKind::Subprotocol(_) => Some(
            "keep it: clients that want another one offer it when they connect; or publish a subscription under a new NSID",
        ),
        ChangeKind::Permission(PermissionChange::Revoked { .. }) => {
            Some("keep it until no app needs it, or publish a smaller set under a new NSID")
        }
        ChangeKind::Space(SpaceChange::CollectionRemoved { .. }) => {
            Some("keep it until no app writes such records")
        }
        ChangeKind::Space(_)
        | ChangeKind::Permission(_)
        | ChangeKind::Error(_)
        | ChangeKind::Description(_)
        | ChangeKind::Rust(_) => None,
    }
}

fn of_definition(change: &DefinitionChange) -> Option<&'static str> {
    match change {
        DefinitionChange::DocumentAdded | DefinitionChange::Added { .. } => None,
        DefinitionChange::NotCompared { .. } => Some(
            "compare with a version without errors, or allow `not-compared` if nobody depends on it",
        ),
        DefinitionChange::DocumentRemoved | DefinitionChange::Removed { .. } => {
            Some("keep it, and start its description with `Deprecated:`")
        }
        DefinitionChange::Renamed { .. } => {
            Some("keep the old name too, and start its description with `Deprecated:`")
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
            "keep it, and start its description with `Deprecated:`"
        }
        PropertyChange::Renamed { .. } => {
            "keep the old name, and add a property with the new one that means the same"
        }
        PropertyChange::BecameOptional => {
            "keep it in `required`, and document what to write if there is no value"
        }
        PropertyChange::BecameNullable => {
            "document what its absence means instead, or add another property"
        }
        PropertyChange::NoLongerNullable => {
            "keep it in `nullable`, and document that new data has a value"
        }
    }
}

fn of_constraint(constraint: &Constraint) -> Option<&'static str> {
    Some(match constraint {
        Constraint::RecordKey(_) => {
            "keep the key type, and publish a new record type under a new NSID"
        }
        Constraint::Reference { inside, .. } if inside.is_unknown => {
            "add the lexicons that are referred to, or allow `not-compared`"
        }
        Constraint::Type(_) | Constraint::Reference { .. } | Constraint::Const(_) => {
            "keep it, and add an optional property with the new type"
        }
        Constraint::Limit { .. } => "keep the bound, and add an optional property with the new one",
        Constraint::Format(_) => {
            "keep the format, and document in the description what is expected"
        }
        Constraint::Enum {
            is_listed: true, ..
        } => "keep the values, and use `knownValues` for new lists that may change",
        Constraint::Enum { .. } => "keep the enum, and add an optional property for other values",
        Constraint::Accept(_) => "keep `accept`, and document in the description what is preferred",
        Constraint::KnownValues { .. } | Constraint::Default(_) => return None,
    })
}
