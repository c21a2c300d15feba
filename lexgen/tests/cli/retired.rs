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
        .says("names that were retired before were not considered");
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

#[test]
fn breaks_are_accepted_with_a_reason() {
    let project = Project::empty();
    let limited = |most: u32| {
        note("").replace(
            r#"{"type": "string"}"#,
            &format!(r#"{{"type": "string", "maxLength": {most}}}"#),
        )
    };
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
    let text = project.read("lexicons.lock");
    assert!(text.contains("\"accepted\": ["), "{text}");
    assert!(text.contains("\"reason\": \"early\""), "{text}");
    assert!(text.contains("[limit-tightened]"), "{text}");
    // It stays when something else is accepted.
    project.put("lexicons/note.json", &limited(30).replace("text", "words"));
    project.run("snapshot lexicons --accept").ends(0);
    assert!(project.read("lexicons.lock").contains("\"early\""));
    project.run("snapshot lexicons --check").ends(0);
}
