//! `lexgen breaking`: what breaks, what counts, and in which form it is told.

use serde_json::Value;

use super::*;

/// A project of one procedure, and the version of it that was promised.
fn project(before: &str, after: &str) -> Project {
    let project = Project::empty();
    project.put("old/a.json", &procedure(before));
    project.put("lexicons/a.json", &procedure(after));
    project
}

/// With an input of these `required` and `properties`.
fn procedure(object: &str) -> String {
    format!(
        r#"{{
  "lexicon": 1,
  "id": "com.example.lend",
  "defs": {{
    "main": {{
      "type": "procedure",
      "input": {{
        "encoding": "application/json",
        "schema": {{
          "type": "object",
          {object}
        }}
      }}
    }}
  }}
}}"#
    )
}

const BEFORE: &str = r#""required": ["uri"],
          "properties": { "uri": { "type": "string" } }"#;
const AFTER: &str = r#""required": ["uri", "to"],
          "properties": { "uri": { "type": "string" }, "to": { "type": "string" } }"#;
const HARMLESS: &str = r#""required": ["uri"],
          "properties": { "uri": { "type": "string" }, "to": { "type": "string" } }"#;
const RISKY: &str = r#""required": [],
          "properties": { "uri": { "type": "string" } }"#;

#[test]
fn a_break_is_shown_with_whom_it_breaks_and_what_to_do() {
    let run = project(BEFORE, AFTER).run("breaking --against old").ends(1);
    assert_eq!(run.stdout, "");
    let (report, summary) = run.stderr.rsplit_once("\n\n").expect("a report");
    insta::assert_snapshot!(report);
    let expected = "1 break (1 for old clients); the generated Rust needs a major version";
    assert!(summary.contains(expected), "{summary}");
}

#[test]
fn what_is_harmless_is_not_told_unless_asked_for() {
    let project = project(BEFORE, HARMLESS);
    let run = project.run("breaking --against old").ends(0);
    assert!(
        run.stderr.trim_start().starts_with("Compatible"),
        "{}",
        run.stderr
    );
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    let run = project.run("breaking --against old --all").ends(0);
    run.says("note[field-added]")
        .says("optional property `to` added");
}

#[test]
fn categories_say_whose_breaks_count() {
    // Only services that are not updated yet can mind: a risk, and against the
    // rules of the protocol.
    let project = project(BEFORE, RISKY);
    project
        .run("breaking --against old")
        .ends(0)
        .says("warning[field-became-optional]");
    for categories in ["--category protocol", "--category wire,rust"] {
        project
            .run(&format!("breaking --against old {categories}"))
            .ends(1)
            .says("error[field-became-optional]");
    }
    project
        .run("breaking --against old --category wires")
        .ends(2)
        .says("wire, records, lexicons, rust");
}

/// Nobody knows whether others refer to a definition. What is known counts by
/// itself, and the rest where a project chooses to.
#[test]
fn definitions_that_others_may_refer_to_have_a_category() {
    let project = Project::empty();
    let item = r#""item": {"type": "object", "properties": {"name": {"type": "string"}}}"#;
    let document =
        |defs: &str| format!(r#"{{"lexicon": 1, "id": "com.example.defs", "defs": {{{defs}}}}}"#);
    let token = r#""kept": {"type": "token"}"#;
    project.put("old/defs.json", &document(&format!("{item}, {token}")));
    project.put("new/defs.json", &document(token));
    project
        .run("breaking new --against old")
        .ends(0)
        .says("warning[definition-removed]")
        .says("1 risk");
    project
        .run("breaking new --against old --category lexicons")
        .ends(1)
        .says("error[definition-removed]")
        .says("1 for other lexicons");
    let user = r#"{"lexicon": 1, "id": "com.example.user", "defs": {"main": {"type": "object",
        "properties": {"item": {"type": "ref", "ref": "com.example.defs#item"}}}}}"#;
    project.put("old/user.json", user);
    project.put("new/user.json", user);
    project
        .run("breaking new --against old")
        .ends(1)
        .says("error[definition-removed]")
        .says("breaks: `com.example.user` refers to it");
}

