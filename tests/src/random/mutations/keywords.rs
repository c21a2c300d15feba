//! Keywords that are missing, misspelled, or have the wrong JSON type; types that
//! are unknown, or not allowed in a place.

use serde_json::{Value, json};

use super::{At, Change, Mutation, Site, below};

pub(super) const ALL: &[(&str, &str, Mutation)] = &[
    ("a keyword of the wrong kind", "wrong-json-type", wrong_kind),
    ("an entry of the wrong kind", "wrong-json-type", wrong_entry),
    (
        "an endpoint's part of the wrong kind",
        "wrong-json-type",
        wrong_part,
    ),
    (
        "a document's part of the wrong kind",
        "wrong-json-type",
        wrong_document,
    ),
    ("something that is no object", "wrong-json-type", no_object),
    ("a number out of range", "wrong-json-type", out_of_range),
    ("a required keyword is missing", "missing-field", |it| {
        required(it, None)
    }),
    ("a required keyword is misspelt", "missing-field", |it| {
        let letter = it.random.pick(&['s', '_', 'X']);
        required(it, Some(letter))
    }),
    (
        "a part of an endpoint is missing",
        "missing-field",
        missing_part,
    ),
    (
        "a part of the document is missing",
        "missing-field",
        missing_top,
    ),
    ("an unknown type", "unknown-type", unknown_type),
    (
        "an unknown subprotocol",
        "unknown-subprotocol",
        unknown_subprotocol,
    ),
    ("a type out of place", "type-not-allowed", out_of_place),
    (
        "a primary type under another name",
        "primary-not-main",
        primary,
    ),
    ("defs is empty", "no-definitions", |it| {
        it.root()["defs"] = json!({});
        Some("/defs".to_owned())
    }),
    ("another version of the language", "lexicon-version", |it| {
        let versions = [
            json!(2),
            json!(0),
            json!("1"),
            json!(1.5),
            json!(true),
            json!([1]),
        ];
        it.root()["lexicon"] = it.random.pick(&versions);
        Some("/lexicon".to_owned())
    }),
    ("a $type of something else", "document-type", |it| {
        it.root()["$type"] = "com.example.lexicon.schema".into();
        Some("/$type".to_owned())
    }),
];

const NO_STRING: [fn() -> Value; 4] = [|| json!(7), || json!(true), || json!([]), || json!({})];
const NO_NUMBER: [fn() -> Value; 4] = [|| json!("7"), || json!(true), || json!([]), || json!({})];
const NO_BOOLEAN: [fn() -> Value; 4] = [|| json!("true"), || json!(0), || json!([]), || json!({})];
const NO_LIST: [fn() -> Value; 4] = [|| json!("x"), || json!(7), || json!(false), || json!({})];
const NO_OBJECT: [fn() -> Value; 4] = [|| json!("x"), || json!(7), || json!(false), || json!([])];

/// A value of a JSON type that a keyword does not allow.
fn wrong_for(kind: &str, key: &str) -> Option<[fn() -> Value; 4]> {
    Some(match key {
        "type" | "description" | "ref" | "format" | "key" | "title" | "detail" | "resource"
        | "aud" | "subprotocol" => NO_STRING,
        "minLength" | "maxLength" | "minGraphemes" | "maxGraphemes" | "minimum" | "maximum"
        | "maxSize" => NO_NUMBER,
        "closed" | "inheritAud" => NO_BOOLEAN,
        "required" | "nullable" | "refs" | "enum" | "knownValues" | "accept" | "errors"
        | "permissions" | "collection" | "lxm" => NO_LIST,
        "properties" | "items" | "record" | "parameters" | "input" | "output" | "message"
        | "title:lang" | "detail:lang" => NO_OBJECT,
        "default" | "const" => match kind {
            "boolean" => NO_BOOLEAN,
            "integer" => NO_NUMBER,
            _ => NO_STRING,
        },
        _ => return None,
    })
}

