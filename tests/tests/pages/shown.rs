//! What a reader sees of remarks, values, permissions and pictures.

use std::fs;

use serde_json::{Value, json};

use crate::{documents, lexgen, pages};

/// A page as HTML.
fn html(input: &[(&str, Value)], flags: &[&str], page: &str) -> String {
    let input = documents(input);
    let folder = pages(&[input.path()], flags);
    fs::read_to_string(folder.path().join(format!("{page}.html"))).expect("a page")
}

#[track_caller]
fn assert_has(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "no {part}");
    }
}

#[test]
fn a_remark_on_an_error_leads_to_it_and_shows_names_as_code() {
    let endpoint = json!({"main": {"type": "procedure", "errors": [
        {"name": "Fine"}, {"name": "not_fine"}
    ]}});
    let page = html(
        &[("com.example.act", endpoint)],
        &["--lint"],
        "com.example.act",
    );
    let remarks = page.rsplit("page:remarks").next().expect("remarks");
    assert_has(
        remarks,
        &[
            "<a href=\"#main.errors.not_fine\"><code>main.errors.not_fine</code></a>",
            "<code>not_fine</code>",
            "<div class=\"note warning\">\n<p><b>warning</b> ",
        ],
    );
}

/// Colours alone say nothing on paper, or to those who do not see them.
#[test]
fn what_breaks_is_in_words_and_has_a_style() {
    let record = |r#type: &str| {
        json!({"main": {"type": "record", "key": "tid", "record": {
            "type": "object", "properties": {"text": {"type": r#type}}}}})
    };
    let input = documents(&[("com.example.post", record("string"))]);
    let run = |arguments: &[&str]| {
        let run = lexgen().args(arguments).current_dir(input.path()).output();
        let run = run.expect("runs");
        assert!(run.status.success(), "{run:?}");
    };
    run(&["snapshot", "--quiet", "."]);
    let changed = json!({"lexicon": 1, "id": "com.example.post", "defs": record("integer")});
    let lexicon = input.path().join("com.example.post.json");
    fs::write(lexicon, changed.to_string()).expect("a file");
    run(&["docs", "--quiet", ".", "-o", "site"]);
    let site = input.path().join("site");
    let page = fs::read_to_string(site.join("com.example.post.html")).expect("a page");
    assert_has(&page, &["<div class=\"note danger\">\n<p><b>breaking</b> "]);
    let style = fs::read_to_string(site.join("style.css")).expect("a style");
    assert_has(&style, &[".note.danger {"]);
}

#[test]
fn lists_can_be_as_deep_as_they_like() {
    let lines = (0..2_600).map(|level| format!("{}- item {level}", " ".repeat(level)));
    let description: String = lines.collect::<Vec<_>>().join("\n");
    let record = json!({"main": {"type": "record", "key": "tid", "description": description,
        "record": {"type": "object", "properties": {}}}});
    let page = html(&[("com.example.deep", record)], &[], "com.example.deep");
    assert_has(
        &page,
        &["item 0<ul><li>item 1<ul>", "item 100</li><li>item 101"],
    );
}

#[test]
fn values_that_are_blank_are_seen() {
    let record = json!({"main": {"type": "record", "key": "tid", "record": {
    "type": "object", "properties": {
        "mood": {"type": "string", "knownValues": ["", "  ", "fine"]},
        "tone": {"type": "string", "default": "   "}
    }}}});
    let page = html(&[("com.example.post", record)], &[], "com.example.post");
    assert_has(
        &page,
        &[
            "<code>&#34;&#34;</code>",
            "<code>&#34;  &#34;</code>",
            "<code>fine</code>",
            "default: <code>&#34;   &#34;</code>",
        ],
    );
}

#[test]
fn items_of_a_closed_union_are_explained() {
    let object = json!({"a": {"type": "object", "properties": {"all": {"type": "array",
        "items": {"type": "union", "closed": true, "refs": ["#b"]}}}},
        "b": {"type": "object", "properties": {}}});
    let page = html(&[("com.example.defs", object)], &[], "com.example.defs");
    assert_has(&page, &["<li>items of other types are not allowed</li>"]);
}

#[test]
fn an_address_that_hides_a_character_is_no_link() {
    let token = json!({"main": {"type": "record", "key": "tid",
        "description": "See https://good\u{200b}.example and https://fine.example.",
        "record": {"type": "object", "properties": {}}}});
    let page = html(&[("com.example.post", token)], &[], "com.example.post");
    assert_has(
        &page,
        &[
            "See https://goodU+200B.example and",
            "href=\"https://fine.example\"",
        ],
    );
    assert!(!page.contains("href=\"https://good"));
}

#[test]
fn many_permissions_are_in_groups() {
    let names = |namespace: &str, count: usize| {
        let names = (0..count).map(|number| format!("com.example.{namespace}.get{number}"));
        names.collect::<Vec<_>>()
    };
    let set = |lxm: Vec<String>| {
        json!({"main": {"type": "permission-set", "title": "All", "detail": "All.",
            "permissions": [{"type": "permission", "resource": "rpc", "lxm": lxm, "aud": "*"}]}})
    };
    let many = [names("b", 7), names("a", 2)].concat();
    let page = html(
        &[("com.example.authMany", set(many))],
        &[],
        "com.example.authMany",
    );
    assert_has(&page, &["these 9 endpoints"]);
    let groups: Vec<&str> = page.split("<h4>").skip(1).collect();
    let expected = [
        "com.<wbr>example.<wbr>a <span class=\"counts\">2</span></h4>",
        "com.<wbr>example.<wbr>b <span class=\"counts\">7</span></h4>",
    ];
    assert_eq!(groups.len(), 2);
    for (group, expected) in groups.iter().zip(expected) {
        assert!(group.starts_with(expected), "{group}");
        assert_has(
            group,
            &["<code>get0</code> <span class=\"muted\">(missing)</span>"],
        );
    }
    let few = html(
        &[("com.example.authFew", set(names("a", 3)))],
        &[],
        "com.example.authFew",
    );
    assert!(!few.contains("<h4>"));
    assert_has(&few, &["com.<wbr>example.<wbr>a.<wbr>get0"]);
}

/// The page of a document that refers to so many others, which refer to it.
fn surrounded(count: usize) -> String {
    let object = |properties: Value| json!({"main": {"type": "object", "properties": properties}});
    let to = |number: usize| format!("com.example.to{number:02}");
    let references: Value = (0..count)
        .map(|number| {
            (
                format!("f{number}"),
                json!({"type": "ref", "ref": to(number)}),
            )
        })
        .collect::<serde_json::Map<_, _>>()
        .into();
    let back = object(json!({"back": {"type": "ref", "ref": "com.example.all"}}));
    let names: Vec<String> = (0..count).map(to).collect();
    let mut input = vec![("com.example.all", object(references))];
    input.extend(names.iter().map(|name| (name.as_str(), back.clone())));
    html(&input, &[], "com.example.all")
}

#[test]
fn what_a_picture_leaves_out_is_in_a_list() {
    let page = surrounded(10);
    assert_has(
        &page,
        &[
            "<a class=\"more\" href=\"com.example.all-users.html\">",
            "<a class=\"more\" href=\"#page:refers-to\">",
        ],
    );
    let list = page.split("<h3 id=\"page:refers-to\">").nth(1);
    let list = list.and_then(|list| list.split("</ul>").next());
    let list = list.expect("a list");
    assert_eq!(list.matches("<li>").count(), 2, "{list}");
    // A single one would take no more space than that it is left out.
    let page = surrounded(9);
    assert!(!page.contains("class=\"more\"") && !page.contains("page:refers-to"));
}
