//! Whatever the lexicons, no page is too large to be read: it is in parts, and every link
//! leads to the part that has the place.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{docs, links, pages};

/// The most bytes of a page.
pub const MAX_PAGE: usize = 300 * 1024;

fn object(properties: impl Iterator<Item = (String, Value)>) -> Value {
    json!({"type": "object", "properties": properties.collect::<serde_json::Map<_, _>>()})
}

fn reference(to: String) -> Value {
    json!({"type": "ref", "ref": to})
}

fn one(field: &str, r#type: Value) -> Value {
    object([(field.to_owned(), r#type)].into_iter())
}

fn record(object: Value) -> Value {
    json!({"main": {"type": "record", "key": "tid", "record": object}})
}

fn words(word: &str, count: usize) -> String {
    vec![word; count].join(" ")
}

type Documents = Vec<(String, Value)>;

fn document(name: &str, defs: Value) -> (String, Value) {
    (format!("com.example.{name}"), defs)
}

fn definitions(count: usize, definition: impl Fn(usize) -> Value) -> Value {
    let definitions = (0..count).map(|number| (format!("d{number}"), definition(number)));
    Value::Object(definitions.collect())
}

/// A definition after another, each of which refers to the next.
fn chain() -> Documents {
    let link = |number| one("to", reference(format!("#d{}", (number + 1) % 1200)));
    vec![
        document("chain", definitions(1200, link)),
        document(
            "end",
            record(one("to", reference("com.example.chain#d1150".to_owned()))),
        ),
    ]
}

/// One document that all others refer to.
fn star() -> Documents {
    let user = || record(one("to", reference("com.example.centre#d1".to_owned())));
    let users = (0..1100).map(|number| document(&format!("user{number}"), user()));
    let centre = document("centre", definitions(3, |_| object([].into_iter())));
    users.chain([centre]).collect()
}

/// A definition with very many fields, and an endpoint with very many parts.
fn rows() -> Documents {
    let field = |number| {
        (
            format!("f{number}"),
            json!({"type": "string", "description": "A."}),
        )
    };
    let fields = || object((0..1500).map(field));
    let errors: Vec<Value> = (0..1500)
        .map(|number| json!({"name": format!("E{number}")}))
        .collect();
    let parameters = json!({"type": "params", "properties": fields()["properties"]});
    let body = json!({"encoding": "application/json", "schema": fields()});
    let nested = one("a", json!({"type": "array", "items": fields()}));
    vec![
        document("fields", record(nested)),
        document(
            "get",
            json!({"main": {"type": "query", "parameters": parameters,
            "output": body, "errors": errors}}),
        ),
        document(
            "user",
            json!({"main": one("x", reference("com.example.fields".to_owned()))}),
        ),
    ]
}

/// Single rows and texts that are too large by themselves.
fn enormous() -> Documents {
    let values: Vec<String> = (0..9000).map(|number| format!("value-{number}")).collect();
    let accept: Vec<String> = (0..9000).map(|number| format!("image/{number}")).collect();
    let text = words("<b> & \u{202e}", 40_000);
    let list: Vec<String> = (0..9000).map(|number| format!("- item {number}")).collect();
    let defs = json!({
        "main": {"type": "object", "description": text, "properties": {
            "values": {"type": "string", "knownValues": values, "description": text},
            "blob": {"type": "blob", "accept": accept},
            "text": {"type": "string", "description": list.join("\n")},
            "last": {"type": "string"}
        }},
        "values": {"type": "string", "enum": values, "description": list.join("\n")},
        "end": {"type": "token", "description": words("paragraph\n\n", 9000)}
    });
    let address = format!("https://example.com/{}", "a".repeat(400_000));
    let other = json!({"main": {"type": "token", "description": address}});
    vec![document("enormous", defs), document("address", other)]
}

/// Long names, one inside another, and many of them missing.
fn names() -> Documents {
    let name = |number: usize| format!("{}{number}", "<".repeat(300));
    let field = |number| (name(number), reference(format!("com.gone.d{number}#a")));
    let inner = object((0..300).map(field));
    let outer = object((0..3).map(|number| (name(number), inner.clone())));
    vec![document(
        "names",
        json!({"main": outer, "d".repeat(1500): {"type": "token"}}),
    )]
}

/// A union of all definitions of another document, which have long descriptions, and a
/// permission set and a space that name very many documents.
fn lists() -> Documents {
    let refs: Vec<String> = (0..900)
        .map(|number| format!("com.example.members#d{number}"))
        .collect();
    let description = words("long", 800);
    let member = |_| json!({"type": "object", "description": description, "properties": {}});
    let names: Vec<String> = (0..6000)
        .map(|number| format!("com.example.c{number}"))
        .collect();
    vec![
        document("members", definitions(900, member)),
        document(
            "union",
            json!({"main": one("u", json!({"type": "union", "refs": refs}))}),
        ),
        document(
            "authAll",
            json!({"main": {"type": "permission-set", "title": "All",
            "detail": "All.", "permissions":
            [{"type": "permission", "resource": "repo", "collection": names}]}}),
        ),
        document(
            "room",
            json!({"main": {"type": "space", "key": "any", "name": "Room",
            "collections": names}}),
        ),
    ]
}

/// Very many documents in few namespaces.
fn namespaces() -> Documents {
    let documents = (0..2500).map(|number| {
        let nsid = format!("com.example{}.part{}.name{number}", number % 3, number % 40);
        let mut main = one("a", json!({"type": "string"}));
        main["description"] = json!("What this is about, in a sentence.");
        (nsid, json!({"main": main}))
    });
    documents.collect()
}

/// The name of a set, and what makes it.
type Set = (&'static str, fn() -> Documents);

const SETS: [Set; 7] = [
    ("chain", chain),
    ("star", star),
    ("rows", rows),
    ("enormous", enormous),
    ("names", names),
    ("lists", lists),
    ("namespaces", namespaces),
];

fn written(documents: &Documents) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (nsid, defs) in documents {
        let text = json!({"lexicon": 1, "id": nsid, "defs": defs}).to_string();
        fs::write(folder.path().join(format!("{nsid}.json")), text).expect("it can be written");
    }
    folder
}

/// The `id`s of a document whose names are letters and digits: of definitions, fields,
/// parameters and errors.
fn places(place: &str, r#type: &Value, found: &mut BTreeSet<String>) {
    for inner in ["record", "schema", "items"] {
        if let Some(inner) = r#type.get(inner) {
            places(place, inner, found);
        }
    }
    for part in ["parameters", "input", "output"] {
        if let Some(inner) = r#type.get(part) {
            places(&format!("{place}.{part}"), inner, found);
        }
    }
    for (name, inner) in r#type["properties"].as_object().into_iter().flatten() {
        let place = format!("{place}.{name}");
        places(&place, inner, found);
        found.insert(place);
    }
    for error in r#type["errors"].as_array().into_iter().flatten() {
        found.insert(format!(
            "{place}.errors.{}",
            error["name"].as_str().unwrap_or_default()
        ));
    }
}

