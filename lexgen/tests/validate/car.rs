//! CAR files: repositories, parts of them, and damaged ones.

use lexgen::{
    Data, Did, Tid,
    car::{BlockCid, Codec},
    data::{Bytes, Fields, to_dag_cbor},
};

use super::{Folder, GOOD};

/// A CAR file that is being written.
#[derive(Default)]
struct Blocks(Vec<(BlockCid, Vec<u8>)>);

impl Blocks {
    fn put(&mut self, data: &Data) -> Data {
        let bytes = to_dag_cbor(data).expect("DAG-CBOR");
        let cid = BlockCid::of(Codec::DagCbor, &bytes);
        self.0.push((cid, bytes));
        link(cid)
    }

    /// The file. The last block is the root.
    fn file(&self) -> Vec<u8> {
        let root = self.0.last().map_or(Data::default(), |(cid, _)| link(*cid));
        let roots: Data = [root].into_iter().collect();
        let header = object([("roots", roots), ("version", 1.into())]);
        let header = to_dag_cbor(&header).expect("DAG-CBOR");
        let mut file = Vec::new();
        section(&mut file, &[&header]);
        for (cid, bytes) in &self.0 {
            section(&mut file, &[&cid.to_bytes(), bytes]);
        }
        file
    }
}

fn section(file: &mut Vec<u8>, parts: &[&[u8]]) {
    let bytes = parts.concat();
    let mut length = bytes.len();
    while length > 127 {
        file.push((length & 127) as u8 | 128);
        length >>= 7;
    }
    file.push(length as u8);
    file.extend(bytes);
}

/// A file of blocks that are no repository.
pub(super) fn file(values: impl Iterator<Item = Data>) -> Vec<u8> {
    let mut blocks = Blocks::default();
    for value in values {
        blocks.put(&value);
    }
    blocks.file()
}

fn link(cid: BlockCid) -> Data {
    let link = lexgen::CidLink::new(cid.to_cid().as_str()).expect("a CID");
    link.into()
}

fn object<const N: usize>(fields: [(&str, Data); N]) -> Data {
    let fields: Fields = fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    fields.into()
}

pub(super) fn record(json: &str) -> Data {
    serde_json::from_str(json).expect("data")
}

/// The records of a repository whose tree has one node: `keys` whose hashes do not begin
/// with two zero bits. A tree has them in order, without the bytes that each shares with the
/// one before.
fn repository(records: &[(&str, Data)]) -> Blocks {
    let mut blocks = Blocks::default();
    let mut records: Vec<_> = records.iter().collect();
    records.sort_by_key(|(path, _)| path.as_bytes());
    let mut before: &[u8] = b"";
    let entries: Vec<Data> = (records.into_iter())
        .map(|(path, record)| {
            let hash = BlockCid::of(Codec::Raw, path.as_bytes());
            assert!(hash.digest()[0] >= 64, "{path} is at another layer");
            let key = path.as_bytes();
            let pairs = key.iter().zip(before);
            let shared = pairs.take_while(|(byte, other)| byte == other).count();
            before = key;
            object([
                ("p", (shared as i64).into()),
                ("k", Bytes::from(key[shared..].to_vec()).into()),
                ("v", blocks.put(record)),
                ("t", Data::default()),
            ])
        })
        .collect();
    let tree = object([("l", Data::default()), ("e", entries.into_iter().collect())]);
    let tree = blocks.put(&tree);
    let commit = object([
        (
            "did",
            Did::new("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa")
                .expect("a DID")
                .as_str()
                .into(),
        ),
        (
            "rev",
            Tid::new("3jzfcijpj2z2a").expect("a TID").as_str().into(),
        ),
        ("sig", Bytes::from(vec![0; 64]).into()),
        ("data", tree),
        ("prev", Data::default()),
        ("version", 3.into()),
    ]);
    blocks.put(&commit);
    blocks
}

/// Four records: one is good, one is invalid, one has a key that its lexicon does not
/// allow, and one is in the collection of another type.
fn four() -> Blocks {
    let bad = GOOD.replace("\"hello\"", "7");
    repository(&[
        ("com.example.note/3jzfcijpj2z2a", record(GOOD)),
        ("com.example.note/3jzfcijpj2z2b", record(&bad)),
        (
            "com.example.note/self",
            record(&GOOD.replace("hello", "self")),
        ),
        (
            "com.example.other/3jzfcijpj2z2d",
            record(&GOOD.replace("hello", "other")),
        ),
    ])
}

