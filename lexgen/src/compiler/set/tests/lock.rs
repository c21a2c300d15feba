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

fn load_text(text: &str) -> Loaded {
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

fn snapshot(set: &Loaded) -> String {
    lock::render(&lock::pins(set).unwrap())
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

/// Removes what a snapshot does not keep: descriptions, and the order of lists
/// in which it has no meaning.
fn bare(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(bare).collect(),
        Value::Object(members) => members
            .into_iter()
            .filter(|(key, _)| key != "description")
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
      "lexgen": 1,
      "last": "com.example.it",
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
    insta::assert_snapshot!(lock::render(&lock::Pins::new()), @r#"
    {
      "lexgen": 1,
      "last": "",
      "documents": {}
    }
    "#);
    assert_eq!(report(&load_text(&lock::render(&lock::Pins::new()))), "");
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
        (found[0].code, place.pointer.as_str()),
        ("not-data", "/defs/main/x-weight")
    );
}

/// A snapshot of one small document.
fn small() -> String {
    snapshot(&one(r#"{"main":{"type":"token"}}"#))
}

fn problems(text: &str) -> String {
    report(&load_text(text))
}

#[test]
fn errors_in_a_snapshot_are_shown_where_they_stand() {
    insta::assert_snapshot!(problems(&small().replace("token", "tokn")), @r#"
    error[snapshot-edited]: the entry of `com.example.it`, or one before it, was edited, removed or merged wrongly
     --> lexicons.lock:5:5
      |
    5 |     "com.example.it": {
      |     ^^^^^^^^^^^^^^^^
      |
      = at: /documents/com.example.it
      = help: restore the file from version control, or write it again with `lexgen snapshot --accept`

    error[unknown-type]: unknown type `tokn`
      --> lexicons.lock:12:29
       |
    12 |           "main": { "type": "tokn" }
       |                             ^^^^^^ not a type of the language
       |
       = at: /defs/main/type
       = help: did you mean `token`?
    "#);
    let conflict = small().replace(
        "      \"cid\"",
        "<<<<<<< HEAD\n      \"cid\": \"a\",\n=======\n>>>>>>> other\n      \"cid\"",
    );
    insta::assert_snapshot!(problems(&conflict), @r#"
    error[snapshot-conflict]: the snapshot contains conflict markers
     --> lexicons.lock:6:1
      |
    6 | <<<<<<< HEAD
      | ^^^^^^^^^^^^ conflict marker
      |
      = help: merge the lexicons, use either side of the snapshot, and run `lexgen snapshot` to review the changes
    "#);
    insta::assert_snapshot!(problems(&small().replace("\"lexgen\": 1", "\"lexgen\": 2, \"more\": []")), @r#"
    error[snapshot-version]: the snapshot has format version 2, but this lexgen supports 1
     --> lexicons.lock:2:13
      |
    2 |   "lexgen": 2, "more": [],
      |             ^
      |
      = at: /lexgen
      = help: use the newer lexgen that wrote it
    "#);
    insta::assert_snapshot!(problems(&small().replace("\"com.example.it\": {", "\"com.example.at\": {")), @r#"
    error[snapshot-form]: the document of `com.example.at` has a different `id`
      --> lexicons.lock:10:15
       |
    10 |         "id": "com.example.it",
       |               ^^^^^^^^^^^^^^^^
       |
       = at: /documents/com.example.at/document
       = help: `lexgen snapshot --accept` writes it again from the lexicons
    "#);
    insta::assert_snapshot!(problems(&small().replace("\"cid\": \"", "\"cid\": \"!")), @r#"
    error[snapshot-form]: the `cid` of `com.example.it` is not a valid CID
     --> lexicons.lock:6:14
      |
    6 |       "cid": "!bafyreigltapw75447khy3pwt45odp4tq7hjzmzgnxdxrkz5gsdfwc4oryy",
      |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = at: /documents/com.example.it/cid
      = help: `lexgen snapshot --accept` writes it again from the lexicons
    "#);
}

#[test]
fn every_other_damage_is_an_error_too() {
    let text = small();
    let twice = text.replace("\"lexgen\": 1", "\"lexgen\": 1, \"lexgen\": 1");
    for (damaged, says) in [
        (twice, "duplicate key `lexgen`"),
        (text.replace("\"cid\"", "\"cdi\""), "unknown key `cdi`"),
        (text.replace("\"cid\"", "\"cdi\""), "missing key `cid`"),
        (
            text.replace("\"lexgen\": 1", "\"lexgen\": \"1\""),
            "must be a number",
        ),
        (
            text.replace("\"com.example.it\":", "\"it\":"),
            "not an NSID",
        ),
        (
            text.replace("\"documents\"", "\"more\""),
            "missing key `documents`",
        ),
        (
            "{\"lexgen\": 1, \"documents\": []}".into(),
            "must be an object",
        ),
        ("[]".into(), "must be a JSON object"),
        (String::new(), "not valid JSON"),
        (
            text.replace("1,\n  \"last", "1\n  \"last"),
            "not valid JSON",
        ),
        (
            text.replace("\"digest\"", "\"dgst\""),
            "missing key `digest`",
        ),
    ] {
        let set = load_text(&damaged);
        assert!(set.has_errors());
        assert!(
            report(&set).contains(says),
            "no `{says}` in {}",
            report(&set)
        );
    }
    // Truncated at every byte.
    for end in 0..text.trim_end().len() {
        assert!(load_text(&text[..end]).has_errors(), "cut at {end}");
    }
}

/// A snapshot of documents with these names.
fn of(names: &[&str]) -> String {
    let text: String = names
        .iter()
        .map(|name| lexicon(&format!("com.example.{name}"), "string"))
        .collect();
    let input = Input::text("all.json", text);
    snapshot(&load_inputs(&[input], &Limits::default()))
}

#[test]
fn edited_entries_do_not_fit_to_their_digests() {
    let text = of(&["a", "b", "c"]);
    assert_eq!(problems(&text), "");
    // How it is formatted does not count.
    assert_eq!(problems(&text.replace("\n  ", "")), "");
    assert_eq!(problems(&text.replace('\n', "\r\n")), "");
    let (start, rest) = text.split_once("\n    ").unwrap();
    let rest = rest.strip_suffix("\n    }\n  }\n}\n").unwrap();
    let entries: Vec<&str> = rest.split("\n    },\n    ").collect();
    assert_eq!(entries.len(), 3);
    let problems = |entries: &[String]| {
        problems(&format!(
            "{start}\n    {}\n    }}\n  }}\n}}\n",
            entries.join("\n    },\n    ")
        ))
    };
    let entries: Vec<String> = entries.into_iter().map(str::to_owned).collect();
    assert_eq!(problems(&entries), "");
    for index in 0..entries.len() {
        let mut without = entries.clone();
        without.remove(index);
        let mut edited = vec![without];
        for (from, to) in [
            ("\"digest\": \"", "\"digest\": \"0"),
            ("\"type\": \"string\"", "\"type\": \"integer\""),
            ("\"cid\": \"bafyrei", "\"cid\": \"bafyreia"),
        ] {
            let mut entries = entries.clone();
            entries[index] = entries[index].replace(from, to);
            edited.push(entries);
        }
        for edited in edited {
            let problems = problems(&edited);
            let is_known = ["[snapshot-edited]", "not a valid CID"]
                .iter()
                .any(|it| problems.contains(it));
            assert!(is_known, "{index}: {edited:?}: {problems}");
        }
    }
}

#[test]
fn documents_that_two_branches_add_merge() {
    let folder = temporary();
    let path = |name: &str| folder.path().join(name);
    let versions = [
        ("ours", of(&["b", "d", "d2", "f"])),
        ("base", of(&["b", "d", "f"])),
        ("theirs", of(&["a", "b", "d", "f", "g"])),
    ];
    for (name, text) in versions {
        fs::write(path(name), text).unwrap();
    }
    let merge = std::process::Command::new("git")
        .args(["merge-file", "-p", "ours", "base", "theirs"])
        .current_dir(folder.path())
        .output();
    let Ok(merged) = merge else {
        println!("skipped: git is not installed");
        return;
    };
    let merged = String::from_utf8(merged.stdout).unwrap();
    assert_eq!(problems(&merged), "");
    assert_eq!(merged, of(&["a", "b", "d", "d2", "f", "g"]));
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
