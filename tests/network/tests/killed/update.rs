//! `lexgen update`.

use lexgen_tests_network::Network;
use serde_json::json;
use tempfile::tempdir;

use crate::story::{ROOT, Story, account};

/// The next revision changes some lexicons, adds some, and needs others no more.
fn story() -> Story {
    let network = Network::new();
    let before = account(0..9);
    network.authority("example.com", &before.did);
    network.publish(&before);
    let start = tempdir().expect("a folder can be made");
    let said = network.lexgen_in(start.path(), &["install", ROOT, "--keep-proofs"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    let mut after = account(3..12);
    after.rev = "3l7fcijpj2z2a".to_owned();
    for number in 3..9 {
        let record = (after.records).get_mut(&format!("com.example.n{number}"));
        record.expect("a record")["description"] = json!("another");
    }
    network.publish(&after);
    Story::new(network, start, &["update", "--keep-proofs"])
}

#[test]
fn after_any_time() {
    story().after_any_time();
}

#[test]
fn at_any_request() {
    story().at_any_request();
}

#[test]
fn at_any_change_of_the_folder() {
    story().at_any_change_of_the_folder();
}
