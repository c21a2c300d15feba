//! The keywords of each thing in a lexicon, in the order in which `lexgen fmt`
//! writes them, and what JSON each has.
//!
//! The rules of this module judge values one by one, with help for each mistake.
//! These tables are for what needs the whole: unknown keywords, the layout, and the
//! JSON Schema of documents.

use Value::*;

use super::kind::Position;
use crate::compiler::schema::Kind;

/// A keyword.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(
    not(feature = "cli"),
    expect(dead_code, reason = "only the command has the JSON Schema")
)]
pub(crate) struct Keyword {
    pub(crate) name: &'static str,
    pub(crate) value: Value,
    /// Whether it cannot be left out.
    pub(crate) is_required: bool,
}

/// The JSON that a keyword has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// Any JSON: it is not checked.
    Any,
    /// `$type` of a document that is published.
    PublishedType,
    /// The version of the language.
    Version,
    Nsid,
    /// The name of a type.
    Type,
    Text,
    /// Text by language.
    Translations,
    Boolean,
    Integer,
    Integers,
    /// A length or a size.
    Count,
    Texts,
    /// Values of which at least one is listed.
    Choices,
    /// The name of a string format.
    Format,
    RecordKey,
    /// The name of a subprotocol of event streams.
    Subprotocol,
    MimeType,
    MimeTypes,
    Reference,
    References,
    ErrorName,
    Resource,
    Actions,
    /// What may be done to spaces.
    SpaceOperations,
    SpaceType,
    SpaceAuthority,
    SpaceKey,
    /// NSIDs or `*`, of which at least one is listed.
    Nsids,
    /// NSIDs.
    PlainNsids,
    SpaceName,
    Audience,
    /// The definitions of a document, by name.
    Definitions,
    /// A type at a position.
    Typed(Position),
    /// Types by name, in the order of their author.
    Properties(Position),
    Body,
    Message,
    Errors,
    Permissions,
}

const fn optional(name: &'static str, value: Value) -> Keyword {
    Keyword {
        name,
        value,
        is_required: false,
    }
}

const fn required(name: &'static str, value: Value) -> Keyword {
    Keyword {
        name,
        value,
        is_required: true,
    }
}

const TYPE: Keyword = required("type", Type);
const DESCRIPTION: Keyword = optional("description", Text);

/// The document itself.
pub(crate) const DOCUMENT: &[Keyword] = &[
    optional("$type", PublishedType),
    required("lexicon", Version),
    required("id", Nsid),
    optional("revision", Any),
    DESCRIPTION,
    required("defs", Definitions),
];

/// The `input` or `output` of an endpoint.
pub(crate) const BODY: &[Keyword] = &[
    DESCRIPTION,
    required("encoding", MimeType),
    optional("schema", Typed(Position::Body)),
];

/// The `message` of a subscription.
pub(crate) const MESSAGE: &[Keyword] = &[DESCRIPTION, required("schema", Typed(Position::Message))];

/// An entry of `errors`.
pub(crate) const ERROR: &[Keyword] = &[required("name", ErrorName), DESCRIPTION];

const PARAMETERS: Keyword = optional("parameters", Typed(Position::Parameters));
const OUTPUT: Keyword = optional("output", Body);
const ERRORS: Keyword = optional("errors", Errors);
const MIN_LENGTH: Keyword = optional("minLength", Count);
const MAX_LENGTH: Keyword = optional("maxLength", Count);

