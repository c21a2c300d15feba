//! Old versions that are damaged: nobody can say that nothing has changed.

use super::*;

/// A project whose lexicons have changed since `old` and `old.lock`.
fn changed() -> Project {
    let project = Project::new();
    let files = [("a", "alpha"), ("b", "beta"), ("c", "gamma")];
    for (file, name) in files {
        let text = lexicon(&format!("com.example.{name}"), "string");
        project.put(&format!("old/{file}.json"), &text);
        project.put(
            &format!("new/{file}.json"),
            &text.replace("\"string\"", "\"integer\""),
        );
    }
    project.run("snapshot old -o old.lock").ends(0);
    project
        .run("breaking new --against old.lock --category protocol")
        .ends(1)
        .says("3 breaks");
    project
}

#[track_caller]
fn is_refused(project: &Project, old: &str, place: &str) {
    let mut commands = vec![
        format!("breaking new --against {old}"),
        format!("breaking new --against {old} --all --category rust"),
        format!("diff {old} new"),
        format!("diff {old} new --stat"),
    ];
    if old.ends_with(".lock") {
        commands.push(format!("snapshot new -o {old}"));
        commands.push(format!("snapshot new -o {old} --check"));
    }
    for command in commands {
        let run = project.run(&command).ends(1);
        assert!(run.stdout.is_empty(), "{command}: {}", run.stdout);
        assert!(
            !run.stderr.contains("Compatible"),
            "{command}: {}",
            run.stderr
        );
        run.says(&format!("--> {place}"))
            .says(&format!(" in {old}; nothing was compared"));
        for (format, part) in [
            ("json", "\"severity\":\"error\""),
            ("sarif", "\"level\": \"error\""),
            ("github", "::error file="),
        ] {
            let run = project.run(&format!("{command} --format {format}")).ends(1);
            let text = run.stdout + &run.stderr;
            assert!(text.contains(part), "{command} {format}: {text}");
        }
    }
}

/// An entry of a snapshot, with the comma before or after it.
fn without_entry(text: &str, nsid: &str) -> String {
    let start = text.find(&format!("\n    \"{nsid}\": {{")).expect("there");
    let end = start + text[start..].find("\n    }").expect("an end") + "\n    }".len();
    match text[end..].strip_prefix(',') {
        Some(rest) => text[..start].to_owned() + rest,
        None => text[..start].trim_end_matches(',').to_owned() + &text[end..],
    }
}

#[test]
fn of_a_snapshot() {
    let project = changed();
    let text = project.read("old.lock");
    let edits = [
        text.replacen("\"string\"", "\"integer\"", 1),
        without_entry(&text, "com.example.alpha"),
        without_entry(&text, "com.example.beta"),
        without_entry(&text, "com.example.gamma"),
        text.replacen("\"digest\": \"", "\"digest\": \"0", 1),
        text.replacen("\"cid\": \"", "\"cid\": \"0", 1),
        text.replacen("\"type\": \"object\"", "\"type\": \"objct\"", 1),
        text.replace("\"lexgen\": 2", "\"lexgen\": 3"),
        text[..text.len() / 2].to_owned(),
        String::new(),
    ];
    for edited in edits {
        assert_ne!(edited, text);
        project.put("old.lock", &edited);
        is_refused(&project, "old.lock", "old.lock");
    }
    fs::write(project.path("old.lock"), b"{\"lexgen\": 2, \"\xff\": 1}").expect("a file");
    is_refused(&project, "old.lock", "old.lock");
}

#[test]
fn of_a_folder() {
    let project = changed();
    let text = project.read("old/b.json");
    project.put("old/b.json", &text[..text.len() / 2]);
    is_refused(&project, "old", "old/b.json");
    fs::write(project.path("old/b.json"), b"{\"lexicon\": \"\xff\"}").expect("a file");
    is_refused(&project, "old", "old/b.json");
    let twice = text.replacen(
        "\"defs\": {",
        "\"defs\": {\"main\": {\"type\": \"token\"}, ",
        1,
    );
    assert_ne!(twice, text);
    project.put("old/b.json", &twice);
    is_refused(&project, "old", "old/b.json");
    // Nobody knows which lexicon it is.
    project.put("old/b.json", &text.replace("com.example.beta", "beta"));
    is_refused(&project, "old", "old/b.json");
}

