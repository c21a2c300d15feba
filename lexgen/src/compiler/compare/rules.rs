//! The rules that changes are judged by, one for each kind of judgement, and
//! which of them is a change's.
//!
//! Severity is that of the usual case: an error for what usually breaks
//! somebody, a warning for a risk, a note for what harms nobody. The verdict on
//! a change can be milder or worse, for it knows where the data goes.

use super::{BodyPart, Presence, Shift, What};
use crate::compiler::diagnostic::{Rule, rule::rules_with_pages};

rules_with_pages! {
    DOCUMENT_ADDED "document-added" Note "a lexicon is new"
    DOCUMENT_REMOVED "document-removed" Error "a lexicon is gone"
    DEFINITION_ADDED "definition-added" Note "a definition is new"
    DEFINITION_REMOVED "definition-removed" Error "a definition is gone that others may refer to"
    RECORD_REMOVED "record-removed" Error "a record type is gone"
    ENDPOINT_REMOVED "endpoint-removed" Error "an endpoint is gone"
    DEFINITION_RENAMED "definition-renamed" Error "a definition has another name"
    KIND_CHANGED "kind-changed" Error "a definition is of another kind"
    RECORD_KEY_CHANGED "record-key-changed" Error "records have keys of another kind"

    FIELD_ADDED "field-added" Note "a property is new and optional"
    REQUIRED_FIELD_ADDED "required-field-added" Error "a property is new and required"
    FIELD_REMOVED "field-removed" Warning "an optional property is gone"
    REQUIRED_FIELD_REMOVED "required-field-removed" Error "a required property is gone"
    FIELD_BECAME_REQUIRED "field-became-required" Error "an optional property is required now"
    FIELD_BECAME_OPTIONAL "field-became-optional" Error "a required property is optional now"
    NULL_ALLOWED "null-allowed" Error "a property may be null now"
    NULL_REFUSED "null-refused" Error "a property may be null no more"

    TYPE_CHANGED "type-changed" Error "a value is of another type"
    REFERENCE_CHANGED "reference-changed" Error "a reference leads elsewhere"
    LIMIT_TIGHTENED "limit-tightened" Error "a bound is new or narrower"
    LIMIT_LOOSENED "limit-loosened" Error "a bound is gone or wider"
    FORMAT_TIGHTENED "format-tightened" Error "a string has a new or narrower format"
    FORMAT_LOOSENED "format-loosened" Error "a string's format is gone or wider"
    FORMAT_REPLACED "format-replaced" Error "a string has another format"
    ENUM_INTRODUCED "enum-introduced" Error "only listed values are allowed now"
    ENUM_DROPPED "enum-dropped" Error "other values than those listed are allowed now"
    ENUM_VALUE_ADDED "enum-value-added" Error "a closed list has a value more"
    ENUM_VALUE_REMOVED "enum-value-removed" Error "a closed list has a value fewer"
    ENUM_VALUE_REPLACED "enum-value-replaced" Error "a closed list has other values"
    KNOWN_VALUE_ADDED "known-value-added" Note "a value more is suggested"
    KNOWN_VALUE_REMOVED "known-value-removed" Note "a value is suggested no more"
    CONST_INTRODUCED "const-introduced" Error "only one value is allowed now"
    CONST_DROPPED "const-dropped" Error "other values than the one are allowed now"
    CONST_CHANGED "const-changed" Error "another value is the only one"
    DEFAULT_CHANGED "default-changed" Warning "readers assume another value"
    ACCEPT_NARROWED "accept-narrowed" Error "fewer types of blobs are accepted"
    ACCEPT_WIDENED "accept-widened" Error "more types of blobs are accepted"
    ACCEPT_REPLACED "accept-replaced" Error "other types of blobs are accepted"
    CLOSED_UNION_MEMBER_ADDED "closed-union-member-added" Error "a closed union has a member more"
    CLOSED_UNION_MEMBER_REMOVED "closed-union-member-removed" Error "a closed union has a member fewer"
    OPEN_UNION_MEMBER_ADDED "open-union-member-added" Note "an open union has a member more"
    OPEN_UNION_MEMBER_REMOVED "open-union-member-removed" Warning "an open union has a member fewer"
    UNION_CLOSED "union-closed" Error "a union is closed now"
    UNION_OPENED "union-opened" Error "a union is open now"

    INPUT_ADDED "input-added" Error "an endpoint takes a body now"
    INPUT_REMOVED "input-removed" Error "an endpoint takes no body any more"
    OUTPUT_ADDED "output-added" Warning "an endpoint gives a body now"
    OUTPUT_REMOVED "output-removed" Error "an endpoint gives no body any more"
    ENCODING_CHANGED "encoding-changed" Error "a body has another encoding"
    SCHEMA_ADDED "schema-added" Error "a body has a schema now"
    SCHEMA_REMOVED "schema-removed" Error "a body has no schema any more"
    ERROR_ADDED "error-added" Note "an endpoint names an error more"
    ERROR_REMOVED "error-removed" Warning "an endpoint names an error fewer"

    PERMISSION_GRANTED "permission-granted" Warning "a permission set grants more"
    PERMISSION_REVOKED "permission-revoked" Error "a permission set grants less"
    PERMISSION_TEXT_CHANGED "permission-text-changed" Note "account holders read something else of a permission set"
    DESCRIPTION_CHANGED "description-changed" Note "a text for people differs"
    RUST_CHANGED "rust-changed" Note "generated Rust differs although nothing else does"
}

/// The rule of a name.
pub fn find(code: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.code == code)
}

