//! Lexicons of one's own that refer to installed ones.

use insta::assert_snapshot;
use lexgen_tests_network::{Account, Network, Project};
use serde_json::json;

use crate::{DEFS, OTHER, POST, network, object, publish};

const OWN: &str = "net.example.own";

fn write_own(project: &Project<'_>, references: &[&str]) {
    let own = object(OWN, references).to_string();
    project.write("lexicons/net/example/own.json", &own);
}

/// Two documents, of which the first refers to the second.
fn with_reference(network: &Network) -> Account {
    publish(network, 'a', "example.com", &[(POST, &[DEFS]), (DEFS, &[])])
}

/// The first refers to nothing any more, in a later revision.
fn drop_reference(account: &mut Account) {
    account.rev = "3l7fcijpj2z2a".to_owned();
    account.records.insert(POST.to_owned(), object(POST, &[]));
}

/// What others have installed with it stays for one's own lexicons, and is listed, as other
/// tools do not know these.
#[test]
fn an_update_does_not_remove_what_they_refer_to() {
    let network = Network::new();
    let mut account = with_reference(&network);
    let project = Project::new(&network);
    project.succeed(&["install", POST]);
    write_own(&project, &[DEFS]);
    drop_reference(&mut account);
    network.publish(&account);
    let said = project.succeed(&["update"]);
    assert_snapshot!(format!("{}{}", said.stdout, said.told()));
    assert_eq!(
        project.json("lexicons.json")["lexicons"],
        json!([DEFS, POST])
    );
    project.succeed(&["install", "--locked"]);
    let said = project.succeed(&["install"]);
    assert!(!said.stderr.contains("Kept"), "{said:?}");
}

#[test]
fn an_installation_does_not_remove_what_they_refer_to() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", POST]);
    write_own(&project, &[OTHER]);
    let manifest = project.read("lexicons.json");
    let manifest = manifest.replace(&format!("\n    \"{POST}\"\n  "), "");
    project.write("lexicons.json", &manifest);
    // Only the next installation lists it.
    let said = project.fail(&["install", "--locked"]);
    assert!(said.contains("error[outdated-manifest]"), "{said}");
    write_own(&project, &[OTHER, POST]);
    project.write(
        "lexicons.json",
        &manifest.replace("[]", &format!("[\"{DEFS}\"]")),
    );
    assert_snapshot!(project.succeed(&["install"]).told());
    project.succeed(&["install", "--locked"]);
    assert!(project.path("lexicons/com/example/post.json").is_file());
}

#[test]
fn what_they_refer_to_stays_when_others_are_uninstalled() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", POST]);
    write_own(&project, &[DEFS]);
    let files = project.files();
    project.succeed(&["uninstall", POST, "--dry-run"]);
    assert_eq!(project.files(), files);
    assert_snapshot!(project.succeed(&["uninstall", POST]).told());
    assert!(!project.path("lexicons/com/example/post.json").exists());
    assert!(project.path("lexicons/org/example/other.json").is_file());
    assert_eq!(project.json("lexicons.json")["lexicons"], json!([DEFS]));
    project.succeed(&["install", "--locked"]);
}

/// It is needed, so it must be there.
#[test]
fn what_they_refer_to_must_be_published() {
    let network = Network::new();
    let mut account = with_reference(&network);
    let project = Project::new(&network);
    project.succeed(&["install", POST]);
    write_own(&project, &[DEFS]);
    drop_reference(&mut account);
    account.records.remove(DEFS);
    network.publish(&account);
    network.publish_proof(&account, DEFS);
    assert_snapshot!(project.fail(&["update"]));
    project.succeed(&["update", "--allow-missing"]);
    assert!(project.path("lexicons/com/example/defs.json").is_file());
}
