//! Values made at random from our own lexicons survive every way through their
//! generated types: nothing is lost, nothing is invented, to the last byte.

mod codec;

/// Our own lexicons as `build.rs` generated them, of which no test uses all.
mod lexicons {
    include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));
}

/// Every generated struct and union that stands for something in a lexicon.
#[allow(deprecated)]
mod registry {
    use super::{codec::Codec, lexicons};
    include!(concat!(env!("OUT_DIR"), "/registry.rs"));
}

use lexgen::__internal::{ir::Ir, pipeline::compile, read::Input, settings::Settings};
use lexgen::{
    Data,
    data::{from_dag_cbor, to_dag_cbor},
};

use lexgen_tests::random::{Arbitrary, named};

/// Values made for each type.
const ROUNDS: u64 = 60;

fn world() -> Ir {
    let inputs = vec![Input::Path(lexgen_tests::lexicons())];
    compile(&Settings {
        inputs,
        ..Settings::default()
    })
    .ir
}

/// Calls `test` with values of every type.
fn each(mut test: impl FnMut(&str, &codec::Codec, &Data)) {
    let ir = world();
    for (name, codec) in registry::TYPES {
        for round in 0..ROUNDS {
            let mut arbitrary = Arbitrary::new(&ir, round * 7919 + name.len() as u64);
            test(name, codec, &named(&ir, name, &mut arbitrary));
        }
    }
    println!("{} types, {ROUNDS} values each", registry::TYPES.len());
}

fn data(json: &str) -> Data {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"))
}

#[test]
fn json_survives_a_type() {
    each(|name, codec, value| {
        let json = serde_json::to_string(value).expect("data is JSON");
        let once = (codec.json)(&json).unwrap_or_else(|error| panic!("{name}: {error}\n{json}"));
        assert_eq!(data(&once), *value, "{name}\n{json}\n{once}");
        let twice = (codec.json)(&once).unwrap_or_else(|error| panic!("{name}: {error}\n{once}"));
        assert_eq!(once, twice, "{name}");
    });
}

#[test]
fn the_order_of_fields_does_not_matter() {
    each(|name, codec, value| {
        let mut json = String::new();
        codec::write_backwards(value, &mut json);
        let once = (codec.json)(&json).unwrap_or_else(|error| panic!("{name}: {error}\n{json}"));
        assert_eq!(data(&once), *value, "{name}\n{json}\n{once}");
    });
}

#[test]
fn dag_cbor_survives_a_type_to_the_byte() {
    each(|name, codec, value| {
        let bytes = to_dag_cbor(value).expect("data is DAG-CBOR");
        let once = (codec.dag_cbor)(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        let read: Data = from_dag_cbor(&once).expect("it is DAG-CBOR");
        assert_eq!(read, *value, "{name}");
        assert_eq!(once, bytes, "{name}");
    });
}

#[test]
fn what_the_schema_allows_is_valid() {
    each(|name, codec, value| {
        let json = serde_json::to_string(value).expect("data is JSON");
        let violations = (codec.violations)(&json).expect(name);
        assert_eq!(violations, "", "{name}\n{json}");
    });
}
