//! Generated code is formatted like prettyplease does, which itself is used only
//! for lines that are too long. This holds for arbitrary lexicons, and names of
//! any length.

use lexgen::__internal::{
    ir::Ir,
    items::{DeriveFor, Options, Strictness},
    print::files,
};
use lexgen_tests::random::{Author, Stranger};
use serde_json::{Value, json};

use crate::sets;

#[test]
fn real_lexicons_are_laid_out_as_prettyplease_would() {
    let mut seen = Seen::default();
    for ir in sets::real() {
        seen.look_at(&ir);
    }
    seen.assert_many(500);
}

#[test]
fn random_lexicons_are_laid_out_as_prettyplease_would() {
    let mut seen = Seen::default();
    for seed in 0..sets::count("LEXGEN_RANDOM_SETS", 200) as u64 {
        seen.look_at(&sets::sound(&Stranger::new(seed).lexicons()));
        // Some of these are invalid; the others are enough.
        let (ir, _) = sets::compile(&sets::sources(&Author::new(seed).lexicons()));
        seen.look_at(&ir);
    }
    seen.assert_many(5_000);
}

/// Some of these lengths give the longest line that still fits, for each layout.
#[test]
fn names_of_every_length_are_laid_out_as_prettyplease_would() {
    let mut seen = Seen::default();
    for length in 1..=100 {
        seen.look_at(&sets::sound(&named(length)));
    }
    seen.assert_many(2_000);
}

/// Every construct, with names of this length.
fn named(length: usize) -> Vec<Value> {
    let name = "a".repeat(length);
    // The last segment of an NSID has at most 63 characters.
    let id = |first: &str| format!("com.example.{first}{}", "a".repeat(length.min(62)));
    let text = json!({"type": "string"});
    let known = json!({"type": "string", "knownValues": [name, "b"], "default": name});
    let closed = json!({"type": "string", "enum": [name, "b"]});
    let refers = json!({"type": "ref", "ref": format!("{}#{name}", id("o"))});
    let union = json!({"type": "union", "refs": [format!("{}#{name}", id("o"))]});
    let list = json!({"type": "array", "items": refers});
    let object = |required: Value| {
        json!({"type": "object", "required": required, "nullable": ["c"], "properties": {
            name.clone(): text, "b": known, "c": list, "d": union, "e": refers, "f": closed,
            "g": {"type": "boolean", "default": false},
            format!("{name}z"): {"type": "string", "default": name},
        }})
    };
    let query = json!({
        "type": "query",
        "parameters": {"type": "params", "properties": {
            name.clone(): {"type": "integer", "default": 1},
            "b": {"type": "boolean", "default": true},
        }},
        "output": {"encoding": format!("text/{name}")},
        "errors": [{"name": name, "description": format!("deprecated: {name}")}],
    });
    let document = |id: String, defs: Value| json!({"lexicon": 1, "id": id, "defs": defs});
    vec![
        document(
            id("o"),
            json!({
                name.clone(): object(json!([])),
                "one": {"type": "object", "required": [name], "properties": {name.clone(): refers}},
                "two": {"type": "object", "required": ["b"], "properties": {
                    "b": refers, name.clone(): text}},
                "all": object(json!([name, "b", "c", "d", "e", "f"])),
                "list": list,
                "loop": {"type": "array", "items": {"type": "ref", "ref": "#loop"}},
                "word": {"type": "token", "description": format!("deprecated: {name}")},
            }),
        ),
        document(id("q"), json!({"main": query})),
        document(
            id("r"),
            json!({"main": {"type": "record", "key": "any", "record": object(json!([name]))}}),
        ),
        document(
            id("s"),
            json!({"main": {"type": "permission-set", "title": name, "permissions": [
                {"type": "permission", "resource": "repo", "collection": [id("r")]}]}}),
        ),
    ]
}

#[derive(Default)]
struct Seen {
    paragraphs: usize,
}

impl Seen {
    fn look_at(&mut self, ir: &Ir) {
        let plain = Options::default();
        let demanding = Options {
            derives: ["Hash", "::serde::Serialize"]
                .map(|it| it.parse().expect("a path"))
                .into(),
            derive_for: vec![DeriveFor {
                types: vec!["*".parse().expect("a pattern")],
                attributes: vec!["x(a = \"b\")".parse().expect("an attribute")],
                fields: ["extra", "Other"]
                    .map(|name| (name.to_owned(), vec!["y".parse().expect("an attribute")]))
                    .into(),
                ..DeriveFor::default()
            }],
            runtime: "crate::somewhere::else_::the_runtime"
                .parse()
                .expect("a path"),
            strictness: Strictness::Strict,
            // Feature gates are formatted separately.
            features_per_namespace: false,
            record_enum: Some("AnyRecord".to_owned()),
        };
        for options in [plain, demanding] {
            for file in files(ir, &options).expect("laid out") {
                for paragraph in file.text.split("\n\n") {
                    self.paragraph(paragraph, &options.runtime.to_string());
                }
            }
        }
    }

    fn paragraph(&mut self, text: &str, runtime: &str) {
        let is_table = || {
            let rest = text.strip_prefix(runtime);
            rest.is_some_and(|rest| rest.starts_with("::"))
        };
        // Comments, which a syntax tree does not contain, and custom formatting.
        if text.starts_with("// ") || text.starts_with("#![") || is_table() {
            return;
        }
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let expected = prettyplease::unparse(&file);
        assert!(
            expected.trim_end() == text.trim_end(),
            "generated:\n{text}\n\nprettyplease:\n{expected}"
        );
        self.paragraphs += 1;
    }

    /// Asserts that something was compared.
    fn assert_many(&self, least: usize) {
        assert!(self.paragraphs >= least, "{} paragraphs", self.paragraphs);
    }
}
