//! Writing and reading snapshots.

use std::path::PathBuf;

use serde_json::Value;

use super::{
    super::{load_inputs, lock},
    *,
};
use crate::compiler::read::{Input, Limits};

/// The entry of one document.
pub(super) fn meaning_of(set: &Loaded, nsid: &str) -> String {
    let document = set.documents.iter().find(|it| it.id.as_str() == nsid);
    lock::meaning(document.expect(nsid))
}

fn load_folder(folder: &Path) -> Loaded {
    load_inputs(&[Input::Path(folder.to_owned())], &Limits::default())
}

pub(super) fn load_text(text: &str) -> Loaded {
    let folder = temporary();
    put(folder.path(), lock::NAME, text);
    let mut set = load_in(folder.path(), lock::NAME, &[]).unwrap();
    // The folder has a different name in each run.
    let mut sources = crate::compiler::source::Sources::default();
    for (_, source) in set.sources.iter() {
        let mut source = source.clone();
        source.name = lock::NAME.into();
        sources.push(source);
    }
    set.sources = sources;
    set
}

pub(super) fn snapshot(set: &Loaded) -> String {
    lock::render(&lock::pins(set).unwrap(), &set.retired)
}

fn one(defs: &str) -> Loaded {
    let text = format!(r#"{{"lexicon":1,"id":"com.example.it","defs":{defs}}}"#);
    let input = Input::Text {
        name: "it.json".into(),
        bytes: text.into(),
    };
    let set = load_inputs(&[input], &Limits::default());
    assert!(!set.has_errors(), "{}", report(&set));
    set
}

/// A snapshot of one small document.
pub(super) fn small() -> String {
    snapshot(&one(r#"{"main":{"type":"token"}}"#))
}

pub(super) fn problems(text: &str) -> String {
    report(&load_text(text))
}

/// Removes what a snapshot does not keep: descriptions, and the order of lists
/// in which it has no meaning.
fn bare(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(bare).collect(),
        Value::Object(members) => members
            .into_iter()
            .filter(|(key, _)| key != "description" && key != "message_description")
            .map(|(key, value)| {
                let mut value = bare(value);
                let is_set = ["accept", "collection", "action", "lxm"].contains(&key.as_str());
                if let Value::Array(items) = &mut value
                    && (is_set || items.iter().all(Value::is_i64))
                {
                    items.sort_by_key(ToString::to_string);
                }
                (key, value)
            })
            .collect(),
        scalar => scalar,
    }
}

fn comes_back(folder: &Path) {
    let set = load_folder(folder);
    let text = snapshot(&set);
    let back = load_text(&text);
    assert_eq!(report(&back), "");
    assert!(back.is_snapshot);
    assert_eq!(ids(&back), ids(&set));
    assert_eq!(bare(back.ir.to_json()), bare(set.ir.to_json()));
    assert_eq!(
        snapshot(&back),
        text,
        "a snapshot of a snapshot is the same"
    );
    println!("{}: {} bytes", folder.display(), text.len());
}

#[test]
fn what_a_snapshot_holds_means_what_the_lexicons_mean() {
    comes_back(Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../lexicons"
    )));
}

#[test]
fn what_a_snapshot_holds_of_the_protocol_means_the_same() {
    let corpus = std::env::var_os("LEXGEN_CORPUS").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpus")),
        PathBuf::from,
    );
    for name in ["official", "official-2025-02"] {
        let folder = corpus.join(name);
        if folder.is_dir() {
            comes_back(&folder);
        } else {
            println!("skipped: no lexicons at {}", folder.display());
        }
    }
}

