//! Invalid names, and references to nothing.

use serde_json::{Value, json};

use super::{Change, Mutation, Site, below};

pub(super) const ALL: &[(&str, &str, Mutation)] = &[
    (
        "a reference to a document that is not there",
        "missing-document",
        |it| refer(it, "com.nowhere.at.all".to_owned()),
    ),
    (
        "a reference to a definition that is not there",
        "missing-definition",
        |it| refer(it, "#noSuchDefinition~/".to_owned()),
    ),
    ("a text that is no reference", "invalid-reference", |it| {
        let texts = [
            "",
            "#",
            "no",
            "a b",
            "#a#b",
            "#a b",
            "com.example.x#",
            "lex:com.example.x",
        ];
        let text = it.random.pick(&texts).to_owned();
        refer(it, text)
    }),
    (
        "a reference to something other than data",
        "not-a-type",
        |it| {
            let target = target(
                it,
                &["query", "procedure", "subscription", "permission-set"],
            )?;
            let site = it.of_kind(&["ref"])?;
            it.set(&site, "ref", target)
        },
    ),
    ("a member that is no object", "not-a-member", |it| {
        let kinds = [
            "string",
            "array",
            "token",
            "integer",
            "query",
            "permission-set",
            "blob",
        ];
        let target = target(it, &kinds)?;
        let site = it.of_kind(&["union"])?;
        it.push(&site, "refs", target)
    }),
    ("an id that is no NSID", "invalid-nsid", |it| {
        let bad = [
            "",
            "com.example",
            "com..x",
            "com.example.2bad",
            "com.example.foo-bar",
            "com.exa_mple.x",
            "com.example.x#y",
            "-a.example.x",
            "com.example.x.",
            "1com.example.x",
            "../../etc/passwd",
            "com.example.\u{fc}",
            "com.example.a/b",
        ];
        it.root()["id"] = it.random.pick(&bad).into();
        Some("/id".to_owned())
    }),
    ("an id that is too long", "invalid-nsid", |it| {
        it.root()["id"] = format!("com.{}.x", "a".repeat(64)).into();
        Some("/id".to_owned())
    }),
    ("the id is missing", "missing-field", |it| {
        it.root().as_object_mut()?.remove("id")?;
        Some(String::new())
    }),
    ("the id is no text", "wrong-json-type", |it| {
        it.root()["id"] = json!(["com.example.x"]);
        Some("/id".to_owned())
    }),
    ("another document of the same name", "duplicate-id", |it| {
        let mut other = it.root().clone();
        other["description"] = "not the first one".into();
        it.document = it.documents.len();
        it.documents.push(other);
        Some("/id".to_owned())
    }),
    (
        "a definition no reference can name",
        "definition-name",
        |it| {
            let bad = [
                "",
                "a#b",
                "#",
                "a b",
                "a\n",
                "\u{2028}",
                "\0",
                "*/ fn main(){}",
            ];
            let name = it.random.pick(&bad);
            it.root()["defs"][name] = json!({"type": "token"});
            Some(below("/defs", name))
        },
    ),
    (
        "a property with a meaning of its own",
        "reserved-name",
        |it| {
            let site = it.of_kind(&["object", "params"])?;
            let name = it.random.pick(&["$type", "$link", "$bytes"]);
            it.at_mut(&site.pointer)["properties"][name] = json!({"type": "string"});
            Some(format!("{}/properties/{name}", site.pointer))
        },
    ),
    ("required names no property", "undefined-property", |it| {
        let site = it.of_kind(&["object", "params"])?;
        it.push(&site, "required", "no such property */")
    }),
    ("nullable names no property", "undefined-property", |it| {
        let site = it.of_kind(&["object"])?;
        it.push(&site, "nullable", "no such property \u{202e}")
    }),
    ("an invalid record key type", "invalid-key", |it| {
        let site = it.of_kind(&["record"])?;
        let bad = [
            "",
            "self",
            "TID",
            "literal:",
            "literal:a/b",
            "literal:..",
            "literal:\0",
            "*",
        ];
        let key = it.random.pick(&bad);
        it.set(&site, "key", key)
    }),
    ("an error of several words", "error-name", |it| {
        let site = it.of_kind(&["query", "procedure", "subscription"])?;
        let name = it.random.pick(&["", "Not Found", "A\nB", "\u{a0}", "\0"]);
        let error = it.push(&site, "errors", json!({ "name": name }))?;
        Some(format!("{error}/name"))
    }),
    ("an invalid language", "invalid-language", |it| {
        let has = |node: &Value| node["title:lang"].is_object();
        let site = it.site(|site, node| site.kind == "permission-set" && has(node))?;
        it.at_mut(&site.pointer)["title:lang"]["no tag!"] = "title".into();
        Some(format!("{}/title:lang/no tag!", site.pointer))
    }),
    ("a collection that is no NSID", "invalid-nsid", |it| {
        let site = permission(it, "repo", |_| true)?;
        it.push(&site, "collection", "com.example")
    }),
    ("an endpoint that is no NSID", "invalid-nsid", |it| {
        let site = permission(it, "rpc", |_| true)?;
        it.push(&site, "lxm", "com.example.*")
    }),
    ("an unknown action", "invalid-permission", |it| {
        let site = permission(it, "repo", |_| true)?;
        it.push(&site, "action", "destroy")
    }),
    ("a permission for nothing", "invalid-permission", |it| {
        let site = permission(it, "repo", |_| true)?;
        it.set(&site, "collection", json!([]))
    }),
    (
        "a permission without an audience",
        "invalid-permission",
        |it| {
            let site = permission(it, "rpc", |_| true)?;
            let node = it.at_mut(&site.pointer).as_object_mut()?;
            node.remove("aud");
            node.remove("inheritAud");
            Some(site.pointer)
        },
    ),
    (
        "a permission with two audiences",
        "invalid-permission",
        |it| {
            let site = permission(it, "rpc", |node| node["inheritAud"] == true)?;
            it.set(&site, "aud", "*")
        },
    ),
    ("an invalid audience", "invalid-permission", |it| {
        let site = permission(it, "rpc", |node| node["aud"] == "*")?;
        let text = it
            .random
            .pick(&["", "did:web:a.example", "#x", "https://a.example"]);
        it.set(&site, "aud", text)
    }),
    ("a permission for everything", "invalid-permission", |it| {
        let site = permission(it, "rpc", |node| node["aud"] == "*")?;
        it.push(&site, "lxm", "*")?;
        Some(format!("{}/aud", site.pointer))
    }),
];

/// Replaces a reference.
fn refer(it: &mut Change<'_>, text: String) -> Option<String> {
    let site = it.of_kind(&["ref", "union"])?;
    match site.kind.as_str() {
        "ref" => it.set(&site, "ref", text),
        _ => it.push(&site, "refs", text),
    }
}

/// The full name of a definition of one of these kinds.
fn target(it: &mut Change<'_>, kinds: &[&str]) -> Option<String> {
    let mut all = Vec::new();
    for document in it.documents.iter() {
        let id = document["id"].as_str().unwrap_or_default();
        for (name, definition) in document["defs"].as_object().into_iter().flatten() {
            if kinds.contains(&definition["type"].as_str().unwrap_or_default()) {
                all.push(format!("{id}#{name}"));
            }
        }
    }
    (!all.is_empty()).then(|| it.random.pick(&all))
}

fn permission(it: &mut Change<'_>, resource: &str, fits: impl Fn(&Value) -> bool) -> Option<Site> {
    it.site(|site, node| site.kind == "permission" && node["resource"] == resource && fits(node))
}
