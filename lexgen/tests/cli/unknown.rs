//! Lexicons in a language that is newer than the command.

use super::Project;

/// A project with a definition of an unknown type, and what refers to it.
fn project() -> Project {
    let project = Project::empty();
    project.put("lexicons/thing.json", &thing("x"));
    project.put(
        "lexicons/view.json",
        r##"{"lexicon": 1, "id": "com.example.view", "defs": {"main": {
            "type": "object", "required": ["thing", "price"], "properties": {
                "thing": {"type": "ref", "ref": "com.example.thing"},
                "price": {"type": "decimal"},
                "phone": {"type": "string", "format": "phone"}
            }
        }}}"##,
    );
    project
}

fn succeeds(project: &Project, arguments: &str) {
    project.run(arguments).ends(0);
}

/// What is said.
fn fails(project: &Project, arguments: &str) -> String {
    let run = project.run(arguments).ends(1);
    run.stdout + &run.stderr
}

fn thing(name: &str) -> String {
    format!(
        r#"{{"lexicon": 1, "id": "com.example.thing", "defs": {{
            "main": {{"type": "capsule", "name": "{name}"}},
            "other": {{"type": "object", "properties": {{}}}}
        }}}}"#
    )
}

#[test]
fn what_is_unknown_is_opaque_if_it_is_allowed() {
    let project = project();
    let said = fails(&project, "generate -o out");
    assert!(said.contains("pass `--allow-unknown`"), "{said}");
    assert!(!project.path("out").exists());

    succeeds(&project, "generate -o out --allow-unknown");
    let view = project.read("out/com/example/view.rs");
    for field in [
        "pub thing: Data,",
        "pub price: Data,",
        "pub phone: Option<String>,",
    ] {
        assert!(view.contains(field), "{field}: {view}");
    }
    let thing = project.read("out/com/example/thing.rs");
    assert!(thing.contains("pub struct Other"), "{thing}");
    assert!(!thing.contains("struct Thing"), "{thing}");

    project.put("lexgen.toml", "allow-unknown = true\n");
    succeeds(&project, "check");
    let said = fails(&project, "check --allow-unknown=false");
    assert!(said.contains("error[unknown-type]"), "{said}");
}

