//! Parameters of queries: those that are unknown, repeated, or wrong.

use lexgen::xrpc::server::{Service, Xrpc};
use lexgen_tests_xrpc::com::example::shelf::search_books::{self, SearchBooks};

use super::{SEARCH, Server};

async fn server() -> Server {
    let app = Service::new(()).handle(SearchBooks, async |call: Xrpc<SearchBooks>| {
        let mut output = search_books::Output::new(Vec::new());
        output.cursor = Some(format!("{:?}", call.params));
        output
    });
    Server::start(app.into_router()).await
}

#[tokio::test]
async fn unknown_parameters_are_kept_and_arrays_repeat() {
    let server = server().await;
    let query = "?q=a&new=1&years=5&flags=true&years=-7&new=2&odd%20one=%C3%A4";
    let answer = server.get(&format!("{SEARCH}{query}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    for part in [
        "years: Some([5, -7])",
        "flags: Some([true])",
        "new",
        "odd one",
        "ä",
    ] {
        assert!(answer.text().contains(part), "{part}: {}", answer.text());
    }
}

#[tokio::test]
async fn a_wrong_parameter_is_named() {
    let server = server().await;
    for (query, expected) in [
        ("", "missing parameter `q`"),
        ("?q=a&limit=abc", "/limit: expected an integer, found `abc`"),
        ("?q=a&limit=%2B5", "/limit: expected an integer, found `+5`"),
        ("?q=a&limit=1e1", "/limit: expected an integer, found `1e1`"),
        (
            "?q=a&limit=5&limit=6",
            "/limit: given 2 times, expected once",
        ),
        ("?q=a&q=b", "/q: given 2 times, expected once"),
        ("?q=a&limit=101", "/limit: "),
        (
            "?q=a&availableOnly=on",
            "/availableOnly: expected `true` or `false`, found `on`",
        ),
        (
            "?q=a&availableOnly=1",
            "/availableOnly: expected `true` or `false`, found `1`",
        ),
        (
            "?q=a&flags=true&flags=yes",
            "/flags/1: expected `true` or `false`, found `yes`",
        ),
        (
            "?q=a&years=1&years=x",
            "/years/1: expected an integer, found `x`",
        ),
        ("?q=a&owners=did:web:a.example&owners=bob", "/owners/1: "),
        ("?q=a&language=%FF", "/language: "),
        ("?q=a&limit=%zz", "/limit: expected an integer, found `%zz`"),
        ("?q=a&sort=best", "/sort: "),
    ] {
        let (status, error, message) = server.get(&format!("{SEARCH}{query}")).await.error();
        assert_eq!((status, &*error), (400, "InvalidRequest"), "{query}");
        let expected = format!("parameters: {expected}");
        assert!(message.starts_with(&expected), "{query}: {message}");
    }
}
