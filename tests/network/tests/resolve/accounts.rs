//! DID documents that are missing or wrong.

use insta::assert_snapshot;
use lexgen_tests_network::{Account, Network, PDS, Page};
use serde_json::{Value, json};

use crate::{network, problems, problems_soon};

/// The problems with a page in place of the DID document.
fn with(page: Page) -> String {
    let (network, account) = network();
    network.page(&format!("/{}", account.did), page);
    problems(&network)
}

/// The problems with a DID document that was changed.
fn changed(change: impl FnOnce(&mut Value)) -> String {
    let (network, account) = network();
    let mut document = account.document(&network.url(PDS));
    change(&mut document);
    network.page(&format!("/{}", account.did), Page::json(&document));
    problems(&network)
}

#[test]
fn accounts_that_do_not_exist() {
    let unknown = with(Page::error(404, "NotFound", "no such DID"));
    let deleted = with(Page::error(410, "Gone", "it was deleted"));
    assert_snapshot!(format!("{unknown}\n\n{deleted}"));
}

#[test]
fn methods_that_the_protocol_does_not_have() {
    let mut all = String::new();
    for did in [
        "did:key:zQ3shqwJEJyMBsBXCWyCBpUBMqxcon9oHB7mCvx4sSpMdLJwc",
        "did:plc:short",
        "did:web:example.com:alice",
        "did:web:127.0.0.1",
        "did:web:pds.local",
        "did:web:example.com%3A8080",
    ] {
        let network = Network::new();
        network.authority("example.com", did);
        all.push_str(problems(&network).lines().next().unwrap_or_default());
        all.push('\n');
    }
    assert_snapshot!(all);
}

#[test]
fn documents_that_cannot_be_used() {
    let other = changed(|document| document["id"] = Account::new('b').did.into());
    let no_key = changed(|document| document["verificationMethod"] = json!([]));
    let no_pds = changed(|document| document["service"] = json!([]));
    let with_path = changed(|document| {
        document["service"][0]["serviceEndpoint"] = "https://pds.test/x".into();
    });
    let no_json = with(Page::Body(200, "text/html", b"<html>".to_vec()));
    let all = [other, no_key, no_pds, with_path, no_json].join("\n\n");
    assert_snapshot!(all);
}

#[test]
fn servers_that_do_not_send_the_document() {
    let failed = with(Page::error(500, "InternalError", "\u{1b}[31mred"));
    let redirected = with(Page::Redirect("https://elsewhere.test/".into()));
    let endless = with(Page::Endless);
    assert_snapshot!([failed, redirected, endless].join("\n\n"));
}

#[test]
fn a_server_that_does_not_end() {
    for page in [Page::Slow, Page::Silence] {
        let (network, account) = network();
        network.page(&format!("/{}", account.did), page);
        let said = problems_soon(&network);
        assert!(
            said.contains("did not send the DID document in time"),
            "{said}"
        );
    }
}
