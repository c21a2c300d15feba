//! Arbitrary text as a DID document, a DID, a URL and TXT records.
#![no_main]

use lexgen::{
    Did, Handle,
    identity::{
        DidDocument, Origin, PLC_DIRECTORY, did_of_text, did_of_txt, document_url, handle_name,
        handle_url, is_reserved,
    },
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    document(bytes);
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    if let Ok(did) = did_of_txt(text.lines()) {
        assert!(did.is_valid());
    }
    let _ = did_of_text(text);
    if let Ok(origin) = Origin::parse(text) {
        assert_eq!(Origin::parse(&origin.to_string()), Ok(origin.clone()));
        assert!(!origin.host().contains(['/', '@', '\\', '?', '#', '%', ' ']));
    }
    if let Ok(url) = document_url(&Did::new_unchecked(text), PLC_DIRECTORY) {
        well_formed(&url);
    }
    let handle = Handle::new_unchecked(text);
    if let Some(url) = handle_url(&handle) {
        well_formed(&url);
        assert!(!is_reserved(text));
    }
    if let Some(name) = handle_name(&handle) {
        assert!(name.len() <= 253);
    }
});

/// A URL has an origin, and a path without anything that leads elsewhere.
fn well_formed(url: &str) {
    let (scheme, rest) = url.split_once("://").expect("a scheme");
    let (host, path) = rest.split_once('/').expect("a path");
    let origin: Origin = format!("{scheme}://{host}").parse().expect("an origin");
    assert!(origin.is_https() || origin.host() == "localhost", "{url}");
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b":./-".contains(&byte);
    assert!(path.bytes().all(allowed) && !path.contains(".."), "{url}");
    assert!(path.matches('/').count() <= 1, "{url}");
}

fn document(bytes: &[u8]) {
    let did = Did::new("did:web:alice.test").expect("a DID");
    let Ok(document) = DidDocument::from_json(&did, bytes) else {
        return;
    };
    assert_eq!(document.did, did);
    if let Ok(key) = document.signing_key() {
        assert_eq!(key.to_string().parse(), Ok(key));
    }
    if let Ok(pds) = document.pds() {
        assert_eq!(pds.to_string().parse(), Ok(pds));
    }
    if let Some(handle) = document.handle() {
        assert!(handle.is_valid() && document.has_handle(&handle));
    }
    if let Err(error) = document.pds() {
        assert!(error.to_string().len() < 500, "{error}");
    }
}
