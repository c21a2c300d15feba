//! What authors of lexicons use, over every lexicon there is.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::Output,
};

use jsonschema::Validator;
use lexgen_tests::{
    corpus, json_files, lexgen, lexicons,
    random::{Mutant, Random, Stranger},
};
use serde_json::Value;

/// Runs the command in a folder.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = lexgen();
    command.args(arguments).current_dir(folder);
    command.output().expect("the binary was built")
}

/// The CIDs of every document in a folder.
fn cids(folder: &Path) -> String {
    let files = json_files(folder);
    let names = files.iter().map(|path| path.to_str().expect("plain names"));
    let arguments: Vec<&str> = ["cid"].into_iter().chain(names).collect();
    String::from_utf8(run(folder, &arguments).stdout).expect("text")
}

/// Formats every document in a folder, and returns the summary.
fn assert_formatting_keeps_the_data(folder: &Path) -> String {
    let before = cids(folder);
    let output = run(folder, &["fmt", "."]);
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(output.status.success(), "{said}");
    assert_eq!(cids(folder), before);
    assert!(before.contains("bafyrei"), "{before}");
    let again = run(folder, &["fmt", ".", "--check"]);
    assert!(again.status.success(), "{again:?}");
    said
}

/// A folder with copies of all documents of another one.
fn copy(from: &Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (number, path) in json_files(from).iter().enumerate() {
        let to = folder.path().join(format!("{number}.json"));
        fs::copy(path, to).expect("a file can be copied");
    }
    folder
}

#[test]
fn formatting_keeps_the_data_of_every_lexicon() {
    let official = corpus("official");
    if let Some(official) = &official {
        let said = assert_formatting_keeps_the_data(copy(official).path());
        // The guide says so.
        assert!(said.contains("402 documents: 228 changed"), "{said}");
    }
    for folder in [Some(lexicons()), corpus("official-2025-02")]
        .into_iter()
        .flatten()
    {
        assert_formatting_keeps_the_data(copy(&folder).path());
    }
}

#[test]
fn formatting_keeps_the_data_of_random_lexicons() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for seed in 0..100 {
        let set = folder.path().join(seed.to_string());
        fs::create_dir(&set).expect("a folder can be made");
        for (number, document) in Stranger::new(seed).lexicons().iter().enumerate() {
            fs::write(set.join(format!("{number}.json")), document.to_string()).expect("written");
        }
    }
    assert_formatting_keeps_the_data(folder.path());
}

/// The validator of what `lexgen schema` prints.
fn schema(of: &str) -> Validator {
    let output = run(Path::new("."), &["schema", of]);
    let schema: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    jsonschema::draft7::meta::validate(&schema).expect("a schema");
    jsonschema::validator_for(&schema).expect("a schema")
}

