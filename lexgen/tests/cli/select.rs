//! Which documents count: patterns, and the precedence of inputs.

use super::*;

/// A document with an error.
fn cut(id: &str) -> String {
    lexicon(id, "float")
}

#[test]
fn errors_in_documents_that_are_not_included_do_not_count() {
    let project = Project::new();
    project.put("lexicons/cut.json", &cut("com.vendor.cut"));
    project.put(
        "lexicons/no.json",
        r#"{"lexicon": 1, "id": "com.vendor.no", "defs": }"#,
    );
    project.put("lexicons/one.json", &lexicon("com.vendor.twice", "string"));
    project.put("lexicons/two.json", &lexicon("com.vendor.twice", "integer"));
    project
        .run("generate lexicons -o out")
        .ends(1)
        .says("3 errors");
    for flags in ["--include com.example.*", "--exclude com.vendor.*"] {
        for command in ["check lexicons", "generate lexicons -o out"] {
            let run = project.run(&format!("{command} {flags}")).ends(0);
            assert!(!run.stderr.contains("error"), "{}", run.stderr);
        }
        project
            .run(&format!("check lexicons {flags} --verbose"))
            .ends(0)
            .says("3 errors in documents that are not included");
    }
    // A name that nobody knows could be meant.
    project.put("lexicons/nameless.json", "{\"lexicon\": 1,}");
    project
        .run("check lexicons --include com.example.*")
        .ends(1)
        .says("nameless.json");
}

#[test]
fn errors_in_what_an_included_document_refers_to_count() {
    let project = Project::empty();
    let refers = lexicon("com.example.alpha", "string").replace(
        r#""type": "string""#,
        r#""type": "ref", "ref": "com.vendor.cut""#,
    );
    assert!(refers.contains("com.vendor.cut"));
    project.put("lexicons/a.json", &refers);
    project.put("lexicons/cut.json", &cut("com.vendor.cut"));
    project
        .run("check lexicons --include com.example.*")
        .ends(1)
        .says("lexicons/cut.json");
    // Not if another crate has its types.
    project
        .run("check lexicons --extern-path com.vendor=::vendor")
        .ends(0);
}

#[test]
fn an_exclusion_without_effect_is_reported() {
    let project = Project::empty();
    let refers = lexicon("com.example.alpha", "string").replace(
        r#""type": "string""#,
        r#""type": "ref", "ref": "com.vendor.part""#,
    );
    project.put("lexicons/a.json", &refers);
    project.put("lexicons/part.json", &lexicon("com.vendor.part", "string"));
    project
        .run("generate lexicons -o out --exclude com.vendor.part")
        .ends(0)
        .says("warning[ineffective-exclude]: `exclude` of `com.vendor.part` has no effect\n")
        .says("lexicons/a.json:")
        .says("Generated 2 documents");
    project.put(
        "lexicons/other.json",
        &lexicon("com.vendor.other", "string"),
    );
    let run = project
        .run("generate lexicons -o out --exclude com.vendor.*")
        .ends(0);
    assert!(!run.stderr.contains("ineffective"), "{}", run.stderr);
    project
        .run("generate lexicons -o out --exclude com.vendor.* --verbose")
        .ends(0)
        .says("note[ineffective-exclude]: `exclude` of `com.vendor.*` has no effect on `com.vendor.part`");
}

#[test]
fn earlier_inputs_have_precedence_and_the_shadowed_document_is_named() {
    let project = Project::empty();
    // The path of the copy is first by name.
    project.put("own/thing.json", &lexicon("com.example.thing", "string"));
    project.put(
        "a-copy/thing.json",
        &lexicon("com.example.thing", "integer"),
    );
    let run = project
        .run("check own a-copy")
        .ends(0)
        .says("warning[shadowed-document]: `com.example.thing` is read from own/thing.json: this document is not used")
        .says("a-copy/thing.json:");
    assert!(run.stderr.contains("1 document "), "{}", run.stderr);
    let types = |arguments: &str| project.run(&format!("ir {arguments}")).ends(0).stdout;
    let own = types("-i own -i a-copy");
    assert_eq!(own, types("-i own"));
    assert_ne!(own, types("-i a-copy -i own"));
    project.put("lexgen.toml", "inputs = ['a-copy', 'own']\n");
    project
        .run("check")
        .ends(0)
        .says("is read from a-copy/thing.json");

    // Within one input, nothing says which one is right.
    project.run("check .").ends(1).says("error[duplicate-id]");

    // What is not used may be broken, and what is the same needs no word.
    project.put("a-copy/thing.json", &cut("com.example.thing"));
    let run = project
        .run("check own a-copy")
        .ends(0)
        .says("shadowed-document");
    assert!(!run.stderr.contains("error"), "{}", run.stderr);
    project.put("a-copy/thing.json", &lexicon("com.example.thing", "string"));
    let run = project.run("check own a-copy").ends(0);
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);

    // A broken document of one's own is not replaced by a copy.
    project.put("own/thing.json", &cut("com.example.thing"));
    project
        .run("check own a-copy")
        .ends(1)
        .says("own/thing.json");
}

