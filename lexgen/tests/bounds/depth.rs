//! Depth: no stack of a thread overflows, however deep the data.

use std::{fmt::Debug, thread};

use lexgen::{
    Data, Validate,
};
use serde::{Serialize, de::DeserializeOwned};

use crate::types::{Node, Tree, Union};

/// What a thread of the standard library and of the usual runtimes has.
const STACK: usize = 2 << 20;

fn everything<T>(value: T)
where
    T: Serialize + DeserializeOwned + Validate + Clone + PartialEq + Debug,
{
    let copy = value.clone();
    assert_eq!(copy, value);
    let _ = value.validate();
    let _ = format!("{value:?}");
    let _ = format!("{value:#?}");
    let json = serde_json::to_string(&value).unwrap();
    let _ = serde_json::from_str::<T>(&json);
    if let Ok(data) = Data::encode(&value) {
        let _ = data.decode::<T>();
        let _ = data.into_decoded::<T>();
    }
    #[cfg(feature = "dag-cbor")]
    {
        let bytes = lexgen::data::to_dag_cbor(&value).unwrap();
        let _ = lexgen::data::from_dag_cbor::<T>(&bytes).unwrap();
        let _ = lexgen::data::cid_of(&value).unwrap();
    }
    drop(copy);
}

fn on_a_small_stack(what: impl FnOnce() + Send + 'static) {
    let name = "small".to_owned();
    thread::Builder::new().name(name).stack_size(STACK).spawn(what).unwrap().join().unwrap();
}

fn deepest<T>(start: &'static str, end: &'static str, inner: &'static str)
where
    T: Serialize + DeserializeOwned + Validate + Clone + PartialEq + Debug,
{
    on_a_small_stack(move || {
        let mut read = 0;
        for depth in (1..=140).chain([1000, 100_000]) {
            let json = start.repeat(depth) + inner + &end.repeat(depth);
            if let Ok(value) = serde_json::from_str::<T>(&json) {
                read = depth;
                if depth > 40 { everything(value); }
            }
        }
        eprintln!("{start}: {read}");
    });
}

#[test]
fn json_of_types_that_hold_themselves() {
    deepest::<Node>(r#"{"child":"#, "}", "{}");
    deepest::<Node>(r#"{"children":["#, "]}", "{}");
    deepest::<Node>(r#"{"union":{"$type":"com.example.node","child":"#, "}}", "{}");
    deepest::<Union>(r#"{"$type":"com.example.node","union":"#, "}", r#"{"$type":"a"}"#);
    deepest::<Union>(r#"{"union":"#, r#","$type":"com.example.node"}"#, r#"{"$type":"a"}"#);
    deepest::<Union>(r#"{"!":1,"union":"#, r#","$type":"com.example.node"}"#, r#"{"$type":"a"}"#);
    deepest::<Tree>("[", "]", "");
    deepest::<Data>("[", "]", "");
    deepest::<Data>(r#"{"":"#, "}", "0");
    deepest::<Node>(r#"{"unknown":"#, "}", "0");
}
