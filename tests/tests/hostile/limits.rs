//! The cost of deep, long or many definitions is linear in their size.

use std::collections::{BTreeMap, BTreeSet};

use lexgen::__internal::{
    compare::compare,
    ir::Ir,
    items::Options,
    print::{files, single_file},
};
use lexgen::syntax::Nsid;
use lexgen_tests::random::Stranger;
use serde_json::{Value, json};

use crate::sets;

fn document(defs: Value) -> Vec<Value> {
    vec![json!({"lexicon": 1, "id": "com.example.limits", "defs": defs})]
}

fn arrays(levels: usize) -> Value {
    let text = json!({"type": "string", "maxLength": 5});
    (0..levels).fold(
        text,
        |it, _| json!({"type": "array", "items": it, "maxLength": 5}),
    )
}

fn objects(levels: usize, inner: Value) -> Value {
    (0..levels).fold(
        inner,
        |it, _| json!({"type": "object", "required": ["items"], "properties": {"items": it}}),
    )
}

/// Runs on the small stacks of tests and worker threads.
#[test]
fn the_deepest_types_allowed_are_generated() {
    let ir = sets::sound(&document(json!({
        "main": objects(30, arrays(32)),
        "towers": objects(47, json!({"type": "integer"})),
        "arrays": arrays(32),
    })));
    let text = single_file(&ir, &Options::default()).expect("laid out");
    assert!(syn::parse_file(&text).is_ok(), "{text}");
}

#[test]
fn one_level_more_is_refused_where_it_is() {
    for (inner, pointer) in [
        (arrays(33), "/defs/main"),
        (objects(1, arrays(33)), "/defs/main/properties/items"),
    ] {
        let (_, errors) = sets::compile(&sets::sources(&document(json!({ "main": inner }))));
        let [error] = &*errors else {
            panic!("{errors:?}")
        };
        assert_eq!(error.code, "too-deep");
        let place = error.place.as_ref().expect("a place");
        assert_eq!(
            place.pointer.to_string(),
            pointer.to_owned() + &"/items".repeat(32)
        );
    }
}

/// Each level refers to the next one many times: if references were expanded, the
/// size would be exponential.
#[test]
fn references_that_multiply_are_not_followed_each_time() {
    let laughs = |last: &str| {
        let mut defs = serde_json::Map::new();
        let refers = |level: usize| json!({"type": "ref", "ref": format!("#level{level}")});
        for level in 0..60 {
            let properties: BTreeMap<_, _> = (0..9)
                .map(|it| (format!("p{it}"), refers(level + 1)))
                .collect();
            let required: Vec<_> = properties.keys().collect();
            let object = json!({"type": "object", "required": required, "properties": properties});
            defs.insert(format!("level{level}"), object);
        }
        defs.insert("level60".to_owned(), json!({ "type": last }));
        let input = json!({"encoding": "application/json", "schema": refers(0)});
        defs.insert(
            "main".to_owned(),
            json!({"type": "procedure", "input": input, "output": input}),
        );
        sets::sound(&document(defs.into()))
    };
    let (old, new): (Ir, Ir) = (laughs("string"), laughs("integer"));
    let text = single_file(&old, &Options::default()).expect("laid out");
    assert!(text.len() < 1_000_000);
    let comparison = compare(&old, &new, &lexgen::__internal::compare::Options::default());
    assert!(!comparison.verdicts.is_empty());
}

#[test]
fn no_description_takes_longer_than_its_length() {
    for piece in [
        "`",
        "~ ",
        "` ~ a ",
        "http://",
        "http://a\"",
        "[",
        "_",
        "*",
        "\\",
        "a `~ ",
        "<",
        "&a",
        "\u{202e}",
        "\n\n",
        "DEPRECATED ",
        "a",
    ] {
        let text = piece.repeat(150_000 / piece.len());
        let ir = sets::sound(&document(json!({
            "main": {"type": "token", "description": text},
            "value": {"type": "object", "properties": {"a": {"type": "string", "default": text}}},
        })));
        let code = single_file(&ir, &Options::default()).expect("laid out");
        assert!(code.len() < 40 * text.len(), "{piece}: {}", code.len());
    }
}

/// Names of modules are valid file names on every system.
#[test]
fn every_path_is_one_file_on_every_system() {
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    for seed in 0..400 {
        let ir = sets::sound(&Stranger::new(seed).lexicons());
        let mut seen = BTreeSet::new();
        for file in files(&ir, &Options::default()).expect("laid out") {
            let path = file.path.strip_suffix(".rs").expect("Rust");
            assert!(seen.insert(file.path.to_lowercase()), "{}", file.path);
            for part in path.split('/') {
                let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
                assert!(
                    !part.is_empty() && part.chars().all(is_plain),
                    "{}",
                    file.path
                );
                let stem = part.trim_end_matches(|c: char| c.is_ascii_digit());
                let is_port = (stem == "com" || stem == "lpt") && stem.len() + 1 == part.len();
                assert!(!DEVICES.contains(&part) && !is_port, "{}", file.path);
                assert!(part.len() < 200, "{}", file.path);
            }
        }
    }
}

/// The longest name, and the largest number of segments.
#[test]
fn the_longest_ids_are_names_of_files() {
    let long = format!("com.{}.{}", [&*"a".repeat(63); 3].join("."), "z".repeat(63));
    let many = format!("com.{}.x", ["b"; 120].join("."));
    for id in [long, many] {
        assert!(Nsid::new(&id).is_ok(), "{id}");
        let document = json!({"lexicon": 1, "id": id, "defs": {"main": {"type": "token"}}});
        let ir = sets::sound(&[document]);
        let files = files(&ir, &Options::default()).expect("laid out");
        assert!(files.iter().all(|it| it.path.len() < 400), "{files:?}");
    }
}
