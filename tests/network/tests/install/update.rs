//! `lexgen update`.

use insta::assert_snapshot;
use lexgen_tests_network::{Account, Network, Page, Project};
use serde_json::json;

use crate::{DEFS, OTHER, POST, network, object, permissions, publish};

/// A network in which `POST` refers to `DEFS`, and a project that has both.
fn installed(network: &Network) -> (Account, Project<'_>) {
    let account = publish(network, 'a', "example.com", &[(POST, &[DEFS]), (DEFS, &[])]);
    let project = Project::new(network);
    project.succeed(&["install", POST]);
    (account, project)
}

/// Publishes another version, in a later revision.
fn publish_again(network: &Network, account: &mut Account, nsid: &str, references: &[&str]) {
    account.rev = "3l7fcijpj2z2a".to_owned();
    (account.records).insert(nsid.to_owned(), object(nsid, references));
    network.publish(account);
}

#[test]
fn nothing_changes_if_nothing_was_published() {
    let network = Network::new();
    let (mut account, project) = installed(&network);
    let files = project.files();
    let said = project.succeed(&["update"]);
    assert_snapshot!(said.told());
    // Accounts write much else.
    account.rev = "3l7fcijpj2z2a".to_owned();
    network.publish(&account);
    project.succeed(&["update"]);
    assert_eq!(project.files(), files);
}

#[test]
fn the_verdicts_are_shown_before_files_are_written() {
    let network = Network::new();
    let (mut account, project) = installed(&network);
    publish_again(&network, &mut account, POST, &[]);
    publish_again(&network, &mut account, DEFS, &[OTHER]);
    publish(&network, 'z', "example.org", &[(OTHER, &[])]);
    let files = project.files();
    let said = project.succeed(&["update", "--dry-run"]);
    assert_snapshot!(format!("{}{}", said.stdout, said.told()));
    assert_eq!(project.files(), files);
    let said = project.succeed(&["update"]);
    assert_snapshot!(format!("{}{}", said.stdout, said.told()));
    assert!(!project.path("lexicons/com/example/defs.json").exists());
    project.succeed(&["install", "--locked"]);
    let lock = project.json("lexicons.lock");
    assert_eq!(lock["installed"][POST]["rev"], "3l7fcijpj2z2a");
}

#[test]
fn one_lexicon_is_updated_and_the_others_stay() {
    let network = Network::new();
    let (mut account, project) = installed(&network);
    let defs = project.read("lexicons/com/example/defs.json");
    publish_again(&network, &mut account, POST, &[DEFS, OTHER]);
    publish_again(&network, &mut account, DEFS, &[OTHER]);
    publish(&network, 'z', "example.org", &[(OTHER, &[])]);
    let said = project.succeed(&["update", POST]);
    assert_snapshot!(format!("{}{}", said.stdout, said.told()));
    assert_eq!(project.read("lexicons/com/example/defs.json"), defs);
    assert!(project.path("lexicons/org/example/other.json").is_file());
    project.succeed(&["install", "--locked"]);
}

/// Lexicons of one's own can refer to those that change.
#[test]
fn own_lexicons_are_compared_too() {
    let network = Network::new();
    let (mut account, project) = installed(&network);
    let own = object("net.example.own", &[DEFS]).to_string();
    project.write("lexicons/net/example/own.json", &own);
    account.records.insert(
        DEFS.to_owned(),
        json!({
            "$type": "com.atproto.lexicon.schema", "lexicon": 1, "id": DEFS,
            "defs": { "main": { "type": "object", "required": ["a"], "properties": {
                "a": { "type": "integer" },
            }}},
        }),
    );
    network.publish(&account);
    let said = project.succeed(&["update"]);
    assert_snapshot!(format!("{}{}", said.stdout, said.told()));
}

