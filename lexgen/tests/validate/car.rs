//! CAR files: repositories, and parts of them.

mod damaged;

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
fn the_key_of_a_record_of_another_type_is_not_judged() {
    let folder = Folder::new();
    let blocks = repository(&[("com.example.other/self", record(GOOD))]);
    folder.put("repo.car", blocks.file());
    let (code, _, stderr) = folder.run("validate repo.car", "");
    assert_eq!(code, 1, "{stderr}");
    assert!(stderr.contains("error[wrong-record-type]"), "{stderr}");
    assert!(!stderr.contains("the record key"), "{stderr}");
}
