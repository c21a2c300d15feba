//! `lexgen validate` and `lexgen cid` as a user runs them.

#![cfg(feature = "cli")]

#[path = "validate/car.rs"]
mod car;
#[path = "validate/cid.rs"]
mod cid;
#[path = "validate/data_model.rs"]
mod data_model;
#[path = "validate/many.rs"]
mod many;
mod notes;

use std::{
    fs,
    io::Write,
    process::{Command, Stdio},
};

use notes::{GOOD, NOTE, SEARCH};
use tempfile::TempDir;

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder"));
        fs::create_dir(folder.0.path().join("lexicons")).expect("a folder");
        folder.put("lexicons/note.json", NOTE);
        folder.put("lexicons/search.json", SEARCH);
        folder
    }

    fn put(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.0.path().join(name), text).expect("a file");
    }

    /// Exit code, standard output, standard error.
    fn run(&self, arguments: &str, stdin: impl AsRef<[u8]>) -> (i32, String, String) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_lexgen"))
            .args(arguments.split_whitespace())
            .current_dir(self.0.path())
            .env("NO_COLOR", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("runs");
        let mut pipe = child.stdin.take().expect("a pipe");
        // Whoever ends before reading it all has a reason.
        let _ = pipe.write_all(stdin.as_ref());
        drop(pipe);
        let output = child.wait_with_output().expect("ends");
        let text = |bytes| String::from_utf8(bytes).expect("text");
        (
            output.status.code().unwrap_or(-1),
            text(output.stdout),
            text(output.stderr),
        )
    }
}

#[test]
fn a_lexicon_with_errors_is_not_one_that_was_not_read() {
    let folder = Folder::new();
    folder.put(
        "lexicons/cut.json",
        r#"{"lexicon": 1, "id": "com.example.cut", "defs": {
            "broken": {"type": "object", "properties": {"x": {"type": "float"}}}}}"#,
    );
    folder.put(
        "lexicons/half.json",
        r#"{"lexicon": 1, "id": "com.example.half", "defs": {
            "main": {"type": "object", "properties": {"x": {"type": "ref", "ref": "com.example.cut#broken"}}},
            "broken": {"type": "object", "properties": {"x": {"type": "float"}}}}}"#,
    );
    for (arguments, data, expected, exit) in [
        (
            "com.example.cut",
            "{}",
            "error: the lexicon `com.example.cut` was read, but it has errors",
            2,
        ),
        (
            "com.example.cut#broken",
            "{}",
            "error: the lexicon `com.example.cut` was read",
            2,
        ),
        (
            "com.example.half#broken",
            "{}",
            "error: `com.example.half#broken` was read, but it has",
            2,
        ),
        (
            "com.example.half#gone",
            "{}",
            "has no definition named `gone`",
            2,
        ),
        (
            "com.example.half",
            r#"{"x": {}}"#,
            "the type `com.example.cut#broken`, whose definition has errors",
            1,
        ),
        (
            "",
            r#"{"$type": "com.example.cut#broken"}"#,
            "`com.example.cut` was read, but it has errors",
            1,
        ),
    ] {
        let (code, _, stderr) = folder.run(&format!("validate {arguments} -"), data);
        assert_eq!(code, exit, "{arguments}: {stderr}");
        assert!(stderr.contains(expected), "{arguments}: {stderr}");
    }
}

