//! Finds everything in a document that has a `type`. Follows the grammar, because
//! properties can be called `type` too.

use serde_json::Value;

use super::below;

/// An object with a `type`.
#[derive(Clone, Debug)]
pub(super) struct Site {
    pub(super) pointer: String,
    pub(super) kind: String,
    pub(super) at: At,
}

/// Its place in the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    Definition,
    Property,
    Items,
    Parameter,
    ParameterItems,
    Record,
    Body,
    Message,
    Parameters,
    Permission,
}

/// Every site of a document.
pub(super) fn sites(document: &Value) -> Vec<Site> {
    let mut found = Vec::new();
    for (name, definition) in document["defs"].as_object().into_iter().flatten() {
        let pointer = below("/defs", name);
        visit(definition, pointer, At::Definition, &mut found);
    }
    found
}

fn visit(node: &Value, pointer: String, at: At, found: &mut Vec<Site>) {
    let kind = node["type"].as_str().unwrap_or_default().to_owned();
    for (path, at) in [
        ("record", At::Record),
        ("parameters", At::Parameters),
        ("input/schema", At::Body),
        ("output/schema", At::Body),
        ("message/schema", At::Message),
    ] {
        let is_primary = ["record", "query", "procedure", "subscription"].contains(&kind.as_str());
        let inner = node.pointer(&format!("/{path}"));
        if let Some(inner) = inner.filter(|_| is_primary) {
            visit(inner, format!("{pointer}/{path}"), at, found);
        }
    }
    let (property, items) = match at {
        At::Parameters | At::Parameter => (At::Parameter, At::ParameterItems),
        _ => (At::Property, At::Items),
    };
    if kind == "object" || kind == "params" {
        for (name, inner) in node["properties"].as_object().into_iter().flatten() {
            let pointer = below(&format!("{pointer}/properties"), name);
            visit(inner, pointer, property, found);
        }
    }
    if kind == "array" {
        visit(&node["items"], format!("{pointer}/items"), items, found);
    }
    for (index, inner) in node["permissions"]
        .as_array()
        .into_iter()
        .flatten()
        .enumerate()
    {
        let pointer = format!("{pointer}/permissions/{index}");
        visit(inner, pointer, At::Permission, found);
    }
    found.push(Site { pointer, kind, at });
}
