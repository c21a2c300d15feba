//! What an author can do instead of a change that breaks somebody.

use super::super::{Presence, What};

const NEW_NAME: &str = "keep it as it is, and publish the new shape under an NSID of its own";

pub(super) fn of(what: &What) -> Option<&'static str> {
    Some(match what {
        What::DocumentRemoved | What::DefinitionRemoved { .. } => {
            "keep it, and say `Deprecated` in its description"
        }
        What::DefinitionRenamed { .. } => {
            "keep the old name beside the new one, and say `Deprecated` in its description"
        }
        What::KindChanged { .. } => NEW_NAME,
        What::RecordKeyChanged { .. } => {
            "keep the key, and publish the new record type under an NSID of its own"
        }
        What::FieldAdded {
            presence: Presence::Required,
        } => "leave it out of `required`, and say what its absence means",
        What::FieldAdded { .. } | What::FieldRemoved { .. } => {
            "keep it, required as it is, and say `Deprecated` in its description"
        }
        What::FieldBecameRequired => "leave it out of `required`, and say what its absence means",
        What::FieldBecameOptional => {
            "keep it in `required`: writers can be told what to put there when there is nothing"
        }
        What::FieldBecameNullable => "say what its absence means instead, or add another property",
        What::FieldNoLongerNullable => "keep it in `nullable`, and say that new data has a value",
        What::TypeChanged { .. } | What::ReferenceChanged { .. } | What::ConstChanged { .. } => {
            "keep it, and add an optional property for the new type"
        }
        What::LimitChanged { .. } => {
            "keep the bound, and add an optional property with the new one"
        }
        What::FormatChanged { .. } => {
            "keep the format as it was; the description can say what is expected"
        }
        What::EnumChanged { is_listed, .. } => match is_listed {
            true => "use `knownValues` from the start where values may come and go",
            false => "keep the list, and add an optional property for other values",
        },
        What::AcceptChanged { .. } => "keep `accept`, and say in the description what is preferred",
        What::MemberAdded { .. } | What::MemberRemoved { .. } => {
            "a closed union cannot grow or shrink: add an optional property with an open one"
        }
        What::UnionClosed => "keep it open: unions that may grow should be",
        What::UnionOpened => "keep it closed, and add an optional property with an open union",
        What::BodyAdded { .. } | What::BodyRemoved { .. } | What::EncodingChanged { .. } => {
            "publish an endpoint with the new body under an NSID of its own"
        }
        What::SchemaAdded { .. } | What::SchemaRemoved { .. } => {
            "publish an endpoint with the new schema under an NSID of its own"
        }
        What::PermissionRevoked { .. } => {
            "keep it until no app needs it, or publish a smaller set under an NSID of its own"
        }
        What::DocumentAdded
        | What::DefinitionAdded { .. }
        | What::KnownValuesChanged { .. }
        | What::DefaultChanged { .. }
        | What::ErrorAdded { .. }
        | What::ErrorRemoved { .. }
        | What::PermissionGranted { .. }
        | What::PermissionTextChanged { .. }
        | What::DescriptionChanged { .. }
        | What::RustChanged { .. } => return None,
    })
}
