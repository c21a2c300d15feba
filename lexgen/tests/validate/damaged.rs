//! Damaged CAR files.

use super::*;

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
