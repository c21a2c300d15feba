//! The rules that changes are judged by, one for each kind of judgement, and
//! which of them is a change's.
//!
//! Severity is that of the usual case: an error for what usually breaks
//! somebody, a warning for a risk, a note for what harms nobody. The verdict on
//! a change can be milder or worse, for it knows where the data goes.

use super::{
    BodyAspect, BodyPart, ChangeKind, Constraint, ConstraintChange, DefinitionChange, ErrorChange,
    Limit, MemberChange, PermissionChange, Presence, PropertyChange, Replaced, ValueSetChange,
};
use crate::compiler::{
    diagnostic::{Rule, rule::rules_with_pages},
    schema::Kind,
};

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
pub fn of(kind: &ChangeKind) -> &'static Rule {
    match kind {
        ChangeKind::Definition(change) => of_definition(change),
        ChangeKind::Property(change) => of_property(*change),
        ChangeKind::Constraint(change) => of_constraint(change),
        ChangeKind::Member(change) => match change {
            MemberChange::Added { closed: true, .. } => &CLOSED_UNION_MEMBER_ADDED,
            MemberChange::Added { closed: false, .. } => &OPEN_UNION_MEMBER_ADDED,
            MemberChange::Removed { closed: true, .. } => &CLOSED_UNION_MEMBER_REMOVED,
            MemberChange::Removed { closed: false, .. } => &OPEN_UNION_MEMBER_REMOVED,
            MemberChange::Closed => &UNION_CLOSED,
            MemberChange::Opened => &UNION_OPENED,
        },
        ChangeKind::Body(change) => match (&change.aspect, change.part) {
            (BodyAspect::Added, BodyPart::Input) => &INPUT_ADDED,
            // A subscription without messages is refused before it comes to this.
            (BodyAspect::Added, BodyPart::Output | BodyPart::Message) => &OUTPUT_ADDED,
            (BodyAspect::Removed, BodyPart::Input) => &INPUT_REMOVED,
            (BodyAspect::Removed, BodyPart::Output | BodyPart::Message) => &OUTPUT_REMOVED,
            (BodyAspect::Encoding { .. }, _) => &ENCODING_CHANGED,
            (BodyAspect::SchemaAdded, _) => &SCHEMA_ADDED,
            (BodyAspect::SchemaRemoved, _) => &SCHEMA_REMOVED,
        },
        ChangeKind::Error(ErrorChange::Added { .. }) => &ERROR_ADDED,
        ChangeKind::Error(ErrorChange::Removed { .. }) => &ERROR_REMOVED,
        ChangeKind::Permission(change) => match change {
            PermissionChange::Granted { .. } => &PERMISSION_GRANTED,
            PermissionChange::Revoked { .. } => &PERMISSION_REVOKED,
            PermissionChange::Text { .. } => &PERMISSION_TEXT_CHANGED,
        },
        ChangeKind::Description(_) => &DESCRIPTION_CHANGED,
        ChangeKind::Rust(_) => &RUST_CHANGED,
    }
}

fn of_definition(change: &DefinitionChange) -> &'static Rule {
    match change {
        DefinitionChange::DocumentAdded => &DOCUMENT_ADDED,
        DefinitionChange::DocumentRemoved => &DOCUMENT_REMOVED,
        DefinitionChange::Added { .. } => &DEFINITION_ADDED,
        DefinitionChange::Removed { kind } if kind.is_endpoint() => &ENDPOINT_REMOVED,
        DefinitionChange::Removed { kind: Kind::Record } => &RECORD_REMOVED,
        DefinitionChange::Removed { .. } => &DEFINITION_REMOVED,
        DefinitionChange::Renamed { .. } => &DEFINITION_RENAMED,
        DefinitionChange::KindChanged { .. } => &KIND_CHANGED,
    }
}

fn of_property(change: PropertyChange) -> &'static Rule {
    match change {
        PropertyChange::Added { presence } => match presence {
            Presence::Required => &REQUIRED_FIELD_ADDED,
            Presence::Optional => &FIELD_ADDED,
        },
        PropertyChange::Removed { presence } => match presence {
            Presence::Required => &REQUIRED_FIELD_REMOVED,
            Presence::Optional => &FIELD_REMOVED,
        },
        PropertyChange::BecameRequired => &FIELD_BECAME_REQUIRED,
        PropertyChange::BecameOptional => &FIELD_BECAME_OPTIONAL,
        PropertyChange::BecameNullable => &NULL_ALLOWED,
        PropertyChange::NoLongerNullable => &NULL_REFUSED,
    }
}

fn of_constraint(change: &ConstraintChange) -> &'static Rule {
    let value_set = change.value_set;
    match &change.constraint {
        Constraint::RecordKey(_) => &RECORD_KEY_CHANGED,
        Constraint::Type(_) => &TYPE_CHANGED,
        Constraint::Reference(_) => &REFERENCE_CHANGED,
        Constraint::Limit {
            limit,
            before,
            after,
        } => of_limit(*limit, *before, *after),
        Constraint::Format(Replaced { before, after }) => match (before, after) {
            (_, None) => &FORMAT_LOOSENED,
            (None, Some(_)) => &FORMAT_TIGHTENED,
            (Some(_), Some(_)) if value_set == ValueSetChange::NARROWED => &FORMAT_TIGHTENED,
            (Some(_), Some(_)) if value_set == ValueSetChange::WIDENED => &FORMAT_LOOSENED,
            (Some(_), Some(_)) => &FORMAT_REPLACED,
        },
        Constraint::Enum {
            added,
            removed,
            was_listed,
            is_listed,
        } => match (was_listed, is_listed) {
            (false, _) => &ENUM_INTRODUCED,
            (true, false) => &ENUM_DROPPED,
            (true, true) if removed.is_empty() => &ENUM_VALUE_ADDED,
            (true, true) if added.is_empty() => &ENUM_VALUE_REMOVED,
            (true, true) => &ENUM_VALUE_REPLACED,
        },
        Constraint::KnownValues { removed, .. } if removed.is_empty() => &KNOWN_VALUE_ADDED,
        Constraint::KnownValues { .. } => &KNOWN_VALUE_REMOVED,
        Constraint::Const(Replaced { before, after }) => match (before, after) {
            (None, _) => &CONST_INTRODUCED,
            (_, None) => &CONST_DROPPED,
            (Some(_), Some(_)) => &CONST_CHANGED,
        },
        Constraint::Default(_) => &DEFAULT_CHANGED,
        Constraint::Accept(Replaced { before, after }) => match (before, after) {
            (None, _) => &ACCEPT_NARROWED,
            (_, None) => &ACCEPT_WIDENED,
            _ if value_set == ValueSetChange::NARROWED => &ACCEPT_NARROWED,
            _ if value_set == ValueSetChange::WIDENED => &ACCEPT_WIDENED,
            _ => &ACCEPT_REPLACED,
        },
    }
}

fn of_limit(limit: Limit, before: Option<i128>, after: Option<i128>) -> &'static Rule {
    let is_tighter = match (before, after) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(before), Some(after)) if limit.is_upper() => after < before,
        (Some(before), Some(after)) => after > before,
    };
    if is_tighter {
        &LIMIT_TIGHTENED
    } else {
        &LIMIT_LOOSENED
    }
}
