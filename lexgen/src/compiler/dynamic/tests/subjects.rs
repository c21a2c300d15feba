//! What a name means, and the parts of endpoints.

use super::{Schema, Subject, data, found, world};

const PROCEDURE: &str = r#"{"lexicon": 1, "id": "com.example.doIt", "defs": {"main": {
    "type": "procedure",
    "parameters": {"type": "params", "required": ["count"], "properties": {
        "count": {"type": "integer", "maximum": 9},
        "loud": {"type": "boolean"},
        "name": {"type": "string"},
        "tags": {"type": "array", "items": {"type": "integer"}}
    }},
    "input": {"encoding": "*/*"},
    "output": {"encoding": "application/json", "schema": {
        "type": "object", "required": ["did"],
        "properties": {"did": {"type": "string", "format": "did"}}
    }},
    "errors": [{"name": "Busy"}]
}}}"#;

const STREAM: &str = r##"{"lexicon": 1, "id": "com.example.stream", "defs": {
    "main": {"type": "subscription", "message": {"schema": {"type": "union", "refs": ["#event"]}}},
    "event": {"type": "object", "required": ["seq"], "properties": {"seq": {"type": "integer"}}},
    "token": {"type": "token"}
}}"##;

const KEYS: [&str; 4] = ["tid", "nsid", "any", "literal:self"];

fn record(key: &str) -> String {
    format!(
        r#"{{"lexicon": 1, "id": "com.example.record", "defs": {{"main": {{
            "type": "record", "key": "{key}", "record": {{"type": "object", "properties": {{}}}}
        }}}}}}"#
    )
}

#[test]
fn each_part_of_an_endpoint_is_judged_by_its_own_schema() {
    let ir = world([PROCEDURE, STREAM]);
    let check = |name: &str, subject, json: &str| {
        found(
            Schema::find(&ir, name, subject)
                .unwrap()
                .validate(&data(json)),
        )
    };
    let procedure = "com.example.doIt";
    assert_eq!(check(procedure, Subject::Params, r#"{"count": 1}"#), []);
    assert_eq!(
        check(
            procedure,
            Subject::Params,
            r#"{"count": 10, "loud": "yes"}"#
        ),
        [
            ("/count".to_owned(), "too-large"),
            ("/loud".to_owned(), "wrong-type")
        ]
    );
    assert_eq!(
        check(procedure, Subject::Output, r#"{"did": "no"}"#),
        [("/did".to_owned(), "malformed")]
    );
    assert_eq!(
        check("com.example.stream", Subject::Params, r#"{"any": 1}"#),
        []
    );
    assert_eq!(
        check(
            "com.example.stream",
            Subject::Message,
            r#"{"$type": "com.example.stream#event"}"#
        ),
        [("/seq".to_owned(), "missing")]
    );
    assert_eq!(
        check("com.example.stream#token", Subject::Value, r#""no""#),
        [(String::new(), "not-const")]
    );
}

#[test]
fn error_bodies_are_those_of_the_protocol() {
    let ir = world([PROCEDURE]);
    let schema = Schema::find(&ir, "com.example.doIt", Subject::ErrorBody).unwrap();
    let check = |json: &str| {
        (
            found(schema.validate(&data(json))),
            schema.remark(&data(json)),
        )
    };
    assert_eq!(
        check(r#"{"error": "Busy", "message": "x"}"#),
        (vec![], None)
    );
    let (violations, remark) = check(r#"{"error": "Lazy"}"#);
    assert_eq!(violations, []);
    assert_eq!(
        remark.as_deref(),
        Some("the lexicon does not list the error `Lazy`; it lists `Busy`")
    );
    let wrong = |path: &str, code| (vec![(path.to_owned(), code)], None);
    assert_eq!(check(r#"{"message": "x"}"#), wrong("/error", "missing"));
    assert_eq!(check(r#"{"error": 1}"#), wrong("/error", "wrong-type"));
    assert_eq!(
        check(r#"{"error": "Busy", "message": null}"#),
        wrong("/message", "null")
    );
    assert_eq!(check("[]"), wrong("", "wrong-type"));
}

#[test]
fn query_strings_become_what_the_lexicon_says() {
    let ir = world([PROCEDURE]);
    let schema = Schema::find(&ir, "com.example.doIt", Subject::Params).unwrap();
    for (query, json) in [
        ("", "{}"),
        ("?count=1&loud=true\n", r#"{"count": 1, "loud": true}"#),
        (
            "name=a+b%26c&tags=1&tags=x",
            r#"{"name": "a b&c", "tags": [1, "x"]}"#,
        ),
        ("tags=7", r#"{"tags": [7]}"#),
        (
            "count=1&count=2&loud=yes&new=3",
            r#"{"count": [1, 2], "loud": "yes", "new": "3"}"#,
        ),
    ] {
        assert_eq!(schema.read_query(query), data(json), "{query}");
    }
}

#[test]
fn record_keys_are_of_the_type_the_lexicon_says() {
    for key in KEYS {
        let lexicon = record(key);
        let ir = world([lexicon.as_str()]);
        let schema = Schema::find(&ir, "com.example.record", Subject::Value).unwrap();
        let fits = |key: &str| schema.validate_key(key).is_ok();
        let verdicts = ["3jzfcijpj2z2a", "com.example.x", "self", "a/b"].map(fits);
        let expected = match key {
            "tid" => [true, false, false, false],
            "nsid" => [false, true, false, false],
            "any" => [true, true, true, false],
            _ => [false, false, true, false],
        };
        assert_eq!(verdicts, expected, "{key}");
    }
}

#[test]
fn what_cannot_be_checked_is_explained() {
    let ir = world([PROCEDURE, STREAM]);
    let error = |name: &str, subject| {
        let error = Schema::find(&ir, name, subject).unwrap_err();
        format!("{error} / {}", error.help().unwrap_or_default())
    };
    insta::assert_snapshot!(
        [
            error("com.example.dolt", Subject::Value),
            error("org.elsewhere.whatever", Subject::Value),
            error("com.example.stream#evnt", Subject::Value),
            error("com.example.stream#zzzzzz", Subject::Value),
            error("com.example.doIt", Subject::Value),
            error("com.example.stream", Subject::Value),
            error("com.example.doIt", Subject::Input),
            error("com.example.stream", Subject::Output),
            error("com.example.stream#event", Subject::Params),
        ]
        .join("\n"),
        @r"
    the lexicon `com.example.dolt` is not among those read / did you mean `com.example.doIt`?
    the lexicon `org.elsewhere.whatever` is not among those read / pass the files and folders to read with `--lexicons`
    `com.example.stream` has no definition named `evnt` / did you mean `com.example.stream#event`?
    `com.example.stream` has no definition named `zzzzzz` / it defines `main`, `event`, `token`
    `com.example.doIt` is a procedure: choose which part to check / pass `--params`, `--output` or `--error`
    `com.example.stream` is a subscription: choose which part to check / pass `--message` or `--error`
    the input of `com.example.doIt` is `*/*` and has no schema / 
    the subscription `com.example.stream` has no output / 
    `com.example.stream#event` is not an endpoint, so it has no parameters / leave out `--params` to check data of this definition
    "
    );
}
