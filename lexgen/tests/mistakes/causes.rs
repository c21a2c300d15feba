//! One mistake is one error, however many references depend on it.

use serde_json::json;

use super::{errors, folder};

const DEFS: &str = r##"{
  "lexicon": 1,
  "id": "com.example.defs",
  "defs": {
    "view": { "type": "object", "properties": { "self": { "type": "ref", "ref": "#view" } } },
    "other": { "type": "token" }
  }
}
"##;

/// Refers twice to the document above.
fn user(name: &str) -> (String, Vec<u8>) {
    let view = json!({ "type": "ref", "ref": "com.example.defs#view" });
    let text = json!({
        "lexicon": 1,
        "id": format!("com.example.{name}"),
        "defs": { "main": { "type": "object", "properties": { "a": view, "b": view } } },
    });
    (format!("com/example/{name}.json"), text.to_string().into())
}

#[test]
fn a_mistake_in_a_document_is_one_error_with_one_note() {
    let utf16 = DEFS.encode_utf16().flat_map(u16::to_le_bytes);
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(utf16).collect();
    let replaced = |right: &str, wrong: &str| {
        assert!(DEFS.contains(right), "{right}");
        DEFS.replacen(right, wrong, 1).into_bytes()
    };
    let (first, _) = DEFS.split_at(DEFS.len() / 2);
    let mistakes = [
        ("invalid-json", Vec::new()),
        ("invalid-json", first.as_bytes().to_vec()),
        ("invalid-json", replaced("token\" }", "token\" },")),
        (
            "invalid-json",
            replaced("\"lexicon\"", "// A comment.\n  \"lexicon\""),
        ),
        ("not-utf8", utf16),
        ("not-utf8", [b"\xff", DEFS.as_bytes()].concat()),
        ("not-a-lexicon", format!("[{DEFS}]").into_bytes()),
        ("lexicon-version", replaced("1", "2")),
        ("missing-field", replaced("\"lexicon\": 1,", "")),
        (
            "missing-field",
            replaced("\"id\": \"com.example.defs\",", ""),
        ),
        (
            "invalid-nsid",
            replaced("com.example.defs", "com.example.my_defs"),
        ),
        (
            "missing-document",
            replaced("com.example.defs", "com.example.def"),
        ),
        (
            "repeated-key",
            replaced("\"lexicon\": 1", "\"lexicon\": 1, \"lexicon\": 1"),
        ),
        ("missing-field", replaced("\"defs\"", "\"definitions\"")),
        (
            "wrong-json-type",
            replaced("\"view\"", "\"type\": \"object\", \"view\""),
        ),
        ("unknown-type", replaced("\"object\"", "\"map\"")),
    ];
    for (code, text) in mistakes {
        let users = ["one", "two", "three"].map(user);
        let users = users
            .iter()
            .map(|(path, text)| (path.as_str(), text.clone()));
        let folder = folder(users.chain([("com/example/defs.json", text.clone())]));
        let text = String::from_utf8_lossy(&text);
        let errors = errors(&folder);
        let [error] = errors.as_slice() else {
            panic!("{text}\n{errors:#?}");
        };
        assert_eq!(error["code"], code, "{text}");
        let note = error["notes"][0].as_str().expect("a note");
        assert!(
            note.starts_with("6 references in 3 documents depend on"),
            "{note}"
        );
    }
}

#[test]
fn two_documents_of_one_id_are_one_error() {
    let users = ["one", "two", "three"].map(user);
    let users = users
        .iter()
        .map(|(path, text)| (path.as_str(), text.clone()));
    let again = DEFS.replace("\"token\"", "\"string\"");
    let folder = folder(users.chain([
        ("com/example/defs.json", DEFS.into()),
        ("again.json", again.into()),
    ]));
    let errors = errors(&folder);
    let codes: Vec<_> = errors.iter().map(|error| &error["code"]).collect();
    assert_eq!(codes, ["duplicate-id"]);
    let note = "6 references in 3 documents depend on `com.example.defs`";
    assert_eq!(errors[0]["notes"], json!([note]));
}
