//! Hosts that must not be connected to.

use std::net::Ipv4Addr;

use insta::assert_snapshot;
use lexgen_tests_network::{Account, Answer, Network, PDS, Page};

use crate::{POST, network, problems};

/// The problems with a PDS at another URL, of which only that of the tests is allowed.
fn at(url: &str) -> String {
    let (network, account) = network();
    let document = account.document(url);
    network.page(&format!("/{}", account.did), Page::json(&document));
    problems(&network)
}

#[test]
fn addresses_in_did_documents_are_refused() {
    let mut all = String::new();
    for host in [
        "127.0.0.1",
        "10.0.0.1",
        "1.1.1.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
    ] {
        all.push_str(
            at(&format!("https://{host}:8080"))
                .lines()
                .next()
                .unwrap_or_default(),
        );
        all.push('\n');
    }
    assert_snapshot!(all);
    assert_snapshot!(at("https://169.254.169.254"));
}

#[test]
fn hosts_without_encryption_are_refused() {
    assert_snapshot!(at("http://other.test"));
}

/// The name is harmless, and what it resolves to is not.
#[test]
fn names_of_addresses_that_are_not_public_are_refused() {
    for address in [
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "192.168.0.1",
        "0.0.0.0",
    ] {
        let (network, account) = network();
        let address: Ipv4Addr = address.parse().expect("an address");
        network.name("rebound.test", Answer::Address(address));
        let document = account.document(&format!("https://rebound.test:{}", network.port()));
        network.page(&format!("/{}", account.did), Page::json(&document));
        let said = problems(&network);
        assert!(
            said.contains(&format!(
                "`rebound.test`, which is refused: it has the address {address}"
            )),
            "{said}"
        );
        if address.is_loopback() {
            assert_snapshot!(said);
        }
        assert!(!network.asked().iter().any(|it| it.starts_with("record")));
    }
}

#[test]
fn a_did_web_is_not_fetched_from_this_machine() {
    let network = Network::new();
    network.name("web.test", Answer::Address(Ipv4Addr::LOCALHOST));
    network.authority("example.com", "did:web:web.test");
    let named = problems(&network);
    network.authority(
        "example.com",
        &format!("did:web:localhost%3A{}", network.port()),
    );
    let local = problems(&network);
    assert_snapshot!(format!("{named}\n\n{local}"));
    assert!(!network.asked().iter().any(|it| it.starts_with('/')));
}

#[test]
fn redirects_to_this_machine_are_refused() {
    let (network, account) = network();
    let record = format!("record {} {POST}", account.did);
    let mut all = String::new();
    network.name("rebound.test", Answer::Address(Ipv4Addr::LOCALHOST));
    for target in [
        format!("{}/moved", network.url("127.0.0.1")),
        format!("{}/moved", network.url("localhost")),
        format!("https://rebound.test:{}/moved", network.port()),
        "file:///etc/passwd".to_owned(),
        "//[::1]/moved".to_owned(),
    ] {
        network.page(&record, Page::Redirect(target));
        all.push_str(problems(&network).lines().next().unwrap_or_default());
        all.push('\n');
    }
    assert_snapshot!(all);
    assert!(!network.asked().contains(&"/moved".to_owned()));
}

#[test]
fn redirects_end() {
    let (network, account) = network();
    let url = format!("{}/loop", network.url(PDS));
    network.page(
        &format!("record {} {POST}", account.did),
        Page::Redirect(url.clone()),
    );
    network.page("/loop", Page::Redirect(url));
    assert_snapshot!(problems(&network));
    assert_eq!(
        network.asked().iter().filter(|it| *it == "/loop").count(),
        3
    );
}

#[test]
fn an_allowance_of_a_network_is_for_names_in_it() {
    let (network, _) = network();
    let refused = network.lexgen_without_allowance(&["resolve", POST]);
    assert!(
        refused.problems().contains("which is refused"),
        "{refused:?}"
    );
    let other = ["resolve", POST, "--pds-allow", "10.0.0.0/8"];
    let other = network.lexgen_without_allowance(&other);
    assert!(
        other.problems().contains("has the address 127.0.0.1"),
        "{other:?}"
    );
    let allowed = ["resolve", POST, "--pds-allow", "127.0.0.0/8"];
    assert_eq!(network.lexgen_without_allowance(&allowed).code, Some(0));
}

#[test]
fn settings_name_the_network() {
    let (network, _) = network();
    let folder = tempfile::tempdir().expect("a folder can be made");
    let settings = format!(
        "[network]\ndns = '{}'\nplc = '{}'\npds-allow = ['{PDS}']\n",
        network.dns(),
        network.url("127.0.0.1"),
    );
    let file = folder.path().join("lexgen.toml");
    std::fs::write(&file, settings).expect("writable");
    let output = lexgen_tests::lexgen_of_the_network()
        .args(["resolve", POST])
        .current_dir(&folder)
        .output();
    let said = network.said(&output.expect("the command runs"));
    assert_eq!((said.code, said.stderr.as_str()), (Some(0), ""));
    for (setting, wrong) in [("dns", "'x'"), ("plc", "'x'"), ("pds-allow", "['*']")] {
        std::fs::write(&file, format!("[network]\n{setting} = {wrong}\n")).expect("writable");
        let output = lexgen_tests::lexgen_of_the_network()
            .args(["resolve", POST])
            .current_dir(&folder)
            .output();
        let said = network.said(&output.expect("the command runs"));
        assert_eq!(said.code, Some(2), "{said:?}");
        assert!(said.stderr.contains("lexgen.toml:2:"), "{said:?}");
    }
}

/// What the servers say cannot write to the terminal, nor be mistaken for lexgen's own words.
#[test]
fn texts_of_servers_are_escaped() {
    let (network, account) = network();
    let text = "\u{1b}[2J\n##[error]\u{202e}";
    let page = Page::error(500, text, &text.repeat(1000));
    network.page(&format!("record {} {POST}", account.did), page);
    let said = problems(&network);
    assert!(
        said.len() < 1000 && !said.contains('\u{1b}') && !said.contains("##["),
        "{said}"
    );
}

/// An account of another authority cannot have the lexicons of this one.
#[test]
fn an_account_is_not_an_authority() {
    let (network, _) = network();
    let other = Account::new('b').with(POST);
    network.publish(&other);
    let said = network.lexgen(&["resolve", "--proof", POST]);
    assert!(!said.stdout.contains(&other.did), "{said:?}");
}
