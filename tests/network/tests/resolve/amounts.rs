//! Documents and lists that are too much.

use insta::assert_snapshot;
use lexgen_tests_network::{Account, Network, Page, bulky, lexicon};
use serde_json::{Value, json};

use crate::POST;

/// An account that lists its lexicons, and is the authority of all.
fn published(records: &[(&str, Value)]) -> (Network, Account) {
    let network = Network::new();
    let mut account = Account::new('a');
    for (nsid, record) in records {
        account = account.with_record(nsid, record.clone());
    }
    network.publish(&account);
    network.authority("example.com", &account.did);
    let list = Page::json(&account.list());
    network.page(&format!("list {} ", account.did), list);
    (network, account)
}

#[test]
fn a_document_that_is_too_large() {
    let (network, _) = published(&[(POST, bulky(POST, 50_000))]);
    assert_snapshot!(network.lexgen(&["resolve", POST]).problems());
}

/// Each of them is small enough.
#[test]
fn documents_that_are_too_many_together() {
    let names: Vec<_> = (0..30)
        .map(|number| format!("com.example.n{number}"))
        .collect();
    let records: Vec<_> = (names.iter())
        .map(|nsid| (nsid.as_str(), bulky(nsid, 30_000)))
        .collect();
    let (network, _) = published(&records);
    let said = network.lexgen(&["resolve", "com.example.*"]);
    let problem = said.problems().to_owned();
    // Which one is too much depends on the order of the answers.
    let (_, rest) = problem.split_once("`: ").expect("a name");
    assert_snapshot!(rest);
}

#[test]
fn errors_of_a_document_that_are_too_many() {
    let mut wrong = lexicon(POST);
    let properties: serde_json::Map<_, _> = (0..150)
        .map(|number| (format!("p{number}"), json!({ "type": "strange" })))
        .collect();
    wrong["defs"]["main"]["record"]["properties"] = properties.into();
    let (network, _) = published(&[(POST, wrong)]);
    let problems = network.lexgen(&["resolve", POST]).problems().to_owned();
    assert_eq!(problems.matches("error[").count(), 101, "{problems}");
    assert!(
        problems.contains("more of its errors are not shown"),
        "{problems}"
    );
}

/// Each page comes soon enough, also on a machine with much to do.
#[test]
fn a_list_whose_pages_come_slowly() {
    let (network, account) = published(&[]);
    network.page(&format!("list {} ", account.did), Page::EndlessList);
    network.delay(std::time::Duration::from_millis(500));
    let said = network.lexgen(&["resolve", "com.example.*", "--timeout", "1.5"]);
    assert_snapshot!(said.problems());
}

#[test]
fn keys_ids_and_cursors_that_are_too_long() {
    let (network, account) = published(&[(POST, lexicon(POST))]);
    let list = format!("list {} ", account.did);
    let mut page = account.list();
    let records = page["records"].as_array_mut().expect("records");
    let uri = |key: &str| format!("at://x/com.atproto.lexicon.schema/{key}");
    let long = "x".repeat(1 << 20);
    records.push(json!({ "uri": uri(&long), "value": {} }));
    records.push(json!({ "uri": uri("a"), "value": { "id": long } }));
    for id in [
        json!(vec![0; 100_000]),
        json!({ "a": [{}] }),
        json!(1.5),
        json!(null),
    ] {
        records.push(json!({ "uri": uri("b"), "value": { "id": id } }));
    }
    network.page(&list, Page::json(&page));
    let said = network.lexgen(&["resolve", "com.example.*"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.stderr.contains("2 records of"), "{said:?}");
    page["cursor"] = json!(long);
    network.page(&list, Page::json(&page));
    let said = network.lexgen(&["resolve", "com.example.*"]);
    assert_snapshot!(said.problems());
}
