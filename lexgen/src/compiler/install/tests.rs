//! The manifest, read and written.

use std::{fs, path::Path};

use insta::assert_snapshot;

use super::Manifest;

/// As `@atproto/lex-installer` 0.1.21 writes it.
const TEXT: &str = r#"{
  "version": 1,
  "lexicons": [
    "com.Example.thing",
    "com.example.a",
    "com.example.b-c.d"
  ],
  "resolutions": {
    "com.example.a": {
      "uri": "at://did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/com.atproto.lexicon.schema/com.example.a",
      "cid": "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a"
    },
    "com.example.b-c.d": {
      "uri": "at://did:web:example.com%3A3000/com.atproto.lexicon.schema/com.example.b-c.d",
      "cid": "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a"
    }
  }
}
"#;

fn read(text: &str) -> Result<Option<Manifest>, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("lexicons.json");
    fs::write(&path, text).expect("written");
    let shown = |error: crate::compiler::settings::SettingsError| {
        let folder = format!("{}/", folder.path().display());
        error.to_string().replace(&folder, "")
    };
    Manifest::read(&path).map_err(shown)
}

fn error(text: &str) -> String {
    read(text).expect_err("invalid")
}

#[test]
fn a_manifest_is_written_as_it_was_read() {
    let manifest = read(TEXT).expect("valid").expect("there");
    assert_eq!(manifest.text(), TEXT);
    let empty = Manifest::default().text();
    let expected = "{\n  \"version\": 1,\n  \"lexicons\": [],\n  \"resolutions\": {}\n}\n";
    assert_eq!(empty, expected);
    assert_eq!(read(&empty), Ok(Some(Manifest::default())));
}

#[test]
fn order_layout_and_strange_members_mean_nothing() {
    let text = r#"{ "$schema": "x", "resolutions": {}, "lexicons": ["com.example.b",
        "com.example.a", "com.example.b"], "version": 1 }"#;
    let manifest = read(text).expect("valid").expect("there");
    let names: Vec<_> = manifest.lexicons.iter().map(|nsid| nsid.as_str()).collect();
    assert_eq!(names, ["com.example.a", "com.example.b"]);
}

#[test]
fn no_file_is_no_manifest() {
    let folder = tempfile::tempdir().expect("a folder");
    let read = Manifest::read(&folder.path().join("lexicons.json"));
    assert_eq!(read.expect("no error"), None);
    let error = Manifest::read(folder.path()).expect_err("a folder");
    assert!(error.to_string().contains("cannot read"), "{error}");
}

#[test]
fn mistakes_are_underlined() {
    assert_snapshot!(error("[]"), @r"
error: a manifest must be an object
 --> lexicons.json:1:1
  |
1 | []
  | ^^
  |
  = help: correct it, or restore the file from version control
");
    assert_snapshot!(error(&TEXT.replace("1,", "2,")), @r#"
error: this lexgen supports version 1 of the manifest only
 --> lexicons.json:2:14
  |
2 |   "version": 2,
  |              ^
  |
  = help: use a newer lexgen
"#);
    assert_snapshot!(error(&TEXT.replace("\"com.example.a\",", "\"com.example\",")), @r#"
error: invalid NSID: "com.example" is not a valid NSID: it must have at least three segments (at byte 11)
 --> lexicons.json:5:5
  |
5 |     "com.example",
  |     ^^^^^^^^^^^^^
  |
  = help: correct it, or restore the file from version control
"#);
    assert_snapshot!(error(&TEXT.replace("\"com.example.a\":", "\"com.example.b\":")), @r#"
error: the `uri` of `com.example.b` must be at://DID/com.atproto.lexicon.schema/com.example.b
  --> lexicons.json:10:14
   |
10 |       "uri": "at://did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/com.atproto.lexicon.schema/com.example.a",
   |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: correct it, or restore the file from version control
"#);
    assert_snapshot!(error(&TEXT.replace("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa", "example.com")), @r#"
error: the `uri` of `com.example.a` must be at://DID/com.atproto.lexicon.schema/com.example.a
  --> lexicons.json:10:14
   |
10 |       "uri": "at://example.com/com.atproto.lexicon.schema/com.example.a",
   |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: correct it, or restore the file from version control
"#);
    assert_snapshot!(error(&TEXT.replace("bafy", "ba/fy")), @r#"
error: invalid CID: "ba/fyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a" is not a valid CID: it may only contain ASCII letters, digits, `+` and `=` (at byte 2)
  --> lexicons.json:11:14
   |
11 |       "cid": "ba/fyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a"
   |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: correct it, or restore the file from version control
"#);
    assert_snapshot!(error(&TEXT.replace("\"resolutions\"", "\"resolution\"")), @r"
error: the manifest has no `resolutions`
 --> lexicons.json:1:1
  |
1 | {
  | ^
  |
  = help: correct it, or restore the file from version control
");
    assert_snapshot!(error(&TEXT.replace("com.example.b-c.d\": {", "com.example.a\": {")), @r#"
error: duplicate key `com.example.a`
  --> lexicons.json:13:5
   |
13 |     "com.example.a": {
   |     ^^^^^^^^^^^^^^^
   |
   = help: correct it, or restore the file from version control
"#);
    let conflict = TEXT.replace("    \"com.example.a\",\n", "<<<<<<< HEAD\n=======\n");
    assert_snapshot!(error(&conflict), @r"
error: the file contains conflict markers
 --> lexicons.json:5:1
  |
5 | <<<<<<< HEAD
  | ^^^^^^^^^^^^
  |
  = help: keep the entries of both sides, and run `lexgen install`
");
    assert_snapshot!(error(&TEXT[..TEXT.len() - 3]), @r"
error: not valid JSON: the input ends too early
  --> lexicons.json:17:3
   |
17 |   }
   |   ^
   |
   = help: correct it, or restore the file from version control
");
}

#[test]
fn names_are_known_also_of_a_wrong_manifest() {
    let folder = tempfile::tempdir().expect("a folder");
    let names = |text: &str| {
        let path = folder.path().join("lexicons.json");
        fs::write(&path, text).expect("written");
        let names = super::manifest::names(&path);
        names.map_err(|error| error.to_string())
    };
    assert_eq!(names("{}"), Ok(None), "anything can have this name");
    let found = names(r#"{"version":2,"lexicons":["a"],"resolutions":{"b":1}}"#);
    let expected = ["a", "b"].map(str::to_owned).into_iter().collect();
    assert_eq!(found, Ok(Some(expected)));
    let found = super::manifest::names(Path::new("no such file"));
    assert_eq!(found.expect("no error"), None);
}
