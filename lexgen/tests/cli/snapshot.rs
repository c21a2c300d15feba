//! `lexgen snapshot`: what it pins, what it notices, what it takes.

use super::*;

/// A project with a snapshot of its two lexicons.
fn pinned() -> Project {
    let project = Project::new();
    project
        .run("snapshot lexicons")
        .ends(0)
        .says("       Wrote lexicons.lock: 2 documents in ");
    project
}

/// Another lexicon, one that means something else, one with other words, one
/// gone.
fn change(project: &Project) {
    project.put("lexicons/a.json", &lexicon("com.example.alpha", "boolean"));
    project.put("lexicons/c.json", &lexicon("com.example.gamma", "string"));
    let text = lexicon("com.example.deep.beta", "integer");
    let text = text.replacen("{", r#"{"description": "New words.", "#, 1);
    project.put("lexicons/deep/b.json", &text);
}

const CHANGES: &str = "\
changed   com.example.alpha
  risk    `com.example.alpha`: type of `field` changed from `string` to `boolean` [type-changed, Rust major]
reworded  com.example.deep.beta
added     com.example.gamma
";

#[test]
fn the_first_run_writes_and_the_next_touches_nothing() {
    let project = pinned();
    let text = project.read("lexicons.lock");
    assert!(
        text.starts_with("{\n  \"lexgen\": 2,\n  \"names\": [\n    \"com.example.alpha\",\n    \"com.example.deep.beta\",\n    null\n  ],\n  \"documents\": {\n    \"com.example.alpha\": {\n"),
        "{text}"
    );
    assert!(text.ends_with("}\n"), "{text}");
    let written = || fs::metadata(project.path("lexicons.lock")).expect("a file");
    let before = written().modified().expect("a time");
    for flags in ["", " --check", " --accept", " --accept com.none.*"] {
        let run = project.run(&format!("snapshot lexicons{flags}")).ends(0);
        let run = run.says("       Fresh lexicons.lock: 2 documents unchanged in ");
        assert_eq!(run.stdout, "");
    }
    assert_eq!(written().modified().expect("a time"), before);
    // Layout changes nothing; nor does how git ends lines.
    project.put("lexicons.lock", &text.replace('\n', "\r\n"));
    project.run("snapshot lexicons").ends(0).says("Fresh");
    assert!(project.read("lexicons.lock").contains("\r\n"));
}

#[test]
fn check_writes_not_even_a_first_snapshot() {
    let project = Project::new();
    project
        .run("snapshot lexicons --check")
        .ends(1)
        .says("     Missing lexicons.lock; run `lexgen snapshot`");
    assert!(!project.path("lexicons.lock").exists());
}

/// What fails a check is shown where a review looks for it.
#[test]
fn a_check_reports_what_it_fails_for() {
    let project = pinned();
    change(&project);
    for (format, parts) in [
        (
            "github",
            [
                "::error file=lexicons/",
                "title=snapshot-stale::`com.example.gamma` is added since the snapshot",
                "::warning file=lexicons/",
            ],
        ),
        (
            "sarif",
            [
                "\"ruleId\": \"snapshot-stale\"",
                "\"ruleId\": \"type-changed\"",
                "\"uri\": \"lexicons/",
            ],
        ),
    ] {
        let command = format!("snapshot lexicons --check --format {format}");
        let run = project.run(&command).ends(1);
        for part in parts {
            assert!(run.stdout.contains(part), "{part}: {}", run.stdout);
        }
        assert!(!run.stdout.contains("changed   com"), "{}", run.stdout);
        let missing = Project::new();
        let run = missing.run(&command).ends(1);
        assert!(run.stdout.contains("snapshot-stale"), "{}", run.stdout);
    }
}

#[test]
fn what_has_changed_is_listed_and_not_written() {
    let project = pinned();
    let text = project.read("lexicons.lock");
    change(&project);
    for flags in ["", " --check"] {
        let run = project
            .run(&format!("snapshot lexicons{flags}"))
            .ends(1)
            .says(
                "       Stale lexicons.lock: 1 document added, 1 changed, 1 reworded (1 risk; the \
                 generated Rust needs a major version); review them, then run \
                 `lexgen snapshot --accept`",
            );
        assert_eq!(run.stdout, CHANGES);
    }
    let run = project.run("snapshot lexicons -q").ends(1);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
    let run = project.run("snapshot lexicons --format json").ends(1);
    let first: serde_json::Value =
        serde_json::from_str(run.stdout.lines().next().expect("a line")).expect("JSON");
    assert_eq!(first["change"], "changed");
    assert_eq!(first["nsid"], "com.example.alpha");
    let verdict = &first["verdicts"][0];
    assert_eq!(verdict["rule"], "type-changed");
    assert_eq!(
        (&verdict["severity"], &verdict["rust"]),
        (&"warning".into(), &"major".into())
    );
    assert!(
        first["old"].is_string() && first["old"] != first["new"],
        "{first}"
    );
    assert_eq!(project.read("lexicons.lock"), text);
}

/// A snapshot has no descriptions, which are what says that something is
/// deprecated; and it sorts what has no order.
#[test]
fn what_a_snapshot_leaves_out_is_no_change() {
    let project = Project::empty();
    project.put(
        "lexicons/old.json",
        r#"{"lexicon": 1, "id": "com.example.old", "defs": {"main": {"type": "object",
            "description": "Deprecated: use another one.", "properties": {
                "field": {"type": "string", "description": "Deprecated."}}}}}"#,
    );
    project.put(
        "lexicons/set.json",
        r#"{"lexicon": 1, "id": "com.example.set", "defs": {"main": {"type": "permission-set",
            "description": "For developers.", "title": "All of it", "permissions": [
                {"type": "permission", "resource": "repo", "action": ["update", "create"],
                 "collection": ["com.example.b", "com.example.a"]}]}}}"#,
    );
    project.put("lexicons/a.json", &lexicon("com.example.alpha", "string"));
    project.run("snapshot lexicons").ends(0);
    project
        .run("breaking --all")
        .ends(0)
        .says("against lexicons.lock: no changes, in");
    project.put("lexicons/a.json", &lexicon("com.example.alpha", "boolean"));
    let run = project.run("snapshot lexicons").ends(1);
    assert_eq!(run.stdout.lines().count(), 2, "{}", run.stdout);
}

