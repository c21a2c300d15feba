//! What is not published, and what nobody knows to be.

use std::fs;

use insta::assert_snapshot;

use super::{
    Account, Answer, NOTE, POST, breaking, breaking_of_project, configure, json, lexicon, network,
    run, shorter, text, told, write,
};

/// A lexicon of another group, for which DNS names nobody.
const CALL: &str = "com.example.feed.call";

/// Before the first publication it looks as after somebody has deleted the record: a guard
/// must not pass.
#[test]
fn without_a_dns_record_nothing_is_compared() {
    let (network, _, folder) = network();
    network.name("_lexicon.example.com", Answer::text("v=spf1 -all"));
    let said = breaking(&network, &folder);
    assert_snapshot!(told(&said, &folder));
    let said = run(&network, &["diff", "network:", text(folder.path())]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(
        said.stderr.contains("2 documents are taken for new"),
        "{said:?}"
    );
}

/// The other documents are compared, and what they break is reported.
#[test]
fn a_group_without_a_dns_record_is_not_compared() {
    let (network, _, folder) = network();
    write(&folder, CALL, &lexicon(CALL));
    let said = breaking(&network, &folder);
    assert_snapshot!(told(&said, &folder));
    write(&folder, POST, &shorter());
    let said = breaking(&network, &folder);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.stderr.contains("error[limit-tightened]"), "{said:?}");
}

#[test]
fn a_user_can_say_that_they_are_new() {
    let (network, _, folder) = network();
    network.name("_lexicon.example.com", Answer::text("v=spf1 -all"));
    let new = text(folder.path());
    let arguments = [
        "breaking",
        new,
        "--against",
        "network:",
        "--allow",
        "not-compared",
    ];
    let said = run(&network, &arguments);
    assert_snapshot!(told(&said, &folder));
    let exception = |nsid: &str, until: &str| {
        let toml = format!(
            "inputs = ['.']\n[[breaking.exceptions]]\nrule = 'not-compared'\nnsid = '{nsid}'\n\
             reason = 'published in June'\n{until}"
        );
        configure(&folder, &toml);
        breaking_of_project(&network, &folder)
    };
    let said = exception("com.example.*", "");
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(!said.stderr.contains("unused"), "{said:?}");
    // Only what it covers, and as long as it lasts.
    let said = exception(NOTE, "");
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(
        said.stderr.contains("1 document is not compared"),
        "{said:?}"
    );
    assert!(
        said.stderr.contains("1 document is taken for new"),
        "{said:?}"
    );
    let said = exception("com.example.*", "until = '2020-01-01'\n");
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.stderr.contains("expired"), "{said:?}");
}

/// An account that proves to have nothing is not a guard that sees nothing.
#[test]
fn before_the_first_publication_a_dns_record_is_enough() {
    let (network, _, folder) = network();
    let account = Account::new('b');
    network.authority("example.com", &account.did);
    network.publish(&account);
    for nsid in [POST, NOTE] {
        network.publish_proof(&account, nsid);
    }
    let said = breaking(&network, &folder);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.stderr.contains("Compatible"), "{said:?}");
}

/// Only their authority can break them, and what is published can be newer.
#[test]
fn installed_lexicons_are_the_same_in_both_versions() {
    let (network, account, folder) = network();
    let manifest = json!({ "version": 1, "lexicons": [POST], "resolutions": {} });
    fs::write(folder.path().join("lexicons.json"), manifest.to_string()).expect("written");
    configure(
        &folder,
        &format!("inputs = ['{POST}.json', '{NOTE}.json']\n"),
    );
    write(&folder, POST, &shorter());
    let said = breaking_of_project(&network, &folder);
    assert_eq!(said.code, Some(0), "{said:?}");
    let record = format!("record {} {POST}", account.did);
    assert!(!network.asked().contains(&record));
    let settings = folder.path().join("lexgen.toml");
    let said = run(&network, &["diff", "network:", "--config", text(&settings)]);
    assert!(said.stdout.contains("3000"), "{said:?}");
}

/// Nobody has what a published or installed lexicon refers to, until it is published.
#[test]
fn references_to_what_is_new_are_no_doubt() {
    let (network, account, folder) = network();
    let mut refers = lexicon(POST);
    refers["defs"]["main"]["record"]["properties"]["note"] = json!({ "type": "ref", "ref": NOTE });
    network.publish(&account.with_record(POST, refers.clone()));
    refers["description"] = json!("Refers to a note.");
    write(&folder, POST, &refers);
    configure(
        &folder,
        &format!("inputs = ['{POST}.json', '{NOTE}.json']\n"),
    );
    let of_own = breaking_of_project(&network, &folder);
    let manifest = json!({ "version": 1, "lexicons": [POST], "resolutions": {} });
    fs::write(folder.path().join("lexicons.json"), manifest.to_string()).expect("written");
    let of_others = breaking_of_project(&network, &folder);
    for said in [of_own, of_others] {
        assert_eq!(said.code, Some(0), "{said:?}");
        assert!(said.stderr.contains("Compatible"), "{said:?}");
    }
}
