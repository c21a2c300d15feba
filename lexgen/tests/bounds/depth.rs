//! Depth: no thread runs out of stack, however deep the data. A thread that
//! does ends the whole program, and so would these tests.

use std::{fmt::Debug, thread};

use lexgen::{Data, Validate};
use serde::{Serialize, de::DeserializeOwned};

use crate::types::{Node, Tree, Union};

/// What threads of the standard library, and of the usual runtimes, have.
const STACK: usize = 2 << 20;

/// Real data is nested deep too: a thread of posts with eighty above. Without
/// optimisation a level costs several times what it does with it.
const REAL: usize = if cfg!(debug_assertions) { 50 } else { 100 };

fn on_a_usual_stack(work: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().stack_size(STACK).spawn(work);
    thread.unwrap().join().unwrap();
}

/// The deepest value that can be read, by its depth in objects or arrays.
fn deepest<T>(read: impl Fn(usize) -> Option<T>) -> T {
    assert!(read(100_000).is_none(), "there is a limit");
    let depth = (1..300).rev().find(|&depth| read(depth).is_some());
    let depth = depth.expect("something can be read");
    assert!(depth >= REAL, "only {depth} levels can be read");
    read(depth).expect("it was read before")
}

/// Does with a value what a program may do with what it has read.
fn use_it<T>(value: T)
where
    T: Serialize + DeserializeOwned + Validate + Clone + PartialEq + Debug,
{
    let copy = value.clone();
    assert!(copy == value);
    drop(copy);
    assert!(value.validate().is_ok());
    assert!(format!("{value:?}").len() < format!("{value:#?}").len());
    let json = serde_json::to_string(&value).unwrap();
    if let Ok(again) = serde_json::from_str::<T>(&json) {
        assert!(again == value);
    }
    if let Ok(data) = Data::encode(&value) {
        assert!(data.decode::<T>().map_or(true, |it| it == value));
        assert!(data.into_decoded::<T>().map_or(true, |it| it == value));
    }
    #[cfg(feature = "dag-cbor")]
    {
        let bytes = lexgen::data::to_dag_cbor(&value).unwrap();
        let again = lexgen::data::from_dag_cbor::<T>(&bytes);
        assert!(again.map_or(true, |it| it == value));
    }
}

/// Reads `start` again and again, then `inner`, then as many times `end`.
fn json<T>(start: &'static str, inner: &'static str, end: &'static str)
where
    T: Serialize + DeserializeOwned + Validate + Clone + PartialEq + Debug,
{
    on_a_usual_stack(move || {
        use_it(deepest(|depth| {
            let json = start.repeat(depth) + inner + &end.repeat(depth);
            serde_json::from_str::<T>(&json).ok()
        }));
    });
}

#[test]
fn objects_in_objects() {
    json::<Node>(r#"{"child":"#, "{}", "}");
}

#[test]
fn objects_in_arrays() {
    json::<Node>(r#"{"children":["#, "{}", "]}");
}

#[test]
fn objects_in_unions() {
    let start = r#"{"union":{"$type":"com.example.node","child":"#;
    json::<Node>(start, "{}", "}}");
}

#[test]
fn unions_in_unions() {
    let start = r#"{"$type":"com.example.node","union":"#;
    json::<Union>(start, r#"{"$type":"com.example.other"}"#, "}");
}

#[test]
fn unions_in_unions_whose_type_comes_last() {
    let end = r#","$type":"com.example.node"}"#;
    let inner = r#"{"$type":"com.example.other"}"#;
    json::<Union>(r#"{"union":"#, inner, end);
    json::<Union>(r#"{"!":1,"union":"#, inner, end);
}

#[test]
fn unknown_unions() {
    let start = r#"{"$type":"com.example.other","union":"#;
    json::<Union>(start, "{}", "}");
}

#[test]
fn arrays_in_arrays() {
    json::<Tree>("[", "[]", "]");
}

#[test]
fn data_in_data() {
    json::<Data>("[", "", "]");
    json::<Data>(r#"{"":"#, "0", "}");
}

#[test]
fn unknown_fields() {
    json::<Node>(r#"{"unknown":"#, "0", "}");
}

/// Both decoders have limits of their own; this one's is twice the other's.
#[cfg(feature = "dag-cbor")]
#[test]
fn dag_cbor() {
    fn dag_cbor<T>(start: &'static [u8], inner: &'static [u8])
    where
        T: Serialize + DeserializeOwned + Validate + Clone + PartialEq + Debug,
    {
        on_a_usual_stack(move || {
            use_it(deepest(|depth| {
                let bytes = [&start.repeat(depth), inner].concat();
                lexgen::data::from_dag_cbor::<T>(&bytes).ok()
            }));
        });
    }

    dag_cbor::<Node>(b"\xa1\x65child", b"\xa0");
    dag_cbor::<Node>(b"\xa1\x68children\x81", b"\xa0");
    dag_cbor::<Node>(b"\xa1\x65other", b"\xa0");
    dag_cbor::<Union>(
        b"\xa2\x65$type\x70com.example.node\x65union",
        b"\xa1\x65$type\x63abc",
    );
    dag_cbor::<Tree>(b"\x81", b"\x80");
    dag_cbor::<Data>(b"\x81", b"\x80");
}
