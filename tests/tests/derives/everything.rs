//! Every type of every lexicon of this repository.

use std::{
    cmp::Ordering,
    fmt::Debug,
    hash::{DefaultHasher, Hash, Hasher},
};

use arbitrary::{Arbitrary, Unstructured};
use serde::{Serialize, de::DeserializeOwned};

use super::lexicons;

include!(concat!(env!("OUT_DIR"), "/registry.rs"));

/// What a test asks of a type.
pub struct Codec {
    /// Makes values of random bytes, and expects them to survive and to be in order.
    values: fn(&str, &[u8]) -> usize,
}

impl Codec {
    const fn of<T>() -> Self
    where
        T: for<'a> Arbitrary<'a> + Serialize + DeserializeOwned + Clone + Debug + Ord + Hash,
    {
        Self {
            values: |name, bytes| {
                let mut u = Unstructured::new(bytes);
                let values: Vec<T> = (0..4).map(|_| u.arbitrary().expect("enough")).collect();
                for value in &values {
                    survives(name, value);
                }
                let distinct = values.iter().collect::<std::collections::BTreeSet<_>>();
                agree(name, &values);
                distinct.len()
            },
        }
    }
}

fn survives<T: Serialize + DeserializeOwned + Debug + Ord>(name: &str, value: &T) {
    let json =
        |value: &T| serde_json::to_string(value).unwrap_or_else(|error| panic!("{name}: {error}"));
    let read = |json: &str| -> T {
        serde_json::from_str(json).unwrap_or_else(|error| panic!("{name}: {error}: {json}"))
    };
    let again = read(&json(value));
    // `Other` of an enum may hold a value that the lexicon lists, and is read as its
    // variant.
    assert_eq!(json(&again), json(value), "{name}");
    assert!(read(&json(&again)) == again, "{name}: {again:?}");
}

/// Order, equality and hash agree.
fn agree<T: Clone + Ord + Hash>(name: &str, values: &[T]) {
    let hash = |value: &T| {
        let mut hasher = DefaultHasher::new();
        value.hash(&mut hasher);
        hasher.finish()
    };
    for one in values {
        assert_eq!(hash(one), hash(&one.clone()), "{name}");
        for other in values {
            let order = one.cmp(other);
            assert_eq!(order, other.cmp(one).reverse(), "{name}");
            assert_eq!(order == Ordering::Equal, one == other, "{name}");
        }
    }
}

#[test]
fn random_values_survive_and_are_in_order() {
    let mut state = 7_u64;
    let mut byte = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 56) as u8
    };
    let mut distinct = 0;
    for (name, codec) in TYPES {
        for length in [0, 40, 400, 400, 1200] {
            let bytes = Vec::from_iter((0..length).map(|_| byte()));
            distinct += (codec.values)(name, &bytes);
        }
    }
    assert!(TYPES.len() > 60 && distinct > 5 * TYPES.len(), "{distinct}");
}
