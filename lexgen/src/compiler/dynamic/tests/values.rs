//! One small schema and one value each: what is found, and where.

use super::{Options, Schema, Subject, data, found, world};
use crate::compiler::ir::Ir;

const CID: &str = "bafkreiccldh766hwcnuxnf2wh6jgzepf2nlu2lvcllt63eww5p6chi4ity";

/// A lexicon whose `main` is an object with one property `it`.
fn lexicon(property: &str) -> String {
    format!(
        r##"{{"lexicon": 1, "id": "com.example.main", "defs": {{
            "main": {{"type": "object", "properties": {{"it": {property}}}}},
            "thing": {{"type": "object", "required": ["a"], "properties": {{
                "a": {{"type": "integer"}},
                "next": {{"type": "ref", "ref": "#thing"}}
            }}}},
            "list": {{"type": "array", "maxLength": 1, "items": {{"type": "integer", "minimum": 0}}}},
            "token": {{"type": "token"}}
        }}}}"##
    )
}

const RECORD: &str = r#"{"lexicon": 1, "id": "com.example.record", "defs": {"main": {
    "type": "record", "key": "any",
    "record": {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
}}}"#;

fn ir(property: &str) -> Ir {
    world([lexicon(property).as_str(), RECORD])
}

/// A property's schema, then values of it with what is wrong with each; the
/// paths begin at the value.
type Case<'t> = (&'t str, &'t [(&'t str, &'t [(&'t str, &'t str)])]);

