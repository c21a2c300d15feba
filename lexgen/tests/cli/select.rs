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
