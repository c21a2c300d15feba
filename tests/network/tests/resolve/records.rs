//! Records that are not there, and servers that do not send them.

use insta::assert_snapshot;
use lexgen_tests_network::{Account, Network, Page};
use serde_json::json;

use crate::{POST, network, problems, problems_soon};

/// The problems with a page in place of the record.
fn with(page: Page) -> String {
    let (network, account) = network();
    network.page(&format!("record {} {POST}", account.did), page);
    problems(&network)
}

#[test]
fn a_record_that_is_proven_to_be_absent() {
    let network = Network::new();
    let account = Account::new('a')
        .with("com.example.other")
        .with("com.example.zebra");
    network.authority("example.com", &account.did);
    network.publish(&account);
    network.publish_proof(&account, POST);
    assert_snapshot!(problems(&network));
}

#[test]
fn a_repository_without_records() {
    let network = Network::new();
    let account = Account::new('a');
    network.authority("example.com", &account.did);
    network.publish(&account);
    network.publish_proof(&account, POST);
    assert!(problems(&network).contains("has not published it, as of revision"));
}

#[test]
fn a_record_that_is_said_to_be_absent() {
    assert_snapshot!(with(Page::error(404, "RecordNotFound", "")));
}

#[test]
fn a_record_with_another_key_is_recognized() {
    let network = Network::new();
    let record = lexgen_tests_network::lexicon(POST);
    let account = Account::new('a').with_record("3jzfcijpj2z2a", record);
    network.authority("example.com", &account.did);
    network.publish(&account);
    network.publish_proof(&account, POST);
    network.page(
        &format!("list {} ", account.did),
        Page::json(&account.list()),
    );
    assert_snapshot!(problems(&network));
}

#[test]
fn a_server_without_the_repository() {
    let gone = with(Page::error(400, "RepoNotFound", "Could not find repo"));
    let down = with(Page::error(400, "RepoTakendown", ""));
    assert_snapshot!(format!("{gone}\n\n{down}"));
}

#[test]
fn a_server_that_fails() {
    let failed = with(Page::error(
        500,
        "InternalServerError",
        "Internal Server Error",
    ));
    let limited = with(Page::error(429, "RateLimitExceeded", "Slow down"));
    let html = with(Page::Body(502, "text/html", b"<html>".to_vec()));
    let missing = with(Page::Body(404, "text/html", b"<html>".to_vec()));
    assert_snapshot!([failed, limited, html, missing].join("\n\n"));
}

#[test]
fn a_server_that_answers_forever() {
    assert_snapshot!(with(Page::Endless));
    for page in [Page::Slow, Page::Silence] {
        let (network, account) = network();
        network.page(&format!("record {} {POST}", account.did), page);
        let said = problems_soon(&network);
        assert!(said.contains("did not send the record in time"), "{said}");
    }
}

/// What is small when it is sent can be large when it is unpacked.
#[test]
fn a_response_that_is_compressed() {
    assert_snapshot!(with(Page::Compressed));
}

#[test]
fn a_server_that_is_not_there() {
    let (network, account) = network();
    // Nothing listens there: port 1 needs rights that tests do not have.
    let document = account.document("http://pds.test:1");
    network.page(&format!("/{}", account.did), Page::json(&document));
    let said = network.lexgen_without_allowance(&["resolve", POST, "--pds-allow", "pds.test"]);
    assert_snapshot!(said.problems());
    let document = account.document("https://nowhere.test");
    network.page(&format!("/{}", account.did), Page::json(&document));
    assert_snapshot!(problems(&network));
}

/// One failure does not spoil the rest.
#[test]
fn the_others_are_resolved() {
    let (network, account) = network();
    network.publish_proof(&account, "com.example.other");
    let said = network.lexgen(&["resolve", POST, "com.example.other", "org.example.x"]);
    assert_eq!(said.code, Some(1));
    assert_eq!(said.stdout, network.lexgen(&["resolve", POST]).stdout);
    assert_eq!(said.stderr.matches("error[").count(), 2, "{said:?}");
    assert!(
        said.stderr.contains("2 of 3 lexicons not resolved"),
        "{said:?}"
    );
}

#[test]
fn failures_are_data_for_programs() {
    let (network, account) = network();
    let record = format!("record {} {POST}", account.did);
    network.page(&record, Page::error(404, "RecordNotFound", ""));
    let said = network.lexgen(&["resolve", POST, "--format", "json"]);
    let line: serde_json::Value = serde_json::from_str(&said.stdout).expect("one line");
    assert_eq!(line["code"], json!("unproven-absence"));
    let explained = lexgen_tests::lexgen_of_the_network()
        .args(["explain", "unproven-absence"])
        .output();
    assert!(explained.expect("the command runs").status.success());
}
