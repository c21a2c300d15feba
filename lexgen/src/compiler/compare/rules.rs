//! The rules that changes are judged by, one for each kind of judgement, and
//! which of them is a change's.
//!
//! The severity is that of the usual case: an error for a break, a warning for a
//! risk, a note for a safe change. The verdict on a change can be milder or more
//! severe, because it takes into account where the data goes.

use super::{
    BodyAspect, BodyPart, ChangeKind, Constraint, ConstraintChange, DefinitionChange, ErrorChange,
    Limit, MemberChange, PermissionChange, Presence, PropertyChange, Replaced, SpaceChange,
    ValueSetChange,
};
use crate::compiler::{
    diagnostic::{Rule, rule::rules_with_pages},
    schema::Kind,
};

rules_with_pages! {
    DOCUMENT_ADDED "document-added" Note "lexicon added"
    DOCUMENT_REMOVED "document-removed" Error "lexicon removed"
    DEFINITION_ADDED "definition-added" Note "definition added"
    DEFINITION_REMOVED "definition-removed" Warning "definition removed"
    RECORD_REMOVED "record-removed" Error "record type removed"
    ENDPOINT_REMOVED "endpoint-removed" Error "endpoint removed"
    DEFINITION_RENAMED "definition-renamed" Error "definition or lexicon renamed or moved"
    KIND_CHANGED "kind-changed" Error "type of a definition changed"
    NOT_COMPARED "not-compared" Error "not compared: a version has errors there, lacks a definition that it refers to, or is written in a newer language"
    RECORD_KEY_CHANGED "record-key-changed" Error "record key type changed"

    FIELD_ADDED "field-added" Note "optional property added"
    REQUIRED_FIELD_ADDED "required-field-added" Error "required property added"
    FIELD_REMOVED "field-removed" Warning "optional property removed"
    REQUIRED_FIELD_REMOVED "required-field-removed" Error "required property removed"
    FIELD_RENAMED "field-renamed" Warning "property renamed"
    FIELD_BECAME_REQUIRED "field-became-required" Error "property now required"
    FIELD_BECAME_OPTIONAL "field-became-optional" Error "property no longer required"
    NULL_ALLOWED "null-allowed" Error "property now nullable"
    NULL_REFUSED "null-refused" Error "property no longer nullable"

    TYPE_CHANGED "type-changed" Error "type changed"
    REFERENCE_CHANGED "reference-changed" Error "reference changed"
    LIMIT_TIGHTENED "limit-tightened" Error "bound added or tightened"
    LIMIT_LOOSENED "limit-loosened" Error "bound removed or loosened"
    FORMAT_TIGHTENED "format-tightened" Error "string format added or narrowed"
    FORMAT_LOOSENED "format-loosened" Error "string format removed or widened"
    FORMAT_REPLACED "format-replaced" Error "string format replaced"
    ENUM_INTRODUCED "enum-introduced" Error "values restricted to a closed enum"
    ENUM_DROPPED "enum-dropped" Error "values no longer restricted to an enum"
    ENUM_VALUE_ADDED "enum-value-added" Error "value added to a closed enum"
    ENUM_VALUE_REMOVED "enum-value-removed" Error "value removed from a closed enum"
    ENUM_VALUE_REPLACED "enum-value-replaced" Error "values of a closed enum replaced"
    KNOWN_VALUE_ADDED "known-value-added" Note "known value added"
    KNOWN_VALUE_REMOVED "known-value-removed" Warning "known value removed"
    CONST_INTRODUCED "const-introduced" Error "value restricted to a constant"
    CONST_DROPPED "const-dropped" Error "value no longer restricted to a constant"
    CONST_CHANGED "const-changed" Error "constant changed"
    DEFAULT_CHANGED "default-changed" Warning "default changed"
    ACCEPT_NARROWED "accept-narrowed" Error "fewer blob types accepted"
    ACCEPT_WIDENED "accept-widened" Error "more blob types accepted"
    ACCEPT_REPLACED "accept-replaced" Error "other blob types accepted"
    CLOSED_UNION_MEMBER_ADDED "closed-union-member-added" Error "member added to a closed union"
    CLOSED_UNION_MEMBER_REMOVED "closed-union-member-removed" Error "member removed from a closed union"
    OPEN_UNION_MEMBER_ADDED "open-union-member-added" Note "member added to an open union"
    OPEN_UNION_MEMBER_REMOVED "open-union-member-removed" Warning "member removed from an open union"
    UNION_CLOSED "union-closed" Error "open union closed"
    UNION_OPENED "union-opened" Error "closed union opened"

    INPUT_ADDED "input-added" Error "request body added"
    INPUT_REMOVED "input-removed" Error "request body removed"
    OUTPUT_ADDED "output-added" Warning "response body added"
    OUTPUT_REMOVED "output-removed" Error "response body removed"
    ENCODING_CHANGED "encoding-changed" Error "encoding of a body changed"
    SCHEMA_ADDED "schema-added" Error "schema of a body added"
    SCHEMA_REMOVED "schema-removed" Error "schema of a body removed"
    SUBPROTOCOL_CHANGED "subprotocol-changed" Error "subprotocol of a subscription changed"
    ERROR_ADDED "error-added" Note "error of an endpoint added"
    ERROR_REMOVED "error-removed" Warning "error of an endpoint removed"

    PERMISSION_GRANTED "permission-granted" Warning "permission added to a permission set"
    PERMISSION_REVOKED "permission-revoked" Error "permission removed from a permission set"
    PERMISSION_TEXT_CHANGED "permission-text-changed" Note "title or detail of a permission set changed"
    SPACE_KEY_CHANGED "space-key-changed" Warning "recommended keys of spaces changed"
    SPACE_COLLECTION_ADDED "space-collection-added" Warning "record type added to a type of spaces"
    SPACE_COLLECTION_REMOVED "space-collection-removed" Error "record type removed from a type of spaces"
    SPACE_TEXT_CHANGED "space-text-changed" Note "name of a type of spaces changed"
    DESCRIPTION_CHANGED "description-changed" Note "description changed"
    RUST_CHANGED "rust-changed" Note "generated Rust changed without another change"
}

