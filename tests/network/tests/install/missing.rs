//! Lexicons that cannot be had.

use insta::assert_snapshot;
use lexgen_tests_network::{Account, Network, Page, Project};

use crate::{DEFS, OTHER, POST, network, object, permissions, publish};

/// A lexicon whose references lead to one that is there and one that is not.
fn incomplete() -> Network {
    let network = Network::new();
    publish(
        &network,
        'a',
        "example.com",
        &[(POST, &[DEFS, OTHER]), (DEFS, &[OTHER])],
    );
    network
}

#[test]
fn one_that_is_missing_spoils_all_and_is_named() {
    let network = incomplete();
    let project = Project::new(&network);
    assert_snapshot!(project.fail(&["install", POST]));
    assert!(project.names().is_empty());
}

#[test]
fn one_that_is_missing_can_be_allowed() {
    let network = incomplete();
    let project = Project::new(&network);
    let said = project.succeed(&["install", POST, "--allow-missing"]);
    assert_snapshot!(said.told());
    let manifest = project.json("lexicons.json");
    assert_eq!(manifest["lexicons"], serde_json::json!([POST]));
    let resolutions = manifest["resolutions"].as_object().expect("a map");
    assert_eq!(resolutions.keys().collect::<Vec<_>>(), [DEFS, POST]);
    // It is still missing.
    let said = project.fail(&["install"]);
    assert!(said.contains("error[no-authority]"), "{said}");
    project.write("lexgen.toml", "allow-missing = true\n");
    project.succeed(&["install"]);
    project.succeed(&["install", "--locked"]);
    // And installed when it is published.
    publish(&network, 'z', "example.org", &[(OTHER, &[])]);
    project.succeed(&["install"]);
    assert!(project.path("lexicons/org/example/other.json").is_file());
}

#[test]
fn what_is_asked_for_must_be_had() {
    let network = incomplete();
    let project = Project::new(&network);
    let said = project.fail(&["install", "org.example.nothing", "--allow-missing"]);
    assert!(said.contains("error[no-authority]"), "{said}");
}

#[test]
fn a_lexicon_of_a_group_can_be_missing() {
    let (network, [account, _]) = network();
    let mut listed = account.list();
    listed["records"]
        .as_array_mut()
        .expect("a list")
        .push(serde_json::json!({
            "uri": format!("at://{}/com.atproto.lexicon.schema/com.example.gone", account.did),
            "value": {},
        }));
    network.page(&format!("list {} ", account.did), Page::json(&listed));
    network.publish_proof(&account, "com.example.gone");
    let project = Project::new(&network);
    let said = project.fail(&["install", "com.example.*"]);
    assert!(said.contains("error[record-absent]"), "{said}");
    project.succeed(&["install", "com.example.*", "--allow-missing"]);
    assert_eq!(
        project.json("lexicons.json")["lexicons"],
        serde_json::json!([DEFS, POST])
    );
}

#[test]
fn a_group_that_cannot_be_listed() {
    let network = Network::new();
    let project = Project::new(&network);
    let said = project.fail(&["install", "com.example.*", "--allow-missing"]);
    assert!(said.contains("error[no-authority]"), "{said}");
}

/// Each failure is one of its own, and nothing is written for any of them.
#[test]
fn every_failure_leaves_the_folder_as_it_was() {
    let (network, accounts) = network();
    let project = Project::new(&network);
    project.succeed(&["install", OTHER, "--keep-proofs"]);
    let record = format!("record {} {POST}", accounts[0].did);
    let mut proof = accounts[0].proof(POST);
    let last = proof.blocks.len() - 1;
    proof.blocks[last].1[5] ^= 1;
    let mut codes = Vec::new();
    for page in [
        Page::error(404, "RecordNotFound", ""),
        Page::error(500, "InternalServerError", ""),
        Page::Body(200, "application/vnd.ipld.car", b"nonsense".to_vec()),
        Page::car(&proof.file()),
        Page::Redirect("http://127.0.0.1:1/".to_owned()),
        Page::Endless,
        Page::Silence,
    ] {
        network.page(&record, page);
        let said = project.fail(&["install", POST, "--timeout", "2"]);
        let code = said
            .split_once('[')
            .and_then(|(_, rest)| rest.split_once(']'));
        codes.push(code.expect("a code").0.to_owned());
    }
    assert_snapshot!(codes.join("\n"));
}

#[test]
fn an_older_revision_of_an_account_is_refused() {
    let (network, [mut account, _]) = network();
    let project = Project::new(&network);
    project.succeed(&["install", DEFS]);
    account.rev = "3jzfcijpj2z22".to_owned();
    network.publish(&account);
    // Whichever of its lexicons is asked for.
    assert_snapshot!(project.fail(&["install", POST]));
}

/// What is installed stays, however little of the network can be reached.
#[test]
fn nothing_is_removed_because_something_cannot_be_fetched() {
    const SET: &str = "com.example.set";
    const CALL: &str = "com.example.call";
    let network = Network::new();
    let account = Account::new('a')
        .with_record(SET, permissions(&[CALL]))
        .with_record(CALL, object(CALL, &[DEFS]))
        .with_record(DEFS, object(DEFS, &[]));
    network.authority("example.com", &account.did);
    network.publish(&account);
    let project = Project::new(&network);
    project.succeed(&["install", SET]);
    let installed = project.files();
    for (file, nsid) in [("defs", DEFS), ("call", CALL)] {
        project.remove(&format!("lexicons/com/example/{file}.json"));
        let record = format!("record {} {nsid}", account.did);
        network.page(&record, Page::error(500, "InternalServerError", ""));
        let said = project.fail(&["install"]);
        assert!(said.contains(&format!("cannot resolve `{nsid}`")), "{said}");
        // It is not one that was never there.
        let said = project.fail(&["install", "--allow-missing"]);
        assert!(said.contains(&format!("cannot resolve `{nsid}`")), "{said}");
        network.publish(&account);
        project.succeed(&["install"]);
        assert_eq!(project.files(), installed);
    }
}

/// A dependency whose pinned document is not published any more is not one that was never
/// there.
#[test]
fn installed_dependencies_are_not_allowed_to_be_missing() {
    let (network, [mut account, _]) = network();
    let project = Project::new(&network);
    project.succeed(&["install", POST]);
    let installed = project.files();
    project.remove("lexicons/com/example/defs.json");
    let mut later = account.clone();
    later.rev = "3l7fcijpj2z2a".to_owned();
    (later.records).insert(DEFS.to_owned(), object(DEFS, &[]));
    network.publish(&later);
    assert_snapshot!(project.fail(&["install", "--allow-missing"]));
    account.rev = later.rev;
    network.publish(&account);
    project.succeed(&["install", "--allow-missing"]);
    assert_eq!(project.files(), installed);
}
