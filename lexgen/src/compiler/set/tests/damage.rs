//! Snapshots that are damaged, edited or merged.

use super::{
    super::load_inputs,
    lock::{load_text, problems, small, snapshot},
    *,
};
use crate::compiler::read::{Input, Limits};

#[test]
fn errors_in_a_snapshot_are_shown_where_they_stand() {
    insta::assert_snapshot!(problems(&small().replace("token", "tokn")), @r#"
    error[snapshot-edited]: the entry of `com.example.it` was edited or merged wrongly
     --> lexicons.lock:8:5
      |
    8 |     "com.example.it": {
      |     ^^^^^^^^^^^^^^^^
      |
      = at: /documents/com.example.it
      = help: restore the file from version control, or write it again with `lexgen snapshot --accept`

    error[unknown-type]: unknown type `tokn`
      --> lexicons.lock:15:29
       |
    15 |           "main": { "type": "tokn" }
       |                             ^^^^^^ taken for a misspelling of `token`
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
     --> lexicons.lock:9:1
      |
    9 | <<<<<<< HEAD
      | ^^^^^^^^^^^^ conflict marker
      |
      = help: merge the lexicons, and run `lexgen snapshot`: it merges what both sides accepted
    "#);
    insta::assert_snapshot!(problems(&small().replace("\"lexgen\": 2", "\"lexgen\": 3, \"more\": []")), @r#"
    error[snapshot-version]: the snapshot has format version 3, but this lexgen supports 2
     --> lexicons.lock:2:13
      |
    2 |   "lexgen": 3, "more": [],
      |             ^
      |
      = at: /lexgen
      = help: use the newer lexgen that wrote it
    "#);
    insta::assert_snapshot!(problems(&small().replace("\"com.example.it\": {", "\"com.example.at\": {")), @r#"
    error[snapshot-form]: the document of `com.example.at` has a different `id`
      --> lexicons.lock:13:15
       |
    13 |         "id": "com.example.it",
       |               ^^^^^^^^^^^^^^^^
       |
       = at: /documents/com.example.at/document
       = help: `lexgen snapshot --accept` writes it again from the lexicons
    "#);
    insta::assert_snapshot!(problems(&small().replace("\"cid\": \"", "\"cid\": \"!")), @r#"
    error[snapshot-form]: the `cid` of `com.example.it` is not a valid CID
     --> lexicons.lock:9:14
      |
    9 |       "cid": "!bafyreigltapw75447khy3pwt45odp4tq7hjzmzgnxdxrkz5gsdfwc4oryy",
      |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = at: /documents/com.example.it/cid
      = help: `lexgen snapshot --accept` writes it again from the lexicons
    "#);
}

#[test]
fn every_other_damage_is_an_error_too() {
    let text = small();
    let twice = text.replace("\"lexgen\": 2", "\"lexgen\": 2, \"lexgen\": 2");
    for (damaged, says) in [
        (twice, "duplicate key `lexgen`"),
        (text.replace("\"cid\"", "\"cdi\""), "unknown key `cdi`"),
        (text.replace("\"cid\"", "\"cdi\""), "missing key `cid`"),
        (
            text.replace("\"lexgen\": 2", "\"lexgen\": \"2\""),
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
        (text.replace("\"names\"", "\"name\""), "missing key `names`"),
        (
            text.replace("    null", "    1"),
            "a name in a snapshot must be an NSID",
        ),
        (
            "{\"lexgen\": 2, \"names\": [null], \"documents\": []}".into(),
            "must be an object",
        ),
        ("[]".into(), "must be a JSON object"),
        (String::new(), "not valid JSON"),
        (
            text.replace("2,\n  \"names", "2\n  \"names"),
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
fn edited_entries_do_not_match_their_digests() {
    let text = of(&["a", "b", "c"]);
    assert_eq!(problems(&text), "");
    // How it is formatted does not count.
    assert_eq!(problems(&text.replace("\n  ", "")), "");
    assert_eq!(problems(&text.replace('\n', "\r\n")), "");
    let (start, rest) = text.split_once("\"documents\": {\n    ").unwrap();
    let start = format!("{start}\"documents\": {{");
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
