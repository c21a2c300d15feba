//! The JSON Schema of lexicon documents, from the tables of `check`.
//!
//! It accepts every document that `check` accepts, and refuses mistakes that can be
//! seen at one value. JSON Schema cannot compare two values, so it does not know
//! whether a reference leads somewhere, whether `required` names a property, or
//! whether a default is within its bounds.

use serde_json::{Map, Value as Json, json};

use super::DRAFT;
use crate::{
    compiler::{
        check::{
            grammar::{BODY, DOCUMENT, ERROR, Keyword, MESSAGE, Value, keywords},
            kind::Position,
        },
        schema::{Kind, MAIN, RepoAction, Space, SpaceAction},
        source::claim::PUBLISHED_TYPE,
    },
    syntax::Format,
    xrpc::Subprotocol,
};

/// The positions of types, each with the name of its definition.
const POSITIONS: [(Position, &str); 9] = [
    (Position::Definition, "definition"),
    (Position::Property, "property"),
    (Position::Items, "items"),
    (Position::Parameter, "parameter"),
    (Position::ParameterItems, "parameter-items"),
    (Position::Record, "record-object"),
    (Position::Body, "body-schema"),
    (Position::Message, "message-schema"),
    (Position::Parameters, "parameters"),
];
const MAIN_DEFINITION: &str = "main";
const PERMISSION: &str = "permission-entry";
/// Arrays of parameters, whose items are parameters too.
const PARAMETER_ARRAY: &str = "array-of-parameters";

/// White space and control characters, for a class of a regular expression.
const BLANK: &str = r"\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000";

/// The schema.
pub(super) fn schema() -> Json {
    let mut definitions = Map::new();
    for kind in Kind::ALL {
        let (name, schema) = match kind {
            Kind::Permission => (PERMISSION, permission()),
            kind => (kind.as_str(), of_kind(kind, keywords(kind))),
        };
        definitions.insert(name.to_owned(), schema);
    }
    for (position, name) in POSITIONS {
        let choices = position.choices();
        let choices = choices.filter(|kind| position != Position::Definition || !kind.is_primary());
        definitions.insert(name.to_owned(), typed(position, choices));
    }
    let everything = typed(Position::Definition, Position::Definition.choices());
    definitions.insert(MAIN_DEFINITION.to_owned(), everything);
    let items = reference_to(Position::ParameterItems);
    let array = keywords(Kind::Array).iter();
    let mut array = object(array.filter(|keyword| keyword.name != "items"));
    array["properties"]["items"] = items;
    array["required"] = json!(["type", "items"]);
    definitions.insert(PARAMETER_ARRAY.to_owned(), array);
    for (name, keywords) in [("body", BODY), ("message", MESSAGE), ("error", ERROR)] {
        definitions.insert(name.to_owned(), object(keywords.iter()));
    }
    let mut schema = object(DOCUMENT.iter());
    schema["$schema"] = DRAFT.into();
    schema["title"] = "A lexicon of the AT Protocol".into();
    schema["definitions"] = definitions.into();
    schema
}

/// An object with keywords, and any other members.
fn object<'k>(keywords: impl Iterator<Item = &'k Keyword>) -> Json {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for keyword in keywords {
        let schema = value(keyword.value);
        let schema = if keyword.is_required {
            required.push(keyword.name);
            schema
        } else {
            or_null(schema)
        };
        properties.insert(keyword.name.to_owned(), schema);
    }
    json!({ "type": "object", "required": required, "properties": properties })
}

fn of_kind(kind: Kind, keywords: &[Keyword]) -> Json {
    let mut schema = object(keywords.iter());
    let has = |name: &str| keywords.iter().any(|keyword| keyword.name == name);
    if has("default") && has("const") {
        let given = json!({ "not": { "type": "null" } });
        schema["not"] = json!({
            "required": ["default", "const"],
            "properties": { "default": given, "const": given },
        });
    }
    if kind == Kind::Union {
        schema["if"] =
            json!({ "required": ["closed"], "properties": { "closed": { "const": true } } });
        schema["then"] = json!({ "properties": { "refs": { "minItems": 1 } } });
    }
    schema
}

