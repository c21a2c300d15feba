//! Documents that almost break a rule, and some that break it in an unusual way.

use crate::compiler::{
    check::check, diagnostic::Diagnostic, ir::resolve_all, lint::lint, source::Sources,
};

/// What a rule finds in some documents.
fn findings(code: &str, documents: &[String]) -> Vec<Diagnostic> {
    let mut sources = Sources::default();
    for document in documents {
        sources.add("thing.json", None, document.clone());
    }
    let checked = check(&sources);
    assert!(!checked.has_errors(), "{:?}", checked.diagnostics);
    let ir = resolve_all(&checked.documents);
    let mut found = lint(&sources, &checked.documents, &ir);
    found.retain(|finding| finding.code == code);
    found
}

fn document(id: &str, defs: &str) -> String {
    format!(r#"{{ "lexicon": 1, "id": "{id}", "defs": {{ {defs} }} }}"#)
}

fn empty(id: &str) -> String {
    document(id, r#""main": { "type": "object", "properties": {} }"#)
}

/// The messages of a rule about documents that are empty.
fn of_ids(code: &str, ids: &[&str]) -> Vec<String> {
    let documents: Vec<_> = ids.iter().map(|id| empty(id)).collect();
    let found = findings(code, &documents).into_iter();
    found.map(|finding| finding.message).collect()
}

/// How often a rule is broken by the `defs` of a document.
fn count(code: &str, defs: &str) -> usize {
    findings(code, &[document("com.example.it", defs)]).len()
}

fn property(name: &str, property: &str) -> String {
    format!(r#""main": {{ "type": "object", "properties": {{ "{name}": {property} }} }}"#)
}

#[test]
fn nsids_that_differ_only_in_case() {
    assert_eq!(
        of_ids(
            "nsid-case",
            &[
                "com.example.foobar",
                "com.example.fooBar",
                "com.example.FooBar",
                "com.example.foo.bar",
                "com.example.foobars",
            ]
        ),
        [
            "`com.example.fooBar` and `com.example.FooBar` differ only in case",
            "`com.example.foobar` and `com.example.FooBar` differ only in case",
        ]
    );
    assert_eq!(
        of_ids("nsid-case", &["com.Example.foo", "com.example.foo"]),
        [
            "`com.example.foo` and `com.Example.foo` are the same NSID: the case of a domain has \
             no meaning"
        ]
    );
}

#[test]
fn the_case_of_a_name_is_not_that_of_a_domain() {
    assert_eq!(of_ids("authority-case", &["com.example.fooBar"]), [""; 0]);
    assert_eq!(of_ids("authority-case", &["com.exAmple.foo"]).len(), 1);
    assert_eq!(
        of_ids("authority-characters", &["com.example.foo2"]),
        [""; 0]
    );
    assert_eq!(
        of_ids("authority-characters", &["com.example2.foo"]).len(),
        1
    );
}

#[test]
fn a_group_is_a_whole_segment() {
    let code = "document-and-group";
    assert_eq!(
        of_ids(code, &["com.example.feed", "com.example.feeds.post"]),
        [""; 0]
    );
    assert_eq!(
        of_ids(code, &["com.example.feed", "com.example.feedPost"]),
        [""; 0]
    );
    assert_eq!(
        of_ids(
            code,
            &[
                "com.example.feed",
                "com.example.feed.a.b",
                "com.example.feed.post"
            ]
        ),
        ["`com.example.feed` is a document and the group of `com.example.feed.a.b`"]
    );
    // The domain of the other document has no case.
    assert_eq!(
        of_ids(code, &["com.example.fooBar", "com.example.foobar.it"]).len(),
        1
    );
}

#[test]
fn unknown_counts_wherever_a_record_stores_it() {
    let code = "unknown-in-record";
    let record = document(
        "com.example.note",
        r#""main": { "type": "record", "key": "tid", "record": { "type": "object", "properties": {
            "list": { "type": "array", "items": { "type": "unknown" } },
            "shared": { "type": "union", "refs": ["com.example.defs#shared"] } } } }"#,
    );
    let shared = |name: &str| {
        let any = r#"{ "type": "object", "properties": { "any": { "type": "unknown" } } }"#;
        document("com.example.defs", &format!(r#""{name}": {any}"#))
    };
    assert_eq!(findings(code, &[record.clone(), shared("shared")]).len(), 2);
    assert_eq!(findings(code, &[shared("shared")]), []);
    let output = r#""main": { "type": "query", "output": { "encoding": "application/json",
        "schema": { "type": "object", "properties": { "any": { "type": "unknown" } } } } }"#;
    assert_eq!(count(code, output), 0);
}