#[test]
fn records_of_a_repository_have_their_paths() {
    let folder = Folder::new();
    folder.put("repo.car", four().file());
    let (code, stdout, stderr) = folder.run("validate repo.car", "");
    assert_eq!((code, stdout.as_str()), (1, ""), "{stderr}");
    insta::assert_snapshot!(stderr, @r#"
    error[wrong-type]: `text` is an integer, not a string
    --> repo.car: com.example.note/3jzfcijpj2z2b
     = at: /text

    error[malformed]: the record key: "self" is not a valid TID: it must have 13 characters
    --> repo.car: com.example.note/self

    error[wrong-record-type]: `$type` is `com.example.note`, but the record is in the collection `com.example.other`
    --> repo.car: com.example.other/3jzfcijpj2z2d
     = at: /$type

       Validated 1 of 4 values valid
    "#);
    let (code, stdout, _) = folder.run("validate repo.car --format json", "");
    assert_eq!((code, stdout.lines().count()), (1, 3), "{stdout}");
    let first = stdout.lines().next().expect("a line");
    let start =
        r#"{"file":"repo.car","record":2,"repo_path":"com.example.note/3jzfcijpj2z2b","line":null"#;
    assert!(first.starts_with(start), "{first}");
    // Only the records of one collection.
    let (code, _, stderr) = folder.run("validate com.example.note repo.car", "");
    assert_eq!(code, 1);
    assert!(
        stderr.contains("com.example.note: 1 of 3 records valid"),
        "{stderr}"
    );
    assert!(
        stderr.contains("Skipped 1 record of other collections in repo.car"),
        "{stderr}"
    );
}

#[test]
fn a_part_of_a_repository_is_read_without_paths() {
    let folder = Folder::new();
    let mut blocks = four();
    // The tree, which is before the commit.
    blocks.0.remove(4);
    folder.put("part.car", blocks.file());
    let (code, _, stderr) = folder.run("validate part.car", "");
    assert_eq!(code, 1, "{stderr}");
    assert!(
        stderr.contains("Read records of part.car without their paths: it has only a part"),
        "{stderr}"
    );
    assert!(stderr.contains("3 of 4 values valid"), "{stderr}");
    // A record that is missing, or false.
    let mut blocks = four();
    blocks.0.remove(0);
    folder.put("part.car", blocks.file());
    let (code, _, stderr) = folder.run("validate part.car", "");
    assert_eq!(code, 1, "{stderr}");
    assert!(
        stderr.contains("error[not-data]: the CAR file has no block bafy"),
        "{stderr}"
    );
    assert!(stderr.contains("0 of 4 values valid"), "{stderr}");
    let mut blocks = four();
    if let Some(byte) = blocks.0[0].1.last_mut() {
        *byte ^= 1;
    }
    folder.put("part.car", blocks.file());
    let (code, _, stderr) = folder.run("validate part.car", "");
    assert_eq!(code, 1, "{stderr}");
    assert!(
        stderr.contains("the data of a block does not match its CID"),
        "{stderr}"
    );
    assert!(stderr.contains("0 of 4 values valid"), "{stderr}");
}

#[test]
fn only_blocks_of_the_named_type_are_checked() {
    let folder = Folder::new();
    let other = record(r#"{"$type": "com.example.other", "text": "hello"}"#);
    let mut blocks = repository(&[
        ("com.example.note/3jzfcijpj2z2a", record(GOOD)),
        ("com.example.other/3jzfcijpj2z2d", other),
    ]);
    folder.put("whole.car", blocks.file());
    // The tree, which is before the commit.
    blocks.0.remove(2);
    folder.put("part.car", blocks.file());
    for (file, name) in [
        ("whole.car", "com.example.note"),
        ("whole.car", "com.example.note#main"),
        ("part.car", "com.example.note"),
        ("part.car", "com.example.note#main"),
    ] {
        let (code, _, stderr) = folder.run(&format!("validate {name} {file}"), "");
        assert_eq!(code, 0, "{stderr}");
        for part in [
            &format!("Skipped 1 record of other collections in {file}"),
            "the record is valid",
        ] {
            assert!(stderr.contains(part), "no {part} in {stderr}");
        }
    }
}

#[test]
fn damaged_files_are_read_up_to_the_damage() {
    let folder = Folder::new();
    let whole = four().file();
    for (length, part) in [
        (0, "invalid CAR file at byte 0: it ends too early"),
        (20, "invalid CAR file at byte 0"),
        (whole.len() - 10, "it ends 10 bytes too early"),
    ] {
        folder.put("cut.car", &whole[..length]);
        let (code, _, stderr) = folder.run("validate cut.car", "");
        assert_eq!(code, 1, "{stderr}");
        assert!(stderr.contains(part), "{length}: {stderr}");
    }
    let (_, _, stderr) = folder.run("validate cut.car", "");
    assert!(
        stderr.contains("com.example.note: 3 of 4 valid"),
        "{stderr}"
    );
    assert!(
        stderr.contains("unreadable values: 0 of 1 valid"),
        "{stderr}"
    );
    // Something else.
    folder.put("text.car", GOOD);
    let (code, _, stderr) = folder.run("validate text.car", "");
    assert_eq!(code, 1, "{stderr}");
    assert!(
        stderr.contains("error[not-data]: invalid CAR file"),
        "{stderr}"
    );
}

/// A node whose subtree is the node itself cannot have its own hash, but a hostile file
/// can say so, and it can have one subtree many times.
#[test]
fn a_tree_that_does_not_end_is_refused() {
    let folder = Folder::new();
    let mut blocks = four();
    let tree = link(blocks.0[4].0);
    let entry = object([
        ("p", 0.into()),
        (
            "k",
            Bytes::from(b"com.example.note/3jzfcijpj2z2a".to_vec()).into(),
        ),
        ("v", link(blocks.0[0].0)),
        ("t", tree.clone()),
    ]);
    let node = object([("l", tree), ("e", [entry].into_iter().collect())]);
    let bytes = to_dag_cbor(&node).expect("DAG-CBOR");
    // The block of the tree has the CID of another one, and contains itself.
    blocks.0[4].1 = bytes;
    folder.put("loop.car", blocks.file());
    let (code, _, stderr) = folder.run("validate loop.car", "");
    assert_eq!(code, 1, "{stderr}");
    assert!(
        stderr.contains("the data of a block does not match its CID"),
        "{stderr}"
    );
    let mut blocks = four();
    let tree = blocks.put(&node);
    let commit = object([
        ("did", "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa".into()),
        ("rev", "3jzfcijpj2z2a".into()),
        ("sig", Bytes::from(vec![0; 64]).into()),
        ("data", tree),
        ("prev", Data::default()),
        ("version", 3.into()),
    ]);
    blocks.put(&commit);
    folder.put("twice.car", blocks.file());
    let (code, _, stderr) = folder.run("validate twice.car", "");
    assert_eq!(code, 1, "{stderr}");
    assert!(
        stderr.contains("it is at layer 0, and has a node below it"),
        "{stderr}"
    );
}

/// Bytes that match their hash can still be no data: cut, or not in the canonical form.
#[test]
fn blocks_that_are_not_data_are_invalid_without_a_repository() {
    let folder = Folder::new();
    let good = to_dag_cbor(&record(GOOD)).expect("DAG-CBOR");
    let cut = good[..good.len() - 1].to_vec();
    // The number 7 in two bytes.
    let long = vec![0x18, 7];
    for (blocks, by_type, of_one) in [
        (
            vec![&good, &cut, &long],
            "1 of 3 values valid",
            "1 of 3 records valid",
        ),
        (vec![&cut], "0 of 1 value valid", "the record is invalid"),
        (vec![&long], "0 of 1 value valid", "the record is invalid"),
    ] {
        let invalid = blocks.iter().filter(|block| ***block != good).count();
        let blocks = blocks.into_iter().map(|bytes| {
            let cid = BlockCid::of(Codec::DagCbor, bytes);
            (cid, bytes.clone())
        });
        folder.put("blocks.car", Blocks(blocks.collect()).file());
        for (name, line) in [("", by_type), ("com.example.note", of_one)] {
            let (code, _, stderr) = folder.run(&format!("validate {name} blocks.car"), "");
            assert_eq!(code, 1, "{stderr}");
            let errors = stderr.matches("error[not-data]").count();
            assert_eq!(errors, invalid, "{stderr}");
            assert!(stderr.contains(line), "no {line} in {stderr}");
        }
    }
}

#[test]
fn a_block_that_does_not_match_its_cid_is_one_error() {
    let folder = Folder::new();
    let path = "com.example.note/3jzfcijpj2z2a";
    // The record, the tree and the commit.
    for (block, line) in [
        (0, "0 of 1 value valid"),
        (1, "1 of 2 values valid"),
        // Without a commit, there is no tree.
        (2, "1 of 2 values valid"),
    ] {
        let mut blocks = repository(&[(path, record(GOOD))]);
        if let Some(byte) = blocks.0[block].1.last_mut() {
            *byte ^= 1;
        }
        folder.put("flipped.car", blocks.file());
        let (code, _, stderr) = folder.run("validate flipped.car", "");
        assert_eq!(code, 1, "{stderr}");
        let mismatches = stderr.matches("does not match its CID").count();
        assert_eq!(mismatches, 1, "{block}: {stderr}");
        assert!(stderr.contains(line), "{block}: {stderr}");
    }
}

/// What comes after a damaged block is judged all the same, and every message says which
/// block it is about.
#[test]
fn blocks_after_a_damaged_one_are_judged() {
    let folder = Folder::new();
    let mut blocks = Blocks::default();
    blocks.put(&record(&GOOD.replace("hello", "damaged")));
    blocks.put(&record(&GOOD.replace("\"hello\"", "7")));
    blocks.put(&record(GOOD));
    let (damaged, invalid) = (blocks.0[0].0, blocks.0[1].0);
    if let Some(byte) = blocks.0[0].1.last_mut() {
        *byte ^= 1;
    }
    let file = blocks.file();
    let position = |cid: BlockCid| {
        let cid = cid.to_bytes();
        let found = file.windows(cid.len()).position(|bytes| bytes == cid);
        // Before it is the length, of one byte.
        found.expect("a block") - 1
    };
    let messages = [
        format!(
            "invalid CAR file at byte {}: the data of a block does not match its CID, {damaged}",
            position(damaged)
        ),
        format!(
            "--> blocks.car: block {invalid} at byte {}\n = at: /text",
            position(invalid)
        ),
        "1 of 3 values valid".to_owned(),
    ];
    folder.put("blocks.car", &file);
    for (command, name, input) in [
        ("validate blocks.car", "blocks.car", &b""[..]),
        ("validate --keep-going blocks.car", "blocks.car", b""),
        ("validate --car -", "<stdin>", &file),
    ] {
        let (code, _, stderr) = folder.run(command, input);
        assert_eq!(code, 1, "{stderr}");
        for message in &messages {
            let message = message.replace("blocks.car", name);
            assert!(stderr.contains(&message), "no {message} in {stderr}");
        }
    }
    // Another kind of CID than those of the protocol.
    let mut other = file.clone();
    let at = position(damaged) + 1;
    other[at + 2] = 0x13;
    folder.put("blocks.car", &other);
    let (code, _, stderr) = folder.run("validate blocks.car", "");
    assert_eq!(code, 1, "{stderr}");
    let message = format!("invalid CAR file at byte {at}: not a CID of version 1");
    assert!(stderr.contains(&message), "{stderr}");
    assert!(stderr.contains(&messages[1]), "{stderr}");
    assert!(stderr.contains("1 of 3 values valid"), "{stderr}");
}

/// Damage in the tree hides the paths of the records below it, but not the records.
#[test]
fn records_of_a_damaged_tree_are_judged() {
    let folder = Folder::new();
    let mut blocks = four();
    for block in [1, 4] {
        if let Some(byte) = blocks.0[block].1.last_mut() {
            *byte ^= 1;
        }
    }
    folder.put("tree.car", blocks.file());
    let (code, _, stderr) = folder.run("validate tree.car", "");
    assert_eq!(code, 1, "{stderr}");
    for block in [1, 4] {
        let cid = blocks.0[block].0;
        let message = format!("does not match its CID, {cid}");
        assert_eq!(stderr.matches(&message).count(), 1, "{stderr}");
    }
    assert!(stderr.contains("3 of 5 values valid"), "{stderr}");
}

#[test]
fn the_key_of_a_record_of_another_type_is_not_judged() {
    let folder = Folder::new();
    let blocks = repository(&[("com.example.other/self", record(GOOD))]);
    folder.put("repo.car", blocks.file());
    let (code, _, stderr) = folder.run("validate repo.car", "");
    assert_eq!(code, 1, "{stderr}");
    assert!(stderr.contains("error[wrong-record-type]"), "{stderr}");
    assert!(!stderr.contains("the record key"), "{stderr}");
}