/// An object whose `type` is one of some, with the keywords of that type.
fn typed(position: Position, choices: impl Iterator<Item = Kind>) -> Json {
    let choices: Vec<Kind> = choices.collect();
    let names: Vec<&str> = choices.iter().map(|kind| kind.as_str()).collect();
    let cases = choices.iter().map(|kind| {
        let name = match (position, kind) {
            (Position::Parameter, Kind::Array) => PARAMETER_ARRAY,
            (_, Kind::Permission) => PERMISSION,
            (_, kind) => kind.as_str(),
        };
        case("type", kind.as_str(), definition(name))
    });
    json!({
        "type": "object",
        "required": ["type"],
        "properties": { "type": { "enum": names } },
        "allOf": cases.collect::<Vec<_>>(),
    })
}

/// What an object must match if a member has this value.
fn case(member: &str, is: &str, then: Json) -> Json {
    json!({
        "if": { "required": [member], "properties": { member: { "const": is } } },
        "then": then,
    })
}

fn definition(name: &str) -> Json {
    json!({ "$ref": format!("#/definitions/{name}") })
}

fn reference_to(position: Position) -> Json {
    if position == Position::Permission {
        return definition(PERMISSION);
    }
    let name = POSITIONS.iter().find(|(other, _)| *other == position);
    definition(name.map_or(PERMISSION, |(_, name)| name))
}

/// A permission: the keywords of other resources than these are ignored.
fn permission() -> Json {
    let of = |names: &[&str]| {
        let keywords = keywords(Kind::Permission).iter();
        object(keywords.filter(|keyword| names.contains(&keyword.name)))
    };
    let mut schema = of(&["type", "resource"]);
    schema["properties"]["type"] = json!({ "const": Kind::Permission.as_str() });
    let mut repo = of(&["collection"]);
    repo["required"] = json!(["collection"]);
    repo["properties"]["collection"] = value(Value::Nsids);
    repo["properties"]["action"] = or_null(actions(&RepoAction::ALL.map(RepoAction::name)));
    let mut rpc = of(&["lxm", "aud", "inheritAud"]);
    rpc["required"] = json!(["lxm"]);
    rpc["properties"]["lxm"] = value(Value::Nsids);
    let inherits =
        json!({ "required": ["inheritAud"], "properties": { "inheritAud": { "const": true } } });
    let is_given = json!({ "required": ["aud"], "properties": { "aud": { "type": "string" } } });
    rpc["oneOf"] = json!([inherits, is_given]);
    rpc["not"] = json!({
        "required": ["aud"],
        "properties": { "aud": { "const": "*" }, "lxm": { "contains": { "const": "*" } } },
    });
    let mut space = of(&["spaceType", "authority", "skey", "collection", "manage"]);
    space["required"] = json!(["spaceType"]);
    space["properties"]["spaceType"] = value(Value::SpaceType);
    space["properties"]["action"] = or_null(value(Value::Actions));
    schema["allOf"] = json!([
        case("resource", "repo", repo),
        case("resource", "rpc", rpc),
        case("resource", "space", space),
    ]);
    schema
}

/// Some actions, or one.
fn actions(names: &[&str]) -> Json {
    let one = json!({ "enum": names });
    json!({ "anyOf": [one, { "type": "array", "items": one }] })
}

/// A schema that also accepts `null`, which counts as absent.
fn or_null(mut schema: Json) -> Json {
    if let Some(values) = schema.get_mut("enum").and_then(Json::as_array_mut) {
        values.push(Json::Null);
        return schema;
    }
    match schema.get("type") {
        Some(Json::String(name)) => {
            schema["type"] = json!([name, "null"]);
            schema
        }
        None if schema == json!({}) => schema,
        _ => json!({ "anyOf": [schema, { "type": "null" }] }),
    }
}

