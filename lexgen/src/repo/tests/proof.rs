//! What a proof proves.

use super::signed::{Account, NOW, did, now, repository};
use crate::{
    Tid,
    car::{BlockCid, Codec, Writer},
    crypto::Curve,
    data::{Data, Nullable, to_dag_cbor},
    repo::{ProofError, ProofStep, Repo, RepoPath, VerifiedRepo},
};

fn path(text: &str) -> RepoPath {
    format!("com.example.note/{text}").parse().unwrap()
}

#[test]
fn a_record_is_proven_by_few_blocks() {
    for curve in [Curve::P256, Curve::K256] {
        let account = Account::new(curve, 1000);
        for (path, data) in account.records.iter().step_by(97) {
            let blocks = account.proof(path);
            assert!((3..15).contains(&blocks.len()), "{}", blocks.len());
            assert_eq!(account.read(&blocks, path), Ok(Some(data.clone())));
        }
        // The whole repository has all of them.
        let mut blocks = vec![to_dag_cbor(&account.commit).unwrap()];
        blocks.extend(
            account
                .tree
                .nodes()
                .unwrap()
                .into_iter()
                .map(|(_, data)| data),
        );
        blocks.extend(account.records.iter().map(|(_, data)| data.clone()));
        let file = repository(&blocks);
        let repo = VerifiedRepo::parse(&file, &did(), &account.public(), now()).unwrap();
        assert_eq!(repo.records().filter_map(Result::ok).count(), 1000);
        assert_eq!(repo.tree(), Ok(account.tree.clone()));
        assert_eq!(repo.rev(), &account.commit.rev);
    }
}

#[test]
fn absence_is_proven_at_both_ends_and_in_the_middle() {
    for count in [0, 1, 10, 1000] {
        let account = Account::new(Curve::K256, count);
        for text in ["!", "-", "0000x", "0500x", "0999x", "~"] {
            let Ok(path) = format!("com.example.note/{text}").parse() else {
                continue;
            };
            let blocks = account.proof(&path);
            assert!(blocks.len() > 1, "at least the root");
            assert_eq!(account.read(&blocks, &path), Ok(None), "{count} {text}");
        }
        let before = "a.b.c/d".parse().unwrap();
        assert_eq!(account.read(&account.proof(&before), &before), Ok(None));
    }
}

/// A record that is there is never absent, and one that is absent is never there.
#[test]
fn any_byte_of_any_block_that_is_changed_is_found() {
    let account = Account::new(Curve::P256, 100);
    for text in ["0042", "0042x"] {
        let path = path(text);
        let blocks = account.proof(&path);
        let root = BlockCid::of(Codec::DagCbor, &blocks[0]);
        let good = repository(&blocks);
        let read = |file: &[u8]| {
            let repo = VerifiedRepo::parse(file, &did(), &account.public(), now())?;
            repo.record(&path).map(|record| record.is_some())
        };
        assert_eq!(read(&good), Ok(text == "0042"));
        // The bytes of the file, with which no block fits its CID.
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1;
            let error = read(&bad).expect_err("is noticed");
            assert!(
                error.step() <= ProofStep::Record && error.to_string().len() < 400,
                "{error}"
            );
        }
        // Blocks that fit their CIDs, but are not those that are linked to.
        for index in 0..blocks.len() {
            let step = if index == 0 { 1 } else { 16 };
            for at in (0..blocks[index].len()).step_by(step) {
                let mut bad = blocks.clone();
                bad[index][at] ^= 1;
                let error = match index {
                    // Whoever sends the file can also say what the root is.
                    0 => account.read(&bad, &path).expect_err("is noticed"),
                    _ => {
                        let mut writer = Writer::new(Vec::new(), &[root]).unwrap();
                        for block in &bad {
                            writer.write(Codec::DagCbor, block).unwrap();
                        }
                        read(&writer.into_inner()).expect_err("is noticed")
                    }
                };
                assert!(index > 0 || error.step() < ProofStep::Tree, "{error}");
            }
        }
    }
}

#[test]
fn a_block_that_is_left_out_is_not_an_absence() {
    let account = Account::new(Curve::K256, 100);
    for (text, last) in [("0042", ProofStep::Record), ("0042x", ProofStep::Tree)] {
        let path = path(text);
        let blocks = account.proof(&path);
        let root = BlockCid::of(Codec::DagCbor, &blocks[0]);
        for index in 0..blocks.len() {
            let mut writer = Writer::new(Vec::new(), &[root]).unwrap();
            for (other, block) in blocks.iter().enumerate() {
                if other != index {
                    writer.write(Codec::DagCbor, block).unwrap();
                }
            }
            let file = writer.into_inner();
            let error = VerifiedRepo::parse(&file, &did(), &account.public(), now())
                .and_then(|repo| repo.record(&path).map(drop))
                .unwrap_err();
            let expected = match index {
                0 => ProofStep::Commit,
                _ if index + 1 == blocks.len() => last,
                _ => ProofStep::Tree,
            };
            assert_eq!(error.step(), expected, "{error}");
        }
    }
}

