//! `com.atproto.lexicon.resolveLexicon`, as other tools ask a registry.

use super::{Folder, NOTE, Server};

const URI: &str =
    "at://did:plc:abcdefghijklmnopqrstuvwx/com.atproto.lexicon.schema/com.example.note";

fn resolve(server: &Server, nsid: &str) -> super::Answer {
    let target = format!("/xrpc/com.atproto.lexicon.resolveLexicon?nsid={nsid}");
    server.get(&target)
}

/// A folder whose manifest has the address of the note, with the CID of its text.
fn installed() -> (Folder, String) {
    let folder = Folder::new();
    let mut command = folder.command(&["cid", "record.json"]);
    folder.put(
        "record.json",
        &NOTE.replacen('{', r#"{"$type": "com.atproto.lexicon.schema", "#, 1),
    );
    let cid = String::from_utf8(command.output().expect("runs").stdout).expect("text");
    let cid = cid.split_whitespace().next().expect("a CID").to_owned();
    folder.put(
        "lexicons.json",
        &format!(
            r#"{{"version": 1, "lexicons": ["com.example.note"], "resolutions": {{
                "com.example.note": {{"uri": "{URI}", "cid": "{cid}"}}}}}}"#
        ),
    );
    (folder, cid)
}

#[test]
fn what_the_manifest_knows_is_resolved() {
    let (folder, cid) = installed();
    let server = folder.serve(&[]);
    let answer = resolve(&server, "com.example.note");
    assert_eq!(answer.status, 200);
    let answer = answer.json();
    assert_eq!(answer["uri"], URI);
    assert_eq!(answer["cid"], cid.as_str());
    assert_eq!(answer["schema"]["$type"], "com.atproto.lexicon.schema");
    assert_eq!(answer["schema"]["id"], "com.example.note");
    assert_eq!(answer["schema"]["defs"]["main"]["type"], "record");
}

#[test]
fn what_is_not_resolved_says_why() {
    let (folder, _) = installed();
    folder.put(
        "lexicons/broken.json",
        r#"{"lexicon": 1, "id": "com.example.broken", "defs": 1}"#,
    );
    let server = folder.serve(&[]);
    let refused = |nsid: &str, error: &str, message: &str| {
        let answer = resolve(&server, nsid);
        assert_eq!(answer.status, 400, "{nsid}");
        let found = answer.error();
        assert_eq!(found.0, error, "{nsid}");
        assert!(found.1.contains(message), "{nsid}: {}", found.1);
    };
    refused(
        "com.example.search",
        "LexiconNotFound",
        "neither lexicons.json nor lexicons.lock",
    );
    refused(
        "com.example.nota",
        "LexiconNotFound",
        "did you mean `com.example.note`?",
    );
    refused("com.example.broken", "LexiconNotFound", "it has errors");
    refused("note", "InvalidRequest", "is not an NSID");
    refused("", "InvalidRequest", "is not an NSID");
    refused(
        "com.example.note&nsid=com.example.note",
        "InvalidRequest",
        "repeated",
    );
    let none = server.get("/xrpc/com.atproto.lexicon.resolveLexicon");
    assert_eq!(none.error().1, "the parameter `nsid` is missing");
}

#[test]
fn an_edited_document_is_not_what_was_published() {
    let (folder, cid) = installed();
    folder.put(
        "lexicons/note.json",
        &NOTE.replace("\"maxLength\": 10", "\"maxLength\": 11"),
    );
    let server = folder.serve(&[]);
    let (error, message) = resolve(&server, "com.example.note").error();
    assert_eq!(error, "LexiconNotFound");
    assert!(
        message.contains(&format!("it was {cid}, and is ")),
        "{message}"
    );
}

#[test]
fn other_methods_are_not_implemented() {
    let server = Server::new();
    let answer = server.get("/xrpc/com.atproto.server.createSession");
    assert_eq!(answer.status, 501);
    assert_eq!(answer.error().0, "MethodNotImplemented");
    let answer = server.get("/xrpc/not-an-nsid");
    assert_eq!(
        (answer.status, answer.error().0.as_str()),
        (400, "InvalidRequest")
    );
    let target = "/xrpc/com.atproto.lexicon.resolveLexicon?nsid=com.example.note";
    let answer = server.request("POST", target, "", b"");
    assert_eq!(
        (answer.status, answer.error().0.as_str()),
        (405, "InvalidRequest")
    );
}
