//! `lexgen install`.

use lexgen_tests_network::{Account, Network};
use tempfile::tempdir;

use crate::story::{ROOT, Story, account};

/// The first lexicons are installed, and others are added.
fn story() -> Story {
    let network = Network::new();
    let other = Account::new('b').with("org.example.other");
    network.authority("example.org", &other.did);
    network.publish(&other);
    let account = account(0..12);
    network.authority("example.com", &account.did);
    network.publish(&account);
    let start = tempdir().expect("a folder can be made");
    let said = network.lexgen_in(start.path(), &["install", "org.example.other"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    Story::new(network, start, &["install", ROOT])
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
