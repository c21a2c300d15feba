//! What the accounts have: each file in `lexicons` is a lexicon.

use std::{collections::BTreeMap, fs, path::Path};

use lexgen_tests::{json_files, workspace};
use lexgen_tests_network::{Account, Network};
use serde_json::Value;

/// What one would install. All other documents are those that these refer to.
pub const ROOTS: [&str; 3] = ["com.example.auth", "com.example.post", "org.example.stream"];

/// Publishes documents, those of each domain in an account of its own.
pub fn publish(network: &Network, documents: Vec<Value>) {
    let mut domains: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for document in documents {
        let nsid = document["id"].as_str().expect("an NSID");
        let authority: Vec<_> = nsid.split('.').rev().skip(1).collect();
        domains
            .entry(authority.join("."))
            .or_default()
            .push(document);
    }
    for (number, (domain, documents)) in (0..).zip(domains) {
        let account = Account::numbered(number);
        let account = documents.into_iter().fold(account, |account, document| {
            let nsid = document["id"].as_str().expect("an NSID").to_owned();
            account.with_record(&nsid, document)
        });
        network.authority(&domain, &account.did);
        network.publish(&account);
    }
}

/// All documents.
pub fn documents() -> Vec<Value> {
    let read = |path: &Path| {
        let text = fs::read(path).expect("readable");
        serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{path:?}: {error}"))
    };
    let files = json_files(&workspace().join("tests/network/tests/reference/lexicons"));
    files.iter().map(|path| read(path)).collect()
}
