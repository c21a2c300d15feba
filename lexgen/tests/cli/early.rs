//! Old versions in the forms of early histories, from before the specification.

use super::*;

fn early(body: &str) -> String {
    format!(r#"{{"lexicon": 1, "id": "com.example.early", {body}}}"#)
}

fn record(field: &str) -> String {
    early(&format!(
        r#""defs": {{"main": {{"type": "record", "key": "tid", "record": {{"type": "object",
            "properties": {{"field": {field}}}}}}}}}"#
    ))
}

fn query(parts: &str) -> String {
    early(&format!(
        r#""defs": {{"main": {{"type": "query", {parts}}}}}"#
    ))
}

/// Nobody knows what they meant, so each is named, and nothing is called compatible.
#[test]
fn early_forms_are_named_as_not_compared() {
    let whole = r#""type": "query", "parameters": {"limit": {"type": "integer"}},
        "output": {"encoding": "application/json", "schema": {"type": "object"}}"#;
    let map = r#""parameters": {"limit": {"type": "integer"}}"#;
    let forms = [
        (
            "a definition without `defs`",
            early(whole),
            query("\"description\": \"\""),
        ),
        (
            "`defs` beside a definition",
            early(&format!(
                r#"{whole}, "defs": {{"user": {{"type": "object"}}}}"#
            )),
            query("\"description\": \"\""),
        ),
        (
            "a record without `defs`",
            early(r#""type": "record", "key": "tid", "record": {"type": "object"}"#),
            record(r#"{"type": "string"}"#),
        ),
        (
            "version 0",
            record(r#"{"type": "string"}"#).replace("\"lexicon\": 1", "\"lexicon\": 0"),
            record(r#"{"type": "string"}"#),
        ),
        (
            "parameters that are a map",
            query(map),
            query(
                r#""parameters": {"type": "params", "properties": {"limit": {"type": "integer"}}}"#,
            ),
        ),
        (
            "a datetime type",
            record(r#"{"type": "datetime"}"#),
            record(r#"{"type": "string", "format": "datetime"}"#),
        ),
        (
            "a number type",
            record(r#"{"type": "number"}"#),
            record(r#"{"type": "integer"}"#),
        ),
        (
            "an image type",
            record(r#"{"type": "image", "accept": ["image/png"], "maxWidth": 9}"#),
            record(r#"{"type": "blob"}"#),
        ),
        (
            "a video type",
            record(r#"{"type": "video"}"#),
            record(r#"{"type": "blob"}"#),
        ),
        (
            "an audio type",
            record(r#"{"type": "audio"}"#),
            record(r#"{"type": "blob"}"#),
        ),
        (
            "a list of types",
            record(r##"["#a", "#b"]"##),
            record(r#"{"type": "unknown"}"#),
        ),
        (
            "an image definition",
            early(r#""defs": {"main": {"type": "image"}}"#),
            early(r#""defs": {"main": {"type": "blob"}}"#),
        ),
    ];
    for (what, old, new) in forms {
        let project = Project::empty();
        for version in ["old", "new"] {
            project.put(
                &format!("{version}/kept.json"),
                &lexicon("com.example.kept", "string"),
            );
        }
        project.put("old/early.json", &old);
        project.put("new/early.json", &new);
        let run = project.run("breaking new --against old");
        assert_eq!(run.code, 1, "{what}: {}", run.stderr);
        let run = run
            .says("error[not-compared]: ")
            .says("`com.example.early")
            .says("1 not compared");
        assert!(!run.stderr.contains("Compatible"), "{what}: {}", run.stderr);
        // Allowed like any rule, and then it is still not called compatible.
        project
            .run("breaking new --against old --allow not-compared")
            .ends(0)
            .says("  Incomplete ");
        // Its removal is the removal of something that was published.
        fs::remove_file(project.path("new/early.json")).expect("it is there");
        let run =
            project.run("breaking new --against old --category wire,records,lexicons,protocol");
        assert_eq!(run.code, 1, "{what}: {}", run.stderr);
        run.says("removed").says("com.example.early");
    }
}
