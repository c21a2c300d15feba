//! DNS records that are missing, wrong, or cannot be had.

use insta::assert_snapshot;
use lexgen_tests_network::Answer;

use crate::{network, problems, problems_soon};

const NAME: &str = "_lexicon.example.com";

/// The problems with an answer in place of the right one.
fn with(answer: Option<Answer>, others: &[(&str, Answer)]) -> String {
    let network = lexgen_tests_network::Network::new();
    if let Some(answer) = answer {
        network.name(NAME, answer);
    }
    for (name, answer) in others {
        network.name(name, answer.clone());
    }
    problems(&network)
}

fn texts(texts: &[&str]) -> Option<Answer> {
    Some(Answer::Texts(
        texts.iter().map(|it| vec![(*it).to_owned()]).collect(),
    ))
}

#[test]
fn a_name_that_does_not_exist() {
    assert_snapshot!(with(None, &[]));
}

/// The domain above has one, which does not count.
#[test]
fn records_of_parent_domains_do_not_count() {
    let parent = Answer::text("did=did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");
    let network = lexgen_tests_network::Network::new();
    network.name("_lexicon.com", parent.clone());
    network.name("_lexicon", parent);
    assert!(problems(&network).contains("`_lexicon.example.com` does not exist"));
    assert!(!network.asked().contains(&"TXT _lexicon.com".to_owned()));
}

#[test]
fn a_name_without_a_txt_record() {
    let address = Answer::Address([127, 0, 0, 1].into());
    assert_snapshot!(with(Some(address), &[]));
}

#[test]
fn txt_records_without_a_did() {
    let others = texts(&[
        "v=spf1 -all",
        "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa",
        "\u{1b}[2J",
    ]);
    assert_snapshot!(with(others, &[]));
}

#[test]
fn several_dids() {
    let several = texts(&["did=did:web:b.test", "v=spf1", "did=did:web:a.test"]);
    assert_snapshot!(with(several, &[]));
}

#[test]
fn text_that_is_no_did() {
    assert_snapshot!(with(texts(&["did=@alice.example.com"]), &[]));
}

#[test]
fn a_server_that_fails_or_refuses() {
    let failed = with(Some(Answer::Failure), &[]);
    let refused = with(Some(Answer::Refusal), &[]);
    assert_snapshot!(format!("{failed}\n\n{refused}"));
}

#[test]
fn a_server_that_does_not_answer() {
    let network = lexgen_tests_network::Network::new();
    network.name(NAME, Answer::Silence);
    assert_snapshot!(problems_soon(&network));
}

#[test]
fn a_record_for_handles_is_recognized() {
    let did = Answer::text("did=did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");
    assert_snapshot!(with(None, &[("_atproto.example.com", did)]));
}

#[test]
fn a_name_with_the_last_segment_is_recognized() {
    let did = Answer::text("did=did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");
    assert_snapshot!(with(None, &[("_lexicon.post.example.com", did)]));
}

#[test]
fn a_domain_that_is_too_long_for_dns() {
    let (network, _) = network();
    let label = "a".repeat(63);
    let nsid = format!("com.{label}.{label}.{label}.{}.x", "b".repeat(57));
    let said = network.lexgen(&["resolve", &nsid]);
    assert!(
        said.problems().contains("is not a name that DNS can have"),
        "{said:?}"
    );
}

#[test]
fn an_authority_that_has_moved_is_followed() {
    let (network, _) = network();
    let other = lexgen_tests_network::Account::new('b').with(crate::POST);
    network.authority("example.com", &other.did);
    network.publish(&other);
    let said = network.lexgen(&["resolve", "--proof", crate::POST]);
    assert!(said.stdout.contains(&other.did), "{said:?}");
}
