//! What goes wrong.

use std::net::Ipv4Addr;

use lexgen_tests_network::{Account, Answer, Network, PDS, Page, Proof};
use serde_json::json;

/// What the lexicon refers to.
pub const DEPENDENCY: &str = "org.example.part";

/// A failure.
pub struct Failure {
    pub title: String,
    /// The seconds after which lexgen gives up.
    pub timeout: &'static str,
    pub provoke: Box<Provoke>,
    /// Whether it is one only for a project that has installed something of the account.
    pub is_pinned: bool,
}

type Provoke = dyn Fn(&Network, &Account);

fn failure(title: &str, provoke: impl Fn(&Network, &Account) + 'static) -> Failure {
    Failure {
        title: title.to_owned(),
        timeout: "30",
        provoke: Box::new(provoke),
        is_pinned: false,
    }
}

/// The same for a project that knows the account.
fn pinned(failure: Failure) -> Failure {
    Failure {
        is_pinned: true,
        ..failure
    }
}

/// The same of servers that do not answer in time.
fn soon(failure: Failure) -> Failure {
    Failure {
        timeout: "2",
        ..failure
    }
}

/// Answers with another page than the proof.
fn page(title: &str, page: Page) -> Failure {
    failure(title, move |network, account| {
        network.page(&record(account), page.clone());
    })
}

/// Changes the proof.
fn proof(title: &str, change: impl Fn(&mut Proof) + 'static) -> Failure {
    failure(title, move |network, account| {
        let mut proof = account.proof(DEPENDENCY);
        change(&mut proof);
        network.page(&record(account), Page::car(&proof.file()));
    })
}

fn record(account: &Account) -> String {
    format!("record {} {DEPENDENCY}", account.did)
}

/// Publishes another record.
fn published(title: &str, change: impl Fn(&mut Account) + 'static) -> Failure {
    failure(title, move |network, account| {
        let mut account = account.clone();
        change(&mut account);
        network.publish(&account);
        network.publish_proof(&account, DEPENDENCY);
    })
}

/// Changes what DNS has.
fn dns(title: &str, answer: Answer) -> Failure {
    failure(title, move |network, _| {
        network.name("_lexicon.example.org", answer.clone());
    })
}

/// All failures. The account is that of the dependency.
pub fn failures(account: &Account) -> Vec<Failure> {
    let mut failures = vec![
        dns("DNS names no account", Answer::Texts(Vec::new())),
        dns("DNS fails", Answer::Failure),
        dns("DNS refuses to answer", Answer::Refusal),
        soon(dns("DNS is silent", Answer::Silence)),
        dns(
            "DNS names two accounts",
            Answer::Texts(vec![
                vec![format!("did={}", Account::new('a').did)],
                vec![format!("did={}", Account::new('b').did)],
            ]),
        ),
        failure(
            "the authority has moved to an account without it",
            |network, _| {
                let other = Account::new('d').with("org.example.unrelated");
                network.authority("example.org", &other.did);
                network.publish(&other);
                network.publish_proof(&other, DEPENDENCY);
            },
        ),
        failure("the account does not exist", |network, account| {
            network.page(&format!("/{}", account.did), Page::error(404, "", ""));
        }),
        failure("another key", |network, account| {
            let mut other = account.clone();
            other.key = Account::new('c').key;
            let document = other.document(&network.url(PDS));
            network.page(&format!("/{}", account.did), Page::json(&document));
        }),
        published("the record is deleted", |account| {
            account.records.remove(DEPENDENCY);
        }),
        page(
            "absent, without a proof",
            Page::error(404, "RecordNotFound", ""),
        ),
        pinned(published("an older revision", |account| {
            account.rev = "3jzfcijpj2z22".to_owned();
        })),
        published("a revision of the future", |account| {
            account.rev = "7777777777777".to_owned();
        }),
        failure("a did:web at an address", |network, _| {
            network.authority("example.org", "did:web:127.0.0.1");
        }),
        published("it is of another lexicon", |account| {
            let record = account.records.get_mut(DEPENDENCY).expect("a record");
            record["id"] = json!("org.example.another");
        }),
        published("it has errors", |account| {
            let record = account.records.get_mut(DEPENDENCY).expect("a record");
            record["defs"]["main"] = json!({ "type": "objekt" });
        }),
        page("an answer that never ends", Page::Endless),
        soon(page("an answer that never ends, and is slow", Page::Slow)),
        soon(page("silence", Page::Silence)),
        page("an error", Page::error(500, "InternalServerError", "sorry")),
        failure("a redirect to this machine", |network, account| {
            let target = format!("{}/moved", network.url("localhost"));
            network.page(&record(account), Page::Redirect(target));
        }),
        failure("a redirect to this machine with TLS", |network, account| {
            let target = format!("https://127.0.0.1:{}/moved", network.port());
            network.page(&record(account), Page::Redirect(target));
        }),
        failure(
            "a redirect with TLS to a name of this machine",
            |network, account| {
                network.name("inside.test", Answer::Address(Ipv4Addr::LOCALHOST));
                let target = format!("https://inside.test:{}/moved", network.port());
                network.page(&record(account), Page::Redirect(target));
            },
        ),
        proof("the commit is left out", |proof| {
            drop(proof.blocks.remove(0))
        }),
        proof("the record is left out", |proof| drop(proof.blocks.pop())),
    ];
    for at in 0..account.proof(DEPENDENCY).blocks.len() {
        let title = format!("one bit is flipped in block {at}");
        failures.push(proof(&title, move |proof| {
            let block = &mut proof.blocks[at].1;
            let middle = block.len() / 2;
            block[middle] ^= 1;
        }));
    }
    failures
}
