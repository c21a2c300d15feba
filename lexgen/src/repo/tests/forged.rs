//! Proofs that are forged or malformed: each is refused for its own reason.

use super::{
    build::{Blocks, entry, node, record},
    signed::{Account, did, now, repository},
    tree::Numbers,
};
use crate::{
    CidLink, Did, Tid,
    car::{BlockCid, Codec},
    crypto::{Curve, PrivateKey, SignatureError},
    data::to_dag_cbor,
    repo::{ProofError, ProofStep, VerifiedRepo},
};

#[test]
fn each_step_has_its_error() {
    let account = Account::new(Curve::K256, 1);
    let other = PrivateKey::from_bytes(Curve::K256, &[8; 32]).unwrap();
    let unsigned = |change: fn(&mut crate::repo::Commit)| {
        let mut commit = account.commit.clone();
        change(&mut commit);
        commit
    };
    let mut by_other = account.commit.clone();
    by_other.sign(&other).unwrap();
    let errors = [
        account.with(|commit| commit.version = 2),
        account.with(|commit| commit.version = 4),
        account.with(|commit| commit.did = Did::new_unchecked("did:web:mallory.test\u{1b}[2J")),
        account.with(|commit| commit.rev = Tid::new_unchecked("yesterday")),
        account.with(|commit| commit.rev = Tid::from_parts(1 << 52, 0).unwrap()),
        by_other,
        unsigned(|commit| commit.sig = vec![].into()),
        unsigned(|commit| commit.sig = vec![1; 65].into()),
        unsigned(|commit| commit.sig = vec![0; 64].into()),
        unsigned(|commit| commit.rev = Tid::from_parts(0, 0).unwrap()),
    ];
    let cids = errors
        .each_ref()
        .map(|commit| BlockCid::of(Codec::DagCbor, &to_dag_cbor(commit).unwrap()).to_string());
    let shown = errors.iter().zip(cids).map(|(commit, cid)| {
        let error = account.error(commit);
        format!("{}: {error}", error.step()).replace(&cid, "…")
    });
    insta::assert_snapshot!(shown.collect::<Vec<_>>().join("\n"), @r#"
    commit: invalid commit …: version 2 is not supported, only 3
    commit: invalid commit …: version 4 is not supported, only 3
    account: the commit is one of `did:web:mallory.test\u{1b}[2J`, not of `did:web:alice.test`
    revision: the revision of the commit: "yesterday" is not a valid TID: it must have 13 characters
    revision: the revision of the commit, `6222222222222`, is 32449 days in the future
    signature: the commit is not signed by did:key:zQ3shXgWjVsCJsv9mBm6kVqFSjAnErMg3zG9CcyvmUCCaFRCr: the signature is of another key or of other data
    signature: the commit is not signed by did:key:zQ3shXgWjVsCJsv9mBm6kVqFSjAnErMg3zG9CcyvmUCCaFRCr: the signature has 0 bytes instead of 64
    signature: the commit is not signed by did:key:zQ3shXgWjVsCJsv9mBm6kVqFSjAnErMg3zG9CcyvmUCCaFRCr: the signature has 65 bytes instead of 64
    signature: the commit is not signed by did:key:zQ3shXgWjVsCJsv9mBm6kVqFSjAnErMg3zG9CcyvmUCCaFRCr: a number in the signature is out of range
    signature: the commit is not signed by did:key:zQ3shXgWjVsCJsv9mBm6kVqFSjAnErMg3zG9CcyvmUCCaFRCr: the signature is of another key or of other data
    "#);
}

#[test]
fn another_account_or_key_is_refused() {
    let account = Account::new(Curve::P256, 3);
    let blocks = account.proof(&account.records[1].0);
    let file = repository(&blocks);
    let mallory = Did::new("did:web:mallory.test").unwrap();
    let error = VerifiedRepo::parse(&file, &mallory, &account.public(), now()).unwrap_err();
    assert_eq!(error.step(), ProofStep::Account);
    for other in [Account::new(Curve::K256, 0).public(), {
        let key = PrivateKey::from_bytes(Curve::P256, &[9; 32]).unwrap();
        key.public_key()
    }] {
        let error = VerifiedRepo::parse(&file, &did(), &other, now()).unwrap_err();
        let mismatch = SignatureError::Mismatch;
        assert_eq!(
            error,
            ProofError::Signature {
                key: other,
                error: mismatch
            }
        );
    }
}

/// A signature whose S is the other one, which anybody can make.
#[test]
fn the_high_s_of_a_commit_is_refused() {
    for curve in [Curve::P256, Curve::K256] {
        let account = Account::new(curve, 1);
        let mut commit = account.commit.clone();
        let mut bytes = commit.sig.to_vec();
        let negated: [u8; 32] = match curve {
            Curve::P256 => (-*p256::NonZeroScalar::try_from(&bytes[32..]).unwrap())
                .to_bytes()
                .into(),
            Curve::K256 => (-*k256::NonZeroScalar::try_from(&bytes[32..]).unwrap())
                .to_bytes()
                .into(),
        };
        bytes[32..].copy_from_slice(&negated);
        commit.sig = bytes.into();
        let key = account.public();
        let error = SignatureError::HighS;
        assert_eq!(account.error(&commit), ProofError::Signature { key, error });
    }
}

/// An account can sign a tree that is malformed: it proves nothing.
#[test]
fn a_malformed_tree_proves_nothing_although_it_is_signed() {
    // Keys at layer 0, and one at layer 1 that is between them.
    let (a, b, up) = ("A0/374913", "B0/601692", "A1/076595");
    let signed = |make: &dyn Fn(&mut Blocks, CidLink) -> CidLink| {
        let account = Account::new(Curve::K256, 0);
        let mut blocks = Blocks::default();
        let record = blocks.add(&record("a.b.c", "x"));
        let root = make(&mut blocks, record);
        let commit = account.with(|commit| commit.data = root);
        let mut all = vec![to_dag_cbor(&commit).unwrap()];
        all.extend(blocks.0);
        (account, all)
    };
    let outcomes = |make: &dyn Fn(&mut Blocks, CidLink) -> CidLink| {
        let (account, blocks) = signed(make);
        [a, b, up, "C0/x"].map(|key| {
            let outcome = account.read(&blocks, &key.parse().unwrap());
            outcome
                .map(|record| record.is_some())
                .map_err(|error| error.step())
        })
    };
    let tree = Err(ProofStep::Tree);
    // In order, and as it must be.
    assert_eq!(
        outcomes(&|blocks, record| {
            let one = node(None, [entry(0, a, record.clone(), None)]).pipe(blocks);
            let two = node(None, [entry(0, b, record.clone(), None)]).pipe(blocks);
            node(Some(one), [entry(0, up, record, Some(two))]).pipe(blocks)
        }),
        [Ok(true), Ok(true), Ok(true), Ok(false)]
    );
    // Out of order in one node, although the wanted key comes first.
    assert_eq!(
        outcomes(&|blocks, record| {
            node(
                None,
                [entry(0, b, record.clone(), None), entry(0, a, record, None)],
            )
            .pipe(blocks)
        }),
        [tree; 4]
    );
    // The nodes below are exchanged.
    assert_eq!(
        outcomes(&|blocks, record| {
            let one = node(None, [entry(0, a, record.clone(), None)]).pipe(blocks);
            let two = node(None, [entry(0, b, record.clone(), None)]).pipe(blocks);
            node(Some(two), [entry(0, up, record, Some(one))]).pipe(blocks)
        }),
        [tree, tree, Ok(true), tree]
    );
    // All in one node, although one is at another layer.
    assert_eq!(
        outcomes(&|blocks, record| {
            let entries = [a, up, b].map(|key| entry(0, key, record.clone(), None));
            node(None, entries).pipe(blocks)
        }),
        [tree; 4]
    );
    // A node at layer 0 below one at layer 2.
    assert_eq!(
        outcomes(&|blocks, record| {
            let one = node(None, [entry(0, a, record.clone(), None)]).pipe(blocks);
            node(Some(one), [entry(0, "A2/827942", record, None)]).pipe(blocks)
        })[0],
        tree
    );
    // A key that is not shortened by what it shares with the one before.
    assert_eq!(
        outcomes(&|blocks, record| {
            node(
                None,
                [
                    entry(0, a, record.clone(), None),
                    entry(0, "A0/374913x", record, None),
                ],
            )
            .pipe(blocks)
        })[0],
        tree
    );
    // A root without keys that has a node below it.
    assert_eq!(
        outcomes(&|blocks, record| {
            let one = node(None, [entry(0, a, record, None)]).pipe(blocks);
            node(Some(one), []).pipe(blocks)
        }),
        [tree; 4]
    );
}

#[test]
fn what_is_too_large_is_refused_before_it_is_read() {
    let account = Account::new(Curve::K256, 1);
    let path = &account.records[0].0;
    let mut blocks = account.proof(path);
    blocks.push(vec![0; (2 << 20) + 1]);
    let error = account.read(&blocks, path).unwrap_err();
    assert_eq!(error.step(), ProofStep::File);
    assert!(
        error
            .to_string()
            .ends_with("a block of 2097153 bytes, more than 2097152"),
        "{error}"
    );
    let file = b"\xff\xff\xff\xff\x7f";
    let error = VerifiedRepo::parse(file, &did(), &account.public(), now()).unwrap_err();
    assert_eq!(error.step(), ProofStep::File);
}

/// No bytes make it panic, and none prove what the account has not signed.
#[test]
fn random_damage_proves_nothing_else() {
    let account = Account::new(Curve::K256, 30);
    let files = account
        .records
        .iter()
        .map(|(path, _)| repository(&account.proof(path)));
    let files: Vec<_> = files.collect();
    let mut numbers = Numbers(7);
    for round in 0..2_000 {
        let (path, data) = &account.records[round % 30];
        let mut file = files[round % 30].clone();
        for _ in 0..=numbers.below(4) {
            let at = numbers.below(file.len());
            match numbers.below(4) {
                0 => file[at] = numbers.below(256) as u8,
                1 => file.truncate(at + 1),
                2 => file.insert(at, numbers.below(256) as u8),
                _ => {
                    let end = (at + numbers.below(50)).min(file.len());
                    let part = file[at..end].to_vec();
                    file.splice(at..at, part);
                }
            }
        }
        let Ok(repo) = VerifiedRepo::parse(&file, &did(), &account.public(), now()) else {
            continue;
        };
        let _ = repo.tree();
        if let Ok(found) = repo.record(path) {
            assert_eq!(found.expect("it is not absent").data, data);
        }
    }
}
