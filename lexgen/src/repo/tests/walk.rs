//! Records found through the tree.

use super::build::{Blocks, entry, node, record};
use crate::{
    CidLink, Data,
    car::{BlockCid, Codec},
    data::to_dag_cbor,
    repo::{Repo, RepoError},
};

/// A collection of 300 records, and one of a single one.
fn repository() -> (Blocks, Vec<String>) {
    let mut keys: Vec<_> = (0..300)
        .map(|number| format!("com.example.note/{number}"))
        .collect();
    keys.push("com.example.profile/self".to_owned());
    let records: Vec<_> = keys
        .iter()
        .map(|key| (key.as_str(), record(key.split('/').next().unwrap(), key)))
        .collect();
    let mut blocks = Blocks::default();
    blocks.repository(&records);
    keys.sort();
    (blocks, keys)
}

fn all(file: &[u8]) -> Result<Vec<String>, RepoError> {
    let repo = Repo::parse(file)?;
    let paths = repo.records().map(|record| Ok(record?.path.to_string()));
    paths.collect()
}

#[test]
fn all_records_come_in_order_with_their_data() {
    let (blocks, keys) = repository();
    let file = blocks.file();
    assert_eq!(all(&file).unwrap(), keys);
    let repo = Repo::parse(&file).unwrap();
    assert_eq!(repo.commit().did, "did:web:alice.test");
    for found in repo.records() {
        let found = found.unwrap();
        let expected = record(&found.path.collection, &found.path.to_string());
        assert_eq!(found.data, to_dag_cbor(&expected).unwrap());
        assert_eq!(found.cid, BlockCid::of(Codec::DagCbor, found.data));
        assert_eq!(repo.record(&found.path), Ok(Some(found)));
    }
    for absent in [
        "com.example.note/",
        "com.example.note/1000",
        "a.b.c/d",
        "zz.b.c/d",
    ] {
        let path = format!("{absent}x").parse().unwrap();
        assert_eq!(repo.record(&path), Ok(None), "{absent}");
    }
}

#[test]
fn a_repository_can_be_empty() {
    let mut blocks = Blocks::default();
    blocks.repository(&[]);
    assert_eq!(all(&blocks.file()), Ok(vec![]));
}

#[test]
fn a_part_of_a_repository_has_some_of_its_records() {
    let (blocks, keys) = repository();
    let file = blocks.file();
    let repo = Repo::parse(&file).unwrap();
    let path = keys[100].parse().unwrap();
    let wanted = repo.record(&path).unwrap().unwrap();
    // Without any other record, and without one node after another.
    let is_record = |data: &Vec<u8>| data.starts_with(b"\xa2\x64text");
    let mut part = blocks.clone();
    part.0
        .retain(|data| !is_record(data) || *data == wanted.data);
    let file = part.file();
    let repo = Repo::parse(&file).unwrap();
    assert_eq!(repo.record(&path), Ok(Some(wanted)));
    let other = repo.record(&keys[101].parse().unwrap()).unwrap_err();
    assert!(matches!(other, RepoError::Block(_)), "{other}");
    let (found, missing): (Vec<_>, Vec<_>) = repo.records().partition(Result::is_ok);
    assert_eq!((found.len(), missing.len()), (1, keys.len() - 1));
}

/// The error of a repository with this tree.
fn error(tree: impl FnOnce(&mut Blocks, CidLink) -> CidLink) -> String {
    let mut blocks = Blocks::default();
    let record = blocks.add(&record("a.b.c", "x"));
    let root = tree(&mut blocks, record);
    blocks.commit(&root);
    let file = blocks.file();
    let repo = Repo::parse(&file).unwrap();
    let mut records = repo.records();
    let error = records
        .find_map(Result::err)
        .expect("the tree is malformed");
    assert!(records.next().is_none());
    let cid = match &error {
        RepoError::Tree(cid, _) => cid.to_string(),
        _ => String::new(),
    };
    error.to_string().replace(&cid, "…")
}

