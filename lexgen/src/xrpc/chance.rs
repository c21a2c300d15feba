//! Random numbers, from the only source that the standard library has.

use std::hash::{BuildHasher, RandomState};

/// Random numbers of 64 bits. They come from keys of 128 bits, which no two calls share.
pub(super) fn numbers<const N: usize>() -> [u64; N] {
    let keys = RandomState::new();
    std::array::from_fn(|index| keys.hash_one(index))
}
