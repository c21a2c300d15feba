//! `lexgen unpublish`.

use insta::assert_snapshot;
use lexgen_tests_network::{Account, Manner};
use serde_json::{Value, json};

use crate::{NOTE, POST, Project, told};

fn project(manner: Manner) -> Project {
    let account = Account::new('a').with(POST).with(NOTE);
    Project::of(account, manner).with_authority()
}

#[test]
fn records_are_deleted_in_one_commit_and_verified_to_be_gone() {
    let project = project(Manner::Honest);
    let all = [
        "unpublish",
        POST,
        "com.example.none",
        "--yes",
        "--account",
        &project.did,
    ];
    let said = project.run(&all);
    assert_snapshot!("deleted", told(&said));
    assert_eq!(project.published(), [NOTE]);
    let said = project.run(&all);
    assert_snapshot!("nothing", told(&said));
}

#[test]
fn nothing_is_deleted_without_an_answer() {
    let project = project(Manner::Honest);
    let said = project.run(&["unpublish", POST, "--account", &project.did]);
    assert_snapshot!(told(&said));
    assert_eq!(project.published(), [NOTE, POST]);
    project.assert_no_login();
}

#[test]
fn a_server_that_does_not_delete_is_found_out() {
    let project = project(Manner::Forgets);
    let said = project.run(&["unpublish", POST, "--yes", "--account", &project.did]);
    assert_snapshot!(told(&said));
}

#[test]
fn a_connection_that_ends_after_the_deletion_is_not_a_refusal() {
    let project = project(Manner::HangsUp);
    let said = project.run(&["unpublish", POST, "--yes", "--account", &project.did]);
    assert_snapshot!("hung_up", told(&said));
    assert_eq!(project.published(), [NOTE]);
}

#[test]
fn programs_get_a_line_for_each_deletion() {
    let project = project(Manner::Honest);
    let delete = ["unpublish", POST, "--yes", "--account", &project.did];
    let said = project.run(&[&delete[..], &["--format", "json"]].concat());
    assert_eq!(said.code, Some(0), "{said:?}");
    let line: Value = serde_json::from_str(&said.stdout).expect("JSON");
    let uri = format!("at://{}/com.atproto.lexicon.schema/{POST}", project.did);
    assert_eq!(
        line,
        json!({ "nsid": POST, "action": "delete", "uri": uri })
    );
    for format in ["github", "sarif"] {
        let delete = ["unpublish", NOTE, "--yes", "--account", &project.did];
        let said = project.run(&[&delete[..], &["--format", format]].concat());
        assert!(!said.stdout.contains("delete"), "{said:?}");
    }
}

#[test]
fn a_change_of_somebody_else_stops_a_deletion() {
    let project = project(Manner::Busy);
    let said = project.run(&["unpublish", POST, NOTE, "--yes", "--account", &project.did]);
    assert_snapshot!(told(&said));
    assert_eq!(project.published(), [NOTE, POST]);
}
