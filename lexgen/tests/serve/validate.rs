//! Data against definitions, with the messages of `lexgen validate`.

use serde_json::Value;

use super::{Folder, GOOD, Server};

const BAD: &str = r#"{
  "$type": "com.example.note",
  "text": "äöü, too long",
  "tags": ["long", "ok"],
  "createdAt": "yesterday"
}"#;

/// The code, path, line and column of each problem.
fn places(answer: &Value) -> Vec<(String, String, u64, u64)> {
    let problems = answer["problems"].as_array().expect("problems");
    let places = problems.iter().map(|problem| {
        let text = |name: &str| problem[name].as_str().expect("a text").to_owned();
        let number = |name: &str| problem[name].as_u64().expect("a number");
        (text("code"), text("path"), number("line"), number("column"))
    });
    places.collect()
}

fn place(code: &str, path: &str, line: u64, column: u64) -> (String, String, u64, u64) {
    (code.to_owned(), path.to_owned(), line, column)
}

#[test]
fn each_problem_has_its_place_until_it_is_corrected() {
    let server = Server::new();
    let refused = server.validate("nsid=com.example.note", BAD);
    assert_eq!(refused.status, 200);
    assert_eq!(refused.header("content-type"), Some("application/json"));
    let answer = refused.json();
    assert_eq!(answer["valid"], false);
    assert_eq!(answer["errors"], 3);
    let expected = [
        place("too-long", "/text", 3, 11),
        place("too-long", "/tags/0", 4, 12),
        place("malformed", "/createdAt", 5, 16),
    ];
    assert_eq!(places(&answer), expected);
    assert_eq!(answer["problems"][0]["endColumn"], 26);
    assert_eq!(
        answer["summary"],
        "com.example.note: the record is invalid, with 3 errors"
    );

    let accepted = server.validate("nsid=com.example.note", GOOD).json();
    assert_eq!(accepted["valid"], true);
    assert_eq!(places(&accepted), []);
    assert_eq!(accepted["summary"], "com.example.note: the record is valid");
}

#[test]
fn the_messages_are_those_of_the_command() {
    let server = Server::new();
    server.folder.put("bad.json", BAD);
    let mut command = server
        .folder
        .command(&["validate", "com.example.note", "bad.json"]);
    let printed = command.output().expect("runs").stderr;
    let printed = String::from_utf8(printed).expect("text");
    let answer = server.validate("nsid=com.example.note", BAD).json();
    for problem in answer["problems"].as_array().expect("problems") {
        let text = |name: &str| problem[name].as_str().expect("a text");
        let message = format!("error[{}]: {}", text("code"), text("message"));
        assert!(printed.contains(&message), "{message}\n{printed}");
    }
}

