//! Lexicons that are edited while they are served.

use super::{Folder, NOTE, Server, client::Events};

#[test]
fn pages_follow_the_files() {
    let server = Server::new();
    let mut events = Events::open(server.port);
    let first = events.next();
    server.folder.put(
        "lexicons/note.json",
        &NOTE.replace(
            "\"tags\": {\"type\": \"array\", \"items\": {\"type\": \"string\"}}",
            "\"labels\": {\"type\": \"token\"}",
        ),
    );
    let second = events.next();
    assert_ne!(first, second);
    let answer = server.validate(
        "nsid=com.example.note&definition=labels",
        "\"com.example.note#labels\"",
    );
    assert_eq!(answer.json()["valid"], true, "{answer:?}");

    server.folder.put(
        "lexicons/deep/new.json",
        &NOTE.replace("com.example.note", "com.example.new"),
    );
    events.next();
    assert_eq!(server.get("/com.example.new.html").status, 200);

    std::fs::remove_file(server.folder.path("lexicons/search.json")).expect("removed");
    events.next();
    let gone = server.get("/com.example.search.html");
    assert_eq!(gone.status, 404);
    // The page that is open follows the files, and so it comes back with the lexicon.
    assert!(gone.body.contains("There is no such page"), "{gone:?}");
    assert!(gone.body.contains("src=\"live.js\""), "{gone:?}");

    server
        .folder
        .put("lexgen.toml", "inputs = ['lexicons/deep']\n");
    events.next();
    assert_eq!(server.get("/com.example.note.html").status, 404);
    assert_eq!(server.get("/com.example.new.html").status, 200);
    let said = server.end();
    assert_eq!(said.matches("     Renewed ").count(), 4, "{said}");
}

#[test]
fn the_last_good_pages_stay_while_there_are_errors() {
    let server = Server::new();
    let mut events = Events::open(server.port);
    events.next();
    let good = server.get("/com.example.search.html").body;
    server.folder.put(
        "lexicons/search.json",
        r#"{"lexicon": 1, "id": "com.example.search", "defs": {"main": {"type": "quary"}}}"#,
    );
    events.next();
    let page = server.get("/com.example.search.html");
    assert_eq!(page.status, 200);
    let error = "lexicons/search.json:1:70";
    assert!(page.body.contains(error), "{}", page.body);
    assert!(page.body.contains("unknown type"), "{}", page.body);
    assert!(page.body.contains("2 errors in the files"), "{}", page.body);
    let stays = "the pages stay as they were before";
    assert!(page.body.contains(stays), "{}", page.body);
    let answer = server.validate("nsid=com.example.search&part=params", "q=1");
    assert_eq!(answer.json()["valid"], true, "{answer:?}");

    server.folder.put("lexgen.toml", "inputs = 1\n");
    events.next();
    let page = server.get("/com.example.search.html");
    assert!(page.body.contains("lexgen.toml:1:10"), "{}", page.body);

    std::fs::remove_file(server.folder.path("lexgen.toml")).expect("removed");
    events.next();
    server.folder.put("lexicons/search.json", super::SEARCH);
    events.next();
    let page = server.get("/com.example.search.html").body;
    assert!(!page.contains(error), "{page}");
    let number = |page: &str| {
        page.split("data-state=\"")
            .nth(1)
            .map(|it| it[..13].to_owned())
    };
    assert_ne!(number(&page), number(&good));
    let said = server.end();
    assert!(
        said.contains("the pages stay as they were before"),
        "{said}"
    );
}

#[test]
fn a_set_with_errors_is_served_as_far_as_it_has_none() {
    let folder = Folder::new();
    folder.put("lexicons/broken.json", r#"{"lexicon": 1, "id": "com.example.broken", "defs": {"main": {"type": "<script>alert(1)</script>"}}}"#);
    let server = folder.serve(&[]);
    let page = server.get("/com.example.note.html");
    assert_eq!(page.status, 200);
    assert!(
        page.body.contains("&lt;script&gt;") || page.body.contains("&#60;script&#62;"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("<script>alert"), "{}", page.body);
    let now = "what could be read of the files as they are now";
    assert!(page.body.contains(now), "{}", page.body);

    // Until there is a version without errors, the pages follow what can be read.
    let mut events = Events::open(server.port);
    events.next();
    let renamed = NOTE.replace("com.example.note", "com.example.memo");
    server.folder.put("lexicons/note.json", &renamed);
    events.next();
    let page = server.get("/com.example.memo.html");
    assert_eq!(page.status, 200);
    assert!(page.body.contains(now), "{}", page.body);
}

#[test]
fn missing_documents_do_not_make_pages_old() {
    let server = Server::new();
    let mut events = Events::open(server.port);
    events.next();
    let gone = NOTE.replace(
        "{\"type\": \"string\"}",
        "{\"type\": \"ref\", \"ref\": \"com.example.gone\"}",
    );
    assert_ne!(gone, NOTE);
    server.folder.put("lexicons/note.json", &gone);
    events.next();
    let page = server.get("/com.example.note.html").body;
    assert!(page.contains("com.example.gone"), "{page}");
    assert!(page.contains("2 errors in the files"), "{page}");
    assert!(
        page.contains("what could be read of the files as they are now"),
        "{page}"
    );
}