#[test]
fn line_ends_make_nothing_stale() {
    let project = Project::new();
    for arguments in [
        "generate lexicons -o out",
        "generate lexicons -o out.rs --single-file",
    ] {
        project.run(arguments).ends(0);
    }
    let windows = |path: &str| project.put(path, &project.read(path).replace('\n', "\r\n"));
    for path in ["out/mod.rs", "out/com/example/alpha.rs", "out.rs"] {
        windows(path);
    }
    for arguments in [
        "generate lexicons -o out",
        "generate lexicons -o out.rs --single-file",
    ] {
        let run = project.run(&format!("{arguments} --check")).ends(0);
        assert_eq!(run.stdout, "");
        project.run(arguments).ends(0).says(" 0 files written");
    }
    assert!(project.read("out/mod.rs").contains("\r\n"));
    // A line that has changed is shown alone.
    let changed = project
        .read("out/com/example/alpha.rs")
        .replace("struct", "enum");
    project.put("out/com/example/alpha.rs", &changed);
    let run = project.run("generate lexicons -o out --check").ends(1);
    let lines = run
        .stdout
        .lines()
        .filter(|line| line.starts_with('-'))
        .count();
    assert!(lines < 6, "{}", run.stdout);
}

/// A project that excludes `com.vendor.*`, with a snapshot and a version before.
fn with_vendor() -> Project {
    let project = Project::empty();
    project.put(
        "lexgen.toml",
        "inputs = ['lexicons']\nexclude = ['com.vendor.*']\n",
    );
    for folder in ["old", "lexicons"] {
        let put = |name: &str, text: &str| project.put(&format!("{folder}/{name}.json"), text);
        put("a", &referring("com.vendor.part"));
        put("part", &lexicon("com.vendor.part", "string"));
        put("other", &lexicon("com.vendor.other", "string"));
    }
    project.run("snapshot").ends(0);
    project
}

fn referring(to: &str) -> String {
    let field = format!(r#""type": "ref", "ref": "{to}""#);
    let text = lexicon("com.example.alpha", "string").replace(r#""type": "string""#, &field);
    assert!(text.contains(to), "{text}");
    text
}

/// Every command that compares what is there with an earlier version.
const COMPARING: [&str; 4] = [
    "breaking --against old",
    "breaking",
    "diff old --exit-code",
    "snapshot --check",
];

#[test]
fn errors_in_excluded_documents_count_in_no_comparison() {
    let project = with_vendor();
    let damaged = r#"{"lexicon": 1, "id": "com.vendor.other", "defs": }"#;
    for text in [cut("com.vendor.other").as_str(), damaged] {
        project.put("lexicons/other.json", text);
        for command in COMPARING {
            let run = project.run(command).ends(0);
            assert!(!run.stderr.contains("error"), "{command}: {}", run.stderr);
            assert!(
                !run.stderr.contains("Incomplete"),
                "{command}: {}",
                run.stderr
            );
            project
                .run(&format!("{command} --verbose"))
                .ends(0)
                .says("1 error in documents that are not included");
        }
    }
    // Nor if the version before has it too.
    project.put("old/other.json", damaged);
    for command in COMPARING {
        project.run(command).ends(0);
    }
    fs::remove_file(project.path("lexicons.lock")).expect("removes");
    project.run("snapshot").ends(0).says("Wrote");
}

#[test]
fn changes_of_excluded_documents_count_in_no_comparison() {
    let project = with_vendor();
    project.put(
        "lexicons/other.json",
        &lexicon("com.vendor.other", "integer"),
    );
    project.put("lexicons/new.json", &lexicon("com.vendor.new", "integer"));
    for command in COMPARING {
        let run = project.run(command).ends(0);
        assert!(!run.stdout.contains("vendor"), "{command}: {}", run.stdout);
        assert!(!run.stderr.contains("vendor"), "{command}: {}", run.stderr);
    }
    fs::remove_file(project.path("lexicons/other.json")).expect("removes");
    for command in COMPARING {
        project.run(command).ends(0);
    }
}

#[test]
fn what_an_included_document_refers_to_counts_in_every_comparison() {
    let project = with_vendor();
    project.put("lexicons/part.json", &lexicon("com.vendor.part", "integer"));
    for command in ["breaking --against old", "breaking"] {
        project
            .run(command)
            .ends(0)
            .says("[type-changed]: `com.vendor.part`");
    }
    for command in ["diff old --exit-code", "snapshot --check"] {
        let run = project.run(command).ends(1);
        assert!(run.stdout.contains("com.vendor.part"), "{}", run.stdout);
    }
    project.put("lexicons/part.json", &cut("com.vendor.part"));
    for command in COMPARING {
        project.run(command).ends(1).says("lexicons/part.json");
    }
    // The new version refers to what is not there.
    fs::remove_file(project.path("lexicons/part.json")).expect("removes");
    project
        .run("breaking")
        .says("[document-removed]: lexicon `com.vendor.part` removed");
    project
        .run("snapshot --check")
        .ends(1)
        .says("1 document removed");
}

#[test]
fn a_snapshot_keeps_what_it_has_of_documents_that_are_excluded_later() {
    let project = with_vendor();
    project
        .run("snapshot")
        .ends(0)
        .says("2 documents unchanged");
    project.put("lexgen.toml", "inputs = ['lexicons']\n");
    project.run("snapshot --accept").ends(0);
    project.put(
        "lexgen.toml",
        "inputs = ['lexicons']\nexclude = ['com.vendor.*']\n",
    );
    project.put(
        "lexicons/other.json",
        &lexicon("com.vendor.other", "integer"),
    );
    project.put("lexicons/b.json", &lexicon("com.example.beta", "string"));
    project
        .run("snapshot --accept")
        .ends(0)
        .says("1 document added in");
    project.put("lexgen.toml", "inputs = ['lexicons']\n");
    let run = project.run("snapshot").ends(1);
    assert!(
        run.stdout.starts_with("changed   com.vendor.other\n"),
        "{}",
        run.stdout
    );
    // What includes nothing at all is a mistake, and not up to date.
    project.put(
        "lexgen.toml",
        "inputs = ['lexicons']\ninclude = ['com.exmaple.*']\n",
    );
    for command in COMPARING {
        project.run(command).ends(1).says("no lexicon is included");
    }
}