#[test]
fn what_is_unresolved_can_be_allowed() {
    let server = Server::new();
    let data = GOOD.replace('}', r#", "gone": {"a": 1}}"#);
    let refused = server.validate("nsid=com.example.note", &data).json();
    assert_eq!(places(&refused), [place("unresolved", "/gone", 1, 93)]);
    let query = "nsid=com.example.note&allow-unresolved=true";
    assert_eq!(server.validate(query, &data).json()["valid"], true);
}

#[test]
fn warnings_count_if_it_is_strict() {
    let server = Server::new();
    let legacy = r#", "image": {"cid": "bafkreiccldh766hwcnuxnf2wh6jgzepf2nlu2lvcllt63eww5p6chi4ity", "mimeType": "image/png"}}"#;
    let data = GOOD.replace('}', legacy);
    let lenient = server.validate("nsid=com.example.note", &data).json();
    assert_eq!(
        (&lenient["valid"], &lenient["warnings"]),
        (&true.into(), &1.into())
    );
    assert_eq!(lenient["problems"][0]["severity"], "warning");
    let strict = server
        .validate("nsid=com.example.note&strict=true", &data)
        .json();
    assert_eq!(strict["valid"], false);
    assert_eq!(strict["problems"][0]["severity"], "error");
}

#[test]
fn every_part_of_an_endpoint_can_be_checked() {
    let server = Server::new();
    let valid = |part: &str, data: &str| {
        let answer = server.validate(&format!("nsid=com.example.search&part={part}"), data);
        answer.json()["valid"].as_bool().expect("a verdict")
    };
    assert!(valid("params", r#"{"q": "cats", "limit": 9}"#));
    assert!(valid("params", "q=cats&limit=9"));
    assert!(!valid("params", "q=cats&limit=900"));
    assert!(!valid("params", "limit=9"));
    assert!(valid("output", r#"{"hits": 1}"#));
    assert!(!valid("output", r#"{"hits": "1"}"#));
    assert!(valid("error", r#"{"error": "Busy"}"#));
    assert!(!valid("error", r#"{"message": "Busy"}"#));
    let query = "?q=cats&limit=900&limit=x";
    let answer = server.validate("nsid=com.example.search&part=params", query);
    let answer = answer.json();
    assert_eq!(places(&answer), [place("wrong-type", "/limit", 1, 9)]);
    let answer = server.validate("nsid=com.example.search&part=params", "limit=900");
    let expected = [
        place("missing", "/q", 1, 1),
        place("too-large", "/limit", 1, 1),
    ];
    assert_eq!(places(&answer.json()), expected);
    let other = server
        .validate("nsid=com.example.note&definition=tags", "[1]")
        .json();
    assert_eq!(places(&other), [place("wrong-type", "/0", 1, 2)]);
    let same = server
        .validate("nsid=com.example.note%23tags", "[1]")
        .json();
    assert_eq!(same, other);
}

#[test]
fn questions_that_make_no_sense_are_explained() {
    let server = Server::new();
    for (query, expected) in [
        ("", "the parameter `nsid` is missing"),
        ("nsid=com.example.nota", "did you mean `com.example.note`?"),
        (
            "nsid=com.example.note%23tag",
            "did you mean `com.example.note#tags`?",
        ),
        ("nsid=com.example.note&part=input", "is not an endpoint"),
        (
            "nsid=com.example.search",
            "pass `part=params` or `part=output` or `part=error`",
        ),
        ("nsid=com.example.search&part=message", "has no messages"),
        ("nsid=com.example.note&part=all", "unknown part `all`"),
        (
            "nsid=com.example.note&strict=yes",
            "expected `true` or `false`",
        ),
        (
            "nsid=com.example.note&sctrict=true",
            "unknown parameter `sctrict`",
        ),
        ("nsid=com.example.note&nsid=com.example.note", "is repeated"),
    ] {
        let answer = server.validate(query, "{}");
        assert_eq!(answer.status, 400, "{query}");
        let (error, message) = answer.error();
        assert_eq!(error, "InvalidRequest");
        assert!(message.contains(expected), "{query}: {message}");
        assert!(!message.contains("--"), "a flag: {message}");
    }
}

#[test]
fn what_is_no_data_has_a_place_too() {
    let server = Server::new();
    let of_bytes = |data: &[u8]| {
        let target = "/validate?nsid=com.example.note";
        places(&server.request("POST", target, "", data).json())
    };
    assert_eq!(
        of_bytes(b"{\n  \"a\": }"),
        [place("invalid-json", "", 2, 8)]
    );
    assert_eq!(of_bytes(b"{\"a\": 1.5}"), [place("not-data", "/a", 1, 7)]);
    assert_eq!(
        of_bytes(b"{\"a\": \"\xff\"}"),
        [place("not-utf8", "", 1, 8)]
    );
    let nothing = server.validate("nsid=com.example.note", " \n").json();
    assert_eq!(
        nothing["problems"][0]["message"],
        "invalid JSON: the input is empty, expected a value"
    );
    let marked = [b"\xef\xbb\xbf", GOOD.as_bytes()].concat();
    assert_eq!(of_bytes(&marked), []);
}

#[test]
fn lexicons_with_errors_are_told_from_those_that_are_not_there() {
    let folder = Folder::new();
    folder.put(
        "lexicons/broken.json",
        r#"{"lexicon": 1, "id": "com.example.broken", "defs": 1}"#,
    );
    let server = folder.serve(&[]);
    let (_, message) = server.validate("nsid=com.example.broken", "{}").error();
    assert!(message.contains("was read, but it has errors"), "{message}");
}

/// The form as a browser without scripts sends it.
fn form(server: &Server, fields: &[(&str, &str)]) -> String {
    let body = encoded(fields);
    let headers = format!(
        "Content-Type: application/x-www-form-urlencoded\r\nOrigin: http://{}\r\n",
        server.host()
    );
    let page = server.request("POST", "/validate.html", &headers, body.as_bytes());
    assert_eq!(page.status, 200, "{page:?}");
    page.body
}

fn encoded(fields: &[(&str, &str)]) -> String {
    let fields = fields.iter().map(|(name, value)| {
        let value: String = value.bytes().map(|byte| format!("%{byte:02x}")).collect();
        format!("{name}={value}")
    });
    fields.collect::<Vec<_>>().join("&")
}

#[test]
fn the_form_works_without_scripts() {
    let server = Server::new();
    let page = server.get("/com.example.note.html").body;
    for choice in ["value=\"main/value\"", "value=\"tags/value\""] {
        assert!(page.contains(choice), "{choice}: {page}");
    }
    let note = ("nsid", "com.example.note");
    let bad = form(&server, &[note, ("subject", "main/value"), ("data", BAD)]);
    assert!(
        bad.contains("the record is invalid, with 3 errors"),
        "{bad}"
    );
    assert!(bad.contains("data:3:11"), "{bad}");
    let good = form(&server, &[note, ("subject", "main/value"), ("data", GOOD)]);
    assert!(good.contains("the record is valid"), "{good}");
    let example = [note, ("subject", "main/value"), ("example", "broken")];
    let example = form(&server, &example);
    assert!(example.contains("createdAt") || example.contains("com.example.note"));
    assert!(!example.contains("the record is"), "{example}");
    let empty = server.get("/validate.html?nsid=com.example.search");
    assert!(
        empty.body.contains("value=\"main/params\""),
        "{}",
        empty.body
    );
    assert_eq!(
        server.get("/validate.html?nsid=com.example.none").status,
        404
    );
}

#[test]
fn what_is_sent_is_text_on_the_page_of_the_form() {
    let server = Server::new();
    let hostile = "</textarea></pre><script>alert(1)</script>";
    let data = GOOD.replace("hello", hostile);
    let data = data.replace('}', &format!(", \"{hostile}\": 1.5}}"));
    let fields = [
        ("nsid", "com.example.note"),
        ("subject", "main/value"),
        ("data", &data),
    ];
    let page = form(&server, &fields);
    assert!(!page.contains(hostile), "{page}");
    assert_eq!(page.matches("<script").count(), 3, "{page}");
    let subject = [("nsid", hostile), ("subject", hostile), ("data", "{}")];
    let body = encoded(&subject);
    let refused = server.request("POST", "/validate.html", "", body.as_bytes());
    assert_eq!(refused.status, 404);
}

#[test]
fn examples_are_valid_and_broken_ones_are_not() {
    let server = Server::new();
    for (nsid, definition, part) in [
        ("com.example.note", "main", "value"),
        ("com.example.note", "tags", "value"),
        ("com.example.search", "main", "params"),
        ("com.example.search", "main", "output"),
        ("com.example.search", "main", "error"),
    ] {
        let query = format!("nsid={nsid}&definition={definition}&part={part}");
        for (kind, is_valid) in [("valid", true), ("broken", false)] {
            let example = server.get(&format!("/example?{query}&example={kind}"));
            assert_eq!(example.status, 200, "{query} {kind}: {example:?}");
            let lenient = format!("{query}&allow-unresolved=true");
            let answer = server.validate(&lenient, &example.body).json();
            assert_eq!(
                answer["valid"], is_valid,
                "{query} {kind}: {}",
                example.body
            );
        }
    }
}

#[test]
fn parameters_are_an_object_or_a_query_string() {
    let server = Server::new();
    let messages = |data: &str| {
        let answer = server.validate("nsid=com.example.search&part=params", data);
        let answer = answer.json();
        let problems = answer["problems"].as_array().expect("problems").clone();
        let messages = problems.into_iter().map(|it| it["message"].clone());
        messages.collect::<Vec<_>>()
    };
    for good in ["q=1", "?q=1", "{\"q\": \"1\"}", " {\"q\": \"1\"}"] {
        assert!(messages(good).is_empty(), "{good}");
    }
    for (other, kind) in [
        ("[1]", "an array"),
        ("\"q=1\"", "a string"),
        ("null", "null"),
        ("5", "an integer"),
    ] {
        let expected =
            format!("the value is {kind}, not an object: write a JSON object or a query string");
        assert_eq!(messages(other), [expected.as_str()], "{other}");
    }
    // A record in a list is one value here, not a line of a file.
    let listed = server.validate("nsid=com.example.note", &format!("[{GOOD}]"));
    assert_eq!(
        listed.json()["problems"][0]["message"],
        "the value is an array, not an object"
    );
}