#[test]
fn objects_are_inline_only_where_references_are_expected() {
    let body = r#""main": { "type": "procedure", "input": { "encoding": "application/json",
        "schema": { "type": "object", "properties": {} } } },
        "named": { "type": "object", "properties": {} }"#;
    assert_eq!(count("inline-object", body), 0);
    let items = property(
        "list",
        r#"{ "type": "array", "items": { "type": "object", "properties": {} } }"#,
    );
    let messages = |defs: &str| {
        let found = findings("inline-object", &[document("com.example.it", defs)]);
        let found = found.into_iter().map(|finding| finding.message);
        found.collect::<Vec<_>>()
    };
    assert_eq!(
        messages(&items),
        ["the items of `list` are objects written in place"]
    );
    let one = property("one", r#"{ "type": "object", "properties": {} }"#);
    assert_eq!(messages(&one), ["`one` is an object written in place"]);
    let nested = r#"{ "type": "array", "items": { "type": "array", "items": { "type": "array",
        "items": { "type": "integer" } } } }"#;
    assert_eq!(count("array-in-array", &property("list", nested)), 2);
}

#[test]
fn null_is_found_at_every_level_and_removed() {
    let text = r#"{ "lexicon": 1, "id": "com.example.it", "description": null, "$note": null,
        "defs": { "main": { "type": "procedure", "errors": [{ "name": "Full", "description": null }],
            "parameters": { "type": "params", "required": null, "properties": {
                "limit": { "type": "integer", "default": null } } },
            "input": { "encoding": "application/json", "schema": null },
            "output": null } } }"#;
    let found = findings("null-field", &[text.to_owned()]);
    assert_eq!(found.len(), 6);
    assert!(found.iter().all(|finding| !finding.fix.is_empty()));
}

