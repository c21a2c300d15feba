//! Pages of strangers, and programs that use the wrong method.

use super::{Folder, Server, client::send};

#[test]
fn names_of_strangers_do_not_reach_it() {
    let server = Server::new();
    let port = server.port;
    let of_host = |host: &str| {
        let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        send(port, request.as_bytes())
    };
    for own in ["localhost", "127.0.0.1", "[::1]"] {
        assert_eq!(of_host(&format!("{own}:{port}")).status, 200, "{own}");
    }
    let refused = of_host(&format!("rebound.test:{port}"));
    assert_eq!(refused.status, 421);
    let url = format!("http://127.0.0.1:{port}/");
    assert!(refused.body.contains(&url), "{refused:?}");
    assert!(refused.body.contains("--allow-host"), "{refused:?}");
    assert_eq!(of_host("localhost").status, 421);
    let none = send(port, b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
    assert_eq!(none.status, 400);
    let absolute = format!(
        "GET http://rebound.test/ HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"
    );
    assert_eq!(send(port, absolute.as_bytes()).status, 421);
}

#[test]
fn names_can_be_allowed() {
    let server = Folder::new().serve(&["--allow-host", "docs.test"]);
    let request = "GET / HTTP/1.1\r\nHost: docs.test\r\nConnection: close\r\n\r\n";
    assert_eq!(send(server.port, request.as_bytes()).status, 200);
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn pages_of_strangers_cannot_use_it() {
    let server = Server::new();
    let target = "/validate?nsid=com.example.note";
    let own = format!(
        "Origin: http://{}\r\nSec-Fetch-Site: same-origin\r\n",
        server.host()
    );
    assert_eq!(server.request("POST", target, &own, b"{}").status, 200);
    for foreign in [
        "Origin: https://evil.test\r\n",
        "Origin: null\r\n",
        "Origin: http://127.0.0.1\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n",
    ] {
        let answer = server.request("POST", target, foreign, b"{}");
        assert_eq!(answer.status, 403, "{foreign}");
        let (error, message) = answer.error();
        assert_eq!(error, "Forbidden");
        assert!(message.contains("only its own pages can"), "{message}");
        let preflight = server.request("OPTIONS", target, foreign, b"");
        assert_eq!(preflight.status, 403, "{foreign}");
    }
    let link = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n\
                Sec-Fetch-Dest: document\r\n";
    assert_eq!(server.request("GET", "/", link, b"").status, 200);
    let script = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n\
                  Sec-Fetch-Dest: script\r\n";
    assert_eq!(
        server
            .request("GET", "/search-index.js", script, b"")
            .status,
        403
    );
}

#[test]
fn wrong_methods_are_told_the_right_ones() {
    let server = Server::new();
    for (method, target, allow) in [
        ("GET", "/validate?nsid=com.example.note", "POST"),
        ("OPTIONS", "/validate", "POST"),
        ("POST", "/com.example.note.html", "GET, HEAD"),
        ("DELETE", "/", "GET, HEAD"),
        ("PUT", "/events", "GET"),
        ("DELETE", "/validate.html", "GET, HEAD, POST"),
        (
            "POST",
            "/xrpc/com.atproto.lexicon.resolveLexicon",
            "GET, HEAD",
        ),
    ] {
        let answer = server.request(method, target, "", b"");
        assert_eq!(answer.status, 405, "{method} {target}");
        assert_eq!(answer.header("allow"), Some(allow), "{method} {target}");
        assert!(
            answer
                .body
                .contains(&format!("({method}), expected {allow}"))
        );
    }
}
