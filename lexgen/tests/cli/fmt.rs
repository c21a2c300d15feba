//! `lexgen fmt`.

use super::*;

/// In the layout.
const GOOD: &str = r#"{
  "lexicon": 1,
  "id": "com.example.good",
  "defs": {
    "main": {
      "type": "object",
      "required": ["b"],
      "properties": {
        "b": { "type": "string", "maxLength": 9 },
        "a": { "type": "ref", "ref": "com.example.missing" }
      }
    }
  }
}
"#;

/// Not in the layout.
fn bad(id: &str) -> String {
    let good = GOOD.replace("com.example.good", id);
    good.replace("  ", "\t").replace("\"b\": { ", "\"b\":{")
}

fn project() -> Project {
    let project = Project::empty();
    project.put("lexicons/good.json", GOOD);
    project.put("lexicons/bad.json", &bad("com.example.bad"));
    project
}

#[test]
fn files_are_formatted_once() {
    let project = project();
    project
        .run("fmt")
        .ends(0)
        .says("Formatted 2 documents: 1 changed in ");
    let formatted = GOOD.replace("com.example.good", "com.example.bad");
    assert_eq!(project.read("lexicons/bad.json"), formatted);
    assert_eq!(project.read("lexicons/good.json"), GOOD);
    let run = project.run("fmt").ends(0).says("2 documents: none changed");
    assert_eq!(run.stdout, "");
    let run = project.run("fmt --check").ends(0);
    assert!(run.stderr.contains("none would change"), "{}", run.stderr);
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
}

