//! What is published.

use insta::assert_snapshot;
use lexgen_tests_network::{Account, Manner};
use serde_json::{Value, json};

use crate::{NOTE, POST, Project, documented, longer, told};

#[test]
fn the_first_publication_names_the_txt_record_to_set() {
    let project = Project::new(Manner::Honest);
    let planned = project.run(&["publish", "--account", &project.did, "--dry-run"]);
    assert_snapshot!("planned", told(&planned));
    project.assert_no_login();
    assert_eq!(project.published(), Vec::<String>::new());
    let said = project.publish();
    assert_snapshot!("published", told(&said));
    assert_eq!(project.published(), [NOTE, POST]);
    assert!(project.was_asked_for("/xrpc/com.atproto.server.deleteSession"));
    // Others can resolve it once DNS has what the message says.
    project.network.authority("example.com", &project.did);
    let resolved = project.network.lexgen(&["resolve", POST]);
    assert_eq!(resolved.code, Some(0), "{resolved:?}");
}

#[test]
fn what_is_published_is_unchanged_in_the_next_run() {
    let project = Project::new(Manner::Honest).with_authority();
    assert_eq!(project.publish().code, Some(0));
    let rev = project.network.hosted(&project.did).rev;
    // A run without a password: there is nothing to do with it.
    let said = project.run_with(&["publish", "--account", &project.did], &[], None);
    assert_snapshot!(told(&said));
    assert_eq!(project.network.hosted(&project.did).rev, rev);
}

#[test]
fn only_what_has_changed_is_written_and_in_one_commit() {
    let project = Project::new(Manner::Honest).with_authority();
    assert_eq!(project.publish().code, Some(0));
    project.write(POST, &longer(POST));
    let other = "com.example.other";
    project.write(other, &documented(other));
    let before = project.network.hosted(&project.did);
    let said = project.publish();
    assert_snapshot!(told(&said));
    let after = project.network.hosted(&project.did);
    assert_eq!(before.records[NOTE], after.records[NOTE]);
    assert_ne!(before.records[POST], after.records[POST]);
    assert!(after.records.contains_key(other));
    let commits = project.network.asked();
    let commits = commits.iter().filter(|it| it.ends_with(".applyWrites"));
    assert_eq!(commits.count(), 2);
}

#[test]
fn a_record_is_the_document_with_its_type() {
    let project = Project::new(Manner::Honest).with_authority();
    let mut document = documented(POST);
    document["x-unknown"] = "kept".into();
    project.write(POST, &document);
    assert_eq!(project.publish().code, Some(0));
    let records = project.network.hosted(&project.did).records;
    document["$type"] = "com.atproto.lexicon.schema".into();
    assert_eq!(records[POST], document);
}

#[test]
fn some_lexicons_can_be_named() {
    let project = Project::new(Manner::Honest).with_authority();
    let said = project.run(&["publish", NOTE, "--account", &project.did]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!(project.published(), [NOTE]);
    let mut all = String::new();
    for name in ["com.example.feed.*", "com.example.none"] {
        let said = project.run(&["publish", name, "--account", &project.did]);
        assert_eq!(said.code, Some(2));
        all.push_str(&said.stderr);
    }
    assert_snapshot!(all);
}

/// A record that is no valid lexicon is not left as it is.
#[test]
fn a_published_document_with_errors_is_replaced_if_that_is_allowed() {
    let mut faulty = documented(POST);
    faulty["$type"] = "com.atproto.lexicon.schema".into();
    faulty["defs"]["main"]["record"]["properties"]["text"]["type"] = "text".into();
    let account = Account::new('a').with_record(POST, faulty);
    let project = Project::of(account, Manner::Honest).with_authority();
    let said = project.publish();
    assert_snapshot!("faulty", told(&said));
    let said = project.run(&[
        "publish",
        "--account",
        &project.did,
        "--allow-breaking",
        "not-compared",
        "--reason",
        "it was never valid",
    ]);
    assert_snapshot!("replaced", told(&said));
    let resolved = project.network.lexgen(&["resolve", POST]);
    assert_eq!(resolved.code, Some(0), "{resolved:?}");
}

#[test]
fn programs_get_a_line_for_each_lexicon() {
    let project = Project::new(Manner::Honest).with_authority();
    let all = ["publish", "--account", &project.did, "--format", "json"];
    let said = project.run(&all);
    let lines = said.stdout.lines();
    let lines = lines.map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let lines: Vec<_> = lines.collect();
    let actions = |lines: &[Value]| {
        let parts = lines
            .iter()
            .map(|it| format!("{} {}", it["action"], it["nsid"]));
        parts.collect::<Vec<_>>().join("; ").replace('"', "")
    };
    assert_eq!(actions(&lines), format!("create {NOTE}; create {POST}"));
    let expected = format!("at://{}/com.atproto.lexicon.schema/{NOTE}", project.did);
    assert_eq!(lines[0]["uri"], expected);
    assert!(lines[0]["cid"].as_str().expect("a CID").starts_with("bafy"));
}

#[test]
fn texts_that_nobody_has_replaced_are_mentioned() {
    let project = Project::new(Manner::Honest).with_authority();
    let mut post = documented(POST);
    post["defs"]["main"]["description"] = json!("TODO: what a record says, and who writes it.");
    project.write(POST, &post);
    let said = project.run(&["publish", "--account", &project.did, "--dry-run"]);
    let warnings = said.stderr.lines().filter(|it| it.contains("Unfinished"));
    assert_eq!(
        warnings.collect::<Vec<_>>(),
        [format!(
            "  Unfinished `{POST}` has texts that begin with `TODO`"
        )]
    );
}
