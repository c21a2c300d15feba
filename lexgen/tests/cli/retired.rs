//! Names that are gone and come back: what the snapshot remembers.

use super::*;

fn note(properties: &str) -> String {
    format!(
        r#"{{"lexicon": 1, "id": "com.example.note", "defs": {{"main": {{"type": "record",
            "key": "tid", "record": {{"type": "object", "properties": {{
                "text": {{"type": "string"}}{properties}}}}}}}}}}}"#
    )
}

/// A project whose snapshot knew the first, then accepted the second version.
fn after(file: &str, first: &str, second: Option<&str>) -> Project {
    let project = Project::empty();
    project.put("lexicons/kept.json", &lexicon("com.example.kept", "string"));
    project.put(file, first);
    project.run("snapshot lexicons").ends(0);
    match second {
        Some(text) => project.put(file, text),
        None => fs::remove_file(project.path(file)).expect("it is there"),
    }
    project.run("snapshot lexicons --accept").ends(0);
    project.run("snapshot lexicons --check").ends(0);
    project.run("breaking").ends(0).says("no changes");
    project
}

#[test]
fn a_property_that_comes_back_with_another_type_breaks_old_data() {
    let file = "lexicons/note.json";
    let project = after(
        file,
        &note(r#", "recId": {"type": "integer"}"#),
        Some(&note("")),
    );
    let text = project.read("lexicons.lock");
    assert!(
        text.contains(r#""/defs/main/record/properties/recId": {"#),
        "{text}"
    );

    project.put(file, &note(r#", "recId": {"type": "string"}"#));
    let run = project.run("breaking --witness").ends(1);
    run.says("error[type-changed]: `com.example.note`: type of `recId` changed from `integer`")
        .says("breaks: new readers refuse values of type `integer`")
        .says("the name was retired on ")
        .says("\"recId\":0");
    let run = project.run("breaking --format json").ends(1);
    assert!(run.stdout.contains("\"retired\":\"on "), "{}", run.stdout);
    project
        .run("snapshot lexicons --check")
        .ends(1)
        .says("1 break");

    // The same type is the same data, and another name is another property.
    project.put(file, &note(r#", "recId": {"type": "integer"}"#));
    project.run("breaking").ends(0).says("Compatible");
    project.put(file, &note(r#", "other": {"type": "string"}"#));
    project.run("breaking").ends(0).says("Compatible");
    // Who compares with something else is told what is not known.
    project.put("old/note.json", &note(""));
    project
        .run("breaking --against old")
        .ends(0)
        .says("names that were retired earlier were not checked");
}

/// A revision has a snapshot of its own, whatever has been accepted since.
#[test]
fn a_revision_is_compared_with_what_its_snapshot_remembers() {
    let file = "lexicons/note.json";
    let project = after(
        file,
        &note(r#", "recId": {"type": "integer"}"#),
        Some(&note("")),
    );
    for arguments in [
        &["init", "-q"][..],
        &["add", "-A"],
        &[
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@example.com",
            "commit",
            "-qm",
            "a",
        ],
    ] {
        let git = Command::new("git")
            .args(arguments)
            .current_dir(project.path("."))
            .status();
        assert!(git.expect("git runs").success());
    }
    project.put(file, &note(r#", "recId": {"type": "string"}"#));
    project.run("snapshot lexicons --accept").ends(0);
    project
        .run("breaking --against git:HEAD")
        .ends(1)
        .says("error[type-changed]")
        .says("the name was retired on ");
}

#[test]
fn names_are_remembered_until_they_are_accepted_again() {
    let file = "lexicons/note.json";
    let project = after(
        file,
        &note(r#", "recId": {"type": "integer"}"#),
        Some(&note("")),
    );
    // Other changes are accepted in between.
    project.put(file, &note(r#", "more": {"type": "string"}"#));
    project.run("snapshot lexicons --accept").ends(0);
    project.put(
        file,
        &note(r#", "more": {"type": "string"}, "recId": {"type": "boolean"}"#),
    );
    project.run("breaking").ends(1).says("error[type-changed]");
    project.run("snapshot lexicons --accept").ends(0);
    assert!(!project.read("lexicons.lock").contains("retired"));
    project.run("breaking").ends(0).says("no changes");
}

#[test]
fn documents_definitions_and_members_come_back_too() {
    let file = "lexicons/note.json";
    let project = after(file, &note(""), None);
    project.put(
        file,
        &note("").replace(r#"{"type": "string"}"#, r#"{"type": "bytes"}"#),
    );
    project
        .run("breaking")
        .ends(1)
        .says("error[type-changed]")
        .says("the name was retired on ");

    let event = |refs: &str, hex: &str| {
        format!(
            r##"{{"lexicon": 1, "id": "com.example.event", "defs": {{
                "main": {{"type": "record", "key": "tid", "record": {{"type": "object",
                    "properties": {{"at": {{"type": "union", "refs": ["#geo"{refs}]}}}}}}}},
                "geo": {{"type": "object", "properties": {{"lat": {{"type": "string"}}}}}}{hex}}}}}"##
        )
    };
    let hex = |kind: &str| {
        let object = r#"{"type": "object", "properties": {"cell": {"type": "{}"}}}"#;
        format!(", \"hex\": {}", object.replace("{}", kind))
    };
    let file = "lexicons/event.json";
    let project = after(
        file,
        &event(r##", "#hex""##, &hex("string")),
        Some(&event("", "")),
    );
    project.put(file, &event(r##", "#hex""##, &hex("integer")));
    project
        .run("breaking")
        .ends(1)
        .says("error[type-changed]: `com.example.event#hex`")
        .says("stored records of `com.example.event` may contain");
}

/// What a version remembers is as hard to edit by accident as what it holds.
#[test]
fn a_memory_that_was_edited_is_noticed() {
    let project = after(
        "lexicons/note.json",
        &note(r#", "recId": {"type": "integer"}"#),
        Some(&note("")),
    );
    let text = project.read("lexicons.lock");
    project.put("lexicons.lock", &text.replace("recId", "recIds"));
    project
        .run("breaking lexicons --against lexicons.lock")
        .ends(1)
        .says("error[snapshot-edited]");
    let gone = after("lexicons/note.json", &note(""), None);
    let text = gone.read("lexicons.lock");
    gone.put("lexicons.lock", &text.replace("\"text\"", "\"words\""));
    gone.run("breaking lexicons --against lexicons.lock")
        .ends(1)
        .says("error[snapshot-edited]");
}

/// What is kept of the breaks of each document, as JSON.
fn accepted(project: &Project, holder: &str, nsid: &str) -> serde_json::Value {
    let snapshot: serde_json::Value =
        serde_json::from_str(&project.read("lexicons.lock")).expect("JSON");
    snapshot[holder][nsid]["accepted"].clone()
}

fn limited(most: u32) -> String {
    note("").replace(
        r#"{"type": "string"}"#,
        &format!(r#"{{"type": "string", "maxLength": {most}}}"#),
    )
}

#[test]
fn breaks_are_accepted_with_a_reason() {
    let project = Project::empty();
    project.put("lexicons/note.json", &limited(300));
    project.run("snapshot lexicons").ends(0);
    project.put("lexicons/note.json", &limited(30));
    project
        .run("snapshot lexicons --reason early")
        .ends(2)
        .says("--accept");
    project
        .run("snapshot lexicons --accept --reason early")
        .ends(0);
    let kept = accepted(&project, "documents", "com.example.note");
    assert_eq!(kept[0]["reason"], "early");
    assert_eq!(
        kept[0]["breaks"],
        serde_json::json!([{
            "rule": "limit-tightened",
            "at": "/defs/main/record/properties/text/maxLength",
            "what": "`com.example.note`: `maxLength` of `text` changed from 300 to 30",
        }])
    );
    // It stays when something else is accepted.
    project.put("lexicons/note.json", &limited(30).replace("text", "words"));
    project.run("snapshot lexicons --accept").ends(0);
    assert!(project.read("lexicons.lock").contains("\"early\""));
    project.run("snapshot lexicons --check").ends(0);
}

/// Who accepts in a hurry still leaves a trace.
#[test]
fn breaks_are_kept_without_a_reason_too() {
    let project = Project::empty();
    project.put("lexicons/note.json", &limited(300));
    project.run("snapshot lexicons").ends(0);
    project.put("lexicons/note.json", &limited(30));
    let mut command = project.command("snapshot lexicons --accept");
    command.env("SOURCE_DATE_EPOCH", "1767225600");
    Run::of(command.output().expect("runs"))
        .ends(0)
        .says("        Note 1 break kept without a reason; `--reason` gives one");
    let kept = accepted(&project, "documents", "com.example.note");
    assert_eq!(kept[0]["on"], "2026-01-01");
    assert_eq!(kept[0].get("reason"), None);
    assert_eq!(kept[0]["breaks"][0]["rule"], "limit-tightened");
    project.run("snapshot lexicons --check").ends(0);
    // A change that breaks nobody has nothing to keep.
    let with = |name: &str| {
        let more = format!(r#""{name}": {{"type": "string"}}, "text""#);
        limited(30).replace(r#""text""#, &more)
    };
    project.put("lexicons/note.json", &with("first"));
    project
        .run("snapshot lexicons --accept")
        .ends(0)
        .says("document changed");
    let kept = accepted(&project, "documents", "com.example.note");
    assert_eq!(kept.as_array().map(Vec::len), Some(1), "{kept}");
    project.put("lexicons/note.json", &limited(30));
    project.run("snapshot lexicons --accept").ends(0);
    project.put("lexicons/note.json", &with("first"));
    project
        .run("snapshot lexicons --accept --reason wider")
        .ends(0)
        .says("`--reason`: nothing that was accepted breaks anybody, so no reason is kept");
    assert!(!project.read("lexicons.lock").contains("wider"));
}

#[test]
fn the_reason_for_a_removal_is_kept_with_what_is_gone() {
    let project = Project::empty();
    project.put("lexicons/kept.json", &lexicon("com.example.kept", "string"));
    project.put("lexicons/note.json", &limited(300));
    project.run("snapshot lexicons").ends(0);
    project.put("lexicons/note.json", &limited(30));
    project
        .run("snapshot lexicons --accept --reason shorter")
        .ends(0);
    fs::remove_file(project.path("lexicons/note.json")).expect("it is there");
    project
        .run("snapshot lexicons --accept --reason unused")
        .ends(0);
    let kept = accepted(&project, "retired", "com.example.note");
    assert_eq!(kept[0]["reason"], "shorter");
    assert_eq!(kept[1]["reason"], "unused");
    assert_eq!(kept[1]["breaks"][0]["rule"], "document-removed");
    project.run("snapshot lexicons --check").ends(0);
    let text = project.read("lexicons.lock");
    project.put("lexicons.lock", &text.replace("\"unused\"", "\"useful\""));
    project
        .run("snapshot lexicons --check")
        .ends(1)
        .says("error[snapshot-edited]");
    // It comes back, with its history.
    project.put("lexicons.lock", &text);
    project.put("lexicons/note.json", &limited(30));
    project.run("snapshot lexicons --accept").ends(0);
    let kept = accepted(&project, "documents", "com.example.note");
    assert_eq!(kept[1]["reason"], "unused");
}

#[test]
fn a_document_that_comes_back_still_has_the_names_that_it_had() {
    let file = "lexicons/note.json";
    let of_type = |kind: &str| note(&format!(r#", "recId": {{"type": "{kind}"}}"#));
    let accept = |project: &Project| {
        project.run("snapshot lexicons --accept").ends(0);
        project.run("snapshot lexicons --check").ends(0);
    };
    // The property goes with the document, or before it.
    for first in [of_type("integer"), note("")] {
        let project = after(file, &of_type("integer"), Some(&first));
        fs::remove_file(project.path(file)).expect("it is there");
        accept(&project);
        project.put(file, &note(""));
        accept(&project);
        project.put(file, &of_type("string"));
        project
            .run("breaking")
            .ends(1)
            .says("error[type-changed]: `com.example.note`: type of `recId` changed");
    }
}

/// The data with the name has the definition as it was then, whatever was accepted
/// while nothing used it.
#[test]
fn what_a_retired_name_refers_to_is_remembered_as_it_was() {
    let event = |refs: &str, more: &str, hex: &str| {
        format!(
            r##"{{"lexicon": 1, "id": "com.example.event", "defs": {{
                "main": {{"type": "record", "key": "tid", "record": {{"type": "object",
                    "properties": {{"at": {{"type": "union",
                        "refs": ["#geo"{refs}]}}{more}}}}}}},
                "geo": {{"type": "object", "properties": {{"lat": {{"type": "string"}}}}}},
                "hex": {{"type": "object", "properties": {{
                    "cell": {{"type": "ref", "ref": "com.example.cell"}}}}}}{hex}}}}}"##
        )
    };
    let cell = |kind: &str| {
        format!(
            r#"{{"lexicon": 1, "id": "com.example.cell", "defs": {{"main": {{"type": "object",
                "properties": {{"number": {{"type": "{kind}"}}}}}}}}}}"#
        )
    };
    let accept = |project: &Project| {
        project.run("snapshot lexicons --accept").ends(0);
        project.run("snapshot lexicons --check").ends(0);
        project.run("breaking").ends(0).says("no changes");
    };
    let property = r##", "place": {"type": "ref", "ref": "#hex"}"##;
    // A member of a union, and a property.
    for (refs, more) in [(r##", "#hex""##, ""), ("", property)] {
        let project = Project::empty();
        project.put("lexicons/cell.json", &cell("string"));
        project.put("lexicons/event.json", &event(refs, more, ""));
        project.run("snapshot lexicons").ends(0);
        project.put("lexicons/event.json", &event("", "", ""));
        accept(&project);
        // Nothing uses it now, so its change breaks no data.
        project.put("lexicons/cell.json", &cell("integer"));
        project.run("breaking").ends(0);
        accept(&project);
        // Something else changes.
        project.put(
            "lexicons/event.json",
            &event("", "", r#", "new": {"type": "token"}"#),
        );
        accept(&project);
        project.put("lexicons/event.json", &event(refs, more, ""));
        let run = project.run("breaking --witness").ends(1);
        let run = run
            .says("error[type-changed]: `com.example.cell`: type of `number` changed from `string`")
            .says("the name was retired on ");
        assert!(
            run.stderr.contains("of `com.example.event`, and data of"),
            "{}",
            run.stderr
        );
        // The form that it had is no break.
        project.put("lexicons/cell.json", &cell("string"));
        let run = project.run("breaking").ends(0);
        assert!(!run.stderr.contains("error["), "{}", run.stderr);
        project.put("lexicons/cell.json", &cell("integer"));
        accept(&project);
        assert!(!project.read("lexicons.lock").contains("\"former\""));
    }
}