#[test]
fn what_is_opaque_is_valid_whatever_it_is() {
    let project = project();
    project.put(
        "value.json",
        r#"{"thing": [1, null], "price": 7, "phone": "?"}"#,
    );
    succeeds(
        &project,
        "validate com.example.view value.json --allow-unknown",
    );
    project.put("value.json", r#"{"thing": {}, "phone": "?"}"#);
    let said = fails(
        &project,
        "validate com.example.view value.json --allow-unknown",
    );
    assert!(said.contains("price"), "{said}");
}

#[test]
fn no_value_matches_what_is_unknown_unless_that_is_allowed() {
    let project = project();
    project.put("value.json", r#"{"thing": {}, "price": "anything"}"#);
    let validate = "validate com.example.view value.json";
    let run = project.run(validate).ends(2);
    for part in [
        "error[unknown-type]",
        "pass `--allow-unknown`",
        "error: the lexicon `com.example.view` was read, but it has errors",
    ] {
        assert!(run.stderr.contains(part), "no {part} in {}", run.stderr);
    }
    let run = project.run("validate value.json").ends(1);
    assert!(run.stderr.contains("0 of 1 value valid"), "{}", run.stderr);
    project.put("lexgen.toml", "allow-unknown = true\n");
    succeeds(&project, validate);
    project
        .run(&format!("{validate} --allow-unknown=false"))
        .ends(2);
}

#[test]
fn what_is_opaque_is_compared_only_with_itself() {
    let project = project();
    project.put("lexgen.toml", "allow-unknown = true\n");
    project.put("old/thing.json", &thing("x"));
    let compare = "breaking --against old lexicons/thing.json";
    succeeds(&project, compare);

    project.put("old/thing.json", &thing("y"));
    let said = fails(&project, compare);
    assert!(
        said.contains("error[not-compared]: `com.example.thing` was not compared"),
        "{said}"
    );
    assert!(!said.contains("com.example.thing#other"), "{said}");
    let diff = project.run("diff old lexicons/thing.json").ends(0);
    assert!(diff.stdout.contains("not compared"), "{}", diff.stdout);

    // The same of a part, and of what has become known.
    let view = project.read("lexicons/view.json");
    for (before, after) in [
        ("decimal", "fraction"),
        ("phone\"}", "email\"}"),
        ("decimal", "integer"),
    ] {
        project.put("old/view.json", &view);
        project.put("new/view.json", &view.replace(before, after));
        let said = fails(&project, "breaking --against old/view.json new");
        assert!(
            said.contains("error[not-compared]"),
            "{before} {after}: {said}"
        );
    }
}

#[test]
fn a_snapshot_keeps_what_is_opaque() {
    let project = project();
    project.put("lexgen.toml", "allow-unknown = true\n");
    succeeds(&project, "snapshot --accept");
    assert!(
        project
            .read("lexicons.lock")
            .contains(r#""type": "capsule""#)
    );
    succeeds(&project, "snapshot");
    succeeds(&project, "breaking");
    project.put("lexicons/thing.json", &thing("y"));
    let said = fails(&project, "breaking");
    assert!(said.contains("error[not-compared]"), "{said}");
}

#[test]
fn the_layout_of_what_is_opaque_stays() {
    let project = project();
    succeeds(&project, "fmt");
    let text = project.read("lexicons/thing.json");
    assert!(text.contains(r#""type": "capsule""#), "{text}");
    succeeds(&project, "fmt --check");
}

/// Without settings, each command that reads lexicons takes the flag its help names.
#[test]
fn versions_with_unknown_words_are_compared_with_the_flag() {
    let project = project();
    project.put("old/thing.json", &thing("x"));
    project.put("old/view.json", &project.read("lexicons/view.json"));
    for command in [
        "diff old lexicons",
        "diff old",
        "breaking lexicons --against old",
        "breaking --against old",
        "snapshot",
    ] {
        let said = fails(&project, command);
        assert!(said.contains("pass `--allow-unknown`"), "{command}: {said}");
        succeeds(&project, &format!("{command} --allow-unknown"));
    }
    project.put("lexgen.toml", "allow-unknown = true\n");
    for command in [
        "diff old lexicons",
        "diff old",
        "breaking lexicons --against old",
        "breaking --against old",
        "snapshot",
    ] {
        succeeds(&project, command);
        let said = fails(&project, &format!("{command} --allow-unknown=false"));
        assert!(said.contains("error[unknown-type]"), "{command}: {said}");
    }
}

/// A definition that is opaque is there, and was not removed.
#[test]
fn a_renamed_opaque_definition_is_not_missing() {
    let project = project();
    let lexicon = |name: &str| {
        format!(
            r##"{{"lexicon": 1, "id": "com.example.a", "defs": {{
                "main": {{"type": "object", "properties": {{
                    "w": {{"type": "ref", "ref": "#{name}"}}
                }}}},
                "{name}": {{"type": "capsule", "name": "x"}}
            }}}}"##
        )
    };
    project.put("old/a.json", &lexicon("w"));
    project.put("new/a.json", &lexicon("v"));
    let said = fails(&project, "breaking new --against old --allow-unknown");
    assert!(!said.contains("is not among the lexicons"), "{said}");
    assert!(!said.contains("add the lexicons"), "{said}");
    assert!(!said.contains("unknown `com.example.a#w`"), "{said}");
    for expected in [
        "`com.example.a#w` has the type `capsule`, which this version of lexgen does not know",
        "compare with a newer lexgen",
        "definition of an unknown type `com.example.a#w` removed",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
}
