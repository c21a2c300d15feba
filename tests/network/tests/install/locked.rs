//! `--locked` and `--offline`.

use insta::assert_snapshot;
use lexgen_tests_network::{Network, Project};

use crate::{DEFS, OTHER, POST, fetch_again, network, object};

#[test]
fn missing_files_are_fetched_as_they_are_pinned() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", POST]);
    let said = fetch_again(&network, &project, &["install", "--locked"]);
    assert_snapshot!(said.told());
}

#[test]
fn a_document_that_was_published_again_is_not_the_pinned_one() {
    let (network, [mut account, _]) = network();
    let project = Project::new(&network);
    project.succeed(&["install", POST]);
    account.records.insert(DEFS.to_owned(), object(DEFS, &[]));
    network.publish(&account);
    // What is here stays.
    project.succeed(&["install", "--locked"]);
    project.succeed(&["install"]);
    project.remove("lexicons/com/example/defs.json");
    assert_snapshot!(project.fail(&["install", "--locked"]));
    assert_snapshot!(project.fail(&["install"]));
}

#[test]
fn nothing_is_added() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", DEFS]);
    assert_snapshot!(project.fail(&["install", "--locked", POST]));
    assert_snapshot!(project.fail(&["install", "--offline", POST]));
    // A dependency would be listed as asked for.
    assert_snapshot!(project.fail(&["install", "--locked", OTHER]));
    let said = project.lexgen(&["install", "--locked", "com.example.*"]);
    assert_eq!(said.code, Some(2), "{said:?}");
}

#[test]
fn what_is_needed_must_be_listed() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", POST]);
    let mut manifest = project.json("lexicons.json");
    let resolutions = manifest["resolutions"].as_object_mut().expect("a map");
    resolutions.remove(OTHER);
    project.write("lexicons.json", &manifest.to_string());
    project.remove("lexicons/org/example/other.json");
    network.forget();
    assert_snapshot!(project.fail(&["install", "--locked"]));
    assert_eq!(network.asked(), [""; 0]);
    project.succeed(&["install", "--locked", "--allow-missing"]);
}

#[test]
fn without_the_network_missing_files_are_an_error() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", POST]);
    project.remove("lexicons/com/example/defs.json");
    network.forget();
    assert_snapshot!(project.fail(&["install", "--offline"]));
    assert_eq!(network.asked(), [""; 0]);
}

#[test]
fn there_must_be_something_to_install() {
    let network = Network::new();
    let project = Project::new(&network);
    let said = project.lexgen(&["install"]);
    assert_eq!(said.code, Some(2), "{said:?}");
    assert_snapshot!(said.stderr);
}

/// Not even if both files can be there on this system.
#[test]
fn names_that_differ_in_case_conflict() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", POST]);
    let own = object("com.example.Defs", &[]).to_string();
    project.write("lexicons/com/example/Defs.json", &own);
    network.forget();
    let locked = project.fail(&["install", "--locked"]);
    assert_snapshot!(locked);
    assert_eq!(network.asked(), [""; 0]);
    assert_eq!(project.fail(&["install"]), locked);
}

/// A project without lexicons of others is complete: the same workflow is for every project.
#[test]
fn without_a_manifest_nothing_is_missing() {
    let network = Network::new();
    let project = Project::new(&network);
    for flag in ["--locked", "--offline"] {
        let said = project.succeed(&["install", flag]);
        let expected = "    Verified nothing is listed: there is no manifest\n";
        assert_eq!(said.stderr, expected);
        let missing = project.fail(&["install", POST, flag]);
        assert!(missing.contains(POST), "{missing}");
    }
    assert!(project.names().is_empty());
}

/// Whoever changes a document and the manifest has not changed the lock.
#[test]
fn the_manifest_and_the_lock_must_agree() {
    let (network, [account, _]) = network();
    let project = Project::new(&network);
    project.succeed(&["install", POST, "--keep-proofs"]);
    let forged = account.with_record(DEFS, object(DEFS, &[]));
    let cid = forged.proof(DEFS).blocks.last().expect("a record").0;
    project.write(
        "lexicons/com/example/defs.json",
        &object(DEFS, &[]).to_string(),
    );
    let mut manifest = project.json("lexicons.json");
    manifest["resolutions"][DEFS]["cid"] = cid.to_string().into();
    let resolutions = manifest["resolutions"].as_object_mut().expect("a map");
    resolutions.remove(OTHER);
    project.write("lexicons.json", &manifest.to_string());
    project.remove("lexicons/org/example/other.json");
    assert_snapshot!(project.fail(&["install", "--locked"]));
    // Without an entry in the lock, nothing says who has signed it.
    let mut lock = project.json("lexicons.lock");
    let installed = lock["installed"].as_object_mut().expect("a map");
    installed.remove(DEFS);
    installed.remove(OTHER);
    let installed = &lock["installed"];
    let lock = format!("{{\n  \"lexgen\": 2,\n  \"installed\": {installed}\n}}\n");
    project.write("lexicons.lock", &lock);
    assert_snapshot!(project.fail(&["install", "--locked", "--keep-proofs"]));
}