/// A project whose lexicons are the same, but for one that was published with an
/// error in one of its definitions.
fn published_with_an_error() -> Project {
    let project = Project::new();
    project.put("old/a.json", &lexicon("com.example.alpha", "string"));
    project.put("new/a.json", &lexicon("com.example.alpha", "string"));
    let two = |name: &str, kind: &str| {
        let main = r#"{"type": "object", "properties": {"kept": {"type": "string"}}}"#;
        format!(
            r#"{{"lexicon": 1, "id": "com.example.beta", "defs": {{
                "main": {main},
                "{name}": {{"type": "{kind}", "maxLength": 5}}
            }}}}"#
        )
    };
    project.put("old/b.json", &two("label", "text"));
    project.put("new/b.json", &two("label", "string"));
    project
}

#[test]
fn what_has_errors_was_not_compared() {
    let project = published_with_an_error();
    for (format, part) in [
        (
            "human",
            "error[not-compared]: `com.example.beta#label` was not compared",
        ),
        ("json", "\"rule\":\"not-compared\",\"severity\":\"error\""),
        ("sarif", "\"ruleId\": \"not-compared\""),
        (
            "github",
            "title=not-compared::`com.example.beta#label` was not compared",
        ),
    ] {
        for categories in ["", "--category rust", "--category protocol"] {
            let command = format!("breaking new --against old --format {format} {categories}");
            let run = project.run(&command).ends(1);
            assert!(!run.stderr.contains("Compatible"), "{}", run.stderr);
            let run = run.says("Breaking 2 documents against old: 1 not compared");
            let text = run.stdout + &run.stderr;
            assert!(text.contains(part), "{command}: {text}");
        }
    }
    // `diff` fails for it, too.
    project
        .run("diff old new")
        .ends(1)
        .says("definitions with errors were skipped");

    // Everything else is compared.
    let new = project
        .read("new/b.json")
        .replace("\"kept\": {\"type\": \"string\"}", "");
    project.put("new/b.json", &new);
    project
        .run("breaking new --against old")
        .ends(1)
        .says("warning[field-removed]")
        .says(": 1 risk, 1 not compared");
    // The whole document has errors, and nobody knows what it was.
    project.put(
        "old/b.json",
        &project
            .read("old/b.json")
            .replace("\"object\"", "\"objct\""),
    );
    project
        .run("breaking new --against old")
        .ends(1)
        .says("error[not-compared]: `com.example.beta` was not compared");
    // It is not gone if the new version has errors there, too.
    project.put("new/b.json", &project.read("old/b.json"));
    project
        .run("breaking new --against old")
        .ends(1)
        .says("error[not-compared]: `com.example.beta` was not compared")
        .says("both versions have errors there");
    // When it is gone, that much is known.
    fs::remove_file(project.path("new/b.json")).expect("it is there");
    project
        .run("breaking new --against old --allow not-compared")
        .ends(1)
        .says("error[document-removed]: lexicon `com.example.beta` removed")
        .says("nobody knows what, because it is gone, and the old version has errors there");
}

/// Whatever it is reported as, it is counted as what it is.
#[test]
fn what_was_not_compared_is_neither_a_break_nor_a_risk() {
    for (nsid, flags) in [
        ("com.example.temp.beta", ""),
        ("com.example.beta", "--warn not-compared"),
    ] {
        let project = Project::empty();
        for (version, kind) in [("old", "strng"), ("new", "string")] {
            let kept = lexicon("com.example.kept", "string");
            project.put(&format!("{version}/kept.json"), &kept);
            project.put(&format!("{version}/b.json"), &lexicon(nsid, kind));
        }
        project
            .run(&format!("breaking new --against old {flags}"))
            .ends(0)
            .says(&format!("warning[not-compared]: `{nsid}"))
            .says("  Incomplete 2 documents against old: 1 not compared; ");
    }
}

/// What was published with an error and is gone was still something.
#[test]
fn what_has_errors_can_be_removed() {
    let project = Project::new();
    let endpoint = |more: &str| {
        format!(
            r#"{{"lexicon": 1, "id": "com.example.lend", "defs": {{
                "main": {{"type": "procedure"{more}}}}}}}"#
        )
    };
    project.put("old/a.json", &lexicon("com.example.alpha", "string"));
    project.put("new/a.json", &lexicon("com.example.alpha", "string"));
    let input = r#", "input": {"encoding": "application/json", "schema": {"type": "objct"}}"#;
    project.put("old/lend.json", &endpoint(input));
    project
        .run("breaking new --against old")
        .ends(1)
        .says("error[document-removed]: lexicon `com.example.lend` removed")
        .says("old clients call it, and new services do not respond");
}