/// The texts of a page and its parts, first to last.
fn parts(site: &Path, page: &str) -> Vec<String> {
    let files = (1..).map(|number| match number {
        1 => format!("{page}.html"),
        _ => format!("{page}-{number}.html"),
    });
    let texts = files.map_while(|file| fs::read_to_string(site.join(file)).ok());
    texts.collect()
}

#[test]
fn no_page_is_too_large() {
    for (set, documents) in SETS {
        let documents = documents();
        let input = written(&documents);
        let site = pages(&[input.path()], &["--quiet"]);
        // The size of each file, links, and that no `id` is there twice.
        assert!(links::check(site.path()) > 1000, "{set}");
        for (nsid, defs) in documents.iter().filter(|_| set != "names") {
            let mut expected = BTreeSet::new();
            for (name, definition) in defs.as_object().expect("definitions") {
                expected.insert(name.clone());
                places(name, definition, &mut expected);
            }
            let text = parts(site.path(), nsid).concat();
            let mut ids: Vec<&str> = links::attributes(&text, "id").collect();
            ids.sort_unstable();
            for place in expected {
                let start = ids.partition_point(|id| **id < *place);
                let found = ids[start..].iter().take_while(|id| **id == place);
                assert_eq!(found.count(), 1, "{set}: {nsid}#{place}");
            }
        }
        if set == "rows" {
            let again = docs(&[input.path()], site.path(), &[]);
            let said = String::from_utf8_lossy(&again.stderr);
            assert!(said.contains(" 0 files written, "), "{said}");
        }
    }
}

