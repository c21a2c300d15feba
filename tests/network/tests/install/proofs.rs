//! Proofs that are kept.

use insta::assert_snapshot;
use lexgen_tests_network::Project;

use crate::{DEFS, OTHER, POST, network, object};

const FILE: &str = "proofs/plc_aaaaaaaaaaaaaaaaaaaaaaaa.car";

#[test]
fn proofs_are_kept_for_each_account_and_verified_again() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", POST, "--keep-proofs"]);
    let proofs: Vec<_> = project
        .names()
        .into_iter()
        .filter(|it| it.ends_with(".car"))
        .collect();
    assert_eq!(proofs, [FILE, "proofs/plc_zzzzzzzzzzzzzzzzzzzzzzzz.car"]);
    project.succeed(&["install", "--offline", "--keep-proofs"]);
    let good = std::fs::read(project.path(FILE)).expect("a proof");
    let mut bad = good.clone();
    *bad.last_mut().expect("bytes") ^= 1;
    std::fs::write(project.path(FILE), &bad).expect("written");
    assert_snapshot!(project.fail(&["install", "--locked", "--keep-proofs"]));
    std::fs::write(project.path(FILE), "nonsense").expect("written");
    assert_snapshot!(project.fail(&["install", "--locked", "--keep-proofs"]));
    project.remove(FILE);
    let said = project.fail(&["install", "--locked", "--keep-proofs"]);
    assert!(said.contains("it cannot be read"), "{said}");
}

#[test]
fn documents_are_restored_from_proofs() {
    let (network, [mut account, _]) = network();
    let project = Project::new(&network);
    project.write("lexgen.toml", "[install]\nkeep-proofs = \"state/proofs\"\n");
    project.succeed(&["install", POST]);
    let files = project.files();
    assert!(files.keys().any(|name| name.starts_with("state/proofs/")));
    // Although something else is published now.
    account.records.clear();
    network.publish(&account);
    network.forget();
    for arguments in [
        &["install", "--offline"][..],
        &["install", "--locked"],
        &["install"],
    ] {
        project.remove("lexicons/com/example/post.json");
        project.remove("lexicons/org/example/other.json");
        project.succeed(arguments);
        assert_eq!(project.files(), files, "{arguments:?}");
    }
    assert_eq!(network.asked(), [""; 0]);
}

/// The protocol's own tools update the manifest and the file, and keep no proofs: the proof of
/// the document before is none of this one.
#[test]
fn a_document_that_others_have_installed_is_not_proven_until_it_is_updated() {
    let (network, [mut account, _]) = network();
    let (project, other) = (Project::new(&network), Project::new(&network));
    project.succeed(&["install", POST, "--keep-proofs"]);
    account.rev = "3l7fcijpj2z2a".to_owned();
    account
        .records
        .insert(POST.to_owned(), object(POST, &[DEFS, OTHER]));
    network.publish(&account);
    other.succeed(&["install", POST]);
    for file in ["lexicons.json", "lexicons/com/example/post.json"] {
        project.write(file, &other.read(file));
    }
    let said = project.succeed(&["install", "--keep-proofs"]);
    assert!(said.stderr.contains("no proofs of 1 lexicon"), "{said:?}");
    let said = project.fail(&["install", "--locked", "--keep-proofs"]);
    assert!(said.contains("error[invalid-proof]"), "{said}");
    project.succeed(&["update", "--keep-proofs"]);
    project.succeed(&["install", "--locked", "--keep-proofs"]);
    let files = project.files();
    project.succeed(&["install", "--keep-proofs"]);
    assert_eq!(project.files(), files);
}

/// Lexicons of one account that were installed at different revisions.
#[test]
fn a_file_has_several_revisions() {
    let (network, [mut account, _]) = network();
    let project = Project::new(&network);
    project.succeed(&["install", OTHER, "--keep-proofs"]);
    account.rev = "3l7fcijpj2z2a".to_owned();
    network.publish(&account);
    project.succeed(&["install", POST, "--keep-proofs"]);
    let installed = project.json("lexicons.lock")["installed"].clone();
    assert_ne!(installed[POST]["rev"], installed[DEFS]["rev"]);
    project.succeed(&["install", "--offline", "--keep-proofs"]);
}

#[test]
fn lexicons_that_were_installed_without_proofs_are_mentioned() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", DEFS]);
    let said = project.succeed(&["install", POST, "--keep-proofs"]);
    assert_snapshot!(said.told());
}
