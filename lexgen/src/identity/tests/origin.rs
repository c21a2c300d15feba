//! The PDS of an account, and what an origin is.

use super::*;

#[test]
fn the_pds_is_an_origin() {
    let pds = |fields: Value| {
        let mut service = json!({"id": "#atproto_pds", "type": "AtprotoPersonalDataServer"});
        for (name, value) in fields.as_object().unwrap() {
            service[name] = value.clone();
        }
        document(json!({"service": [{"id": "#other", "type": "x"}, service]})).pds()
    };
    let at = |url: &str| pds(json!({"serviceEndpoint": url}));
    assert_eq!(
        at("https://pds.example.com").unwrap().to_string(),
        "https://pds.example.com"
    );
    assert_eq!(
        at("http://localhost:2583/").unwrap().to_string(),
        "http://localhost:2583"
    );
    let full = json!({"id": format!("{DID}#atproto_pds"), "serviceEndpoint": "https://x.test"});
    assert_eq!(pds(full).unwrap().host(), "x.test");
    for (fields, expected) in [
        (
            json!({"id": "did:web:mallory.test#atproto_pds"}),
            "the DID document has no PDS: no service `#atproto_pds`",
        ),
        (
            json!({"id": "atproto_pds"}),
            "the DID document has no PDS: no service `#atproto_pds`",
        ),
        (
            json!({"id": format!("{DID}#x#atproto_pds")}),
            "the DID document has no PDS: no service `#atproto_pds`",
        ),
        (
            json!({"type": "BskyFeedGenerator"}),
            "the DID document has a service `#atproto_pds` of the type `BskyFeedGenerator`, not `AtprotoPersonalDataServer`",
        ),
        (
            json!({}),
            "the DID document has a service `#atproto_pds` without a `serviceEndpoint`",
        ),
        (
            json!({"serviceEndpoint": {"uri": "x"}}),
            "the DID document has a service `#atproto_pds` without a `serviceEndpoint`",
        ),
        (
            json!({"serviceEndpoint": "https://x.test/path"}),
            "the DID document has a service `#atproto_pds` that cannot be used: `https://x.test/path` is not the URL of a service: it does not end after the host and the port",
        ),
    ] {
        assert_eq!(pds(fields).unwrap_err().to_string(), expected);
    }
}

#[test]
fn an_origin_has_a_scheme_a_host_and_a_port() {
    for (url, expected) in [
        ("https://x.test", "https://x.test"),
        ("HTTPS://X.test:443/", "https://x.test"),
        ("http://x.test:443", "http://x.test:443"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("https://[::1]:8443", "https://[::1]:8443"),
        ("https://x_y.test.", "https://x_y.test."),
        ("https://localhost", "https://localhost"),
    ] {
        assert_eq!(Origin::parse(url).unwrap().to_string(), expected);
    }
    assert_eq!(
        Origin::parse("https://[::1]").unwrap().ip(),
        "::1".parse().ok()
    );
    assert_eq!(
        Origin::parse("http://10.0.0.1").unwrap().ip(),
        "10.0.0.1".parse().ok()
    );
    assert_eq!(Origin::parse("http://x.test").unwrap().port(), 80);
    for (url, reason) in [
        ("", "it does not start with `https://` or `http://`"),
        (
            "ftp://x.test",
            "it does not start with `https://` or `http://`",
        ),
        (
            "file:///etc/passwd",
            "it does not start with `https://` or `http://`",
        ),
        ("//x.test", "it does not start with `https://` or `http://`"),
        (
            " https://x.test",
            "it does not start with `https://` or `http://`",
        ),
        ("https://", "it has no host"),
        ("https://:80", "it has no host"),
        ("https://user@x.test", "it has credentials"),
        ("https://x.test@127.0.0.1", "it has credentials"),
        (
            "https://x.test//",
            "it does not end after the host and the port",
        ),
        (
            "https://x.test/a",
            "it does not end after the host and the port",
        ),
        (
            "https://x.test?a",
            "it does not end after the host and the port",
        ),
        (
            "https://x.test#a",
            "it does not end after the host and the port",
        ),
        (
            "https://x.test\\a",
            "it does not end after the host and the port",
        ),
        ("https://x.test:", "its port is malformed"),
        ("https://x.test:+80", "its port is malformed"),
        ("https://x.test:65536", "its port is malformed"),
        (
            "https://x.test\n",
            "its host has a character that is not allowed",
        ),
        (
            "https://x%2etest",
            "its host has a character that is not allowed",
        ),
        (
            "https://é.test",
            "its host has a character that is not allowed",
        ),
        (
            "https://a:b:80",
            "its host has a character that is not allowed",
        ),
        ("https://[::1", "its IPv6 address is malformed"),
        ("https://[1]", "its IPv6 address is malformed"),
        ("https://[::1]x", "its IPv6 address is malformed"),
        (
            "https://x..test",
            "its host has a label that is empty or too long",
        ),
        (
            "https://127.1",
            "its host ends in a number, and is not an IPv4 address",
        ),
        (
            "https://0x7f000001",
            "its host ends in a number, and is not an IPv4 address",
        ),
        (
            "https://2130706433",
            "its host ends in a number, and is not an IPv4 address",
        ),
        (
            "https://0177.0.0.1",
            "its host ends in a number, and is not an IPv4 address",
        ),
        (
            "https://127.0.0.1.",
            "its host ends in a number, and is not an IPv4 address",
        ),
    ] {
        assert_eq!(Origin::parse(url).unwrap_err().reason(), reason, "{url}");
    }
}
