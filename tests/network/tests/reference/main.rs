//! The reference installer and lexgen on one network over loopback: both write the same bytes,
//! and each accepts what the other wrote.

mod documents;
mod files;

use lexgen_tests_network::Network;

/// A network with several authorities, whose lexicons refer to each other.
fn network() -> Network {
    let network = Network::new();
    documents::publish(&network, documents::documents());
    network
}