#[test]
fn a_check_lists_files_and_writes_nothing() {
    let project = project();
    let run = project
        .run("fmt --check")
        .ends(1)
        .says(" Unformatted lexicons/bad.json\n")
        .says("Checked 2 documents: 1 would change");
    assert!(!run.stderr.contains("good.json"), "{}", run.stderr);
    assert_eq!(project.read("lexicons/bad.json"), bad("com.example.bad"));
    let run = project.run("fmt --check --quiet").ends(1);
    assert_eq!(run.stderr, "");
    let run = project.run("fmt --check --format json").ends(1);
    assert!(
        run.stdout
            .starts_with(r#"{"code":"unformatted","severity":"error""#)
    );
    assert!(
        run.stdout.contains(r#""line":2,"column":1,"#),
        "{}",
        run.stdout
    );
    let run = project.run("fmt --check --format github").ends(1);
    assert!(
        run.stdout.starts_with("::error ") && run.stdout.contains("run `lexgen fmt`"),
        "{}",
        run.stdout
    );
    project.run("explain unformatted").ends(0);
}

#[test]
fn a_diff_can_be_applied() {
    let project = project();
    let run = project.run("fmt --diff").ends(1);
    assert!(
        run.stdout
            .starts_with("--- a/lexicons/bad.json\n+++ b/lexicons/bad.json\n"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.contains("\n-\t\"lexicon\": 1,\n"),
        "{}",
        run.stdout
    );
    assert_eq!(project.read("lexicons/bad.json"), bad("com.example.bad"));
    project.run("fmt").ends(0);
    let run = project.run("fmt --diff").ends(0);
    assert_eq!(run.stdout, "");
}

#[test]
fn documents_with_errors_are_reported_and_stay() {
    let project = project();
    let broken = [
        ("syntax", "{\"lexicon\": 1,,}".to_owned(), "invalid-json"),
        (
            "twice",
            bad("com.example.a").replace("{\n\t\"lex", "{\"id\":\"x\",\n\t\"lex"),
            "repeated-key",
        ),
        (
            "rule",
            bad("com.example.b").replace("\"object\"", "\"obejct\""),
            "unknown-type",
        ),
        (
            "deep",
            format!(
                "{{\"lexicon\":1,\"x\":{}{}}}",
                "[".repeat(200),
                "]".repeat(200)
            ),
            "too-deep",
        ),
    ];
    for (name, text, _) in &broken {
        project.put(&format!("lexicons/{name}.json"), text);
    }
    let run = project.run("fmt").ends(1).says("1 changed");
    for (name, text, code) in &broken {
        assert_eq!(&project.read(&format!("lexicons/{name}.json")), text);
        assert!(
            run.stderr.contains(&format!("error[{code}]")),
            "{}",
            run.stderr
        );
    }
    assert!(
        run.stderr
            .contains("left as they are: 4 with errors; 5 errors in"),
        "{}",
        run.stderr
    );
    // A missing document, or one that is there twice, is another command's concern.
    assert!(!run.stderr.contains("missing-document"), "{}", run.stderr);
    project.run("fmt --check").ends(1);
    project.run_with("fmt -", "{").ends(1);
}

#[test]
fn two_documents_of_one_name_are_both_formatted() {
    let project = project();
    project.put(
        "lexicons/again.json",
        &bad("com.example.good").replace("maxLength", "minLength"),
    );
    project.run("fmt").ends(0).says("3 documents: 2 changed");
}

#[test]
fn standard_input_is_formatted_to_standard_output() {
    let project = Project::empty();
    let run = project.run_with("fmt -", &bad("com.example.good")).ends(0);
    assert_eq!(run.stdout, GOOD);
    let run = project.run_with("fmt -", GOOD).ends(0);
    assert_eq!(run.stdout, GOOD);
    let run = project
        .run_with("fmt - --check", &bad("com.example.good"))
        .ends(1);
    assert_eq!(run.stdout, "");
    let run = project.run_with("fmt -", "{ nonsense").ends(1);
    assert_eq!(run.stdout, "");
    let run = project
        .run_with("fmt -", "{\"name\": \"no lexicon\"}")
        .ends(1);
    assert_eq!(run.stdout, "");
    let two = format!("{GOOD}{GOOD}");
    project
        .run_with("fmt -", &two)
        .ends(2)
        .says("only one document on standard input");
}

#[test]
fn installed_and_excluded_documents_stay() {
    let project = project();
    let installed = bad("com.atproto.one");
    project.put("lexicons/com/atproto/one.json", &installed);
    let listed = bad("com.atproto.two");
    project.put("lexicons/com/atproto/two.json", &listed);
    let manifest = r#"{"version":1,"lexicons":["com.atproto.one"],"resolutions":{"com.atproto.two":{"uri":"at://x","cid":"y"}}}"#;
    project.put("lexicons.json", manifest);
    let answer = format!(
        "{{\"uri\":\"at://x\",\"cid\":\"y\",\"value\":{}}}",
        bad("com.atproto.three")
    );
    project.put("lexicons/answer.json", &answer);
    project
        .run("fmt")
        .ends(0)
        .says("5 documents: 1 changed; left as they are: 3 installed in");
    assert_eq!(project.read("lexicons/com/atproto/one.json"), installed);
    assert_eq!(project.read("lexicons/com/atproto/two.json"), listed);
    assert_eq!(project.read("lexicons/answer.json"), answer);
    assert_eq!(project.read("lexicons.json"), manifest);
    // Also if another folder is the current one.
    let elsewhere = Project::empty();
    let path = project.path("lexicons").display().to_string();
    elsewhere
        .run(&format!("fmt {path}"))
        .ends(0)
        .says("3 installed");
    project.put("lexicons.json", "{");
    project
        .run("fmt")
        .ends(2)
        .says("lexicons.json: ")
        .says("does not format the documents that it lists");
    fs::remove_file(project.path("lexicons.json")).expect("removed");
    project.run("fmt --check").ends(1).says("two.json");
    project
        .run("fmt --check --exclude com.atproto.*")
        .ends(0)
        .says("2 excluded");
    project
        .run("fmt --check --include com.example.*")
        .ends(0)
        .says("2 excluded");
    project.put(
        "lexgen.toml",
        "inputs = ['lexicons']\n[fmt]\nexclude = ['com.atproto.*']\n",
    );
    project.run("fmt --check").ends(0).says("2 excluded");
    project.put(
        "lexgen.toml",
        "inputs = ['lexicons']\n[fmt]\nexclude = ['com.atproto']\n",
    );
    project
        .run("fmt --check")
        .ends(2)
        .says("not an NSID pattern");
}

#[test]
fn other_json_is_not_touched() {
    let project = project();
    project.put("lexicons/package.json", "{ \"name\":1 }");
    project
        .run("fmt")
        .ends(0)
        .says("Formatted 2 documents: 1 changed");
    assert_eq!(project.read("lexicons/package.json"), "{ \"name\":1 }");
    project
        .run("fmt lexicons/package.json")
        .ends(1)
        .says("no lexicons found");
    project
        .run("fmt nowhere.json")
        .ends(1)
        .says("no such file or folder");
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_does_not_keep_the_others_back() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let project = project();
    project.put("lexicons/closed/bad.json", &bad("com.example.closed"));
    // Two names of one file are written once.
    symlink("bad.json", project.path("lexicons/alias.json")).expect("linked");
    let closed = project.path("lexicons/closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).expect("set");
    let is_root = fs::write(closed.join("probe"), "").is_ok();
    let run = project.run("fmt");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).expect("set");
    if !is_root {
        run.ends(2)
            .says("cannot replace `lexicons/closed/bad.json`");
        assert_eq!(
            project.read("lexicons/closed/bad.json"),
            bad("com.example.closed")
        );
    }
    let formatted = GOOD.replace("com.example.good", "com.example.bad");
    assert_eq!(project.read("lexicons/bad.json"), formatted);
    assert!(
        fs::symlink_metadata(project.path("lexicons/alias.json"))
            .expect("there")
            .is_symlink()
    );
}
