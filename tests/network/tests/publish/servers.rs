//! Servers that do not do what they are asked to.

use insta::assert_snapshot;
use lexgen_tests_network::{Manner, Page};

use crate::{NOTE, POST, Project, documented, longer, told};

const WRITE: &str = "/xrpc/com.atproto.repo.applyWrites";

#[test]
fn a_change_of_somebody_else_is_not_overwritten() {
    let project = Project::new(Manner::Busy);
    let said = project.publish();
    assert_snapshot!(told(&said));
    assert_eq!(project.published(), Vec::<String>::new());
    assert!(project.was_asked_for("/xrpc/com.atproto.server.deleteSession"));
}

#[test]
fn a_server_that_forgets_what_it_has_written_is_found_out() {
    let project = Project::new(Manner::Forgets).with_authority();
    let said = project.publish();
    assert_snapshot!(told(&said));
}

#[test]
fn a_server_that_writes_something_else_is_found_out() {
    let project = Project::new(Manner::Distorts).with_authority();
    let said = project.publish();
    assert_snapshot!(told(&said));
}

/// As if the command had been killed after the commit: the next run finds it.
#[test]
fn a_write_without_an_answer_is_found_by_the_next_run() {
    let project = Project::new(Manner::Silent).with_authority();
    let publish = ["publish", "--account", &project.did, "--timeout", "2"];
    let mut command = project.network.command(project.path(), &publish);
    command.env("LEXGEN_PASSWORD", "hunter2");
    let said = project
        .network
        .said(&command.output().expect("the command runs"));
    assert_snapshot!("unknown", told(&said));
    let said = project.publish();
    assert_eq!(said.code, Some(0), "{said:?}");
    let expected = format!("unchanged  {NOTE}\nunchanged  {POST}\n");
    assert_eq!(said.stdout, expected);
}

/// The server has the request, so that nobody can say that nothing was written.
#[test]
fn a_connection_that_ends_after_the_commit_is_not_a_refusal() {
    let project = Project::new(Manner::HangsUp).with_authority();
    let said = project.publish();
    assert_snapshot!("hung_up", told(&said));
    assert_eq!(project.published(), [NOTE, POST]);
    let said = project.publish();
    assert_eq!(said.code, Some(0), "{said:?}");
}

#[test]
fn a_connection_that_ends_before_the_commit_leaves_nothing() {
    let project = Project::new(Manner::Honest).with_authority();
    project.network.page(WRITE, Page::End);
    let said = project.publish();
    assert_snapshot!("nothing_there", told(&said));
    assert_eq!(project.published(), Vec::<String>::new());
}

/// The commit is guarded by the last one that the server names, so records from before it
/// must not be what is compared.
#[test]
fn records_that_are_older_than_the_last_commit_are_not_compared() {
    let project = Project::new(Manner::Honest).with_authority();
    assert_eq!(project.publish().code, Some(0));
    let old = project.network.hosted(&project.did);
    project.write(POST, &longer(POST));
    assert_eq!(project.publish().code, Some(0));
    project.network.publish_proof(&old, POST);
    // It removes what the newest version has, and the older one has not.
    project.write(POST, &documented(POST));
    project.network.forget();
    let said = project.publish();
    assert_snapshot!("older_records", told(&said));
    project.assert_no_login();
    let said = project.run(&["unpublish", POST, "--yes", "--account", &project.did]);
    assert_snapshot!("older_records_deleted", told(&said));
    project.assert_no_login();
}

#[test]
fn a_login_as_somebody_else_is_refused() {
    let project = Project::new(Manner::Mistaken);
    let said = project.publish();
    assert_snapshot!(told(&said));
    assert!(!project.was_asked_for(WRITE));
}

#[test]
fn writes_that_are_refused() {
    let project = Project::new(Manner::Honest).with_authority();
    let mut all = String::new();
    for page in [
        Page::error(413, "PayloadTooLarge", "request entity too large"),
        Page::error(400, "InvalidRequest", "Too many writes. Max: 200"),
        Page::error(400, "InvalidRequest", "Invalid record"),
        Page::error(502, "UpstreamFailure", "no answer"),
        Page::Body(413, "text/html", b"<h1>too large</h1>".to_vec()),
        Page::Body(200, "application/json", b"[]".to_vec()),
        Page::Endless,
    ] {
        project.network.page(WRITE, page);
        let said = project.publish();
        assert_eq!(said.code, Some(1), "{said:?}");
        all.push_str(&said.stderr);
        all.push('\n');
    }
    assert_snapshot!(all);
}

#[test]
fn a_server_that_does_not_tell_the_last_commit() {
    let project = Project::new(Manner::Honest).with_authority();
    let latest = "/xrpc/com.atproto.sync.getLatestCommit";
    let mut all = String::new();
    for page in [
        Page::error(400, "RepoDeactivated", "the account is deactivated"),
        Page::error(500, "InternalServerError", "oops"),
        Page::Body(200, "application/json", b"{}".to_vec()),
    ] {
        project.network.page(latest, page);
        all.push_str(&project.publish().stderr);
        all.push('\n');
    }
    assert_snapshot!(all);
    project.assert_no_login();
}

/// All of them or none: many lexicons are one commit.
#[test]
fn many_lexicons_are_one_commit() {
    let project = Project::new(Manner::Honest).with_authority();
    for number in 0..60 {
        let nsid = format!("com.example.n{number}");
        project.write(&nsid, &documented(&nsid));
    }
    let said = project.publish();
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!(project.published().len(), 62);
    let asked = project.network.asked();
    assert_eq!(asked.iter().filter(|it| *it == WRITE).count(), 1);
}