/// Strangers do not update their services when the author does.
#[test]
fn services_of_others_are_protected_where_the_project_says_so() {
    let project = Project::empty();
    let query = |required: &str| {
        format!(
            r#"{{"lexicon": 1, "id": "com.example.getFeed", "defs": {{"main": {{
                "type": "query", "output": {{"encoding": "application/json", "schema": {{
                    "type": "object", "required": [{required}], "properties": {{
                        "id": {{"type": "string"}}}}}}}}}}}}}}"#
        )
    };
    project.put("old/feed.json", &query(""));
    project.put("lexicons/feed.json", &query(r#""id""#));
    project.run("breaking --against old").ends(0).says(
        "risk: new clients refuse data without `id`, which services that are not yet updated",
    );
    project.put(
        "lexgen.toml",
        "inputs = ['lexicons']\n[breaking]\nserved-by-others = ['com.example.getFeed']\n",
    );
    project
        .run("breaking --against old")
        .ends(1)
        .says("breaks: new clients refuse data without `id`, which services of others");
}

#[test]
fn rules_can_be_allowed() {
    let project = project(BEFORE, AFTER);
    let flag = "breaking --against old --allow required-field-added";
    let run = project.run(flag).ends(0);
    assert!(
        !run.stderr.contains("required-field-added"),
        "{}",
        run.stderr
    );
    run.says("1 allowed");
    project
        .run(&format!("{flag} --all"))
        .ends(0)
        .says("= note: allowed: its rule is allowed");
    project
        .run("breaking --against old --allow required-field-aded")
        .ends(2)
        .says("did you mean `required-field-added`?");
}

#[test]
fn a_project_says_what_counts() {
    let project = project(BEFORE, AFTER);
    let settings = |until: &str, nsid: &str| {
        project.put(
            "lexgen.toml",
            &format!(
                "inputs = ['lexicons']\n[breaking]\nagainst = 'old'\n[[breaking.exceptions]]\n\
                 rule = 'required-field-added'\nnsid = '{nsid}'\nreason = 'nobody has it yet'\n\
                 until = '{until}'\n"
            ),
        );
    };
    settings("2999-12-31", "com.example.*");
    project.run("breaking").ends(0).says("1 allowed");
    project
        .run("breaking -v")
        .ends(0)
        .says("= note: allowed by an exception: nobody has it yet");
    settings("2020-12-31", "com.example.*");
    project
        .run("breaking")
        .ends(1)
        .says("error[required-field-added]")
        .says("expired-exception");
    settings("2999-12-31", "com.other.*");
    project.run("breaking").ends(1).says("unused-exception");
}

#[test]
fn rules_have_levels() {
    let project = project(BEFORE, AFTER);
    project
        .run("breaking --against old --warn required-field-added")
        .ends(0)
        .says("warning[required-field-added]");
    project.put("lexicons/a.json", &procedure(HARMLESS));
    project
        .run("breaking --against old --deny field-added")
        .ends(1)
        .says("error[field-added]")
        .says(": 1 break; the generated Rust needs");
    project.put(
        "lexgen.toml",
        "inputs = ['lexicons']\n[breaking]\nagainst = 'old'\ndeny = ['field-added']\n",
    );
    project.run("breaking").ends(1);
    // Flags are stronger than settings.
    project.run("breaking --allow field-added").ends(0);
}

#[test]
fn an_exception_can_be_for_one_place() {
    let project = project(BEFORE, AFTER);
    let settings = |at: &str| {
        project.put(
            "lexgen.toml",
            &format!(
                "inputs = ['lexicons']\n[breaking]\nagainst = 'old'\n[[breaking.exceptions]]\n\
                 rule = 'required-field-added'\nnsid = 'com.example.lend'\nat = '{at}'\n\
                 reason = 'nobody has it yet'\n"
            ),
        );
    };
    for at in ["/defs/main", "/defs/main/input/schema/properties/to"] {
        settings(at);
        project.run("breaking").ends(0).says("1 allowed");
    }
    for at in ["/defs/mai", "/defs/main/input/schema/properties/t"] {
        settings(at);
        project.run("breaking").ends(1).says("unused-exception");
    }
    settings("main");
    project
        .run("breaking")
        .ends(2)
        .says("`main` is not a place");
}

/// They are shown and counted, and fail nothing.
#[test]
fn documents_that_promise_nothing_have_warnings() {
    let project = Project::empty();
    let temporary = |text: &str| procedure(text).replace("example.lend", "example.temp.lend");
    project.put("old/a.json", &temporary(BEFORE));
    project.put("lexicons/a.json", &temporary(AFTER));
    project
        .run("breaking --against old")
        .ends(0)
        .says("warning[required-field-added]")
        .says("unstable: the document promises nothing")
        .says("1 break in documents that promise nothing");
    project
        .run("breaking --against old --deny required-field-added")
        .ends(1);
    project.put("old/a.json", &procedure(BEFORE));
    project.put("lexicons/a.json", &procedure(AFTER));
    project.put(
        "lexgen.toml",
        "inputs = ['lexicons']\n[breaking]\nagainst = 'old'\nunstable = ['com.example.lend']\n",
    );
    project.run("breaking").ends(0);
}

#[test]
fn without_an_old_version_it_is_the_snapshot() {
    let project = project(BEFORE, BEFORE);
    project.run("breaking").ends(2).says("`lexgen snapshot`");
    project.run("snapshot lexicons").ends(0);
    project.run("breaking").ends(0).says("no changes");
    project.put("lexicons/a.json", &procedure(AFTER));
    project
        .run("breaking")
        .ends(1)
        .says("error[required-field-added]")
        .says("lexicons.lock");
}

#[test]
fn nothing_is_compared_with_what_is_not_there_or_wrong() {
    let project = project(BEFORE, AFTER);
    project
        .run("breaking --against none")
        .ends(2)
        .says("no such file");
    project.run("breaking --against git:HEAD").ends(2);
    project.put("lexicons/broken.json", &broken());
    project
        .run("breaking --against old")
        .ends(1)
        .says("error[unknown-type]")
        .says("definitions without errors were compared");
}

#[test]
fn a_witness_proves_the_break() {
    project(BEFORE, AFTER)
        .run("breaking --against old --witness")
        .ends(1)
        .says("witness: the old version accepts");
}

/// A reviewer wants to see what is stored, and not a part of it.
#[test]
fn a_witness_is_a_whole_record() {
    let project = Project::empty();
    let note = |most: u32| {
        format!(
            r##"{{"lexicon": 1, "id": "com.example.note", "defs": {{
                "main": {{"type": "record", "key": "tid", "record": {{"type": "object",
                    "properties": {{"about": {{"type": "ref", "ref": "#book"}}}}}}}},
                "book": {{"type": "object", "properties": {{
                    "title": {{"type": "string", "maxLength": {most}}}}}}}}}}}"##
        )
    };
    project.put("old/note.json", &note(9));
    project.put("new/note.json", &note(3));
    project
        .run("breaking new --against old --witness")
        .ends(1)
        .says("error[limit-tightened]: `com.example.note#book`")
        .says(r#"{"$type":"com.example.note","about":{"title":"aaaa"}}"#);
}

