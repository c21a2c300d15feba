//! All lexicons of a group.

use insta::assert_snapshot;
use lexgen_tests_network::{Account, Network, Page, lexicon};
use serde_json::json;

/// The NSIDs that were resolved.
fn resolved(network: &Network, group: &str) -> Vec<String> {
    let said = network.lexgen(&["resolve", "--proof", group]);
    assert_eq!(said.code, Some(0), "{said:?}");
    let headings = said.stdout.lines().filter(|line| !line.starts_with(' '));
    headings.map(str::to_owned).collect()
}

#[test]
fn a_group_is_listed_in_pages_and_each_is_resolved_by_its_own_dns() {
    let network = Network::new();
    let account = Account::new('a')
        .with("com.example.b")
        .with("com.example.a")
        .with("com.example.deep.c")
        .with("com.examples.other");
    network.publish(&account);
    network.authority("example.com", &account.did);
    network.authority("deep.example.com", &account.did);
    let mut pages = account.list();
    let records = pages["records"].as_array_mut().expect("a list");
    let rest = records.split_off(2);
    pages["cursor"] = "next".into();
    network.page(&format!("list {} ", account.did), Page::json(&pages));
    let next = Page::json(&json!({ "records": rest }));
    network.page(&format!("list {} next", account.did), next);
    let all = ["com.example.a", "com.example.b", "com.example.deep.c"];
    assert_eq!(resolved(&network, "com.example.*"), all);
    let asked = network.asked();
    assert!(asked.contains(&"TXT _lexicon.deep.example.com".to_owned()));
}

#[test]
fn a_group_without_lexicons_and_keys_that_are_none() {
    let network = Network::new();
    let account = Account::new('a').with_record("3jzfcijpj2z2a", lexicon("com.example.post"));
    network.publish(&account);
    network.authority("example.com", &account.did);
    network.page(
        &format!("list {} ", account.did),
        Page::json(&account.list()),
    );
    let said = network.lexgen(&["resolve", "com.example.*"]);
    assert_eq!((said.code, said.stdout.as_str()), (Some(0), ""));
    assert_snapshot!(said.stderr);
}

#[test]
fn groups_that_cannot_be_listed() {
    let network = Network::new();
    let missing = network.lexgen(&["resolve", "com.example.*"]);
    let account = Account::new('a');
    network.publish(&account);
    network.authority("example.com", &account.did);
    let page = Page::Body(200, "application/json", b"{}".to_vec());
    network.page(&format!("list {} ", account.did), page);
    let broken = network.lexgen(&["resolve", "com.example.*"]);
    let all = format!("{}\n\n{}", missing.problems(), broken.problems());
    assert_snapshot!(all);
}

/// A list whose pages never end, and one that repeats a page.
#[test]
fn lists_end() {
    let network = Network::new();
    let account = Account::new('a').with("com.example.a");
    network.publish(&account);
    network.authority("example.com", &account.did);
    let mut page = account.list();
    page["cursor"] = "again".into();
    network.page(&format!("list {} ", account.did), Page::json(&page));
    network.page(&format!("list {} again", account.did), Page::json(&page));
    assert_eq!(resolved(&network, "com.example.*"), ["com.example.a"]);
    network.page(&format!("list {} ", account.did), Page::EndlessList);
    let said = network.lexgen(&["resolve", "com.other.*", "com.example.*"]);
    assert_eq!(said.code, Some(1));
    let pages = network
        .asked()
        .iter()
        .filter(|it| it.starts_with("list "))
        .count();
    assert!(pages <= 110, "{pages}");
}