#[test]
fn a_suppressed_change_is_no_break_of_the_snapshot() {
    let project = pinned();
    project.put(
        "lexgen.toml",
        "inputs = ['lexicons']\n[breaking]\nallow = ['type-changed']\n",
    );
    project.put("lexicons/a.json", &lexicon("com.example.alpha", "boolean"));
    let run = project.run("snapshot").ends(1);
    assert!(
        run.stdout
            .contains("\n  allowed `com.example.alpha`: type of `field` changed"),
        "{}",
        run.stdout
    );
    assert!(!run.stderr.contains("break"), "{}", run.stderr);
}

#[test]
fn a_document_that_others_change_is_listed() {
    let project = Project::empty();
    let list = |items: &str| {
        format!(
            r##"{{"lexicon": 1, "id": "com.example.list", "defs": {{"main": {{"type": "object",
                "required": ["next"], "properties": {{"next": {{"type": "ref", "ref": "{items}"}}}}}}}}}}"##
        )
    };
    let holder = |more: &str| {
        format!(
            r#"{{"lexicon": 1, "id": "com.example.item", "defs": {{"main": {{"type": "object",
                "properties": {{"text": {{"type": "string"}}{more}}}}}}}}}"#
        )
    };
    project.put("lexicons/list.json", &list("com.example.item"));
    project.put("lexicons/item.json", &holder(""));
    project.run("snapshot lexicons").ends(0);
    // An item that holds lists, which hold items: one of the two is boxed now.
    let more = r#", "list": {"type": "ref", "ref": "com.example.list"}"#;
    project.put("lexicons/item.json", &holder(more));
    let run = project.run("snapshot lexicons").ends(1);
    insta::assert_snapshot!(run.stdout, @r"
    changed   com.example.item
      safe    `com.example.item`: optional property `list` added [field-added]
    affected  com.example.list
      safe    `com.example.list`: generated Rust changed: `List::next` is `Box<com::example::item::Item>`, not `com::example::item::Item` [rust-changed, Rust major]
    ");
}

#[test]
fn what_is_accepted_is_what_a_first_snapshot_would_be() {
    let project = pinned();
    change(&project);
    project
        .run("snapshot lexicons --accept -v")
        .ends(0)
        .says("    Accepted lexicons.lock: 1 document added, 1 changed, 1 reworded in ")
        .says("changed com.example.alpha\n")
        .says("read ");
    project.run("snapshot lexicons").ends(0).says("Fresh");
    project.run("snapshot lexicons -o other.lock").ends(0);
    assert_eq!(project.read("lexicons.lock"), project.read("other.lock"));
    fs::remove_file(project.path("lexicons/c.json")).expect("removes");
    let run = project.run("snapshot lexicons").ends(1);
    let gone = "removed   com.example.gamma\n  risk    lexicon `com.example.gamma` removed [document-removed, Rust major]\n";
    assert_eq!(run.stdout, gone);
    project
        .run("snapshot lexicons --accept")
        .ends(0)
        .says("1 document removed");
    // It is remembered as one that is gone.
    let text = project.read("lexicons.lock");
    let (_, text) = text.split_once("\n  \"documents\": {").expect("two");
    let (documents, gone) = text.split_once("\n  \"retired\": {").expect("two");
    assert!(
        !documents.contains("gamma") && gone.contains("gamma"),
        "{text}"
    );
}