#[test]
fn a_snapshot_is_laid_out_for_review() {
    let set = one(r##"{
            "status": {"type": "token", "description": "Kept: nothing else says it."},
            "main": {
                "type": "record", "key": "tid", "description": "Dropped.",
                "record": {
                    "type": "object", "nullable": ["b", "a"], "required": ["b", "a"],
                    "properties": {
                        "b": {"type": "string", "maxLength": 10, "format": "handle"},
                        "a": {"description": "Dropped", "type": "ref", "ref": "com.example.it#status"},
                        "description": {"type": "blob", "accept": ["image/png", "image/*"]},
                        "long": {"type": "string", "knownValues": [
                            "com.example.values#first", "com.example.values#second",
                            "com.example.values#third"
                        ]},
                        "none": {"type": "blob", "accept": []},
                        "list": {"type": "array", "items": {"type": "union", "refs": []}}
                    }
                }
            }
        }"##);
    insta::assert_snapshot!(snapshot(&set), @r#"
    {
      "lexgen": 2,
      "names": [
        "com.example.it",
        null
      ],
      "documents": {
        "com.example.it": {
          "cid": "bafyreig46lnfuc45qt3qjarfulvmdezhu6crdmcn7hqfnv7s3onsbqyh34",
          "digest": "529cc4dcc47acdd5",
          "document": {
            "lexicon": 1,
            "id": "com.example.it",
            "defs": {
              "main": {
                "type": "record",
                "key": "tid",
                "record": {
                  "type": "object",
                  "required": ["b", "a"],
                  "nullable": ["a", "b"],
                  "properties": {
                    "a": { "type": "ref", "ref": "com.example.it#status" },
                    "b": { "type": "string", "format": "handle", "maxLength": 10 },
                    "description": {
                      "type": "blob",
                      "accept": ["image/*", "image/png"]
                    },
                    "list": {
                      "type": "array",
                      "items": {
                        "type": "union",
                        "refs": []
                      }
                    },
                    "long": {
                      "type": "string",
                      "knownValues": [
                        "com.example.values#first",
                        "com.example.values#second",
                        "com.example.values#third"
                      ]
                    },
                    "none": {
                      "type": "blob",
                      "accept": []
                    }
                  }
                }
              },
              "status": { "type": "token", "description": "Kept: nothing else says it." }
            }
          }
        }
      }
    }
    "#);
    insta::assert_snapshot!(lock::render(&lock::Pins::new(), &lock::RetiredDocuments::new()), @r#"
    {
      "lexgen": 2,
      "names": [
        null
      ],
      "documents": {}
    }
    "#);
    assert_eq!(
        report(&load_text(&lock::render(
            &lock::Pins::new(),
            &lock::RetiredDocuments::new()
        ))),
        ""
    );
}

#[test]
fn order_layout_and_descriptions_do_not_change_the_meaning_and_the_rest_does() {
    let meaning = |defs: &str| meaning_of(&one(defs), "com.example.it");
    let base = r#"{"main":{"type":"object","required":["a"],"properties":{"a":{"type":"integer"},"b":{"type":"blob","accept":["b/b","a/a"]}}}}"#;
    let same = r#"{"main":{"description":"!","properties":{"b":{"accept":["a/a","b/b"],"type":"blob"},"a":{"type":"integer","description":"?"}},"nullable":[],"required":["a"],"type":"object"}}"#;
    assert_eq!(meaning(base), meaning(same));
    for (from, to) in [
        (r#""type":"integer""#, r#""type":"integer","minimum":0"#),
        (r#""required":["a"]"#, r#""required":["a","b"]"#),
        (r#"["b/b","a/a"]"#, "[]"),
        (r#","accept":["b/b","a/a"]"#, ""),
    ] {
        assert_ne!(meaning(base), meaning(&base.replace(from, to)), "{to}");
    }
    // The order of required fields is the order of a constructor's arguments.
    let two = base.replace(r#"["a"]"#, r#"["a","b"]"#);
    assert_ne!(
        meaning(&two),
        meaning(&two.replace(r#"["a","b"]"#, r#"["b","a"]"#))
    );
}

/// A snapshot is reviewed in a terminal.
#[test]
fn hidden_characters_are_escapes_in_a_snapshot() {
    let text = snapshot(&one(
        r#"{"main":{"type":"object","properties":{"a\u009b\u202e":{"type":"string","default":"\u001b\u2066"}}}}"#,
    ));
    assert!(
        text.contains(r#""a\u009b\u202e": { "type": "string", "default": "\u001b\u2066" }"#),
        "{text}"
    );
    assert_eq!(problems(&text), "");
}

#[test]
fn the_cid_is_that_of_the_published_record_in_every_form() {
    let plain = lexicon("com.example.a", "string");
    let record = plain.replacen('{', r#"{"$type":"com.atproto.lexicon.schema","#, 1);
    let envelope = format!(r#"{{"uri":"at://x","cid":"y","value":{record}}}"#);
    let cid = |text: &str| {
        let input = Input::Text {
            name: "it".into(),
            bytes: text.into(),
        };
        let set = load_inputs(&[input], &Limits::default());
        set.cid(&set.documents[0]).unwrap()
    };
    let data: crate::Data = serde_json::from_str(&record).unwrap();
    assert_eq!(cid(&record), crate::data::cid_of(&data).unwrap());
    assert_eq!(cid(&plain), cid(&record));
    assert_eq!(cid(&envelope), cid(&record));
}

#[test]
fn a_document_without_a_cid_is_shown_with_the_reason() {
    let set = one(r#"{"main":{"type":"token","x-weight":1.5}}"#);
    let found = lock::pins(&set).unwrap_err();
    assert_eq!(found.len(), 1);
    let place = found[0].place.as_ref().unwrap();
    assert_eq!(
        (found[0].code, place.pointer.to_string()),
        ("not-data", "/defs/main/x-weight".to_owned())
    );
}

#[test]
fn a_snapshot_is_known_by_its_content_also_in_git() {
    let folder = temporary();
    put(folder.path(), "pinned.json", &small());
    let set = load_in(folder.path(), "pinned.json", &[]).unwrap();
    assert!(set.is_snapshot && ids(&set) == ["com.example.it"]);
    put(folder.path(), "lexicons.lock", "\n");
    let set = load_in(folder.path(), "lexicons.lock", &[]).unwrap();
    assert!(set.is_snapshot && set.has_errors());
    put(
        folder.path(),
        "no.json",
        &lexicon("com.example.no", "string"),
    );
    assert!(!load_in(folder.path(), "no.json", &[]).unwrap().is_snapshot);
}

/// As the first version of the format was written, with all that it remembered.
const FIRST: &str = include_str!("first/lexicons.lock");

#[test]
fn the_first_format_is_read_and_the_newest_is_written() {
    let set = load_text(FIRST);
    assert_eq!(report(&set), "");
    assert_eq!(ids(&set), ["com.example.a", "com.example.b"]);
    let text = snapshot(&set);
    for part in [
        "\"lexgen\": 2,\n  \"names\": [\n    \"com.example.a\",\n    \"com.example.b\",\n    \"com.example.c\",\n    null\n",
        "\"reason\": \"nobody had longer ones\"",
        "`maxLength` 20 added to `x` [limit-tightened]",
        "\"/defs/main/record/properties/y\": {",
        "\n  \"retired\": {\n    \"com.example.c\": {",
    ] {
        assert!(text.contains(part), "no {part} in {text}");
    }
    assert_eq!(snapshot(&load_text(&text)), text);
    // Its digests included the entry before, and the name of the last.
    for (from, to, says) in [
        ("\"y\": {", "\"z\": {", "or one before it, was edited"),
        (
            "\"on\": \"2026-01-01\"",
            "\"on\": \"2026-01-02\"",
            "merged wrongly",
        ),
        (
            "\"last\": \"com.example.b\"",
            "\"last\": \"com.example.c\"",
            "the last entry is",
        ),
    ] {
        let edited = report(&load_text(&FIRST.replace(from, to)));
        assert!(edited.contains(says), "no {says} in {edited}");
    }
    // Before that, it had no digests and forgot what was gone.
    let (documents, _) = FIRST.split_once(",\n  \"retired\"").unwrap();
    let is_digest = |line: &&str| {
        let line = line.trim_start();
        line.starts_with("\"last\"") || line.starts_with("\"digest\"")
    };
    let without: Vec<_> = documents.lines().filter(|line| !is_digest(line)).collect();
    assert_eq!(report(&load_text(&(without.join("\n") + "\n}"))), "");
}

/// As the first version of the format was written.
const ALL_ACTIONS: &str = include_str!("first/permissions.lock");

#[test]
fn an_empty_list_of_actions_means_all_in_the_first_format_and_nothing_since() {
    let set = load_text(ALL_ACTIONS);
    assert_eq!(report(&set), "");
    let all = r#"{ "type": "permission", "resource": "repo", "collection": ["com.example.post"] }"#;
    let load = |actions: &str| {
        let permissions = format!(
            r#"[
                {{"type":"permission","resource":"repo","collection":["com.example.post"]{actions}}},
                {{"type":"permission","resource":"repo","collection":["com.example.like"],
                  "action":["create"]}}
            ]"#
        );
        let set = r#"{"type":"permission-set","title":"All","permissions":"#;
        let text = format!(
            r#"{{"lexicon":1,"id":"com.example.auth","defs":{{"main":{set}{permissions}}}}}}}"#
        );
        let (name, bytes) = ("auth.json".into(), text.into());
        load_inputs(&[Input::Text { name, bytes }], &Limits::default())
    };
    let meaning = |set: &Loaded| meaning_of(set, "com.example.auth");
    assert_eq!(meaning(&set), meaning(&load("")));
    let without_spaces = meaning(&set)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(without_spaces.contains(all), "{without_spaces}");
    let nothing = load(r#","action":[]"#);
    assert_ne!(meaning(&set), meaning(&nothing));
    // The empty list of a lexicon is kept, and is read as what it is.
    let text = snapshot(&nothing);
    let back = load_text(&text);
    assert!(text.contains(r#""action": []"#), "{text}");
    assert_eq!(report(&back), "");
    assert_eq!(snapshot(&back), text);
    // Damage is found in the old format as before.
    let edited = ALL_ACTIONS.replace("\"action\": []", "\"action\": [\"update\"]");
    assert!(report(&load_text(&edited)).contains("was edited, removed or merged wrongly"));
}
