//! `lexgen install` on a network over loopback.

mod amounts;
mod changed;
mod dry_run;
mod files;
mod git;
mod installed;
mod interrupted;
mod locked;
mod missing;
mod named;
mod own;
mod proofs;
mod safety;
mod states;
mod status;
mod uninstall;
mod update;

use lexgen_tests_network::{Account, Network, Project, Said};
use serde_json::{Value, json};

/// A lexicon of these tests.
const POST: &str = "com.example.post";

/// What it refers to.
const DEFS: &str = "com.example.defs";

/// What that refers to, of another authority.
const OTHER: &str = "org.example.other";

/// A published object that refers to others.
fn object(nsid: &str, references: &[&str]) -> Value {
    let properties: serde_json::Map<_, _> = (references.iter().enumerate())
        .map(|(number, target)| {
            let name = format!("p{number}");
            (name, json!({ "type": "ref", "ref": target }))
        })
        .collect();
    json!({
        "$type": "com.atproto.lexicon.schema",
        "lexicon": 1,
        "id": nsid,
        "defs": { "main": { "type": "object", "properties": properties } },
    })
}

/// A published permission set that names endpoints.
fn permissions(endpoints: &[&str]) -> Value {
    json!({
        "$type": "com.atproto.lexicon.schema",
        "lexicon": 1,
        "id": "com.example.set",
        "defs": { "main": { "type": "permission-set", "title": "x", "permissions": [
            { "type": "permission", "resource": "rpc", "inheritAud": true, "lxm": endpoints },
        ]}},
    })
}

/// Publishes lexicons of an account, whose authority is a domain.
fn publish(network: &Network, letter: char, domain: &str, lexicons: &[(&str, &[&str])]) -> Account {
    let mut account = Account::new(letter);
    for (nsid, references) in lexicons {
        account = account.with_record(nsid, object(nsid, references));
    }
    network.authority(domain, &account.did);
    network.publish(&account);
    account
}

/// Two authorities whose lexicons refer to each other.
fn network() -> (Network, [Account; 2]) {
    let network = Network::new();
    let accounts = [
        publish(
            &network,
            'a',
            "example.com",
            &[(POST, &[DEFS]), (DEFS, &[OTHER])],
        ),
        publish(&network, 'z', "example.org", &[(OTHER, &[DEFS])]),
    ];
    (network, accounts)
}

/// Removes the file of [`DEFS`], and runs a command that fetches it again as it is pinned: its
/// account is asked for this record, and DNS for nothing.
fn fetch_again(network: &Network, project: &Project<'_>, arguments: &[&str]) -> Said {
    let files = project.files();
    project.remove("lexicons/com/example/defs.json");
    network.forget();
    let said = project.succeed(arguments);
    assert_eq!(project.files(), files);
    let asked = network.asked();
    let records = asked.iter().filter(|it| it.starts_with("record"));
    let record = format!("record {} {DEFS}", Account::new('a').did);
    assert_eq!(records.collect::<Vec<_>>(), [&record]);
    assert!(!asked.iter().any(|it| it.contains("_lexicon")), "{asked:?}");
    said
}

/// Runs a command that cannot be run in this way: it ends with 2.
fn misuse(project: &Project<'_>, arguments: &[&str]) -> String {
    let said = project.lexgen(arguments);
    assert_eq!(said.code, Some(2), "{said:?}");
    said.told()
}