const RECORD: &[Keyword] = &[
    TYPE,
    DESCRIPTION,
    required("key", RecordKey),
    required("record", Typed(Position::Record)),
];
const QUERY: &[Keyword] = &[TYPE, DESCRIPTION, PARAMETERS, OUTPUT, ERRORS];
const PROCEDURE: &[Keyword] = &[
    TYPE,
    DESCRIPTION,
    PARAMETERS,
    optional("input", Body),
    OUTPUT,
    ERRORS,
];
const SUBSCRIPTION: &[Keyword] = &[
    TYPE,
    DESCRIPTION,
    optional("subprotocol", Subprotocol),
    PARAMETERS,
    required("message", Message),
    ERRORS,
];
const PERMISSION_SET: &[Keyword] = &[
    TYPE,
    DESCRIPTION,
    optional("title", Text),
    optional("title:lang", Translations),
    optional("detail", Text),
    optional("detail:lang", Translations),
    required("permissions", Permissions),
];
const SPACE: &[Keyword] = &[
    TYPE,
    DESCRIPTION,
    required("key", RecordKey),
    required("name", SpaceName),
    optional("name:lang", Translations),
    required("collections", PlainNsids),
];
const OBJECT: &[Keyword] = &[
    TYPE,
    DESCRIPTION,
    optional("required", Texts),
    optional("nullable", Texts),
    required("properties", Properties(Position::Property)),
];
const PARAMS: &[Keyword] = &[
    TYPE,
    DESCRIPTION,
    optional("required", Texts),
    optional("properties", Properties(Position::Parameter)),
];
const ARRAY: &[Keyword] = &[
    TYPE,
    DESCRIPTION,
    MIN_LENGTH,
    MAX_LENGTH,
    required("items", Typed(Position::Items)),
];
const STRING: &[Keyword] = &[
    TYPE,
    optional("format", Format),
    DESCRIPTION,
    MIN_LENGTH,
    MAX_LENGTH,
    optional("minGraphemes", Count),
    optional("maxGraphemes", Count),
    optional("knownValues", Texts),
    optional("enum", Choices),
    optional("default", Text),
    optional("const", Text),
];
const INTEGER: &[Keyword] = &[
    TYPE,
    DESCRIPTION,
    optional("minimum", Integer),
    optional("maximum", Integer),
    optional("enum", Integers),
    optional("default", Integer),
    optional("const", Integer),
];
const BOOLEAN: &[Keyword] = &[
    TYPE,
    DESCRIPTION,
    optional("default", Boolean),
    optional("const", Boolean),
];
const BYTES: &[Keyword] = &[TYPE, DESCRIPTION, MIN_LENGTH, MAX_LENGTH];
const BLOB: &[Keyword] = &[
    TYPE,
    DESCRIPTION,
    optional("accept", MimeTypes),
    optional("maxSize", Count),
];
const REF: &[Keyword] = &[TYPE, DESCRIPTION, required("ref", Reference)];
const UNION: &[Keyword] = &[
    TYPE,
    DESCRIPTION,
    required("refs", References),
    optional("closed", Boolean),
];
const PERMISSION: &[Keyword] = &[
    TYPE,
    DESCRIPTION,
    required("resource", Resource),
    optional("spaceType", SpaceType),
    optional("authority", SpaceAuthority),
    optional("skey", SpaceKey),
    optional("action", Actions),
    optional("manage", SpaceOperations),
    optional("collection", Nsids),
    optional("inheritAud", Boolean),
    optional("lxm", Nsids),
    optional("aud", Audience),
];

/// The keywords of a type.
pub(crate) fn keywords(kind: Kind) -> &'static [Keyword] {
    match kind {
        Kind::Record => RECORD,
        Kind::Query => QUERY,
        Kind::Procedure => PROCEDURE,
        Kind::Subscription => SUBSCRIPTION,
        Kind::PermissionSet => PERMISSION_SET,
        Kind::Space => SPACE,
        Kind::Object => OBJECT,
        Kind::Params => PARAMS,
        Kind::Array => ARRAY,
        Kind::String => STRING,
        Kind::Integer => INTEGER,
        Kind::Boolean => BOOLEAN,
        Kind::Bytes => BYTES,
        Kind::Blob => BLOB,
        Kind::Ref => REF,
        Kind::Union => UNION,
        Kind::Permission => PERMISSION,
        Kind::Token | Kind::CidLink | Kind::Unknown => &[TYPE, DESCRIPTION],
    }
}

/// Whether any part of a lexicon has a keyword of this name.
pub(crate) fn is_keyword(name: &str) -> bool {
    let parts = [DOCUMENT, BODY, MESSAGE, ERROR].into_iter();
    let mut all = parts.chain(Kind::ALL.into_iter().map(keywords)).flatten();
    all.any(|keyword| keyword.name == name)
}

/// Whether a type has a keyword besides those of every type.
pub(super) fn has_own(kind: Kind, name: &str) -> bool {
    own(kind).any(|own| own == name)
}

/// The keywords of a type, besides those of every type.
pub(crate) fn own(kind: Kind) -> impl Iterator<Item = &'static str> {
    let names = keywords(kind).iter().map(|keyword| keyword.name);
    names.filter(|name| *name != TYPE.name && *name != DESCRIPTION.name)
}