#[test]
fn an_authority_that_moved_must_be_accepted() {
    let network = Network::new();
    let (account, project) = installed(&network);
    let mut other = Account::new('m');
    other.records.clone_from(&account.records);
    network.authority("example.com", &other.did);
    network.publish(&other);
    assert_snapshot!(project.fail(&["update"]));
    let files = project.files();
    let said = project.succeed(&["update", "--dry-run"]);
    assert_snapshot!(said.told());
    assert_eq!(project.files(), files);
    // Without being asked, nothing moves.
    project.succeed(&["install"]);
    assert_eq!(project.files(), files);
    let said = project.succeed(&["update", "--yes"]);
    assert_snapshot!(said.told());
    let manifest = project.read("lexicons.json");
    assert!(manifest.contains(&other.did) && !manifest.contains(&account.did));
    project.succeed(&["install", "--locked"]);
}

#[test]
fn a_key_that_changed_must_be_accepted() {
    let network = Network::new();
    let (mut account, project) = installed(&network);
    account.key = Account::new('k').key;
    account.rev = "3l7fcijpj2z2a".to_owned();
    network.publish(&account);
    assert_snapshot!(project.fail(&["update"]));
    project.succeed(&["update", "--yes"]);
    let lock = project.json("lexicons.lock");
    let key = account.key.public_key().to_string();
    assert_eq!(lock["installed"][POST]["key"], key);
    project.succeed(&["update"]);
}

#[test]
fn what_was_installed_by_address_stays_there() {
    let (network, _) = network();
    let mut fork = Account::new('f').with_record(POST, object(POST, &[]));
    network.publish(&fork);
    let uri = format!("at://{}/com.atproto.lexicon.schema/{POST}", fork.did);
    let project = Project::new(&network);
    project.succeed(&["install", &uri]);
    publish_again(&network, &mut fork, POST, &[DEFS]);
    network.forget();
    project.succeed(&["update"]);
    let lock = project.json("lexicons.lock");
    assert_eq!(lock["installed"][POST]["rev"], "3l7fcijpj2z2a");
    assert!(lock["installed"][POST].get("authority").is_none());
    // What it refers to is found by DNS.
    let asked = network.asked();
    assert!(asked.contains(&"TXT _lexicon.example.com".to_owned()));
    assert!(project.read("lexicons.json").contains(&fork.did));
}

#[test]
fn what_cannot_be_resolved_stays() {
    let network = Network::new();
    let (mut account, project) = installed(&network);
    publish_again(&network, &mut account, POST, &[DEFS, "com.example.new"]);
    network.publish_proof(&account, "com.example.new");
    let record = format!("record {} {DEFS}", account.did);
    for page in [
        Page::error(500, "InternalServerError", ""),
        Page::error(404, "RecordNotFound", ""),
        Page::car(&{
            let mut without = account.clone();
            without.records.remove(DEFS);
            without.proof(DEFS).file()
        }),
    ] {
        network.page(&record, page);
        let said = project.fail(&["update"]);
        assert!(said.contains(&format!("cannot resolve `{DEFS}`")), "{said}");
    }
    let defs = project.read("lexicons/com/example/defs.json");
    let said = project.succeed(&["update", "--allow-missing"]);
    assert_snapshot!(said.told());
    assert_eq!(project.read("lexicons/com/example/defs.json"), defs);
}

#[test]
fn an_older_revision_is_refused() {
    let network = Network::new();
    let (mut account, project) = installed(&network);
    account.rev = "3jzfcijpj2z22".to_owned();
    network.publish(&account);
    let said = project.fail(&["update"]);
    assert!(said.contains("error[older-revision]"), "{said}");
}

#[test]
fn files_that_were_changed_are_replaced_only_by_force() {
    let network = Network::new();
    let (_, project) = installed(&network);
    let files = project.files();
    project.write("lexicons/com/example/defs.json", "{}");
    let said = project.fail(&["update"]);
    assert!(said.contains("error[changed-file]"), "{said}");
    project.succeed(&["update", "--force"]);
    assert_eq!(project.files(), files);
}