#[rustfmt::skip]
const CASES: &[Case<'_>] = &[
    (r#"{"type": "boolean", "const": true}"#, &[
        ("true", &[]),
        ("false", &[("", "not-const")]),
        ("1", &[("", "wrong-type")]),
        ("null", &[("", "null")]),
    ]),
    (r#"{"type": "integer", "minimum": 2, "maximum": 8, "enum": [2, 4, 8]}"#, &[
        ("4", &[]),
        ("4.0", &[]),
        ("1", &[("", "too-small"), ("", "not-in-enum")]),
        ("9", &[("", "too-large"), ("", "not-in-enum")]),
        ("5", &[("", "not-in-enum")]),
        (r#""4""#, &[("", "wrong-type")]),
    ]),
    (r#"{"type": "string", "minLength": 2, "maxLength": 4, "maxGraphemes": 3}"#, &[
        (r#""abc""#, &[]),
        (r#""a""#, &[("", "too-short")]),
        (r#""abcd""#, &[("", "too-many-graphemes")]),
        (r#""ééé""#, &[("", "too-long")]),
        ("{}", &[("", "wrong-type")]),
    ]),
    (r#"{"type": "string", "enum": ["a", "b"]}"#, &[
        (r#""b""#, &[]),
        (r#""c""#, &[("", "not-in-enum")]),
    ]),
    (r#"{"type": "string", "knownValues": ["a"]}"#, &[(r#""c""#, &[])]),
    (r#"{"type": "string", "const": "a"}"#, &[
        (r#""a""#, &[]),
        (r#""b""#, &[("", "not-const")]),
    ]),
    (r#"{"type": "string", "format": "handle"}"#, &[
        (r#""a.test""#, &[]),
        (r#""?""#, &[("", "malformed")]),
    ]),
    (r#"{"type": "bytes", "minLength": 1, "maxLength": 2}"#, &[
        (r#"{"$bytes": "YQ"}"#, &[]),
        (r#"{"$bytes": ""}"#, &[("", "too-short")]),
        (r#"{"$bytes": "YWFh"}"#, &[("", "too-long")]),
        (r#""YQ""#, &[("", "wrong-type")]),
        ("{}", &[("", "wrong-type")]),
    ]),
    (r#"{"type": "cid-link"}"#, &[
        (r#"{"$link": "CID"}"#, &[]),
        (r#""CID""#, &[("", "wrong-type")]),
    ]),
    (r#"{"type": "blob", "accept": ["image/*"], "maxSize": 5}"#, &[
        (r#"{"$type": "blob", "ref": {"$link": "CID"}, "mimeType": "image/png", "size": 5}"#, &[]),
        (r#"{"$type": "blob", "ref": {"$link": "CID"}, "mimeType": "text/x", "size": 6}"#,
            &[("", "too-many-bytes"), ("", "not-accepted")]),
        (r#"{"cid": "CID", "mimeType": "image/png"}"#, &[]),
        (r#"{"cid": "CID", "mimeType": "text/x"}"#, &[("", "not-accepted")]),
        (r#"{"cid": "no", "mimeType": "image/png"}"#, &[("", "wrong-type")]),
        (r#"{"mimeType": "image/png"}"#, &[("", "wrong-type")]),
        (r#"{"$link": "CID"}"#, &[("", "wrong-type")]),
    ]),
    (r#"{"type": "array", "minLength": 2, "maxLength": 3, "items": {"type": "integer", "maximum": 3}}"#, &[
        ("[1, 2]", &[]),
        ("[1]", &[("", "too-short")]),
        ("[1, 2, 3, 4]", &[("", "too-long"), ("/3", "too-large")]),
        (r#"["a", null, 9]"#, &[("/0", "wrong-type"), ("/1", "null"), ("/2", "too-large")]),
        ("{}", &[("", "wrong-type")]),
    ]),
    (r#"{"type": "object", "required": ["r", "rn"], "nullable": ["rn", "on"], "properties": {
        "r": {"type": "boolean"}, "rn": {"type": "boolean"},
        "o": {"type": "boolean"}, "on": {"type": "boolean"}, "a/b~c": {"type": "boolean"}}}"#, &[
        (r#"{"r": true, "rn": null, "new": 5}"#, &[]),
        (r#"{"r": true, "rn": true, "o": true, "on": null, "$type": "com.example.other"}"#, &[]),
        ("{}", &[("/r", "missing"), ("/rn", "missing")]),
        (r#"{"r": null, "rn": 1, "o": null, "on": 1, "a/b~c": 1}"#, &[
            ("/r", "null"), ("/rn", "wrong-type"), ("/a~1b~0c", "wrong-type"), ("/o", "null"), ("/on", "wrong-type"),
        ]),
        ("[]", &[("", "wrong-type")]),
        (r#"{"$bytes": "YQ"}"#, &[("", "wrong-type")]),
    ]),
    (r##"{"type": "union", "refs": ["#thing", "com.example.record"]}"##, &[
        (r#"{"$type": "com.example.main#thing", "a": 1}"#, &[]),
        (r#"{"$type": "com.example.record", "text": ""}"#, &[]),
        (r#"{"$type": "com.example.unheard", "a": null}"#, &[]),
        (r#"{"$type": "com.example.main#thing"}"#, &[("/a", "missing")]),
        (r#"{"$type": "com.example.record", "text": 1}"#, &[("/text", "wrong-type")]),
        (r#"{"$type": "com.example.record#main", "text": 1}"#, &[("/$type", "malformed-type"), ("/text", "wrong-type")]),
        (r#"{"$type": "com.example.record#", "text": 1}"#, &[("/$type", "malformed-type"), ("/text", "wrong-type")]),
        (r##"{"$type": "#thing"}"##, &[("/$type", "malformed-type"), ("/a", "missing")]),
        (r#"{"$type": "com.example.unheard#main", "a": null}"#, &[("/$type", "malformed-type")]),
        (r#"{"$type": " "}"#, &[("/$type", "malformed-type")]),
        (r#"{"$type": "com.example.unheard", "a": [{"$type": "com.example.x#main"}]}"#, &[("/a/0/$type", "malformed-type")]),
        (r#"{"$type": "com.example.unheard", "a": {"$type": "blob", "ref": {"$link": "CID"}, "mimeType": "", "size": 5}}"#,
            &[("/a/mimeType", "not-data")]),
        (r#"{"a": 1}"#, &[("/$type", "missing-type")]),
        (r#""com.example.main#thing""#, &[("", "wrong-type")]),
        (r#"{"$link": "CID"}"#, &[("", "wrong-type")]),
    ]),
    (r##"{"type": "union", "refs": ["#thing"], "closed": true}"##, &[
        (r#"{"$type": "com.example.main#thing", "a": 1}"#, &[]),
        (r#"{"$type": "com.example.unheard"}"#, &[("/$type", "not-a-member")]),
        (r##"{"$type": "#thing", "a": 1}"##, &[("/$type", "malformed-type")]),
        (r#"{"$type": "com.example.main#thing ", "a": "x"}"#, &[("/$type", "malformed-type"), ("/a", "wrong-type")]),
        (r#"{"$type": "com.example.unheard#main"}"#, &[("/$type", "malformed-type"), ("/$type", "not-a-member")]),
        (r#"{"$type": " "}"#, &[("/$type", "not-a-member")]),
        (r#"{"$type": "blob", "ref": {"$link": "CID"}, "mimeType": "a/b", "size": 5}"#, &[("", "wrong-type")]),
    ]),
    (r#"{"type": "unknown"}"#, &[
        ("{}", &[]),
        (r#"{"$type": "com.example.unheard", "a": [null]}"#, &[]),
        (r#""a""#, &[("", "wrong-type")]),
        ("[]", &[("", "wrong-type")]),
        (r#"{"$bytes": "YQ"}"#, &[("", "wrong-type")]),
        (r#"{"$link": "CID"}"#, &[("", "wrong-type")]),
        (r#"{"$type": "blob", "ref": {"$link": "CID"}, "mimeType": "a/b", "size": 5}"#, &[("", "wrong-type")]),
        ("null", &[("", "null")]),
    ]),
    (r##"{"type": "ref", "ref": "#thing"}"##, &[
        (r#"{"a": 1, "next": {"a": 1}}"#, &[]),
        (r#"{"a": 1, "$type": "com.example.main#main"}"#, &[("/$type", "malformed-type")]),
        (r#"{"a": 1, "next": {"next": {"next": 1}}}"#, &[
            ("/next/a", "missing"), ("/next/next/a", "missing"), ("/next/next/next", "wrong-type"),
        ]),
    ]),
    (r##"{"type": "ref", "ref": "#list"}"##, &[
        ("[0]", &[]),
        ("[0, -1]", &[("", "too-long"), ("/1", "too-small")]),
    ]),
    (r##"{"type": "ref", "ref": "#token"}"##, &[
        (r#""com.example.main#token""#, &[]),
        (r##""#token""##, &[("", "not-const")]),
        ("{}", &[("", "wrong-type")]),
    ]),
    (r#"{"type": "ref", "ref": "com.example.record"}"#, &[
        (r#"{"$type": "com.example.record", "text": ""}"#, &[]),
        (r#"{"text": ""}"#, &[("/$type", "missing-type")]),
        (r#"{"$type": "com.example.record#main"}"#, &[("/$type", "malformed-type"), ("/text", "missing")]),
        (r#"{"$type": "com.example.main#main", "text": ""}"#, &[("/$type", "malformed-type"), ("/$type", "wrong-record-type")]),
        (r#"{"$type": "com.example.main"}"#, &[("/$type", "wrong-record-type"), ("/text", "missing")]),
        ("1", &[("", "wrong-type")]),
    ]),
    (r#"{"type": "ref", "ref": "com.example.gone#it"}"#, &[
        ("1", &[("", "unresolved")]),
        ("null", &[("", "unresolved")]),
    ]),
    (r##"{"type": "union", "refs": ["#thing", "com.example.gone"], "closed": true}"##, &[
        (r#"{"$type": "com.example.gone"}"#, &[("", "unresolved")]),
    ]),
];

#[test]
fn each_kind_of_value_is_judged() {
    for (property, values) in CASES {
        let ir = ir(property);
        let schema = Schema::find(&ir, "com.example.main", Subject::Value).unwrap();
        for (value, expected) in *values {
            let json = format!(r#"{{"it": {}}}"#, value.replace("CID", CID));
            let expected: Vec<_> = expected
                .iter()
                .map(|&(path, code)| (format!("/it{path}"), code))
                .collect();
            assert_eq!(
                found(schema.validate(&data(&json))),
                expected,
                "{property}: {value}"
            );
        }
    }
}

#[test]
fn what_cannot_be_resolved_is_valid_on_demand() {
    let ir = ir(r#"{"type": "array", "items": {"type": "ref", "ref": "com.example.gone"}}"#);
    let options = Options {
        allow_unresolved: true,
    };
    let schema = Schema::find(&ir, "com.example.main", Subject::Value).unwrap();
    let value = data(r#"{"it": [1, null, {"a": true}]}"#);
    assert_eq!(found(schema.validate(&value)).len(), 3);
    assert_eq!(schema.with_options(options).validate(&value), Ok(()));
}

/// As deep as data goes, through a definition that refers to itself.
#[test]
fn deep_data_is_walked_to_its_end() {
    let ir = ir(r##"{"type": "ref", "ref": "#thing"}"##);
    let schema = Schema::find(&ir, "com.example.main#thing", Subject::Value).unwrap();
    let deep = crate::data::MAX_NESTING - 1;
    let json = r#"{"a": 1, "next": "#.repeat(deep) + "{}" + &"}".repeat(deep);
    let found = found(schema.validate(&data(&json)));
    assert_eq!(found, [("/next".repeat(deep) + "/a", "missing")]);
}

/// A name without an NSID is of the lexicon whose definition has the union, and not of
/// the one that the data began with.
#[test]
fn a_type_without_an_nsid_is_of_its_own_document() {
    let outer = r#"{"lexicon": 1, "id": "com.example.outer", "defs": {"main": {
        "type": "object", "properties": {"in": {"type": "ref", "ref": "com.example.inner"}}
    }}}"#;
    let inner = r##"{"lexicon": 1, "id": "com.example.inner", "defs": {
        "main": {"type": "object", "properties": {"it": {"type": "union", "refs": ["#thing"]}}},
        "thing": {"type": "object", "properties": {"a": {"type": "integer"}}}
    }}"##;
    let ir = world([outer, inner]);
    let schema = Schema::find(&ir, "com.example.outer", Subject::Value).unwrap();
    let value = data(r##"{"in": {"it": {"$type": "#thing", "a": "x"}}}"##);
    assert_eq!(
        schema.validate(&value).unwrap_err().to_string(),
        "/in/it/$type: is `#thing`, which has no NSID: write `com.example.inner#thing`\n\
         /in/it/a: is a string, not an integer"
    );
}

#[test]
fn what_should_not_be_written_is_a_warning() {
    let warnings = |property: &str, value: &str| {
        let ir = ir(property);
        let schema = Schema::find(&ir, "com.example.main", Subject::Value).unwrap();
        let json = format!(r#"{{"it": {}}}"#, value.replace("CID", CID));
        let value = data(&json);
        assert_eq!(schema.validate(&value), Ok(()), "{json}");
        found(crate::validate::Violations::of(schema.warnings(&value)))
    };
    let cid = r#"{"type": "string", "format": "cid"}"#;
    assert_eq!(warnings(cid, r#""CID""#), []);
    for other in [
        "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi",
        "zdj7WWeQ43G6JJvLWQWZpyHuAMq6uYWRjkBXFad11vE2LHhQ7",
        "7134036155352661643226414134664076",
    ] {
        let found = warnings(cid, &format!("\"{other}\""));
        assert_eq!(found, [("/it".to_owned(), "unusual-cid")], "{other}");
    }
    let blob = r#"{"type": "blob"}"#;
    let found = warnings(
        blob,
        r#"{"$type": "blob", "ref": {"$link": "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a"},
            "mimeType": "a/b", "size": 5}"#,
    );
    assert_eq!(found, [("/it/ref".to_owned(), "unusual-cid")]);
    let found = warnings(blob, r#"{"cid": "CID", "mimeType": "a/b"}"#);
    assert_eq!(found, [("/it".to_owned(), "legacy-blob")]);
    let union = r##"{"type": "union", "refs": ["#thing"]}"##;
    let found = warnings(union, r#"{"$type": "thing", "a": {"$type": "x y"}}"#);
    assert_eq!(
        found,
        [
            ("/it/$type".to_owned(), "unusual-type"),
            ("/it/a/$type".to_owned(), "unusual-type")
        ]
    );
    // An object of another type than that of its place.
    let reference = r##"{"type": "ref", "ref": "#thing"}"##;
    for (r#type, expected) in [
        ("com.example.main#thing", None),
        ("com.example.other#thing", Some("other-type")),
        ("com.example.main", Some("other-type")),
        ("thing", Some("unusual-type")),
    ] {
        let found = warnings(reference, &format!(r#"{{"$type": "{type}", "a": 1}}"#));
        let expected = expected.map(|code| ("/it/$type".to_owned(), code));
        assert_eq!(found, Vec::from_iter(expected), "{type}");
    }
    let member = r#"{"$type": "com.example.main#thing", "a": 1}"#;
    assert_eq!(warnings(union, member), []);
}

#[test]
fn messages_say_what_was_expected_and_what_was_found() {
    let ir = ir(r##"{"type": "union", "refs": ["#thing"], "closed": true}"##);
    let schema = Schema::find(&ir, "com.example.main", Subject::Value).unwrap();
    let message = |json: &str| schema.validate(&data(json)).unwrap_err().to_string();
    assert_eq!(
        message(r#"{"it": {"$type": "com.example.main#thing", "a": "x"}}"#),
        "/it/a: is a string, not an integer"
    );
    assert_eq!(
        message(r#"{"it": {"$type": "com.example.x"}}"#),
        "/it/$type: is `com.example.x`, not a member of this closed union: expected \
         `com.example.main#thing`"
    );
    assert_eq!(
        message(r#"{"it": {}}"#),
        "/it/$type: is missing, but every member of a union must have it"
    );
    assert_eq!(message("3"), "is an integer, not an object");
}

/// Few names are searched one by one, and many in a set; a `$type` alone is neither.
#[test]
fn what_no_lexicon_names_is_checked_among_few_and_many_fields() {
    for number in [1, 16, 17, 40] {
        let properties: Vec<String> = (0..number)
            .map(|field| format!(r#""a{field}": {{"type": "integer"}}"#))
            .collect();
        let properties = properties.join(",");
        let ir = ir(&format!(
            r#"{{"type": "object", "properties": {{{properties}}}}}"#
        ));
        let schema = Schema::find(&ir, "com.example.main", Subject::Value).unwrap();
        for (fields, expected) in [
            ("", None),
            (r#", "$type": "com.example.main""#, None),
            (r#", "$type": " x""#, Some(("/it/$type", "malformed-type"))),
            (r#", "$type": """#, Some(("/it", "not-data"))),
            (r#", "other": 0.5"#, Some(("/it/other", "not-data"))),
            (
                r#", "$type": "com.example.main", "other": [0.5]"#,
                Some(("/it/other/0", "not-data")),
            ),
            (r#", "$bytes": 1"#, Some(("/it", "not-data"))),
        ] {
            let value = data(&format!(r#"{{"it": {{"a0": 1{fields}}}}}"#));
            let expected: Vec<_> = expected
                .into_iter()
                .map(|(path, code)| (path.to_owned(), code))
                .collect();
            assert_eq!(
                found(schema.validate(&value)),
                expected,
                "{number}: {fields}"
            );
        }
    }
}
