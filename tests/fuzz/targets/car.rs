//! Arbitrary bytes as a CAR file: every reader gives the same, no block is false, and
//! the tree is in order.
#![no_main]

use lexgen::{
    car::{BlockCid, Car, Decoder, Reader},
    repo::{Repo, RepoPath},
};
use libfuzzer_sys::fuzz_target;

/// Blocks, and why there are no more.
type Found = (Vec<(BlockCid, Vec<u8>)>, Option<String>);

fuzz_target!(|bytes: &[u8]| {
    let found = whole(bytes);
    for (cid, data) in &found.0 {
        assert!(cid.matches(data));
        assert_eq!(BlockCid::try_from(&cid.to_cid()).as_ref(), Ok(cid));
    }
    assert_eq!(chunks(bytes, 1), found);
    assert_eq!(chunks(bytes, 100), found);
    assert_eq!(reader(bytes), found);
    if let Ok(index) = Car::parse(bytes).and_then(|car| car.index()) {
        for (cid, data) in &found.0 {
            // Of several blocks with one CID, the first one counts.
            assert_eq!(
                index.get(*cid).unwrap().map(|block| block.data),
                Some(&data[..])
            );
        }
    }
    repository(bytes);
});

fn whole(bytes: &[u8]) -> Found {
    let mut found = Vec::new();
    let car = match Car::parse(bytes) {
        Ok(car) => car,
        Err(error) => return (found, Some(error.to_string())),
    };
    for block in car.blocks() {
        match block {
            Ok(block) => found.push((block.cid, block.data.to_vec())),
            Err(error) => return (found, Some(error.to_string())),
        }
    }
    (found, None)
}

fn chunks(bytes: &[u8], size: usize) -> Found {
    let mut decoder = Decoder::new();
    let mut found = Vec::new();
    for chunk in bytes.chunks(size) {
        decoder.push(chunk);
        loop {
            match decoder.next_block() {
                Ok(Some(block)) => found.push((block.cid, block.data.to_vec())),
                Ok(None) => break,
                Err(error) => return (found, Some(error.to_string())),
            }
        }
    }
    (found, decoder.finish().err().map(|error| error.to_string()))
}

fn reader(bytes: &[u8]) -> Found {
    let mut found = Vec::new();
    let mut reader = match Reader::new(bytes) {
        Ok(reader) => reader,
        Err(error) => return (found, Some(error.to_string())),
    };
    loop {
        match reader.next_block() {
            Ok(Some(block)) => found.push((block.cid, block.data.to_vec())),
            Ok(None) => return (found, None),
            Err(error) => return (found, Some(error.to_string())),
        }
    }
}

fn repository(bytes: &[u8]) {
    let Ok(repo) = Repo::parse(bytes) else {
        return;
    };
    let mut last = String::new();
    for record in repo.records().flatten() {
        let path = record.path.to_string();
        assert!(path > last);
        assert_eq!(RepoPath::parse(&path).as_ref(), Ok(&record.path));
        assert_eq!(repo.record(&record.path), Ok(Some(record)));
        last = path;
    }
}
