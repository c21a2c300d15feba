//! The pages, as `lexgen docs` writes them.

use super::Server;

#[test]
fn every_lexicon_has_its_page() {
    let server = Server::new();
    let start = server.get("/");
    assert_eq!(start.status, 200);
    assert_eq!(
        start.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert_eq!(server.get("/index.html").body, start.body);
    assert!(
        start.body.contains("com.example.note.html"),
        "{}",
        start.body
    );

    let page = server.get("/com.example.note.html");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("com.example.note"), "{}", page.body);

    let named = server.get("/com.example.note");
    assert_eq!(named.status, 307);
    assert_eq!(named.header("location"), Some("/com.example.note.html"));

    let head = server.request("HEAD", "/com.example.note.html", "", b"");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
}

#[test]
fn only_files_of_the_site_are_there() {
    let server = Server::new();
    for path in [
        "/lexicons/note.json",
        "/../lexicons/note.json",
        "/%2e%2e/lexicons/note.json",
        "/..%2flexicons%2fnote.json",
        "//etc/passwd",
        "/etc/passwd",
        "/com.example.note.html/",
        "/com.example.note.html%00",
        "/com.example.nowhere.html",
        "/.html",
        "/\\windows\\win.ini",
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.body.contains("no such page"), "{path}: {answer:?}");
        // In place of a page there is a page, which says nothing of the path.
        let media = match path {
            "/com.example.nowhere.html" | "/.html" => "text/html",
            _ => "text/plain",
        };
        let found = answer.header("content-type").expect("a type");
        assert!(found.starts_with(media), "{path}: {found}");
        assert!(!answer.body.contains("com.example.nowhere"), "{answer:?}");
    }
}

#[test]
fn every_answer_forbids_what_no_page_needs() {
    let server = Server::new();
    let answers = [
        server.get("/"),
        server.get("/style.css"),
        server.get("/nothing"),
        server.validate("nsid=com.example.note", "{}"),
        server.get("/xrpc/com.example.none"),
        server.request("GET", "/", "Origin: http://evil.test\r\n", b""),
    ];
    for answer in &answers {
        let policy = answer.header("content-security-policy").expect("a policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"));
        assert!(!policy.contains("unsafe"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"));
        let header = |name| answer.header(name).unwrap_or_default();
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("referrer-policy"), "same-origin");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin");
        let cors = answer.head.to_ascii_lowercase();
        assert!(!cors.contains("access-control-"), "{cors}");
    }
}
