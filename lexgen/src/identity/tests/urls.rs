//! Where documents and handles are looked up, and what is found there.

use super::*;

#[test]
fn a_did_says_where_its_document_is() {
    let url = |did: &str| document_url(&Did::new_unchecked(did), "https://plc.test/");
    for (did, expected) in [
        (DID, "https://plc.test/did:plc:ewvi7nxzyoun6zhxrhs64oiz"),
        (
            "did:web:alice.test",
            "https://alice.test/.well-known/did.json",
        ),
        ("did:web:localhost", "http://localhost/.well-known/did.json"),
        (
            "did:web:localhost%3A2583",
            "http://localhost:2583/.well-known/did.json",
        ),
        (
            "did:web:localhost%3a1",
            "http://localhost:1/.well-known/did.json",
        ),
    ] {
        assert_eq!(url(did).unwrap(), expected);
    }
    for (did, expected) in [
        (
            "did:plc:../../x",
            "\"did:plc:../../x\" is not a valid DID: the identifier may only",
        ),
        (
            "did:plc:..%2f",
            "`did:plc:..%2f` cannot be resolved: a `did:plc` has 24 characters",
        ),
        (
            "did:plc:EWVI7NXZYOUN6ZHXRHS64OIZ",
            "`did:plc:EWVI7NXZYOUN6ZHXRHS64OIZ` cannot be",
        ),
        (
            "did:key:zQ3sh",
            "`did:key:zQ3sh` has a method that is not supported, only `did:plc` and",
        ),
        (
            "did:web:alice.test:path",
            "`did:web:alice.test:path` cannot be resolved: a `did:web` with a path is not",
        ),
        (
            "did:web:alice.test%3A443",
            "`did:web:alice.test%3A443` cannot be resolved: only `did:web:localhost` can",
        ),
        (
            "did:web:localhost%3A",
            "`did:web:localhost%3A` cannot be resolved: its port is malformed",
        ),
        (
            "did:web:localhost%3A99999",
            "`did:web:localhost%3A99999` cannot be resolved: its port",
        ),
        (
            "did:web:localhost%3A1%2Fx",
            "`did:web:localhost%3A1%2Fx` cannot be resolved: its port",
        ),
        (
            "did:web:localhost%2Fx",
            "`did:web:localhost%2Fx` cannot be resolved: its port",
        ),
        (
            "did:web:Alice.test",
            "`did:web:Alice.test` cannot be resolved: the host of a `did:web` is in lower",
        ),
        (
            "did:web:127.0.0.1",
            "`did:web:127.0.0.1` cannot be resolved: the host of a `did:web` is a domain",
        ),
        (
            "did:web:alice",
            "`did:web:alice` cannot be resolved: the host of a `did:web` is a domain",
        ),
        (
            "did:web:a_b.test",
            "`did:web:a_b.test` cannot be resolved: the host of a `did:web` is a domain",
        ),
        (
            "did:web:printer.local",
            "`did:web:printer.local` cannot be resolved: its top-level domain is reserved",
        ),
    ] {
        let error = url(did).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}

#[test]
fn a_handle_says_where_its_did_is() {
    let handle = Handle::new("Alice.Test").unwrap();
    assert_eq!(handle_name(&handle).unwrap(), "_atproto.alice.test");
    let url = handle_url(&handle).unwrap();
    assert_eq!(url, "https://alice.test/.well-known/atproto-did");
    for text in ["alice", "x.local", "handle.invalid", "x.ONION", "a/b.test"] {
        let handle = Handle::new_unchecked(text);
        assert_eq!(
            (handle_name(&handle), handle_url(&handle)),
            (None, None),
            "{text}"
        );
    }
    // The HTTPS method also works for a name that is too long for DNS.
    let long = Handle::new(format!(
        "{}{}test",
        "a".repeat(40) + ".",
        ("b".repeat(50) + ".").repeat(4)
    ));
    let long = long.unwrap();
    assert_eq!(handle_name(&long), None);
    assert!(handle_url(&long).is_some());
}

#[test]
fn records_name_one_did() {
    let did = format!("did={DID}");
    let other = "did=did:web:alice.test";
    let one = |records: &[&str]| did_of_txt(records).map(String::from);
    assert_eq!(one(&[&did]).unwrap(), DID);
    assert_eq!(one(&["v=spf1", &did, "", "DID=x", &did]).unwrap(), DID);
    assert_eq!(one(&["did=", &did]).unwrap(), DID);
    for (records, expected) in [
        (&[][..], "no TXT record starts with `did=`"),
        (
            &["did:web:alice.test", " did=x"],
            "no TXT record starts with `did=`",
        ),
        (
            &[&did, other],
            "several TXT records name different DIDs: `did:plc:ewvi7nxzyoun6zhxrhs64oiz`, `did:web:alice.test`",
        ),
        (
            &["did= did:web:a.b"],
            "the TXT record with `did=` is malformed: \" did:web:a.b\" is not a valid DID",
        ),
    ] {
        let error = one(records).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
    assert_eq!(did_of_text(&format!(" {DID}\r\n")).unwrap(), DID);
    assert!(did_of_text("<html>").is_err());
}