#[test]
fn a_malformed_tree_is_refused() {
    // Keys at layer 0, and one at layer 1 that is between them.
    let (a, b, up) = ("A0/374913", "B0/601692", "A1/076595");
    let errors = [
        error(|blocks, it| {
            node(None, [entry(0, b, it.clone(), None), entry(0, a, it, None)]).pipe(blocks)
        }),
        error(|blocks, it| {
            node(None, [entry(0, a, it.clone(), None), entry(0, a, it, None)]).pipe(blocks)
        }),
        error(|blocks, it| {
            node(
                None,
                [entry(0, a, it.clone(), None), entry(9, "", it, None)],
            )
            .pipe(blocks)
        }),
        error(|blocks, it| node(None, [entry(1, a, it, None)]).pipe(blocks)),
        error(|blocks, it| {
            node(
                None,
                [entry(0, a, it.clone(), None), entry(0, up, it, None)],
            )
            .pipe(blocks)
        }),
        error(|blocks, it| node(None, [entry(0, "a.b.c", it, None)]).pipe(blocks)),
        error(|blocks, it| node(None, [entry(0, "a.b.c/\n", it, None)]).pipe(blocks)),
        error(|blocks, it| node(Some(it.clone()), [entry(0, a, it, None)]).pipe(blocks)),
        error(|blocks, it| node(Some(it.clone()), [entry(0, up, it, None)]).pipe(blocks)),
        error(|blocks, _| {
            let empty = node(None, []).pipe(blocks);
            node(Some(empty), []).pipe(blocks)
        }),
        error(|blocks, it| {
            let empty = node(None, []).pipe(blocks);
            node(Some(empty), [entry(0, up, it, None)]).pipe(blocks)
        }),
        error(|blocks, it| {
            let low = node(None, [entry(0, b, it.clone(), None)]).pipe(blocks);
            node(Some(low), [entry(0, up, it, None)]).pipe(blocks)
        }),
        error(|blocks, it| {
            let high = node(None, [entry(0, up, it.clone(), None)]).pipe(blocks);
            node(Some(high), [entry(0, up, it, None)]).pipe(blocks)
        }),
        error(|_, it| it),
    ];
    insta::assert_snapshot!(errors.join("\n"), @r"
    invalid node … of the tree: its keys are not in order
    invalid node … of the tree: its keys are not in order
    invalid node … of the tree: its keys are not in order
    invalid node … of the tree: a key shares more bytes with the one before than that has
    invalid node … of the tree: its keys are of different layers
    invalid node … of the tree: `a.b.c` is not the path of a record: it is not two parts with a slash between them
    invalid node … of the tree: `a.b.c/\n` is not the path of a record: it has a character that is not allowed
    invalid node … of the tree: it is at layer 0, and has a node below it
    invalid node … of the tree: missing field `l` (in `node::Block`, found an object with $type, text)
    invalid node … of the tree: the root has a node below it, and no keys
    invalid node … of the tree: it is empty, and not the root
    invalid node … of the tree: its keys are not after those before it
    invalid node … of the tree: it is at layer 0, and has a key of layer 1
    invalid node … of the tree: missing field `l` (in `node::Block`, found an object with $type, text)
    ");
}

#[test]
fn a_shared_node_is_not_walked_twice() {
    // A tree that would have 2^20 records, if each node could be in it twice.
    let mut blocks = Blocks::default();
    let it = blocks.add(&record("a.b.c", "x"));
    let mut below = node(None, [entry(0, "a.b.c/1", it.clone(), None)]).pipe(&mut blocks);
    for layer in 1..6 {
        let key = (0..).map(|number| format!("a.b.d/{number}"));
        let key = key
            .into_iter()
            .find(|key| crate::repo::node::layer(key.as_bytes()) == layer);
        let entry = entry(0, &key.unwrap(), it.clone(), Some(below.clone()));
        below = node(Some(below), [entry]).pipe(&mut blocks);
    }
    blocks.commit(&below);
    let file = blocks.file();
    let repo = Repo::parse(&file).unwrap();
    let found = repo.records().count();
    assert_eq!(found, 3, "two records and an error");
}

#[test]
fn a_file_without_a_commit_has_no_repository() {
    let file = crate::car::tests::header(&[]);
    assert_eq!(Repo::parse(&file).unwrap_err(), RepoError::NoRoot);
    let mut blocks = Blocks::default();
    blocks.add(&Data::from(1));
    assert!(matches!(
        Repo::parse(&blocks.file()),
        Err(RepoError::Commit(..))
    ));
    let gone = BlockCid::of(Codec::DagCbor, b"");
    let file = crate::car::tests::header(&[gone]);
    assert!(matches!(Repo::parse(&file), Err(RepoError::Block(_))));
    assert!(matches!(Repo::parse(b""), Err(RepoError::Car(_))));
}
