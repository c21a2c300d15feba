//! Lexicons that can be resolved.

use insta::assert_snapshot;
use lexgen_tests_network::{Account, Answer, Network, PDS, Page};
use serde_json::Value;

use crate::{POST, network};

#[test]
fn the_document_is_printed_in_the_order_of_dag_cbor() {
    let (network, _) = network();
    let said = network.lexgen(&["resolve", POST]);
    assert_eq!((said.code, said.stderr.as_str()), (Some(0), ""));
    assert_snapshot!(said.stdout);
}

#[test]
fn the_proof_says_who_has_signed_it() {
    let (network, _) = network();
    let said = network.lexgen(&["resolve", "--proof", POST]);
    assert_eq!((said.code, said.stderr.as_str()), (Some(0), ""));
    assert_snapshot!(said.stdout);
    let json = network
        .lexgen(&["resolve", "--format", "json", POST])
        .stdout;
    let line: Value = serde_json::from_str(&json).expect("one line of JSON");
    for key in [
        "nsid",
        "uri",
        "authority",
        "did",
        "pds",
        "key",
        "commit",
        "rev",
        "cid",
    ] {
        assert!(line[key].is_string(), "{key} in {json}");
    }
    assert_eq!(line["document"]["id"], POST);
}

#[test]
fn a_file_is_written_only_if_everything_is_resolved() {
    let (network, _) = network();
    let folder = tempfile::tempdir().expect("a folder can be made");
    let file = folder.path().join("post.json");
    let path = file.display().to_string();
    let failed = network.lexgen(&["resolve", POST, "com.example.other", "-o", &path]);
    assert_eq!((failed.code, failed.stdout.as_str()), (Some(1), ""));
    assert_eq!(std::fs::read_dir(&folder).expect("a folder").count(), 0);
    let printed = network.lexgen(&["resolve", POST]).stdout;
    let said = network.lexgen(&["resolve", POST, "-o", &path]);
    assert_eq!((said.code, said.stdout.as_str()), (Some(0), ""));
    assert_eq!(std::fs::read_to_string(&file).expect("written"), printed);
}

/// The keys of both curves, TXT records in parts, records of others, an alias, a `did:web`,
/// and a redirect to an allowed host.
#[test]
fn every_form_that_is_allowed_is_understood() {
    let network = Network::new();
    let texts = [
        vec!["v=spf1 -all"],
        vec!["did=did:plc:zzzzzzzzzzzz", "zzzzzzzzzzzz"],
    ];
    let texts = texts.map(|parts| parts.iter().map(ToString::to_string).collect());
    network.name("lexicons.test", Answer::Texts(texts.into()));
    network.name(
        "_lexicon.example.org",
        Answer::Alias("lexicons.test".into()),
    );
    network.publish(&Account::new('z').with("org.example.note"));

    let mut web = Account::new('w').with("net.example.note");
    web.did = format!("did:web:localhost%3A{}", network.port());
    network.authority("example.net", &web.did);
    network.publish(&web);
    network.page(
        "/.well-known/did.json",
        Page::json(&web.document(&network.url(PDS))),
    );
    let record = format!("record {} net.example.note", web.did);
    network.page(
        &record,
        Page::Redirect(format!("{}/moved", network.url(PDS))),
    );
    network.page("/moved", Page::car(&web.proof("net.example.note").file()));

    let allow = format!("localhost:{}", network.port());
    let said = network.lexgen(&[
        "resolve",
        "--proof",
        "org.example.note",
        "net.example.note",
        "--pds-allow",
        &allow,
    ]);
    assert_eq!((said.code, said.stderr.as_str()), (Some(0), ""));
    let keys = said.stdout.lines().filter(|line| line.contains("did:key:"));
    assert_eq!(keys.count(), 2, "{}", said.stdout);
}

#[test]
fn an_address_is_resolved_without_dns_and_says_so() {
    let (network, account) = network();
    network.name("_lexicon.example.com", Answer::Failure);
    let uri = format!("at://{}/com.atproto.lexicon.schema/{POST}", account.did);
    let said = network.lexgen(&["resolve", "--proof", &uri]);
    assert_eq!(said.code, Some(0));
    assert_snapshot!(said.stderr);
    assert!(said.stdout.contains("not asked for: the account was named"));
    assert!(!network.asked().iter().any(|it| it.starts_with("TXT")));
}

#[test]
fn what_is_no_lexicon_is_refused_as_usage() {
    let network = Network::new();
    let mut all = String::new();
    for target in [
        "com.example",
        "com.*",
        "*",
        "at://did:plc:aaaaaaaaaaaaaaaaaaaaaaaa",
        "at://alice.example.com/com.atproto.lexicon.schema/com.example.post",
        "at://did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/com.example.post/self",
        "at://did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/com.atproto.lexicon.schema/self",
    ] {
        let said = network.lexgen(&["resolve", target]);
        assert_eq!(said.code, Some(2), "{said:?}");
        all.push_str(said.stderr.lines().next().unwrap_or_default());
        all.push('\n');
    }
    assert_snapshot!(all);
}

/// The results are in the order of the command line, and what several lexicons need is asked
/// for once.
#[test]
fn many_are_resolved_at_once_and_in_order() {
    let network = Network::new();
    let mut account = Account::new('a');
    let names: Vec<_> = (0..60)
        .map(|number| format!("com.example.n{}", number * 7 % 60))
        .collect();
    for name in &names {
        account = account.with(name);
    }
    network.authority("example.com", &account.did);
    network.publish(&account);
    let arguments: Vec<_> = ["resolve", "--format", "json"]
        .into_iter()
        .chain(names.iter().map(String::as_str))
        .collect();
    let said = network.lexgen(&arguments);
    assert_eq!((said.code, said.stderr.as_str()), (Some(0), ""));
    let found = said.stdout.lines().map(|line| {
        let line: Value = serde_json::from_str(line).expect("JSON");
        line["nsid"].as_str().expect("text").to_owned()
    });
    assert_eq!(found.collect::<Vec<_>>(), names);
    let asked = network.asked();
    let times = |what: &str| asked.iter().filter(|it| it.as_str() == what).count();
    assert_eq!(times("TXT _lexicon.example.com"), 1);
    assert_eq!(times(&format!("/{}", account.did)), 1);
    assert_eq!(
        asked.iter().filter(|it| it.starts_with("record ")).count(),
        60
    );
}