#[test]
fn a_page_that_is_large_says_where_everything_is() {
    let site = pages(&[written(&chain()).path()], &["--quiet"]);
    let parts = parts(site.path(), "com.example.chain");
    assert!(parts.len() > 3);
    // Names are in the order of the page.
    assert!(parts[0].contains("<li><strong>d0 – d"), "{}", parts[0]);
    assert!(parts[0].contains("<a href=\"com.example.chain-2.html\">Next part</a>"));
    assert!(parts[1].contains("<a href=\"com.example.chain.html\">Previous part</a>"));
    let with = |id: &str| {
        let id = format!("<section class=\"section\" id=\"{id}\"");
        let index = parts.iter().position(|part| part.contains(&id));
        index.map_or(0, |index| index + 1)
    };
    let link = format!("com.example.chain-{}.html#d1150", with("d1150"));
    let end = fs::read_to_string(site.path().join("com.example.end.html")).expect("a page");
    assert!(end.contains(&link), "{end}");
    let search = fs::read_to_string(site.path().join("search-index.js")).expect("a file");
    let entry = format!("[\"d1150\",\"d1150\",\"\",{}]", with("d1150"));
    assert!(search.contains(&entry), "{entry}");
}

#[test]
fn what_is_cut_is_counted_and_is_in_the_json() {
    let site = pages(&[written(&enormous()).path()], &["--quiet"]);
    let text = parts(site.path(), "com.example.enormous").concat();
    // Of a list in a row: what is shown and what is counted are all of it.
    let row = text.split("id=\"main.values\"").nth(1).expect("a row");
    let row = row.split("</tr>").next().unwrap_or_default();
    let shown = row.matches("<code>value-").count();
    let rest = format!(
        "<a href=\"com.example.enormous-json.html\">and {},{:03} more</a>",
        (9000 - shown) / 1000,
        (9000 - shown) % 1000
    );
    assert!(shown > 100 && row.contains(&rest), "{shown}");
    // Outside of rows, nothing is cut.
    let items = between(&text, "<li>", "</li>");
    for number in 0..9000 {
        assert!(items.contains(&*format!("item {number}")), "{number}");
        let value = format!("<code>value-{number}</code>");
        assert!(items.contains(&*value), "{number}");
    }
    let json = parts(site.path(), "com.example.enormous-json").concat();
    let strings = between(&json, "&#34;", "&#34;");
    for number in 0..9000 {
        for value in ["value-", "image/"] {
            let value = format!("{value}{number}");
            assert!(strings.contains(&*value), "{value}");
        }
    }
}

/// What is between these two in a text.
fn between<'t>(text: &'t str, start: &str, end: &str) -> BTreeSet<&'t str> {
    let starts = text.match_indices(start);
    let pieces = starts.map(|(at, _)| {
        let piece = &text[at + start.len()..];
        piece.split(end).next().unwrap_or_default()
    });
    pieces.collect()
}

#[test]
fn all_users_and_all_documents_are_listed() {
    let site = pages(&[written(&star()).path()], &["--quiet"]);
    for page in ["com.example.centre-users", "index"] {
        let text = parts(site.path(), page).concat();
        let links: BTreeSet<&str> = links::attributes(&text, "href").collect();
        let pages = links
            .iter()
            .map(|link| link.split('#').next().unwrap_or_default());
        let pages: BTreeSet<&str> = pages.collect();
        for number in 0..1100 {
            let user = format!("com.example.user{number}.html");
            assert!(pages.contains(&*user), "{page}: {user}");
        }
    }
}