/// Whether a permission is for a resource that sets cannot grant. Servers, and
/// so lexgen, ignore its fields.
fn is_ignored(site: &Site, node: &Value) -> bool {
    site.kind == "permission" && node["resource"] != "repo" && node["resource"] != "rpc"
}

fn wrong_kind(it: &mut Change<'_>) -> Option<String> {
    let site = it.site(|site, node| !is_ignored(site, node))?;
    let keys: Vec<String> = it.node(&site).as_object()?.keys().cloned().collect();
    let key = it.random.pick(&keys);
    let wrong = wrong_for(&site.kind, &key)?;
    let value = it.random.pick(&wrong)();
    it.set(&site, &key, value)
}

fn wrong_entry(it: &mut Change<'_>) -> Option<String> {
    const LISTS: [&str; 10] = [
        "required",
        "nullable",
        "refs",
        "enum",
        "knownValues",
        "accept",
        "errors",
        "permissions",
        "collection",
        "lxm",
    ];
    let has = |node: &Value| LISTS.iter().any(|list| node[list].is_array());
    let site = it.site(|site, node| has(node) && !is_ignored(site, node))?;
    let lists: Vec<&str> = (LISTS.into_iter())
        .filter(|list| it.node(&site)[list].is_array())
        .collect();
    let list = it.random.pick(&lists);
    let wrong = match (site.kind.as_str(), list) {
        ("integer", "enum") => NO_NUMBER,
        (_, "errors" | "permissions") => NO_OBJECT,
        _ => NO_STRING,
    };
    let value = it.random.pick(&wrong)();
    it.push(&site, list, value)
}

fn wrong_part(it: &mut Change<'_>) -> Option<String> {
    let parts = [
        ("/input", "encoding"),
        ("/output", "encoding"),
        ("/input", "description"),
        ("/message", "description"),
        ("/errors/0", "name"),
        ("/errors/0", "description"),
    ];
    let (part, key) = it.random.pick(&parts);
    let site = it.site(|site, node| {
        site.at == At::Definition && node.pointer(part).is_some_and(|it| it.get(key).is_some())
    })?;
    let value = it.random.pick(&NO_STRING)();
    let pointer = format!("{}{part}", site.pointer);
    it.at_mut(&pointer)[key] = value;
    Some(below(&pointer, key))
}

fn wrong_document(it: &mut Change<'_>) -> Option<String> {
    let (key, wrong) = it
        .random
        .pick(&[("defs", NO_OBJECT), ("description", NO_STRING)]);
    let value = it.random.pick(&wrong)();
    it.root()[key] = value;
    Some(below("", key))
}

fn no_object(it: &mut Change<'_>) -> Option<String> {
    let named = [At::Definition, At::Property, At::Parameter];
    let site = it.site(|site, _| named.contains(&site.at))?;
    let value = match it.random.chance(20) {
        true => Value::Null,
        false => it.random.pick(&NO_OBJECT)(),
    };
    *it.at_mut(&site.pointer) = value;
    Some(site.pointer)
}

fn out_of_range(it: &mut Change<'_>) -> Option<String> {
    let kinds = [
        ("integer", "minimum"),
        ("integer", "maximum"),
        ("string", "maxLength"),
        ("bytes", "minLength"),
        ("array", "maxLength"),
        ("blob", "maxSize"),
    ];
    let (kind, key) = it.random.pick(&kinds);
    let site = it.of_kind(&[kind])?;
    let values = [
        json!(1e30),
        json!(9_223_372_036_854_775_808_u64),
        json!(1.5),
        json!(-1e300),
    ];
    let value = it.random.pick(&values);
    it.set(&site, key, value)
}