#[test]
fn good_data_is_said_to_be_valid() {
    let folder = Folder::new();
    folder.put("a.json", GOOD);
    let (code, stdout, stderr) = folder.run("validate com.example.note a.json", "");
    assert_eq!((code, stdout.as_str()), (0, ""));
    assert_eq!(
        stderr.trim(),
        "Validated com.example.note: the record is valid"
    );
    let (code, _, stderr) = folder.run("validate com.example.note a.json -q", "");
    assert_eq!((code, stderr.as_str()), (0, ""));
    let (code, ..) = folder.run("validate com.example.note#tags -", r#"["a", "b"]"#);
    assert_eq!(code, 0);
}

#[test]
fn broken_data_is_shown_where_it_stands() {
    let folder = Folder::new();
    folder.put(
        "a.json",
        "{\n  \"$type\": \"com.example.note\",\n  \"text\": \"far too long\",\n  \
         \"tags\": [\"a\", \"long\", 3],\n  \"gone\": {}\n}\n",
    );
    let (code, stdout, stderr) = folder.run("validate com.example.note a.json", "");
    assert_eq!((code, stdout.as_str()), (1, ""));
    insta::assert_snapshot!(stderr, @r#"
    error[missing]: `createdAt` is missing
     --> a.json:1:1
      |
    1 | {
      | ^
      |
      = at: /createdAt

    error[too-long]: `text` has 12 bytes, more than 10
     --> a.json:3:11
      |
    3 |   "text": "far too long",
      |           ^^^^^^^^^^^^^^
      |
      = at: /text

    error[too-long]: `tags[1]` has 4 bytes, more than 3
     --> a.json:4:17
      |
    4 |   "tags": ["a", "long", 3],
      |                 ^^^^^^
      |
      = at: /tags/1

    error[wrong-type]: `tags[2]` is an integer, not a string
     --> a.json:4:25
      |
    4 |   "tags": ["a", "long", 3],
      |                         ^
      |
      = at: /tags/2

    error[unresolved]: `gone` has the type `com.example.gone`, which no lexicon defines
     --> a.json:5:11
      |
    5 |   "gone": {}
      |           ^^
      |
      = at: /gone

       Validated com.example.note: the record is invalid
    "#);
    let (code, ..) = folder.run("validate com.example.note a.json --allow-unresolved", "");
    assert_eq!(code, 1);
}

#[test]
fn many_records_are_counted_and_found_again() {
    let folder = Folder::new();
    let bad = GOOD.replace("hello", "much too long");
    let lines = format!("{GOOD}\n\n{bad}\n{{\"text\": 0.5}}\n{{oops}}\n{GOOD}\n");
    folder.put("a.jsonl", &lines);
    let (code, stdout, stderr) = folder.run("validate com.example.note a.jsonl --format json", "");
    assert_eq!(code, 1);
    assert_eq!(
        stderr.trim(),
        "Validated com.example.note: 2 of 5 records valid"
    );
    insta::assert_snapshot!(stdout, @r#"
    {"file":"a.jsonl","record":2,"line":3,"column":39,"end_line":3,"end_column":54,"path":"/text","severity":"error","code":"too-long","message":"has 13 bytes, more than 10"}
    {"file":"a.jsonl","record":3,"line":4,"column":10,"end_line":4,"end_column":13,"path":"/text","severity":"error","code":"not-data","message":"not in the data model: 0.5 is not a 64-bit integer, and the data model has no other numbers"}
    {"file":"a.jsonl","record":4,"line":5,"column":2,"end_line":5,"end_column":2,"path":"","severity":"error","code":"invalid-json","message":"invalid JSON: key must be a string"}
    "#);
    let again = folder.run("validate com.example.note - --json-lines", &lines);
    assert!(again.2.contains(" --> <stdin>:3:"), "{}", again.2);
    // Without line breaks as well, as long as it is JSON.
    let joined = format!("{GOOD}{bad} {GOOD}");
    let (_, _, stderr) = folder.run("validate com.example.note -", &joined);
    assert!(stderr.contains("2 of 3 records valid"), "{stderr}");
}

#[test]
fn parts_of_endpoints_are_chosen_by_flags() {
    let folder = Folder::new();
    let check = |flag: &str, stdin: &str| {
        let (code, stdout, _) = folder.run(
            &format!("validate com.example.search {flag} - --format json"),
            stdin,
        );
        let codes: Vec<_> = stdout
            .lines()
            .map(|line| {
                let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
                format!(
                    "{} {}",
                    line["path"].as_str().unwrap(),
                    line["code"].as_str().unwrap()
                )
            })
            .collect();
        (code, codes)
    };
    let ok = (0, vec![]);
    assert_eq!(check("--params", "?q=a%20b&limit=7\n"), ok);
    assert_eq!(check("--params", r#"{"q": "a"}"#), ok);
    assert_eq!(
        check("--params", "limit=seven"),
        (1, vec!["/q missing".into(), "/limit wrong-type".into()])
    );
    assert_eq!(check("--output", r#"{"hits": 3, "new": 1}"#), ok);
    assert_eq!(
        check("--output", r#"{"hits": "3"}"#),
        (1, vec!["/hits wrong-type".into()])
    );
    assert_eq!(check("--error", r#"{"error": "Busy"}"#), ok);
    assert_eq!(
        check("--error", r#"{"error": "Lazy"}"#),
        (0, vec!["/error unlisted-error".into()])
    );
    assert_eq!(check("--input", "{}"), (2, vec![]));
    assert_eq!(check("", "{}"), (2, vec![]));
    assert_eq!(check("--params --output", "{}"), (2, vec![]));
}

#[test]
fn record_keys_are_checked_on_demand() {
    let folder = Folder::new();
    let (code, ..) = folder.run("validate com.example.note - --rkey 3jzfcijpj2z2a", GOOD);
    assert_eq!(code, 0);
    let (code, _, stderr) = folder.run("validate com.example.note - --rkey self", GOOD);
    assert_eq!(code, 1);
    assert!(
        stderr.contains(r#"the record key: "self" is not a valid TID"#),
        "{stderr}"
    );
    let (code, ..) = folder.run("validate com.example.note#tags - --rkey self", "[]");
    assert_eq!(code, 2);
}

#[test]
fn without_an_nsid_each_value_goes_by_its_own_type() {
    let folder = Folder::new();
    let bad = GOOD.replace("\"hello\"", "7");
    let unknown = r#"{"$type": "com.example.other"}"#;
    folder.put("a.jsonl", format!("{GOOD}\n{bad}\n{GOOD}\n"));
    folder.put("b.json", unknown);
    let (code, stdout, stderr) = folder.run("validate a.jsonl b.json", "");
    assert_eq!((code, stdout.as_str()), (1, ""), "{stderr}");
    for part in [
        "error[wrong-type]: `text` is an integer",
        "a.jsonl:2:",
        "error[unresolved]: `$type` is `com.example.other`: the lexicon `com.example.other` is not",
        "b.json:1:",
        "Validated com.example.note: 2 of 3 valid\n",
        "Validated com.example.other: 0 of 1 valid, not defined\n",
        "Validated 2 of 4 values valid\n",
    ] {
        assert!(stderr.contains(part), "no {part} in {stderr}");
    }
    let (code, _, stderr) = folder.run("validate a.jsonl b.json --allow-unresolved", "");
    assert!(
        code == 1 && stderr.contains("3 of 4 values valid"),
        "{stderr}"
    );
    // `*` says the same, and `-` is a file.
    let (code, _, stderr) = folder.run("validate * -", GOOD);
    assert!(
        code == 0 && stderr.contains("1 of 1 value valid"),
        "{stderr}"
    );
    let (code, ..) = folder.run("validate -", GOOD);
    assert_eq!(code, 0);
    let (code, stdout, _) = folder.run("validate a.jsonl --format json", "");
    assert_eq!((code, stdout.lines().count()), (1, 1), "{stdout}");
    assert!(stdout.contains(r#""record":2,"#), "{stdout}");
    for value in ["{}", "[]", "7", r#"{"$type": 7}"#, "{"] {
        let (code, _, stderr) = folder.run("validate -", value);
        assert_eq!(code, 1, "{value}: {stderr}");
        assert!(stderr.contains("error["), "{value}: {stderr}");
    }
}

#[test]
fn strangers_do_not_make_a_summary_long() {
    let folder = Folder::new();
    let value = |number: usize| format!("{{\"$type\": \"com.example.t{number}\"}}\n");
    let values: String = (0..500).map(value).collect();
    let run = "validate - --json-lines --allow-unresolved";
    let (code, _, stderr) = folder.run(run, &values);
    assert_eq!(code, 0, "{stderr}");
    assert!(stderr.contains(" and 400 types more\n"), "{stderr}");
    assert_eq!(stderr.lines().count(), 102, "{stderr}");
}

#[test]
fn wrong_usage_is_explained() {
    let folder = Folder::new();
    folder.put("a.json", GOOD);
    for (arguments, part) in [
        (
            "validate com.example.nots a.json",
            "did you mean `com.example.note`?",
        ),
        (
            "validate com.example.note#tag a.json",
            "did you mean `com.example.note#tags`?",
        ),
        (
            "validate com.example.note none.json",
            "cannot read `none.json`",
        ),
        ("validate com.example.note", "<FILE>"),
        ("validate", "<FILE>"),
        (
            "validate a.json --rkey self",
            "need the NSID of a definition",
        ),
        ("validate --input a.json", "need the NSID of a definition"),
        (
            "validate com.example.note --params a.json",
            "is not an endpoint",
        ),
        (
            "validate com.example.note a.json -l nowhere",
            "no such file",
        ),
        ("cid none.json", "cannot read `none.json`"),
    ] {
        let (code, _, stderr) = folder.run(arguments, "");
        assert_eq!(code, 2, "{arguments}: {stderr}");
        assert!(stderr.contains(part), "{arguments}: {stderr}");
    }
}

/// A published lexicon inside the answer of a repository is data like any
/// other: its places are counted from the top.
#[test]
fn data_that_looks_like_a_lexicon_is_data() {
    let folder = Folder::new();
    let answer = format!(r#"{{"uri": "at://a.test", "value": {NOTE}, "hits": "x"}}"#);
    let (code, stdout, _) = folder.run(
        "validate com.example.search --output - --format json",
        &answer,
    );
    assert_eq!(code, 1);
    assert!(stdout.contains(r#""path":"/hits""#), "{stdout}");
    assert!(stdout.contains(r#""line":11"#), "{stdout}");
}
