//! `lexgen install --dry-run`.

use insta::assert_snapshot;
use lexgen_tests_network::{Account, Network, Project};

use crate::{DEFS, POST, misuse, network, object, publish};

#[test]
fn what_would_be_installed_is_shown_and_nothing_is_written() {
    let (network, _) = network();
    let project = Project::new(&network);
    let said = project.succeed(&["install", POST, "--dry-run"]);
    assert_snapshot!(said.told());
    assert!(project.names().is_empty());
    let said = project.succeed(&["install", POST, "--dry-run", "--format", "json"]);
    assert_eq!(said.stdout.matches("\"installed\"").count(), 3, "{said:?}");
    assert!(project.names().is_empty());
    project.succeed(&["install", POST]);
    let files = project.files();
    let said = project.succeed(&["install", "--dry-run"]);
    assert_snapshot!(said.told());
    // What is asked for instead does not need all of it.
    let manifest = project.read("lexicons.json");
    let other = manifest.replace(&format!("    \"{POST}\"\n"), &format!("    \"{DEFS}\"\n"));
    project.write("lexicons.json", &other);
    let said = project.succeed(&["install", "--dry-run"]);
    assert_snapshot!(said.told());
    project.write("lexicons.json", &manifest);
    assert_eq!(project.files(), files);
}

#[test]
fn it_fails_as_the_installation_would() {
    let network = Network::new();
    publish(&network, 'a', "example.com", &[(POST, &[DEFS])]);
    let project = Project::new(&network);
    let said = project.fail(&["install", POST, "--dry-run"]);
    assert_snapshot!(said);
    let said = project.succeed(&["install", POST, "--dry-run", "--allow-missing"]);
    assert!(
        said.stderr.contains("1 lexicon would be missing"),
        "{said:?}"
    );
    assert!(project.names().is_empty());
}

/// Whoever only looks accepts nothing.
#[test]
fn another_key_is_shown_and_not_accepted() {
    let network = Network::new();
    let mut account = publish(&network, 'a', "example.com", &[(POST, &[])]);
    let project = Project::new(&network);
    project.succeed(&["install", POST]);
    account.key = Account::new('k').key;
    account.rev = "3l7fcijpj2z2a".to_owned();
    network.publish(&account.with_record(DEFS, object(DEFS, &[])));
    let files = project.files();
    let said = project.succeed(&["install", DEFS, "--dry-run"]);
    assert!(said.stderr.contains("warning[changed-key]"), "{said:?}");
    assert_eq!(project.files(), files);
    let said = project.fail(&["install", DEFS]);
    assert!(said.contains("error[changed-key]"), "{said}");
}

#[test]
fn what_writes_nothing_has_no_dry_run() {
    let (network, _) = network();
    let project = Project::new(&network);
    for flag in ["--dry-run", "--force", "--yes"] {
        for mode in ["--locked", "--offline"] {
            let said = misuse(&project, &["install", mode, flag]);
            assert!(said.contains("cannot be used with"), "{said}");
        }
    }
}
