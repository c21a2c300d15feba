//! Whatever goes wrong during an installation, the folder stays as it was, to the byte.
//!
//! Each failure is one of what a lexicon refers to, and of another authority, when everything
//! else could be written.

mod provoked;

use std::fmt::Write;

use insta::assert_snapshot;
use lexgen_tests_network::{Account, Network, files, lexicon};
use provoked::{DEPENDENCY, Failure, failures};
use serde_json::json;

/// What is installed.
const ROOT: &str = "com.example.post";

/// A network in which everything can be installed. Returns the account that has the dependency.
fn network() -> (Network, Account) {
    let network = Network::new();
    let mut post = lexicon(ROOT);
    let properties = &mut post["defs"]["main"]["record"]["properties"];
    properties["part"] = json!({ "type": "ref", "ref": DEPENDENCY });
    let account = Account::new('a').with_record(ROOT, post);
    network.authority("example.com", &account.did);
    network.publish(&account);
    // So many that its tree has several nodes.
    let account = (0..40).fold(Account::new('b'), |account, number| {
        account.with(&format!("org.example.n{number}"))
    });
    let part = json!({
        "$type": "com.atproto.lexicon.schema",
        "lexicon": 1,
        "id": DEPENDENCY,
        "defs": { "main": { "type": "object", "properties": {} } },
    });
    let account = account.with_record(DEPENDENCY, part);
    network.authority("example.org", &account.did);
    network.publish(&account);
    let other = Account::new('c').with("net.example.other");
    network.authority("example.net", &other.did);
    network.publish(&other);
    (network, account)
}

#[test]
fn the_folder_stays_as_it_was() {
    let empty = tempfile::tempdir().expect("a folder can be made");
    let project = tempfile::tempdir().expect("a folder can be made");
    let mut all = String::new();
    let (before, account) = network();
    let installed = ["install", "net.example.other", "org.example.n0"];
    let said = before.lexgen_in(project.path(), &installed);
    assert_eq!(said.code, Some(0), "{said:?}");
    for failure in failures(&account) {
        let Failure {
            title,
            timeout,
            provoke,
            is_pinned,
        } = failure;
        let (network, account) = network();
        provoke(&network, &account);
        let mut messages = Vec::new();
        let folders = [project.path(), empty.path()];
        let number = if is_pinned { 1 } else { 2 };
        for folder in &folders[..number] {
            let before = files(folder);
            let said = network.lexgen_in(folder, &["install", ROOT, "--timeout", timeout]);
            assert_eq!(
                (said.code, said.stdout.as_str()),
                (Some(1), ""),
                "{title}: {said:?}"
            );
            assert!(files(folder) == before, "{title}: the folder has changed");
            messages.push(said.stderr);
        }
        assert_eq!(messages.first(), messages.last(), "{title}");
        assert!(
            std::fs::read_dir(&empty)
                .expect("a folder")
                .next()
                .is_none(),
            "{title}"
        );
        writeln!(all, "== {title}\n{}", messages[0]).expect("text");
    }
    assert_snapshot!(all);
}