/// An error in one lexicon hides no verdict on the others.
#[test]
fn errors_of_the_new_version_are_told_with_the_verdicts() {
    let project = Project::new();
    let record = |most: u32| {
        format!(
            r#"{{"lexicon": 1, "id": "com.example.note", "defs": {{"main": {{
                "type": "record", "key": "tid", "record": {{"type": "object", "properties": {{
                    "text": {{"type": "string", "maxLength": {most}}}}}}}}}}}}}"#
        )
    };
    project.put("old/note.json", &record(3000));
    project.put("new/note.json", &record(300));
    project.put("old/a.json", &lexicon("com.example.alpha", "string"));
    project.put("new/a.json", &lexicon("com.example.alpha", "strnig"));
    for (format, code) in [
        ("human", "error[{}]"),
        ("json", "\"{}\""),
        ("sarif", "\"ruleId\": \"{}\""),
        ("github", "title={}::"),
    ] {
        let command = format!("breaking new --against old --format {format}");
        let run = project.run(&command).ends(1);
        let run =
            run.says("Failed 1 error in the new version; definitions without errors were compared");
        let text = run.stdout + &run.stderr;
        for rule in ["unknown-type", "limit-tightened", "not-compared"] {
            assert!(
                text.contains(&code.replace("{}", rule)),
                "{format} {rule}: {text}"
            );
        }
        assert!(!text.contains("Compatible"), "{text}");
    }
    // It fails even if all verdicts are harmless.
    project.put("new/note.json", &record(3000));
    project
        .run("breaking new --against old --allow not-compared")
        .ends(1)
        .says("Incomplete");
}

#[test]
fn what_a_version_refers_to_and_lacks_was_not_compared() {
    let project = Project::new();
    let note = |target: &str| {
        format!(
            r#"{{"lexicon": 1, "id": "com.example.note", "defs": {{"main": {{
                "type": "record", "key": "tid", "record": {{"type": "object", "properties": {{
                    "about": {{"type": "ref", "ref": "{target}"}}}}}}}}}}}}"#
        )
    };
    project.put("old/note.json", &note("com.other.one"));
    project.put("new/note.json", &note("com.other.two"));
    project
        .run("breaking new --against old")
        .ends(1)
        .says("error[not-compared]")
        .says("`com.other.one` or `com.other.two` is not among the lexicons");
    // The same name, of which only one version knows what it means.
    project.put("new/note.json", &note("com.other.one"));
    project.run("breaking new --against old").ends(0);
    project.put("new/one.json", &lexicon("com.other.one", "string"));
    project
        .run("breaking new --against old")
        .ends(1)
        .says("error[not-compared]: `com.other.one` was not compared")
        .says("the old version refers to it and does not have it");
}

#[test]
fn what_was_not_compared_can_be_allowed() {
    let project = published_with_an_error();
    let run = project
        .run("breaking new --against old --allow not-compared --all")
        .ends(0);
    assert!(!run.stderr.contains("Compatible"), "{}", run.stderr);
    run.says("Incomplete")
        .says("1 allowed")
        .says("allowed: its rule is allowed");
    project.put(
        "lexgen.toml",
        "inputs = ['new']\n[breaking]\nagainst = 'old'\n[[breaking.exceptions]]\n\
         rule = 'not-compared'\nnsid = 'com.example.beta'\nreason = 'nobody used the label'\n",
    );
    project
        .run("breaking")
        .ends(0)
        .says("Incomplete")
        .says("1 allowed");
}

/// What is named like a lexicon and cannot be read.
#[cfg(unix)]
#[test]
fn of_a_folder_with_links() {
    let project = changed();
    for (target, reason) in [
        ("nothing", "the target of the link does not exist"),
        ("/dev/zero", "not a regular file"),
    ] {
        let file = project.path("old/b.json");
        fs::remove_file(&file).expect("it is there");
        std::os::unix::fs::symlink(target, file).expect("linked");
        for command in ["breaking new --against old", "diff old new", "check old"] {
            let run = project
                .run(command)
                .ends(1)
                .says(&format!("cannot read `old/b.json`: {reason}"));
            assert!(!run.stderr.contains("Compatible"), "{}", run.stderr);
        }
    }
}

#[test]
fn where_nothing_is_left_nothing_is_compatible() {
    let project = changed();
    fs::create_dir(project.path("none")).expect("a folder");
    project.put("other/a.json", "{\"not\": \"a lexicon\"}");
    for old in ["none", "other"] {
        for command in [
            format!("breaking new --against {old}"),
            format!("diff {old} new"),
        ] {
            project
                .run(&command)
                .ends(2)
                .says(&format!("cannot compare with `{old}`: no lexicons found"));
        }
    }
    for command in ["breaking new --against gone", "diff gone new"] {
        project
            .run(command)
            .ends(2)
            .says("cannot read `gone`: no such file or folder");
    }
}
