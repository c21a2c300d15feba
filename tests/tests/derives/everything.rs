//! Every type of every lexicon of this repository.

use std::{
    cmp::Ordering,
    collections::BTreeSet,
    fmt::Debug,
    hash::{DefaultHasher, Hash, Hasher},
};

use arbitrary::{Arbitrary, Unstructured};
use lexgen::Validate;
use schemars::JsonSchema;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{
    lexicons,
    schema::{breaks, schema_of},
};

include!(concat!(env!("OUT_DIR"), "/registry.rs"));

/// How many values there are.
struct Count {
    distinct: usize,
    valid: usize,
}

/// What a test asks of a type.
pub struct Codec {
    /// Makes values of random bytes, and expects them to survive and to be in order.
    values: fn(&str, &[u8]) -> Count,
}

impl Codec {
    const fn of<T>() -> Self
    where
        T: for<'a> Arbitrary<'a> + JsonSchema + Validate,
        T: Serialize + DeserializeOwned + Clone + Debug + Ord + Hash,
    {
        Self {
            values: |name, bytes| {
                let mut u = Unstructured::new(bytes);
                let values: Vec<T> = (0..4).map(|_| u.arbitrary().expect("enough")).collect();
                let schema = schema_of::<T>();
                let mut valid = 0;
                for value in &values {
                    survives(name, value);
                    valid += usize::from(is_described(name, value, &schema));
                }
                agree(name, &values);
                Count {
                    distinct: values.iter().collect::<BTreeSet<_>>().len(),
                    valid,
                }
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

/// The schema allows the value if it is valid.
fn is_described<T: Serialize + Validate>(name: &str, value: &T, schema: &Value) -> bool {
    let json = serde_json::to_value(value).expect("JSON");
    let is_valid = value.validate().is_ok();
    if is_valid {
        let broken = breaks(schema, schema, &json, "");
        assert_eq!(broken, None, "{name}: {json}\n{schema:#}");
    }
    is_valid
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
    let (mut distinct, mut valid) = (0, 0);
    for (name, codec) in TYPES {
        for length in [0, 40, 400, 400, 1200] {
            let bytes = Vec::from_iter((0..length).map(|_| byte()));
            let count = (codec.values)(name, &bytes);
            distinct += count.distinct;
            valid += count.valid;
        }
    }
    assert!(TYPES.len() > 60 && distinct > 5 * TYPES.len(), "{distinct}");
    assert!(valid > 5 * TYPES.len(), "{valid}");
}