#[test]
fn values_with_a_spelling_of_their_own_are_left_alone() {
    for value in [
        "kebab-case",
        "one",
        "v2",
        "2024",
        "EUR",
        "US",
        "image/png",
        "pt.BR",
        "!no-promote",
        "com.example.defs#tokenOne",
        "16:9",
        "",
        "größe",
        // Language tags, and names with capitals of their own, with all of their list.
        "pt-BR",
        "zh-Hant-TW",
        "sr_Latn",
        "es-419",
        "en_US",
        "iOS",
        "macOS\", \"Android",
        "Windows\", \"iPhone",
    ] {
        let listed = property(
            "p",
            &format!(r#"{{ "type": "string", "knownValues": ["{value}"] }}"#),
        );
        assert_eq!(count("value-style", &listed), 0, "{value}");
    }
    for value in [
        "camelCase",
        "snake_case",
        "ALL_CAPS",
        "Title",
        "two words",
        "a--b",
        "-a",
        "FULL",
        "camelCaseID",
        "en-UK-GB",
        "PT-br",
    ] {
        let listed = property(
            "p",
            &format!(r#"{{ "type": "string", "enum": ["{value}", "a"] }}"#),
        );
        assert_eq!(count("value-style", &listed), 1, "{value}");
    }
    let error = property(
        "error",
        r#"{ "type": "string", "knownValues": ["OutdatedCursor"] }"#,
    );
    assert_eq!(count("value-style", &error), 0);
}

#[test]
fn a_length_of_10_to_20_bytes_for_each_grapheme_is_usual() {
    for (length, expected) in [(999, 1), (1000, 0), (2000, 0), (2001, 1)] {
        let bounds =
            format!(r#"{{ "type": "string", "maxGraphemes": 100, "maxLength": {length} }}"#);
        assert_eq!(
            count("bytes-per-grapheme", &property("p", &bounds)),
            expected,
            "{length}"
        );
    }
    let emoji = r#"{ "type": "string", "maxGraphemes": 1, "maxLength": 64 }"#;
    assert_eq!(count("bytes-per-grapheme", &property("p", emoji)), 0);
    // Far too few are reported by another rule.
    let few = r#"{ "type": "string", "maxGraphemes": 100, "maxLength": 300 }"#;
    assert_eq!(count("bytes-per-grapheme", &property("p", few)), 0);
}

#[test]
fn names_of_documents() {
    let record = r#""main": { "type": "record", "key": "tid",
        "record": { "type": "object", "properties": {} } }"#;
    let endpoint = |kind: &str| format!(r#""main": {{ "type": "{kind}" }}"#);
    let subscription = r#""main": { "type": "subscription", "message": { "schema": { "type": "union", "refs": [] } } }"#;
    let set = r#""main": { "type": "permission-set", "permissions": [] }"#;
    let (query, procedure) = (endpoint("query"), endpoint("procedure"));
    for (names, defs, expected) in [
        (
            &[
                "post",
                "status",
                "news",
                "listItem2",
                "access",
                "gas",
                "settings",
            ][..],
            record,
            0,
        ),
        (&["posts", "entries", "getPost", "createPost"], record, 4),
        (&["getPost", "resolveHandle", "describeRepo"], &query, 0),
        (&["post", "createPost", "putProfile"], &query, 3),
        (&["createPost", "requestCrawl", "muteActor"], &procedure, 0),
        (&["getPost", "begin"], &procedure, 2),
        (&["subscribeLabels"], subscription, 0),
        (&["subscribe", "streamLabels"], subscription, 2),
        (&["authBasic", "auth"], set, 0),
        (&["basic", "author"], set, 2),
    ] {
        let of = |name: &&str| document(&format!("com.example.{name}"), defs);
        let documents: Vec<_> = names.iter().map(of).collect();
        let found = findings("unconventional-name", &documents);
        assert_eq!(found.len(), expected, "{names:?}: {found:?}");
    }
    // No word is made up: `cooky`, `boxe`.
    for name in ["cookies", "boxes", "entries"] {
        let found = findings(
            "unconventional-name",
            &[document(&format!("com.example.{name}"), record)],
        );
        let help: Vec<_> = found.iter().map(|it| it.help.as_deref()).collect();
        let expected = "use the singular if it is a plural: a record is one of them";
        assert_eq!(help, [Some(expected)], "{name}");
    }
}

/// The findings about what a space or a permission set lists, beside a few documents.
fn listed(code: &str, main: &str) -> Vec<String> {
    let record = r#""main": { "type": "record", "key": "tid",
        "record": { "type": "object", "properties": {} } }"#;
    let documents = [
        document("com.example.group.it", &format!(r#""main": {main}"#)),
        document("com.example.group.post", record),
        document("com.example.group.get", r#""main": { "type": "query" }"#),
        document("com.example.group.defs", r#""view": { "type": "token" }"#),
        document(
            "com.example.group.room",
            r#""main": { "type": "space", "key": "any", "name": "Room", "collections": [] }"#,
        ),
    ];
    let found = findings(code, &documents).into_iter();
    found
        .map(|finding| {
            let place = finding.place.expect("a place");
            format!("{} {}", place.pointer, finding.message)
        })
        .collect()
}

#[test]
fn spaces_list_record_types_that_exist() {
    let space = |collections: &str| {
        format!(
            r#"{{ "type": "space", "key": "any", "name": "It", "collections": [{collections}] }}"#
        )
    };
    let good = r#""com.example.group.post", "com.example.other", "app.bsky.feed.post",
        "com.example.groups.post""#;
    for code in ["listed-type", "listed-missing"] {
        assert_eq!(listed(code, &space(good)), [""; 0]);
    }
    let bad = r#""com.example.group.post", "com.example.group.get", "com.example.group.defs",
        "com.example.group.room", "com.example.group.pots", "com.example.group.deep.post""#;
    assert_eq!(
        listed("listed-type", &space(bad)),
        [
            "/defs/main/collections/1 `com.example.group.get` is a `query`, not a record type",
            "/defs/main/collections/2 `com.example.group.defs` is a document without `main`, \
             not a record type",
            "/defs/main/collections/3 `com.example.group.room` is a `space`, not a record type",
        ]
    );
    assert_eq!(
        listed("listed-missing", &space(bad)),
        [
            "/defs/main/collections/4 the space lists `com.example.group.pots`, which does not \
             exist",
            "/defs/main/collections/5 the space lists `com.example.group.deep.post`, which does \
             not exist",
        ]
    );
}

#[test]
fn what_has_errors_is_not_missing() {
    let mut sources = Sources::default();
    let space = r#""main": { "type": "space", "key": "any", "name": "It",
        "collections": ["com.example.post", "com.example.like"] }"#;
    sources.add("a.json", None, document("com.example.forum", space));
    sources.add(
        "b.json",
        None,
        document("com.example.post", r#""main": { "type": "rekord" }"#),
    );
    let checked = check(&sources);
    assert!(checked.has_errors());
    let ir = resolve_all(&checked.documents);
    let found = lint(&sources, &checked.documents, &ir);
    let missing: Vec<_> = found
        .iter()
        .filter(|finding| finding.code == "listed-missing")
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(
        missing,
        ["the space lists `com.example.like`, which does not exist"]
    );
}

#[test]
fn permissions_list_what_they_are_for() {
    let set = |permissions: &str| {
        format!(r#"{{ "type": "permission-set", "title": "It", "permissions": [{permissions}] }}"#)
    };
    let all = |repo: &str, rpc: &str, space: &str| {
        set(&format!(
            r#"{{ "type": "permission", "resource": "repo", "collection": ["{repo}"] }},
            {{ "type": "permission", "resource": "rpc", "lxm": ["{rpc}"], "aud": "*" }},
            {{ "type": "permission", "resource": "space", "spaceType": "{space}",
                "collection": ["*", "{repo}"] }}"#
        ))
    };
    let group = "com.example.group";
    let [post, get, room] = ["post", "get", "room"].map(|name| format!("{group}.{name}"));
    assert_eq!(listed("listed-type", &all(&post, &get, &room)), [""; 0]);
    // Sets are often installed without all that they name.
    let missing = format!("{group}.missing");
    let found = listed("listed-missing", &all(&missing, &missing, &missing));
    assert_eq!(found, [""; 0]);
    assert_eq!(
        listed("listed-type", &all(&get, &room, &post)),
        [
            "/defs/main/permissions/0/collection/0 `com.example.group.get` is a `query`, not a \
             record type",
            "/defs/main/permissions/1/lxm/0 `com.example.group.room` is a `space`, not an endpoint",
            "/defs/main/permissions/2/spaceType `com.example.group.post` is a `record`, not a type \
             of spaces",
            "/defs/main/permissions/2/collection/1 `com.example.group.get` is a `query`, not a \
             record type",
        ]
    );
}
