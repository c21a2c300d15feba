//! What documents, DIDs and names are read as.

#[cfg(feature = "proof")]
mod keys;
mod origin;
mod urls;

use serde_json::{Value, json};

use super::*;
use crate::{Did, Handle};

const DID: &str = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";

fn read(document: &Value) -> Result<DidDocument, DocumentError> {
    DidDocument::from_json(&Did::new(DID).unwrap(), document.to_string().as_bytes())
}

/// A document with other values of some fields.
fn document(fields: Value) -> DidDocument {
    let mut all = json!({"id": DID});
    for (name, value) in fields.as_object().unwrap() {
        all[name] = value.clone();
    }
    read(&all).unwrap()
}

#[test]
fn a_document_is_the_one_of_the_did() {
    assert_eq!(read(&json!({"id": DID})).unwrap().did, DID);
    for (document, expected) in [
        (
            json!({"id": "did:web:mallory.test"}),
            "the DID document is the one of `did:web:mallory.test`, not of `did:plc:ewvi7nxzyoun6zhxrhs64oiz`",
        ),
        (
            json!({"id": DID.to_uppercase()}),
            "the DID document is the one of `DID:PLC:",
        ),
        (
            json!({"id": format!("{DID}#x")}),
            "the DID document is the one of `did:plc:",
        ),
        (
            json!({"id": 7}),
            "the DID document is the one of ``, not of",
        ),
        (json!({}), "the DID document is the one of ``, not of"),
        (
            json!([]),
            "the DID document is malformed: expected an object, found array",
        ),
        (
            json!(null),
            "the DID document is malformed: expected an object, found null",
        ),
    ] {
        let error = read(&document).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
    let did = Did::new(DID).unwrap();
    for text in ["", "{", "<html>", "{\"id\":1,\"id\":2}"] {
        let error = DidDocument::from_json(&did, text.as_bytes()).unwrap_err();
        assert!(matches!(error, DocumentError::Json(_)), "{error}");
    }
    let deep = "[".repeat(1 << 20);
    assert!(DidDocument::from_json(&did, deep.as_bytes()).is_err());
}

#[test]
fn what_others_put_into_a_document_is_ignored() {
    let document = document(json!({
        "@context": ["https://www.w3.org/ns/did/v1", {"x": 1.5}],
        "controller": [],
        "alsoKnownAs": [7, null, "https://alice.test", "at://alice.test/x", "at://not a handle", "at://Alice.test", "at://bob.test"],
        "verificationMethod": [null, {"id": 1}, {"id": "#x", "type": ["y"]}, {"id": "#label", "type": "Multikey"}],
        "service": "none",
    }));
    assert_eq!(document.handle().unwrap(), "Alice.test");
    assert_eq!(document.verification_methods.len(), 1);
    assert_eq!(document.pds(), Err(DocumentError::NoPds));
}

#[test]
fn a_handle_counts_both_ways() {
    let handle = |text| Handle::new(text).unwrap();
    let document = document(json!({"alsoKnownAs": ["at://alice.test", "at://bob.test"]}));
    assert!(document.has_handle(&handle("ALICE.test")));
    // Only the first one is claimed.
    assert!(!document.has_handle(&handle("bob.test")));
    let nobody = self::document(json!({}));
    assert_eq!(nobody.handle(), None);
    assert!(!nobody.has_handle(&handle("alice.test")));
}