/// The rule of a name.
pub fn find(code: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.code == code)
}

/// The rules whose breaks no data proves, each with why.
static WITHOUT_WITNESS: [(&Rule, &str); 4] = [
    (
        &NOT_COMPARED,
        "one version has no definition there that could accept or refuse data",
    ),
    (
        &SUBPROTOCOL_CHANGED,
        "both versions accept the same messages, in other frames",
    ),
    (
        &PERMISSION_REVOKED,
        "servers that grant access judge the permission, whatever the data",
    ),
    (
        &SPACE_COLLECTION_REMOVED,
        "servers that grant access judge the permission, whatever the data",
    ),
];

/// Why no data proves a break of this rule: nothing for a rule whose breaks must
/// have a witness.
pub fn why_without_witness(rule: &Rule) -> Option<&'static str> {
    let found = WITHOUT_WITNESS.iter().find(|(without, _)| *without == rule);
    found.map(|(_, why)| *why)
}

/// The names in JSON of changes that several rules judge, or that are named
/// otherwise than their rule.
static NAMES: [(&str, &[&Rule]); 15] = [
    ("definition-removed", &[&RECORD_REMOVED, &ENDPOINT_REMOVED]),
    ("field-added", &[&REQUIRED_FIELD_ADDED]),
    ("field-removed", &[&REQUIRED_FIELD_REMOVED]),
    ("field-became-nullable", &[&NULL_ALLOWED]),
    ("field-no-longer-nullable", &[&NULL_REFUSED]),
    ("limit-changed", &[&LIMIT_TIGHTENED, &LIMIT_LOOSENED]),
    (
        "format-changed",
        &[&FORMAT_TIGHTENED, &FORMAT_LOOSENED, &FORMAT_REPLACED],
    ),
    (
        "enum-changed",
        &[
            &ENUM_INTRODUCED,
            &ENUM_DROPPED,
            &ENUM_VALUE_ADDED,
            &ENUM_VALUE_REMOVED,
            &ENUM_VALUE_REPLACED,
        ],
    ),
    (
        "known-values-changed",
        &[&KNOWN_VALUE_ADDED, &KNOWN_VALUE_REMOVED],
    ),
    ("const-changed", &[&CONST_INTRODUCED, &CONST_DROPPED]),
    (
        "accept-changed",
        &[&ACCEPT_NARROWED, &ACCEPT_WIDENED, &ACCEPT_REPLACED],
    ),
    (
        "member-added",
        &[&CLOSED_UNION_MEMBER_ADDED, &OPEN_UNION_MEMBER_ADDED],
    ),
    (
        "member-removed",
        &[&CLOSED_UNION_MEMBER_REMOVED, &OPEN_UNION_MEMBER_REMOVED],
    ),
    ("body-added", &[&INPUT_ADDED, &OUTPUT_ADDED]),
    ("body-removed", &[&INPUT_REMOVED, &OUTPUT_REMOVED]),
];

/// The name in JSON of the changes that a rule judges.
pub(super) fn change_name(rule: &'static Rule) -> &'static str {
    let named = NAMES.iter().find(|(_, rules)| rules.contains(&rule));
    named.map_or(rule.code, |(name, _)| name)
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
            // A subscription without messages is refused earlier.
            (BodyAspect::Added, BodyPart::Output | BodyPart::Message) => &OUTPUT_ADDED,
            (BodyAspect::Removed, BodyPart::Input) => &INPUT_REMOVED,
            (BodyAspect::Removed, BodyPart::Output | BodyPart::Message) => &OUTPUT_REMOVED,
            (BodyAspect::Encoding { .. }, _) => &ENCODING_CHANGED,
            (BodyAspect::SchemaAdded, _) => &SCHEMA_ADDED,
            (BodyAspect::SchemaRemoved, _) => &SCHEMA_REMOVED,
        },
        ChangeKind::Subprotocol(_) => &SUBPROTOCOL_CHANGED,
        ChangeKind::Error(ErrorChange::Added { .. }) => &ERROR_ADDED,
        ChangeKind::Error(ErrorChange::Removed { .. }) => &ERROR_REMOVED,
        ChangeKind::Permission(change) => match change {
            PermissionChange::Granted { .. } => &PERMISSION_GRANTED,
            PermissionChange::Revoked { .. } => &PERMISSION_REVOKED,
            PermissionChange::Text { .. } => &PERMISSION_TEXT_CHANGED,
        },
        ChangeKind::Space(change) => match change {
            SpaceChange::Key(_) => &SPACE_KEY_CHANGED,
            SpaceChange::CollectionAdded { .. } => &SPACE_COLLECTION_ADDED,
            SpaceChange::CollectionRemoved { .. } => &SPACE_COLLECTION_REMOVED,
            SpaceChange::Text { .. } => &SPACE_TEXT_CHANGED,
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
        DefinitionChange::NotCompared { .. } => &NOT_COMPARED,
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
        PropertyChange::Renamed { .. } => &FIELD_RENAMED,
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
        Constraint::Reference { inside, .. } if inside.is_unknown => &NOT_COMPARED,
        Constraint::Reference { .. } => &REFERENCE_CHANGED,
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