/// The schema of a keyword's value.
fn value(value: Value) -> Json {
    let text = || json!({ "type": "string" });
    let matching = |pattern: String| json!({ "type": "string", "pattern": pattern });
    let list = |items: Json| json!({ "type": "array", "items": items });
    let filled = |items: Json| json!({ "type": "array", "items": items, "minItems": 1 });
    let integer = |least: i64| json!({ "type": "integer", "minimum": least, "maximum": i64::MAX });
    let name = format!("[^#{BLANK}]+");
    let nsid = nsid();
    match value {
        Value::Any => json!({}),
        Value::PublishedType => json!({ "enum": [PUBLISHED_TYPE] }),
        Value::Version => json!({ "const": 1 }),
        Value::Nsid => {
            json!({ "type": "string", "pattern": format!("^{nsid}$"), "maxLength": 317 })
        }
        // Its values depend on the position.
        Value::Type | Value::Text => text(),
        Value::Translations => json!({
            "type": "object",
            "propertyNames": { "pattern": "^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$" },
            "additionalProperties": text(),
        }),
        Value::Boolean => json!({ "type": "boolean" }),
        Value::Integer => integer(i64::MIN),
        Value::Count => integer(0),
        Value::Integers => filled(integer(i64::MIN)),
        Value::Texts => list(text()),
        Value::Choices => filled(text()),
        Value::Format => json!({ "enum": Format::ALL.map(Format::name) }),
        Value::Subprotocol => json!({ "enum": Subprotocol::ALL.map(Subprotocol::name) }),
        Value::RecordKey => {
            matching(r"^(tid|nsid|any|literal:(?!\.{1,2}$)[A-Za-z0-9_~.:-]{1,512})$".to_owned())
        }
        Value::MimeType => matching(mime_type()),
        Value::MimeTypes => list(matching(mime_type())),
        Value::Reference => matching(format!("^({nsid}(#{name})?|#{name})$")),
        Value::References => list(matching(format!("^({nsid}(#{name})?|#{name})$"))),
        Value::ErrorName => matching(format!("^[^{BLANK}]+$")),
        Value::Resource => text(),
        Value::Actions => actions(&SpaceAction::ALL.map(SpaceAction::name)),
        Value::SpaceOperations => actions(&RepoAction::ALL.map(RepoAction::name)),
        Value::SpaceType => matching(format!(r"^(\*|{nsid})$")),
        Value::SpaceAuthority => matching(format!(r"^(\*|self|{DID})$")),
        Value::SpaceKey => matching(r"^(\*|(?!\.{1,2}$)[A-Za-z0-9_~.:-]{1,512})$".to_owned()),
        Value::SpaceName => {
            json!({ "type": "string", "minLength": 1, "maxLength": Space::MAX_NAME })
        }
        Value::PlainNsids => list(matching(format!("^{nsid}$"))),
        Value::Nsids => filled(matching(format!(r"^(\*|{nsid})$"))),
        Value::Audience => matching(format!(r"^(\*|{DID}#[^#]+)$")),
        Value::Definitions => json!({
            "type": "object",
            "minProperties": 1,
            "propertyNames": { "pattern": format!("^{name}$") },
            "properties": { MAIN: definition(MAIN_DEFINITION) },
            "additionalProperties": reference_to(Position::Definition),
        }),
        Value::Typed(position) => reference_to(position),
        Value::Properties(position) => json!({
            "type": "object",
            "propertyNames": { "not": { "enum": ["$type", "$link", "$bytes"] } },
            "additionalProperties": reference_to(position),
        }),
        Value::Body => definition("body"),
        Value::Message => definition("message"),
        Value::Errors => list(definition("error")),
        Value::Permissions => list(reference_to(Position::Permission)),
    }
}

/// The syntax of DIDs.
const DID: &str = "did:[a-z]+:[A-Za-z0-9._:%-]+";

/// The syntax of NSIDs.
fn nsid() -> String {
    let label = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    let first = "[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    format!(r"{first}(\.{label})+\.[A-Za-z][A-Za-z0-9]{{0,62}}")
}

/// The syntax of MIME types and patterns of them.
fn mime_type() -> String {
    let token = "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*";
    format!(r"^(\*/\*|{token}/(\*|{token}))[{BLANK}]*(;[\s\S]*)?$")
}