fn problems(schema: &Validator, value: &Value) -> String {
    let errors = schema.iter_errors(value);
    let errors = errors.map(|error| format!("{}: {error}", error.instance_path()));
    errors.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_schema_of_lexicons_accepts_every_lexicon() {
    let schema = schema("lexicon");
    let folders = [
        Some(lexicons()),
        corpus("official"),
        corpus("official-2025-02"),
    ];
    for path in folders.iter().flatten().flat_map(|it| json_files(it)) {
        let text = fs::read_to_string(&path).expect("readable");
        let document: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(problems(&schema, &document), "", "{}", path.display());
    }
    for seed in 0..300 {
        for document in Stranger::new(seed).lexicons() {
            assert_eq!(problems(&schema, &document), "", "seed {seed}: {document}");
        }
    }
    // What `null` and other spellings mean is decided in the same way.
    let unusual = serde_json::json!({
        "lexicon": 1.0, "id": "com.example.a", "revision": "x", "description": null, "other": {},
        "defs": { "main": { "type": "query", "parameters": null, "output": null, "errors": null } },
    });
    assert_eq!(problems(&schema, &unusual), "");
}

/// Mistakes that JSON Schema cannot see: those in the text, and those that are between
/// two values.
const NOT_IN_ONE_VALUE: [&str; 14] = [
    "invalid-json",
    "not-utf8",
    "repeated-key",
    "too-deep",
    "missing-document",
    "missing-definition",
    "not-a-type",
    "not-a-member",
    "duplicate-id",
    "undefined-property",
    "bounds-out-of-order",
    "unsatisfiable-type",
    "infinite-type",
    "value-not-allowed",
];

#[test]
fn the_schema_of_lexicons_refuses_every_mistake_in_one_value() {
    let schema = schema("lexicon");
    let mut refused: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..600 {
        let documents = Stranger::new(seed).lexicons();
        let mut random = Random::new(seed);
        for _ in 0..10 {
            let mutant = Mutant::of(&documents, &mut random);
            if NOT_IN_ONE_VALUE.contains(&mutant.code) {
                continue;
            }
            let text = &mutant.texts[mutant.document];
            let document: Value = serde_json::from_slice(text).expect("JSON");
            assert!(
                !schema.is_valid(&document),
                "seed {seed}, {} at {:?}: {document}",
                mutant.mutation,
                mutant.spot
            );
            *refused.entry(mutant.code).or_default() += 1;
        }
    }
    assert!(refused.len() > 15, "{refused:?}");
}

/// The settings in a `lexgen.toml`.
fn settings(text: &str) -> Value {
    toml::from_str(text).expect("TOML")
}

#[test]
fn the_schema_of_settings_knows_every_setting() {
    let schema = schema("settings");
    let folder = tempfile::tempdir().expect("a folder can be made");
    run(folder.path(), &["init"]);
    let starter = fs::read_to_string(folder.path().join("lexgen.toml")).expect("written");
    assert_eq!(problems(&schema, &settings(&starter)), "");
    let is_setting = |line: &&str| line.contains(" = ") || line.starts_with('[');
    let all: Vec<_> = (starter.lines())
        .map(|line| line.strip_prefix("# ").filter(is_setting).unwrap_or(line))
        .collect();
    let all = settings(&all.join("\n"));
    assert_eq!(problems(&schema, &all), "");
    let described = all.as_object().expect("a table").len();
    assert!(described > 15, "{all}");
    for mistake in [
        "inlcude = []",
        "inputs = 'lexicons'",
        "single-file = 1",
        "include = ['com..a']",
        "include = ['com.*.a']",
        "strictness = 'Strict'",
        "[extern-paths]\n'com.atproto' = 1",
        "[[derive-for]]\nderives = []",
        "[fmt]\ninclude = []",
        "[lint]\nallow = ['no-such-rule']",
        "[lint]\ndeny = ['unknown-type']",
        "[[lint.exceptions]]\nrule = 'default-true'\nnsid = '*'",
        "[breaking]\ncategories = ['wires']",
    ] {
        assert!(!schema.is_valid(&settings(mistake)), "{mistake}");
        let path = folder.path().join("lexgen.toml");
        fs::write(&path, mistake).expect("written");
        assert_eq!(
            run(folder.path(), &["check"]).status.code(),
            Some(2),
            "{mistake}"
        );
    }
    for fine in [
        "[lint]\ndeny = ['warnings', 'default-true']",
        "[[lint.exceptions]]\nrule = 'default-true'\nnsid = '*'\nreason = 'r'",
        "include = ['*', 'com.*', 'com.example.*', 'com.example.post']",
        "[breaking]\nunstable = ['com.example.*']\nserved-by-others = ['com.example.getFeed']",
    ] {
        assert_eq!(problems(&schema, &settings(fine)), "", "{fine}");
    }
}

/// What the reader of settings names in an error is what the schema describes, in every
/// table.
#[test]
fn the_schema_of_settings_has_the_settings_of_every_table() {
    let output = run(Path::new("."), &["schema", "settings"]);
    let schema: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (table, pointer) in [
        ("", ""),
        ("[[derive-for]]", "/properties/derive-for/items"),
        ("[fmt]", "/properties/fmt"),
        ("[lint]", "/properties/lint"),
        (
            "[[lint.exceptions]]",
            "/properties/lint/properties/exceptions/items",
        ),
        ("[breaking]", "/properties/breaking"),
        (
            "[[breaking.exceptions]]",
            "/properties/breaking/properties/exceptions/items",
        ),
    ] {
        let text = format!("{table}\nno-setting = 1\n");
        fs::write(folder.path().join("lexgen.toml"), text).expect("written");
        let output = run(folder.path(), &["check"]);
        let told = String::from_utf8(output.stderr).expect("UTF-8");
        let (_, told) = told
            .split_once("the settings are ")
            .expect("they are listed");
        let told: BTreeSet<_> = told
            .lines()
            .next()
            .unwrap_or_default()
            .split(", ")
            .collect();
        let described = schema.pointer(&format!("{pointer}/properties"));
        let described = described.and_then(Value::as_object).expect("an object");
        let described: BTreeSet<_> = described.keys().map(String::as_str).collect();
        assert_eq!(told, described, "{table}");
    }
}
