//! `lexgen diff` as a user runs it.

use super::{Project, broken, lexicon};

/// With another version of the two lexicons: one is other, one gone, one new.
fn project() -> Project {
    let project = Project::new();
    let text = lexicon("com.example.alpha", "string");
    project.put("new/alpha.json", &text.replace("field", "other"));
    project.put("new/gamma.json", &lexicon("com.example.gamma", "integer"));
    project
}

#[test]
fn differences_are_a_tree_and_no_failure() {
    let project = project();
    let run = project.run("diff lexicons new").ends(0);
    let expected = "\
com.example.alpha  object
  ~ other  renamed from field

- com.example.deep.beta  object
+ com.example.gamma      object
";
    assert_eq!(run.stdout, expected);
    run.says("Compared 2 documents in ")
        .says(": 1 added, 1 removed, 1 difference in 1 document");
    project.run("diff lexicons new --exit-code").ends(1);
}

#[test]
fn the_same_is_said_to_be_the_same() {
    let project = Project::new();
    let run = project.run("diff lexicons lexicons --exit-code").ends(0);
    assert_eq!(run.stdout, "");
    run.says("no differences");
}

#[test]
fn the_new_side_is_the_project_unless_given() {
    let project = project();
    let run = project.run("diff new").ends(0);
    assert!(
        run.stdout.contains("+ com.example.deep.beta"),
        "{}",
        run.stdout
    );
    project.put("lexgen.toml", "inputs = [\"new\"]\noutput = \"out\"\n");
    assert_eq!(project.run("diff new").ends(0).stdout, "");
    let run = project.run_with("diff -", &lexicon("com.example.gamma", "string"));
    let run = run.ends(0);
    let gamma = "com.example.gamma  object\n  ~ field  string → integer\n";
    assert!(run.stdout.contains(gamma), "{}", run.stdout);
}

#[test]
fn json_is_an_object_for_each_difference() {
    let project = project();
    let run = project.run("diff lexicons new --format json").ends(0);
    let changes: Vec<serde_json::Value> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).expect("an object per line"))
        .collect();
    let kinds: Vec<_> = changes.iter().map(|it| it["change"].as_str()).collect();
    let expected = ["field-renamed", "document-removed", "document-added"];
    assert_eq!(kinds, expected.map(Some));
    assert_eq!(changes[0]["old"]["pointer"], "/defs/main/properties/field");
    assert_eq!(changes[0]["new"]["pointer"], "/defs/main/properties/other");
}

#[test]
fn statistics_and_descriptions_are_asked_for() {
    let project = Project::new();
    let text = lexicon("com.example.alpha", "string");
    let text = text.replace(
        r#""type": "string""#,
        r#""type": "string", "description": "New.""#,
    );
    project.put("new/a.json", &text);
    project.put("new/b.json", &lexicon("com.example.deep.beta", "integer"));
    assert_eq!(project.run("diff lexicons new").ends(0).stdout, "");
    let run = project.run("diff lexicons new --descriptions").ends(0);
    assert!(
        run.stdout.contains("+ field.description  \"New.\""),
        "{}",
        run.stdout
    );
    let run = project
        .run("diff lexicons new --descriptions --stat")
        .ends(0);
    assert_eq!(run.stdout, " com.example.alpha | 1 +\n");
    project.run("snapshot lexicons").ends(0);
    project.run("diff lexicons.lock new").ends(0);
    project
        .run("diff lexicons.lock new --descriptions")
        .ends(2)
        .says("a snapshot has no descriptions");
}

/// What cannot be read is neither gone nor new.
#[test]
fn errors_are_told_and_left_out() {
    let project = project();
    project.put("old/broken.json", &lexicon("com.example.broken", "string"));
    project.put("new/broken.json", &broken());
    let run = project.run("diff old new").ends(1).says("strng");
    assert!(!run.stdout.contains("com.example.broken"), "{}", run.stdout);
    let run = project
        .run("diff nowhere new --exit-code")
        .ends(2)
        .says("cannot read `nowhere`: no such file or folder");
    assert_eq!(run.stdout, "");
    project.run("diff git:nothing new").ends(2);
    project
        .run("diff - -")
        .ends(2)
        .says("only one of the versions");
}

#[test]
fn colours_are_there_when_asked_for() {
    let run = project().run("diff lexicons new --color always").ends(0);
    assert!(run.stdout.contains("\u{1b}[32m+"), "{}", run.stdout);
}
