//! Makes random definitions satisfiable: a definition requires only definitions that
//! come before it, so that recursion ends, and no two bounds contradict each other.

use lexgen::syntax::Format;
use serde_json::{Map, Value};

/// The document and the name of a definition.
type Name<'n> = (&'n str, &'n str);

pub(super) fn make_finite(documents: &mut [Value]) {
    for document in documents {
        let id = document["id"].as_str().unwrap_or_default().to_owned();
        let definitions = document["defs"].as_object_mut().into_iter().flatten();
        for (name, definition) in definitions {
            visit(definition, (&id, name));
        }
    }
}

fn visit(node: &mut Value, own: Name<'_>) {
    for part in [
        "/record",
        "/parameters",
        "/items",
        "/input/schema",
        "/output/schema",
        "/message/schema",
    ] {
        if let Some(inner) = node.pointer_mut(part) {
            visit(inner, own);
        }
    }
    let properties = node.get_mut("properties").and_then(Value::as_object_mut);
    for (_, property) in properties.into_iter().flatten() {
        visit(property, own);
    }
    let Some(kind) = node["type"].as_str().map(str::to_owned) else {
        return;
    };
    let Some(members) = node.as_object_mut() else {
        return;
    };
    match kind.as_str() {
        "string" => string(members),
        "blob" => {
            members.retain(|key, value| key != "maxSize" || *value != 0);
            let is_empty = |value: &Value| value.as_array().is_some_and(Vec::is_empty);
            members.retain(|key, value| key != "accept" || !is_empty(value));
        }
        "array"
            if members
                .get("items")
                .is_some_and(|items| leads_back(items, own)) =>
        {
            members.remove("minLength");
        }
        "object" | "params" => {
            let properties = members.get("properties").cloned().unwrap_or_default();
            let is_params = kind == "params";
            let can_be = |name: &Value| {
                let property = &properties[name.as_str().unwrap_or_default()];
                let is_absent =
                    is_params && property["type"] == "array" && property["maxLength"] == 0;
                !is_absent && !leads_back(property, own)
            };
            if let Some(required) = members.get_mut("required").and_then(Value::as_array_mut) {
                required.retain(can_be);
            }
        }
        _ => {}
    }
}

/// Whether every value of a type contains a definition that does not come before
/// `own`.
fn leads_back(node: &Value, own: Name<'_>) -> bool {
    let is_later = |reference: &Value| {
        let reference = reference.as_str().unwrap_or_default();
        let (document, name) = reference.split_once('#').unwrap_or((reference, "main"));
        let document = if document.is_empty() { own.0 } else { document };
        (document, name) >= own
    };
    match node["type"].as_str().unwrap_or_default() {
        "ref" => is_later(&node["ref"]),
        "union" if node["closed"] == true => {
            let mut members = node["refs"].as_array().into_iter().flatten();
            members.all(is_later)
        }
        "array" => node["minLength"].as_u64() > Some(0) && leads_back(&node["items"], own),
        _ => false,
    }
}

fn string(members: &mut Map<String, Value>) {
    let bound = |members: &Map<String, Value>, key: &str| members.get(key).and_then(Value::as_u64);
    if members.contains_key("const") || members.contains_key("enum") {
        return;
    }
    let format = members.get("format").and_then(Value::as_str);
    if let Some(format) = format.and_then(Format::from_name) {
        // Bounds that every text of the format keeps, and those of the shortest one.
        let least = format.min_bytes();
        members.retain(|key, value| match (key.as_str(), value.as_u64()) {
            ("minLength" | "minGraphemes", Some(bound)) => bound <= format.min_graphemes(),
            ("maxLength" | "maxGraphemes", Some(bound)) => bound >= least,
            _ => true,
        });
    }
    let most = bound(members, "maxLength");
    if most.is_some() && bound(members, "minGraphemes") > most {
        members.remove("minGraphemes");
    }
    if bound(members, "maxGraphemes") == Some(0) {
        members.remove("maxGraphemes");
    }
}
