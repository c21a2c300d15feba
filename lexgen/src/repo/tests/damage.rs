//! Damaged repositories: fewer records or an error, and never other records.

use super::build::{Blocks, record};
use crate::repo::Repo;

#[test]
fn no_damage_makes_a_record() {
    let keys: Vec<_> = (0..12)
        .map(|number| format!("com.example.note/{number}"))
        .collect();
    let records: Vec<_> = keys
        .iter()
        .map(|key| (key.as_str(), record("com.example.note", key)))
        .collect();
    let mut blocks = Blocks::default();
    blocks.repository(&records);
    let good = blocks.file();
    let whole = Repo::parse(&good).unwrap();
    let whole: Vec<_> = whole.records().map(Result::unwrap).collect();
    assert_eq!(whole.len(), 12);
    for at in 0..good.len() {
        for bit in [0, 7] {
            let mut bad = good.clone();
            bad[at] ^= 1 << bit;
            let Ok(repo) = Repo::parse(&bad) else {
                continue;
            };
            let mut missing = whole.len();
            for found in repo.records().flatten() {
                assert!(whole.contains(&found), "byte {at}");
                missing -= 1;
            }
            assert!(missing > 0, "byte {at}, bit {bit}");
        }
    }
}