#[test]
fn proofs_are_kept_from_then_on() {
    let network = Network::new();
    let (mut account, project) = installed(&network);
    account.rev = "3l7fcijpj2z2a".to_owned();
    network.publish(&account);
    project.succeed(&["update", "--keep-proofs"]);
    project.succeed(&["install", "--locked", "--keep-proofs"]);
    let files = project.files();
    project.succeed(&["update", "--keep-proofs"]);
    assert_eq!(project.files(), files);
}

#[test]
fn what_is_not_installed_is_refused_as_usage() {
    let network = Network::new();
    let project = Project::new(&network);
    let mut all = project.lexgen(&["update"]).stderr;
    let (_, project) = installed(&network);
    all += &project.lexgen(&["update", OTHER]).stderr;
    assert_snapshot!(all);
}

#[test]
fn programs_get_a_line_for_each_change() {
    let network = Network::new();
    let (mut account, project) = installed(&network);
    publish_again(&network, &mut account, POST, &[]);
    let said = project.succeed(&["update", "--dry-run", "--format", "json"]);
    assert_snapshot!(said.stdout);
}

/// Another key is refused for a new lexicon as for those that are installed.
#[test]
fn an_installation_does_not_hide_a_key_that_changed() {
    const MORE: &str = "com.example.more";
    let network = Network::new();
    let (mut account, project) = installed(&network);
    account.key = Account::new('k').key;
    publish_again(&network, &mut account, MORE, &[]);
    assert_snapshot!(project.fail(&["install", MORE]));
    let files = project.files();
    project.remove("lexicons/com/example/defs.json");
    let said = project.fail(&["install"]);
    assert!(said.contains("error[changed-key]"), "{said}");
    for (name, contents) in &files {
        project.write(name, &String::from_utf8_lossy(contents));
    }
    let said = project.fail(&["update"]);
    assert!(said.contains("error[changed-key]"), "{said}");
    let said = project.succeed(&["install", MORE, "--yes"]);
    assert_snapshot!(said.told());
}

/// Whoever has accepted a key is not asked again: neither for the other lexicons of the
/// account, nor the next time.
#[test]
fn a_key_that_was_accepted_is_not_asked_about_again() {
    const MORE: &str = "com.example.more";
    let network = Network::new();
    let (mut account, project) = installed(&network);
    let first = account.key.clone();
    account.key = Account::new('k').key;
    publish_again(&network, &mut account, MORE, &[]);
    project.succeed(&["install", MORE, "--yes"]);
    project.succeed(&["update"]);
    project.remove("lexicons/com/example/defs.json");
    project.succeed(&["install"]);
    // A key that comes back is another one.
    account.key = first;
    account.rev = "3l7gcijpj2z2a".to_owned();
    network.publish(&account);
    let said = project.fail(&["update"]);
    assert!(said.contains("error[changed-key]"), "{said}");
}

/// What is only named does not change if what it now refers to cannot be had.
#[test]
fn a_dependency_of_what_is_only_named_is_the_reason() {
    const SET: &str = "com.example.set";
    const CALL: &str = "com.example.call";
    let network = Network::new();
    let mut account = Account::new('a')
        .with_record(SET, permissions(&[CALL]))
        .with_record(CALL, object(CALL, &[]));
    network.authority("example.com", &account.did);
    network.publish(&account);
    let project = Project::new(&network);
    project.succeed(&["install", SET]);
    publish_again(&network, &mut account, CALL, &[OTHER]);
    let call = project.read("lexicons/com/example/call.json");
    assert_snapshot!(project.fail(&["update"]));
    let said = project.succeed(&["update", "--allow-missing"]);
    assert_snapshot!(said.told());
    assert_eq!(project.read("lexicons/com/example/call.json"), call);
    project.succeed(&["install", "--locked"]);
    // Nothing needs it.
    account.records.remove(CALL);
    network.publish_proof(&account, CALL);
    project.succeed(&["update"]);
    assert!(!project.path("lexicons/com/example/call.json").exists());
}