#[test]
fn programs_read_an_object_per_line() {
    let project = project(BEFORE, AFTER);
    let run = project
        .run("breaking --against old --witness --format json")
        .ends(1);
    let line: Value = serde_json::from_str(run.stdout.trim()).expect("one object");
    assert_eq!(line["rule"], "required-field-added");
    assert_eq!(line["severity"], "error");
    assert_eq!(line["nsid"], "com.example.lend");
    assert_eq!(line["definition"], "main");
    assert_eq!(line["new"]["file"], "lexicons/a.json");
    assert_eq!(line["new"]["line"], 12);
    assert_eq!(line["new"]["present"], true);
    assert_eq!(line["old"]["file"], "old/a.json");
    assert_eq!(line["old"]["present"], false);
    assert_eq!(line["rust"], "major");
    let wire = line["effects"].as_array().expect("effects").iter();
    let wire: Vec<_> = wire.filter(|it| it["audience"] == "wire").collect();
    assert_eq!(wire[0]["party"], "old clients");
    assert_eq!(wire[0]["level"], "break");
    assert_eq!(line["witnesses"][0]["acceptedBy"], "old");

    let run = project.run("breaking --against old --format sarif").ends(1);
    let log: Value = serde_json::from_str(&run.stdout).expect("one document");
    assert_eq!(
        log["runs"][0]["results"][0]["ruleId"],
        "required-field-added"
    );
    let run = project
        .run("breaking --against old --format github")
        .ends(1);
    assert!(
        run.stdout
            .starts_with("::error file=lexicons/a.json,line=12,"),
        "{}",
        run.stdout
    );
}

#[test]
fn every_rule_is_explained_with_its_examples() {
    let run = Project::empty().run("explain required-field-added").ends(0);
    for part in ["Breaks", "Harmless", "Other direction", "\"token\"]"] {
        assert!(run.stdout.contains(part), "{part}: {}", run.stdout);
    }
}