/// The required keywords of a kind.
fn required_of(kind: &str) -> &'static [&'static str] {
    match kind {
        "record" => &["key", "record"],
        "object" => &["properties"],
        "array" => &["items"],
        "ref" => &["ref"],
        "union" => &["refs"],
        "subscription" => &["message"],
        "permission-set" => &["permissions"],
        "permission" => &["resource", "collection", "lxm"],
        _ => &[],
    }
}

/// Removes a required keyword, or adds a letter to it.
fn required(it: &mut Change<'_>, letter: Option<char>) -> Option<String> {
    let site = it.site(|site, node| !is_ignored(site, node))?;
    let node = it.node(&site).as_object()?;
    let there = required_of(&site.kind).iter().chain(&["type"]);
    let there: Vec<&str> = there
        .copied()
        .filter(|key| node.contains_key(*key))
        .collect();
    let key = it.random.pick(&there);
    let node = it.at_mut(&site.pointer).as_object_mut()?;
    let value = node.remove(key)?;
    if let Some(letter) = letter {
        node.insert(format!("{key}{letter}"), value);
    }
    Some(site.pointer)
}

fn missing_part(it: &mut Change<'_>) -> Option<String> {
    let parts = [
        ("/input", "encoding"),
        ("/output", "encoding"),
        ("/message", "schema"),
        ("/errors/0", "name"),
    ];
    let (part, key) = it.random.pick(&parts);
    let site = it.site(|site, node| site.at == At::Definition && node.pointer(part).is_some())?;
    let pointer = format!("{}{part}", site.pointer);
    it.at_mut(&pointer).as_object_mut()?.remove(key)?;
    Some(pointer)
}

fn missing_top(it: &mut Change<'_>) -> Option<String> {
    // Removing `id` also removes the name, which is a separate mutation.
    let key = it.random.pick(&["lexicon", "defs"]);
    it.root().as_object_mut()?.remove(key)?;
    Some(String::new())
}

fn unknown_type(it: &mut Change<'_>) -> Option<String> {
    const NONE: [&str; 9] = [
        "strnig",
        "number",
        "float",
        "null",
        "map",
        "",
        "String",
        "object ",
        "*/ fn main(){}",
    ];
    let site = it.site(|_, _| true)?;
    let name = it.random.pick(&NONE);
    it.set(&site, "type", name)
}

fn unknown_subprotocol(it: &mut Change<'_>) -> Option<String> {
    let site = it.site(|site, _| site.kind == "subscription")?;
    let name = it
        .random
        .pick(&["", "json", "xrpc.v1.JSON", "xrpc.v2.json", "*/ x"]);
    it.set(&site, "subprotocol", name)
}

fn out_of_place(it: &mut Change<'_>) -> Option<String> {
    let site = it.site(|_, _| true)?;
    let wrong: &[&str] = match site.at {
        At::Definition => &["ref", "union", "unknown", "params", "permission"],
        At::Property | At::Items => &["token", "record", "query", "permission-set", "params"],
        At::Parameter => &[
            "object", "union", "ref", "blob", "bytes", "cid-link", "token", "unknown",
        ],
        At::ParameterItems => &["array", "object", "ref", "token", "unknown", "procedure"],
        At::Record => &["string", "array", "ref", "record"],
        At::Body => &["string", "array", "token", "unknown", "blob"],
        At::Message => &["object", "ref", "string"],
        At::Parameters => &["object", "ref"],
        At::Permission => &["object", "permission-set"],
    };
    let wrong = it.random.pick(wrong);
    *it.at_mut(&site.pointer) = json!({ "type": wrong });
    Some(below(&site.pointer, "type"))
}

fn primary(it: &mut Change<'_>) -> Option<String> {
    let main = it.root()["defs"].get("main").cloned()?;
    let kinds = [
        "record",
        "query",
        "procedure",
        "subscription",
        "permission-set",
    ];
    if !kinds.contains(&main["type"].as_str()?) {
        return None;
    }
    it.root()["defs"]["again"] = main;
    Some("/defs/again".to_owned())
}
