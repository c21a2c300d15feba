//! Proofs that are bad.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use insta::assert_snapshot;
use lexgen::{
    __internal::network::{Allowed, Options, Reason, RecordFault, Request, Resolver},
    Nsid, Tid,
};
use lexgen_tests_network::{Account, Network, PDS, Page, Proof};

use crate::{POST, network, problems};

/// A network whose tree has several nodes.
fn large() -> (Network, Account) {
    let (network, mut account) = network();
    for number in 0..40 {
        account = account.with(&format!("com.example.n{number}"));
    }
    network.publish(&account);
    (network, account)
}

/// The problems with a proof that was changed.
fn changed(change: impl FnOnce(&mut Proof)) -> String {
    let (network, account) = large();
    let mut proof = account.proof(POST);
    assert!(proof.blocks.len() > 3, "more than one node");
    change(&mut proof);
    network.page(
        &format!("record {} {POST}", account.did),
        Page::car(&proof.file()),
    );
    problems(&network)
}

/// The first line about each of the proofs in which one block was changed.
fn each_block(change: impl Fn(&mut Proof, usize)) -> String {
    let (network, account) = large();
    let proof = account.proof(POST);
    let mut all = String::new();
    for at in 0..proof.blocks.len() {
        let mut bad = proof.clone();
        change(&mut bad, at);
        network.page(
            &format!("record {} {POST}", account.did),
            Page::car(&bad.file()),
        );
        let said = problems(&network);
        assert!(said.contains("error[invalid-proof]"), "{said}");
        all.push_str(said.lines().next().unwrap_or_default());
        all.push('\n');
    }
    all
}

#[test]
fn one_byte_of_any_block() {
    assert_snapshot!(each_block(|proof, at| {
        let block = &mut proof.blocks[at].1;
        let middle = block.len() / 2;
        block[middle] ^= 1;
    }));
}

#[test]
fn any_block_that_is_missing() {
    assert_snapshot!(each_block(|proof, at| {
        proof.blocks.remove(at);
    }));
}

#[test]
fn a_file_that_is_cut_off_anywhere() {
    let (network, account) = network();
    let file = account.proof(POST).file();
    for length in (0..file.len()).step_by(29) {
        let page = Page::car(&file[..length]);
        network.page(&format!("record {} {POST}", account.did), page);
        let said = problems(&network);
        assert!(said.contains("error[invalid-proof]"), "{said}");
    }
}

/// The whole answer, once.
#[test]
fn another_key() {
    let (network, account) = network();
    let mut other = account.clone();
    other.key = Account::new('b').key;
    let document = other.document(&network.url(PDS));
    network.page(&format!("/{}", account.did), Page::json(&document));
    assert_snapshot!(problems(&network));
}

/// Signed, but by and for somebody else.
#[test]
fn the_repository_of_another_account() {
    let (network, account) = network();
    let other = Account::new('b').with(POST).proof(POST);
    network.page(
        &format!("record {} {POST}", account.did),
        Page::car(&other.file()),
    );
    assert_snapshot!(problems(&network));
}

/// A record that is in the repository, in place of the one that was asked for.
#[test]
fn the_proof_of_another_record() {
    let (network, account) = large();
    let other = account.proof("com.example.n7");
    network.page(
        &format!("record {} {POST}", account.did),
        Page::car(&other.file()),
    );
    let said = problems(&network);
    assert!(said.contains("error[invalid-proof]"), "{said}");
}

/// A record with the right CID in the file, which the tree does not have.
#[test]
fn a_record_that_is_not_in_the_tree() {
    let said = changed(|proof| {
        let mut evil = proof.clone();
        let text = String::from_utf8_lossy(&evil.blocks.last().expect("a record").1).into_owned();
        assert!(text.contains("maxLength"));
        let record = lexgen::Data::from_iter([("evil".to_owned(), lexgen::Data::from(1))]);
        let record = lexgen::data::to_dag_cbor(&record).expect("data");
        let cid = lexgen::car::BlockCid::of(lexgen::car::Codec::DagCbor, &record);
        evil.blocks.pop();
        evil.blocks.push((cid, record));
        *proof = evil;
    });
    assert!(said.contains("at the record"), "{said}");
}

#[test]
fn a_revision_of_the_future() {
    let (network, mut account) = network();
    let tomorrow = SystemTime::now() + Duration::from_secs(86_400);
    let micros = tomorrow
        .duration_since(UNIX_EPOCH)
        .expect("after 1970")
        .as_micros();
    let micros = u64::try_from(micros).expect("before 2255");
    account.rev = Tid::from_parts(micros, 0).expect("a TID").to_string();
    network.publish(&account);
    let said = problems(&network).replace(&account.rev, "REVISION");
    assert_snapshot!(said);
}

/// A request to the network of the tests.
fn resolve(network: &Network, request: &Request) -> Result<Tid, RecordFault> {
    let options = Options {
        dns: Some(network.dns()),
        plc: Some(network.url("127.0.0.1")),
        allow: vec![Allowed::Host(PDS.to_owned(), None)],
        ..Options::default()
    };
    let runtime = tokio::runtime::Runtime::new().expect("threads");
    runtime.block_on(async {
        let resolver = Resolver::new(options, SystemTime::now()).expect("a resolver");
        match resolver.resolve(request).await {
            Ok(resolved) => Ok(resolved.rev),
            Err(failure) => match *failure.reason {
                Reason::Record { fault, .. } => Err(fault),
                other => panic!("{other:?}"),
            },
        }
    })
}

#[test]
fn a_revision_that_is_older_than_the_last_one() {
    let (network, mut account) = network();
    let mut request = Request::new(Nsid::new(POST).expect("an NSID"));
    let (old, new) = ("3jzfcijpj2z2a", "3jzfcijpj2z2b");
    account.rev = new.to_owned();
    network.publish(&account);
    request.pinned = Some(Tid::new(old).expect("a TID"));
    assert_eq!(resolve(&network, &request), Ok(Tid::new_unchecked(new)));
    request.pinned = Some(Tid::new(new).expect("a TID"));
    assert_eq!(resolve(&network, &request), Ok(Tid::new_unchecked(new)));
    account.rev = old.to_owned();
    network.publish(&account);
    let older = RecordFault::Older(Tid::new_unchecked(old), Tid::new_unchecked(new));
    assert_eq!(resolve(&network, &request), Err(older));
}
