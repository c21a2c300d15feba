//! `lexgen resolve` on a network over loopback.

mod accounts;
mod amounts;
mod authorities;
mod documents;
mod groups;
mod hosts;
mod proofs;
mod records;
mod resolved;

use lexgen_tests_network::{Account, Network};

/// The lexicon of these tests.
const POST: &str = "com.example.post";

/// A network with one account, whose lexicon DNS leads to.
fn network() -> (Network, Account) {
    let (network, account) = (Network::new(), Account::new('a').with(POST));
    network.authority("example.com", &account.did);
    network.publish(&account);
    (network, account)
}

/// The problems of resolving the lexicon.
fn problems(network: &Network) -> String {
    network.lexgen(&["resolve", POST]).problems().to_owned()
}

/// The problems with a time limit that is short enough for tests.
fn problems_soon(network: &Network) -> String {
    let said = network.lexgen(&["resolve", POST, "--timeout", "1.5"]);
    said.problems().to_owned()
}