#[test]
fn the_first_root_is_the_commit() {
    let account = Account::new(Curve::K256, 10);
    let path = path("0003");
    let blocks = account.proof(&path);
    let cids: Vec<_> = blocks
        .iter()
        .map(|data| BlockCid::of(Codec::DagCbor, data))
        .collect();
    let read = |roots: &[BlockCid]| {
        let mut writer = Writer::new(Vec::new(), roots).unwrap();
        for data in &blocks {
            writer.write(Codec::DagCbor, data).unwrap();
        }
        let file = writer.into_inner();
        let repo = VerifiedRepo::parse(&file, &did(), &account.public(), now())?;
        repo.record(&path).map(|record| record.is_some())
    };
    assert_eq!(read(&[cids[0], cids[1], cids[0]]), Ok(true));
    assert_eq!(
        read(&[cids[1], cids[0]]).unwrap_err().step(),
        ProofStep::Commit
    );
    let error = read(&[]).unwrap_err();
    assert_eq!(error.step(), ProofStep::File);
    assert_eq!(
        error.to_string(),
        "the CAR file has no root, which would be the commit"
    );
    // Blocks of others, and blocks that are there twice, prove nothing and harm nothing.
    let with_others = [
        &blocks[..],
        &Account::new(Curve::P256, 5).proof(&path),
        &blocks,
    ]
    .concat();
    assert!(account.read(&with_others, &path).unwrap().is_some());
}

#[test]
fn fields_that_are_not_known_are_signed_too() {
    for curve in [Curve::P256, Curve::K256] {
        let account = Account::new(curve, 1);
        let nested = Data::from_iter([("b".to_owned(), Data::from(vec![Data::null(), 7.into()]))]);
        let commit = account.with(|commit| {
            commit.extra.insert("zoo", nested);
            commit.extra.insert("a", "x");
        });
        assert_eq!(commit.verify(&account.public()), Ok(()));
        let mut blocks = account.proof(&path("0000"));
        blocks[0] = to_dag_cbor(&commit).unwrap();
        assert!(account.read(&blocks, &path("0000")).unwrap().is_some());

        let mut changed = commit.clone();
        changed.extra.insert("a", "y");
        assert_eq!(account.error(&changed).step(), ProofStep::Signature);
        let mut fewer = commit;
        fewer.extra.remove("zoo");
        assert_eq!(account.error(&fewer).step(), ProofStep::Signature);
    }
}

#[test]
fn a_previous_commit_is_signed_as_it_was_written() {
    let account = Account::new(Curve::K256, 1);
    let link = account.commit.data.clone();
    for prev in [Nullable::Absent, Nullable::Null, Nullable::Value(link)] {
        let commit = account.with(|commit| commit.prev = prev.clone());
        assert_eq!(commit.verify(&account.public()), Ok(()));
        let mut other = commit;
        other.prev = match prev {
            Nullable::Null => Nullable::Absent,
            _ => Nullable::Null,
        };
        assert_eq!(account.error(&other).step(), ProofStep::Signature);
    }
}

#[test]
fn a_revision_is_not_in_the_future() {
    let account = Account::new(Curve::K256, 0);
    let at = |seconds: u64| {
        let micros = NOW.as_micros() as u64 + seconds * 1_000_000;
        account.with(|commit| commit.rev = Tid::from_parts(micros, 1023).unwrap())
    };
    let verify = |commit| {
        let file = repository(&[to_dag_cbor(&commit).unwrap()]);
        let repo = Repo::parse(&file).unwrap();
        repo.verify(&did(), &account.public(), now()).map(drop)
    };
    assert_eq!(verify(at(300)), Ok(()));
    let error = verify(at(301)).unwrap_err();
    assert_eq!(error.step(), ProofStep::Revision);
    assert!(
        error.to_string().ends_with("is 301 seconds in the future"),
        "{error}"
    );
    let endless = account.with(|commit| commit.rev = Tid::new("jzzzzzzzzzzzz").unwrap());
    assert!(matches!(
        verify(endless),
        Err(ProofError::FutureRevision { .. })
    ));
    let old = account.with(|commit| commit.rev = Tid::from_parts(0, 0).unwrap());
    assert_eq!(verify(old), Ok(()));
}
