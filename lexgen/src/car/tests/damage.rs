//! Damaged files: an error or other blocks, and never a block that is not its CID's.

use super::{
    super::*,
    chunks::{Found, chunks, whole},
    file,
};

/// Checks what a damaged file gives, and that chunks of it give the same.
fn check(bytes: &[u8]) -> Found {
    let found = whole(bytes);
    for (cid, data, _) in &found.0 {
        assert_eq!(*cid, BlockCid::of(cid.codec(), data));
    }
    for size in [1, 7, bytes.len().max(1)] {
        assert_eq!(chunks(bytes, size), found);
    }
    found
}

#[test]
fn every_flipped_bit_is_seen() {
    let good = file(&[b"\x01", &[0x18; 200], b"\x02", b""]);
    let (blocks, error) = check(&good);
    assert_eq!((blocks.len(), error), (4, None));
    let roots = Car::parse(&good).unwrap().roots().to_vec();
    for at in 0..good.len() {
        for bit in 0..8 {
            let mut bad = good.clone();
            bad[at] ^= 1 << bit;
            let (found, error) = check(&bad);
            let other_roots = || Car::parse(&bad).is_ok_and(|car| car.roots() != roots);
            let is_seen = error.is_some() || found != blocks || other_roots();
            assert!(is_seen, "byte {at}, bit {bit}");
        }
    }
}

#[test]
fn a_file_may_end_only_after_a_block() {
    let good = file(&[b"\x01", &[0; 200], b"\x02"]);
    let (blocks, _) = whole(&good);
    let mut ends: Vec<_> = blocks.iter().map(|block| block.2 as usize).collect();
    ends.push(good.len());
    for end in 0..=good.len() {
        let (found, error) = check(&good[..end]);
        assert_eq!(error.is_none(), ends.contains(&end), "{end}");
        assert!(blocks.starts_with(&found));
        if let Some(error) = error {
            assert!(
                matches!(error.kind(), CarErrorKind::Truncated(_)),
                "{error}"
            );
            assert!(error.offset() <= end as u64);
        }
    }
}

#[test]
fn random_bytes_are_no_problem() {
    let good = file(&[b"\x01", &[0; 50]]);
    let mut state = 1_u32;
    for _ in 0..5_000 {
        let mut bytes = good.clone();
        for _ in 0..3 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = state as usize / 7 % bytes.len();
            match state >> 30 {
                0 => bytes[at] = (state >> 8) as u8,
                1 if bytes.len() > 1 => drop(bytes.remove(at)),
                2 => bytes.insert(at, 0xff),
                _ => bytes.truncate(at + 1),
            }
        }
        check(&bytes);
    }
}
