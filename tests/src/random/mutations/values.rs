//! Values and bounds that contradict each other.

use serde_json::{Value, json};

use super::{At, Change, Mutation, Site};

pub(super) const ALL: &[(&str, &str, Mutation)] = &[
    (
        "a lower bound above the upper one",
        "bounds-out-of-order",
        |it| {
            let pairs = [
                ("string", "minLength", "maxLength"),
                ("string", "minGraphemes", "maxGraphemes"),
                ("bytes", "minLength", "maxLength"),
                ("array", "minLength", "maxLength"),
                ("integer", "minimum", "maximum"),
            ];
            let (kind, least, most) = it.random.pick(&pairs);
            let site = it.site(|site, node| site.kind == kind && has_no_values(node))?;
            let bound = 1 + it.random.below(1000);
            it.set(&site, most, bound - 1)?;
            it.set(&site, least, bound)
        },
    ),
    ("a negative length", "negative-bound", |it| {
        let kinds = [
            ("string", "minLength"),
            ("string", "maxGraphemes"),
            ("bytes", "maxLength"),
            ("array", "minLength"),
            ("blob", "maxSize"),
        ];
        let (kind, key) = it.random.pick(&kinds);
        let site = it.of_kind(&[kind])?;
        let value = it.random.pick(&[-1, i64::MIN]);
        it.set(&site, key, value)
    }),
    ("a default below the minimum", "value-not-allowed", |it| {
        let site = it.site(|_, node| lowest(node).is_some())?;
        let least = lowest(it.node(&site))?;
        it.set(&site, "default", least - 1)
    }),
    (
        "a default that enum does not list",
        "value-not-allowed",
        |it| {
            let site = it.site(|_, node| node["enum"].is_array() && is_scalar(node))?;
            match site.kind.as_str() {
                "integer" => it.set(&site, "default", 424_242),
                _ => it.set(&site, "default", "not among them"),
            }
        },
    ),
    (
        "a const that enum does not list",
        "value-not-allowed",
        |it| {
            let fits = |node: &Value| node["enum"].is_array() && node["default"].is_null();
            let site = it.site(|_, node| fits(node) && is_scalar(node))?;
            match site.kind.as_str() {
                "integer" => it.set(&site, "const", 424_242),
                _ => it.set(&site, "const", "not among them"),
            }
        },
    ),
    ("a default that is too long", "value-not-allowed", |it| {
        let longest = |node: &Value| node["maxLength"].as_u64().filter(|most| *most < 10_000);
        let fits = |node: &Value| longest(node).is_some() && !node["default"].is_null();
        let site = it.site(|site, node| site.kind == "string" && fits(node))?;
        let most = usize::try_from(longest(it.node(&site))?).ok()?;
        it.set(&site, "default", "x".repeat(most + 1))
    }),
    (
        "a value that does not have the format",
        "value-not-allowed",
        |it| {
            let key = it.random.pick(&["default", "const", "enum"]);
            let fits = |node: &Value| node["format"].is_string() && !node[key].is_null();
            let site = it.site(|site, node| site.kind == "string" && fits(node))?;
            let text = it.random.pick(&["", "no \0 format", "*/", " "]);
            match key {
                "enum" => it.push(&site, key, text),
                _ => it.set(&site, key, text),
            }
        },
    ),
    ("both default and const", "default-and-const", |it| {
        let site = it.site(|_, node| !node["const"].is_null() && is_scalar(node))?;
        let value = it.node(&site)["const"].clone();
        it.set(&site, "default", value)
    }),
    ("an enum without members", "empty-enum", |it| {
        let site = it.site(|site, node| {
            ["string", "integer"].contains(&site.kind.as_str()) && has_no_values(node)
        })?;
        it.set(&site, "enum", json!([]))
    }),
    (
        "a closed union without members",
        "empty-closed-union",
        |it| {
            let site = it.of_kind(&["union"])?;
            it.set(&site, "closed", true)?;
            it.set(&site, "refs", json!([]))
        },
    ),
    (
        "a format in fewer bytes than it has",
        "unsatisfiable-type",
        |it| {
            let did = json!({ "type": "string", "format": "did", "maxLength": 6 });
            it.root()["defs"]["shortDid"] = did;
            Some("/defs/shortDid/maxLength".to_owned())
        },
    ),
    ("an object that requires itself", "infinite-type", |it| {
        let next = json!({ "type": "ref", "ref": "#endless" });
        let endless =
            json!({ "type": "object", "required": ["next"], "properties": { "next": next } });
        it.root()["defs"]["endless"] = endless;
        Some("/defs/endless/properties/next/ref".to_owned())
    }),
    ("an unknown format", "unknown-format", |it| {
        let site = it.of_kind(&["string"])?;
        let none = ["date-time", "DID", "", "email", "*/", "did ", "at_uri"];
        let name = it.random.pick(&none);
        it.set(&site, "format", name)
    }),
    ("an invalid encoding", "invalid-mime-type", |it| {
        let part = it.random.pick(&["input", "output"]);
        let site = it.site(|site, node| site.at == At::Definition && node.get(part).is_some())?;
        let mime = bad_mime(it);
        it.at_mut(&site.pointer)[part]["encoding"] = mime.into();
        Some(format!("{}/{part}/encoding", site.pointer))
    }),
    ("an invalid accepted type", "invalid-mime-type", |it| {
        let site: Site = it.of_kind(&["blob"])?;
        let mime = bad_mime(it);
        it.push(&site, "accept", mime)
    }),
];

fn bad_mime(it: &mut Change<'_>) -> &'static str {
    let bad = [
        "", "*", "image", "*/png", "a/b/c", "image/", "text/ht*", "a b/c", "image/\0", "\u{fc}/x",
    ];
    it.random.pick(&bad)
}

fn is_scalar(node: &Value) -> bool {
    ["boolean", "integer", "string"]
        .iter()
        .any(|kind| node["type"] == *kind)
}

/// Whether a type lists no values that a bound could exclude.
fn has_no_values(node: &Value) -> bool {
    ["const", "default", "enum", "knownValues"]
        .iter()
        .all(|key| node[key].is_null())
}

/// The smallest allowed integer, if it is not the smallest of its type.
fn lowest(node: &Value) -> Option<i64> {
    let least = node["minimum"].as_i64().filter(|least| *least > i64::MIN)?;
    (node["type"] == "integer" && node["const"].is_null()).then_some(least)
}