#[test]
fn documents_are_accepted_one_by_one() {
    let project = pinned();
    change(&project);
    project
        .run("snapshot lexicons --accept com.example.alpha com.example.gamma")
        .ends(0)
        .says("1 document added, 1 changed in ")
        .says("; 1 change not accepted");
    let run = project.run("snapshot lexicons").ends(1);
    assert_eq!(run.stdout, "reworded  com.example.deep.beta\n");
    project
        .run("snapshot lexicons --accept com.example.alpha")
        .ends(2)
        .says("no document that matches `com.example.alpha` has changed");
    project
        .run("snapshot lexicons --accept com.example.deep.*")
        .ends(0);
    project.run("snapshot lexicons").ends(0);
    project
        .run("snapshot --accept lexicons")
        .ends(2)
        .says("`--accept` takes patterns");
}

#[test]
fn a_snapshot_changed_by_hand_is_noticed() {
    let project = pinned();
    let text = project.read("lexicons.lock");
    project.put("lexicons.lock", &text.replace("\"integer\"", "\"boolean\""));
    let run = project.run("snapshot lexicons").ends(1);
    assert_eq!(run.stdout, "");
    run.says("error[snapshot-edited]: the entry of `com.example.deep.beta`")
        .says("--> lexicons.lock:25:5");
    project.run("snapshot lexicons --accept").ends(0);
    assert_eq!(project.read("lexicons.lock"), text);
}

#[test]
fn a_damaged_snapshot_is_shown_and_written_anew_on_demand() {
    let project = pinned();
    let text = project.read("lexicons.lock");
    let marked = text.replace("      \"cid\"", "<<<<<<< HEAD\n      \"cid\"");
    for damaged in [
        marked.as_str(),
        &text[..text.len() / 2],
        "",
        "<<<<<<< HEAD\n{",
    ] {
        project.put("lexicons.lock", damaged);
        project
            .run("snapshot lexicons")
            .ends(1)
            .says("--> lexicons.lock")
            .says(" in lexicons.lock; nothing was compared");
        assert_eq!(project.read("lexicons.lock"), damaged);
        project
            .run("snapshot lexicons --accept")
            .ends(0)
            .says("Accepted");
        assert_eq!(project.read("lexicons.lock"), text);
    }
    let newer = text.replace("\"lexgen\": 2", "\"lexgen\": 7");
    project.put("lexicons.lock", &newer);
    for flags in ["", " --accept"] {
        let run = project.run(&format!("snapshot lexicons{flags}")).ends(1);
        run.says("has format version 7")
            .says("use the newer lexgen");
    }
    assert_eq!(project.read("lexicons.lock"), newer);
}

#[test]
fn a_file_that_is_no_snapshot_is_left_alone() {
    let project = Project::new();
    project.put("Cargo.lock", "version = 4\n");
    for flags in ["", " --accept"] {
        project
            .run(&format!("snapshot lexicons -o Cargo.lock{flags}"))
            .ends(2)
            .says("`Cargo.lock` is not a snapshot");
    }
    assert_eq!(project.read("Cargo.lock"), "version = 4\n");
}

#[test]
fn lexicons_with_errors_are_not_pinned() {
    let project = pinned();
    let text = project.read("lexicons.lock");
    project.put("lexicons/broken.json", &broken());
    for flags in ["", " --accept", " --check"] {
        project
            .run(&format!("snapshot lexicons{flags}"))
            .ends(1)
            .says("strng")
            .says("1 error; nothing was written");
    }
    assert_eq!(project.read("lexicons.lock"), text);
    fs::create_dir(project.path("none")).expect("a folder");
    project
        .run("snapshot none --accept")
        .ends(1)
        .says("no lexicons found");
    assert_eq!(project.read("lexicons.lock"), text);
}

#[test]
fn the_snapshot_stands_beside_the_settings_or_where_they_say() {
    let project = Project::new();
    project.put("lexgen.toml", "inputs = ['lexicons']\n");
    fs::create_dir_all(project.path("src/deep")).expect("a folder");
    let below = |arguments: &str| {
        let mut command = project.command(arguments);
        command.current_dir(project.path("src/deep"));
        Run::of(command.output().expect("runs"))
    };
    below("snapshot").ends(0).says("Wrote ../../lexicons.lock");
    project.run("snapshot").ends(0).says("Fresh lexicons.lock");
    project.put(
        "lexgen.toml",
        "inputs = ['lexicons']\nlock = 'pins/all.lock'\n",
    );
    below("snapshot").ends(0).says("Wrote ../../pins/all.lock");
    below("snapshot --lock own.lock")
        .ends(0)
        .says("Wrote own.lock");
    assert_eq!(
        project.read("pins/all.lock"),
        project.read("src/deep/own.lock")
    );
}
