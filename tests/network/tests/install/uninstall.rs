//! `lexgen uninstall`.

use insta::assert_snapshot;
use lexgen_tests_network::{Account, Network, Project};

use crate::{DEFS, OTHER, POST, misuse, network, object, permissions};

#[test]
fn what_nothing_needs_any_more_is_removed() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", OTHER]);
    let before = project.files();
    project.succeed(&["install", POST]);
    let both = project.files();
    let said = project.succeed(&["uninstall", POST, "--dry-run"]);
    assert_snapshot!(said.told());
    assert_eq!(project.files(), both);
    network.forget();
    let said = project.succeed(&["uninstall", POST]);
    assert_snapshot!(said.told());
    assert_eq!(project.files(), before);
    project.succeed(&["install", "--locked"]);
    project.succeed(&["uninstall", OTHER]);
    assert!(!project.path("lexicons/org").exists());
    assert_eq!(
        project.json("lexicons.json")["resolutions"],
        serde_json::json!({})
    );
}

#[test]
fn what_others_need_stays() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", POST, DEFS]);
    let said = project.succeed(&["uninstall", DEFS]);
    assert_snapshot!(said.told());
    assert!(project.path("lexicons/com/example/defs.json").is_file());
    project.succeed(&["install", "--locked"]);
    // Now it is only there for the other one.
    let files = project.files();
    assert_snapshot!(misuse(&project, &["uninstall", DEFS]));
    assert_snapshot!(misuse(&project, &["uninstall", "com.example.nothing"]));
    assert_eq!(project.files(), files);
    let said = project.succeed(&["uninstall", POST, "--format", "json"]);
    assert_snapshot!(said.stdout);
}

#[test]
fn a_file_that_was_changed_is_only_removed_if_told_so() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", POST]);
    project.write(
        "lexicons/com/example/defs.json",
        &object(DEFS, &[]).to_string(),
    );
    let files = project.files();
    assert_snapshot!(project.fail(&["uninstall", POST]));
    assert_eq!(project.files(), files);
    project.succeed(&["uninstall", POST, "--force"]);
    assert!(!project.path("lexicons/com").exists());
}

#[test]
fn nobody_knows_what_a_missing_file_refers_to() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", POST]);
    project.succeed(&["install", OTHER]);
    project.remove("lexicons/com/example/defs.json");
    let files = project.files();
    assert_snapshot!(project.fail(&["uninstall", OTHER]));
    assert_eq!(project.files(), files);
}

#[test]
fn own_lexicons_that_break_are_named() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", POST, DEFS]);
    let own = object("net.example.own", &[DEFS]).to_string();
    project.write("lexicons/net/example/own.json", &own);
    let said = project.succeed(&["uninstall", POST, DEFS]);
    assert_snapshot!(said.told());
    assert!(project.path("lexicons/net/example/own.json").is_file());
}

/// What is named can refer to lexicons of one's own, and to ones that are missing.
#[test]
fn what_others_name_stays() {
    for has_own in [true, false] {
        let network = Network::new();
        let set = permissions(&["com.example.call"]);
        let account = Account::new('a')
            .with_record("com.example.set", set)
            .with_record(
                "com.example.call",
                object("com.example.call", &["net.example.own"]),
            )
            .with_record(POST, object(POST, &[]));
        network.authority("example.com", &account.did);
        network.publish(&account);
        let project = Project::new(&network);
        let own = "lexicons/net/example/own.json";
        project.write(own, &object("net.example.own", &[]).to_string());
        project.succeed(&["install", "com.example.set"]);
        let before = project.files();
        project.succeed(&["install", POST]);
        if !has_own {
            project.remove(own);
        }
        project.succeed(&["uninstall", POST]);
        project.write(own, &object("net.example.own", &[]).to_string());
        assert_eq!(project.files(), before, "{has_own}");
    }
}
