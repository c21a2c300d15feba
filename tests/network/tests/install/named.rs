//! Lexicons that are only named: values that may be tokens, and permission sets.

use insta::assert_snapshot;
use lexgen_tests_network::{Account, Network, Page, Project};
use serde_json::{Value, json};

use crate::{DEFS, POST, object};

/// Published definitions.
fn document(nsid: &str, main: &Value) -> Value {
    json!({
        "$type": "com.atproto.lexicon.schema",
        "lexicon": 1,
        "id": nsid,
        "defs": { "main": main },
    })
}

const LABELS: &str = "com.example.labels";
const PERMISSIONS: &str = "com.example.permissions";

/// A network where tokens and permissions lead to lexicons that are there and others that
/// are not.
fn network() -> (Network, Account) {
    let network = Network::new();
    let labels = json!({ "type": "string", "maxLength": 100, "knownValues": [
        "com.example.defs#token", "com.example.gone#token", "org.nowhere.defs#token", "plain",
    ]});
    let permissions = json!({ "type": "permission-set", "title": "x", "permissions": [
        { "type": "permission", "resource": "repo", "collection": ["com.example.record", "com.example.gone"] },
        { "type": "permission", "resource": "rpc", "inheritAud": true, "lxm": ["org.nowhere.call"] },
    ]});
    let account = Account::new('a')
        .with("com.example.record")
        .with_record(DEFS, object(DEFS, &[]))
        .with_record(LABELS, document(LABELS, &labels))
        .with_record(PERMISSIONS, document(PERMISSIONS, &permissions));
    network.authority("example.com", &account.did);
    network.publish(&account);
    network.publish_proof(&account, "com.example.gone");
    (network, account)
}

#[test]
fn they_are_installed_as_far_as_they_are_published() {
    let (network, _) = network();
    let project = Project::new(&network);
    let said = project.succeed(&["install", LABELS, PERMISSIONS]);
    assert_snapshot!(said.told());
    assert_snapshot!(project.names().join("\n"));
    let said = project.succeed(&["install", LABELS, "--force", "--verbose"]);
    assert_snapshot!(said.told());
    network.forget();
    project.succeed(&["install"]);
    project.succeed(&["install", "--locked"]);
    assert_eq!(network.asked(), [""; 0]);
}

#[test]
fn what_cannot_be_known_is_mentioned() {
    let (network, account) = network();
    let record = format!("record {} {DEFS}", account.did);
    network.page(&record, Page::error(500, "InternalServerError", ""));
    let project = Project::new(&network);
    let said = project.succeed(&["install", LABELS]);
    assert_snapshot!(said.told());
}

/// A name that leads to a lexicon which needs one that is missing is left out with it.
#[test]
fn incomplete_ones_are_left_out() {
    let (network, account) = network();
    let account = account.with_record(DEFS, object(DEFS, &["org.nowhere.defs"]));
    network.publish(&account);
    let project = Project::new(&network);
    project.succeed(&["install", LABELS]);
    assert!(!project.path("lexicons/com/example/defs.json").exists());
    project.succeed(&["install", "--locked"]);
}

/// Whatever a stranger names, an installation does not stop.
#[test]
fn a_stranger_who_names_too_much_stops_nothing() {
    let network = Network::new();
    // A chain of names, and a name that differs only in case from what is needed.
    let name = |number: usize| format!("net.example.n{number}");
    let string =
        |values: &[String]| json!({ "type": "string", "maxLength": 100, "knownValues": values });
    let mut stranger = Account::new('b');
    for number in 0..120 {
        let next = format!("{}#x", name(number + 1));
        stranger = stranger.with_record(&name(number), document(&name(number), &string(&[next])));
    }
    network.authority("example.net", &stranger.did);
    network.publish(&stranger);
    let labels = ["net.example.n0#x", "com.example.Post#x"].map(str::to_owned);
    let account = Account::new('a')
        .with_record(LABELS, document(LABELS, &string(&labels)))
        .with_record("com.example.Post", object("com.example.Post", &[]))
        .with_record(POST, object(POST, &[LABELS]));
    network.authority("example.com", &account.did);
    network.publish(&account);
    let project = Project::new(&network);
    let said = project.succeed(&["install", POST]);
    assert_snapshot!(said.told());
    assert!(!project.path("lexicons/com/example/Post.json").exists());
    let files = project.files();
    for arguments in [&["install"][..], &["install", "--locked"], &["update"]] {
        project.succeed(arguments);
        assert_eq!(project.files(), files, "{arguments:?}");
    }
}