/// The rule that judges changes of this kind.
pub fn of(what: &What) -> &'static Rule {
    match what {
        What::DocumentAdded => &DOCUMENT_ADDED,
        What::DocumentRemoved => &DOCUMENT_REMOVED,
        What::DefinitionAdded { .. } => &DEFINITION_ADDED,
        What::DefinitionRemoved { kind } => match *kind {
            "query" | "procedure" | "subscription" => &ENDPOINT_REMOVED,
            "record" => &RECORD_REMOVED,
            _ => &DEFINITION_REMOVED,
        },
        What::DefinitionRenamed { .. } => &DEFINITION_RENAMED,
        What::KindChanged { .. } => &KIND_CHANGED,
        What::RecordKeyChanged { .. } => &RECORD_KEY_CHANGED,
        What::FieldAdded { presence } => match presence {
            Presence::Required => &REQUIRED_FIELD_ADDED,
            Presence::Optional => &FIELD_ADDED,
        },
        What::FieldRemoved { presence } => match presence {
            Presence::Required => &REQUIRED_FIELD_REMOVED,
            Presence::Optional => &FIELD_REMOVED,
        },
        What::FieldBecameRequired => &FIELD_BECAME_REQUIRED,
        What::FieldBecameOptional => &FIELD_BECAME_OPTIONAL,
        What::FieldBecameNullable => &NULL_ALLOWED,
        What::FieldNoLongerNullable => &NULL_REFUSED,
        What::TypeChanged { .. } => &TYPE_CHANGED,
        What::ReferenceChanged { .. } => &REFERENCE_CHANGED,
        What::LimitChanged { .. } => of_limit(what),
        What::FormatChanged {
            before,
            after,
            shift,
        } => match (before, after) {
            (_, None) => &FORMAT_LOOSENED,
            (None, Some(_)) => &FORMAT_TIGHTENED,
            (Some(_), Some(_)) if *shift == Shift::NARROWED => &FORMAT_TIGHTENED,
            (Some(_), Some(_)) if *shift == Shift::WIDENED => &FORMAT_LOOSENED,
            (Some(_), Some(_)) => &FORMAT_REPLACED,
        },
        What::EnumChanged { .. } => of_enum(what),
        What::KnownValuesChanged { removed, .. } => match removed.is_empty() {
            true => &KNOWN_VALUE_ADDED,
            false => &KNOWN_VALUE_REMOVED,
        },
        What::ConstChanged { before, after, .. } => match (before, after) {
            (None, _) => &CONST_INTRODUCED,
            (_, None) => &CONST_DROPPED,
            (Some(_), Some(_)) => &CONST_CHANGED,
        },
        What::DefaultChanged { .. } => &DEFAULT_CHANGED,
        What::AcceptChanged {
            before,
            after,
            shift,
        } => match (before, after) {
            (None, _) => &ACCEPT_NARROWED,
            (_, None) => &ACCEPT_WIDENED,
            _ if *shift == Shift::NARROWED => &ACCEPT_NARROWED,
            _ if *shift == Shift::WIDENED => &ACCEPT_WIDENED,
            _ => &ACCEPT_REPLACED,
        },
        What::MemberAdded { closed, .. } => match closed {
            true => &CLOSED_UNION_MEMBER_ADDED,
            false => &OPEN_UNION_MEMBER_ADDED,
        },
        What::MemberRemoved { closed, .. } => match closed {
            true => &CLOSED_UNION_MEMBER_REMOVED,
            false => &OPEN_UNION_MEMBER_REMOVED,
        },
        What::UnionClosed => &UNION_CLOSED,
        What::UnionOpened => &UNION_OPENED,
        What::BodyAdded { part } => match part {
            BodyPart::Input => &INPUT_ADDED,
            // A subscription without messages is refused before it comes to this.
            BodyPart::Output | BodyPart::Message => &OUTPUT_ADDED,
        },
        What::BodyRemoved { part } => match part {
            BodyPart::Input => &INPUT_REMOVED,
            BodyPart::Output | BodyPart::Message => &OUTPUT_REMOVED,
        },
        What::EncodingChanged { .. } => &ENCODING_CHANGED,
        What::SchemaAdded { .. } => &SCHEMA_ADDED,
        What::SchemaRemoved { .. } => &SCHEMA_REMOVED,
        What::ErrorAdded { .. } => &ERROR_ADDED,
        What::ErrorRemoved { .. } => &ERROR_REMOVED,
        What::PermissionGranted { .. } => &PERMISSION_GRANTED,
        What::PermissionRevoked { .. } => &PERMISSION_REVOKED,
        What::PermissionTextChanged { .. } => &PERMISSION_TEXT_CHANGED,
        What::DescriptionChanged { .. } => &DESCRIPTION_CHANGED,
        What::RustChanged { .. } => &RUST_CHANGED,
    }
}

fn of_limit(what: &What) -> &'static Rule {
    let What::LimitChanged {
        limit,
        before,
        after,
        ..
    } = what
    else {
        return &LIMIT_LOOSENED;
    };
    let tightened = match (before, after) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(before), Some(after)) if limit.is_upper() => after < before,
        (Some(before), Some(after)) => after > before,
    };
    if tightened {
        &LIMIT_TIGHTENED
    } else {
        &LIMIT_LOOSENED
    }
}

fn of_enum(what: &What) -> &'static Rule {
    let What::EnumChanged {
        added,
        removed,
        was_listed,
        is_listed,
        ..
    } = what
    else {
        return &ENUM_VALUE_REPLACED;
    };
    match (was_listed, is_listed) {
        (false, _) => &ENUM_INTRODUCED,
        (true, false) => &ENUM_DROPPED,
        (true, true) if removed.is_empty() => &ENUM_VALUE_ADDED,
        (true, true) if added.is_empty() => &ENUM_VALUE_REMOVED,
        (true, true) => &ENUM_VALUE_REPLACED,
    }
}
