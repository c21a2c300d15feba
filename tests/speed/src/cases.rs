//! What is measured, by name.

use std::hint::black_box;

use lexgen::Validate;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    input,
    lexicons::com::{
        atproto::{server::create_session, sync::subscribe_repos},
        example::feed::{get_thread, get_timeline},
    },
    plain,
};

/// Something to measure: `input/what/types`.
pub struct Case {
    /// The three words.
    pub name: &'static str,
    /// Makes the data, and gives what is measured: it answers with the bytes
    /// that were read or written.
    pub prepare: fn() -> Box<dyn Fn() -> usize>,
}

/// Everything that is measured.
pub const CASES: &[Case] = &[
    case("timeline/decode/lexgen", || {
        decode::<get_timeline::Output>(input::timeline())
    }),
    case("timeline/decode/dispatched", || {
        decode::<plain::dispatched::Timeline>(input::timeline())
    }),
    case("timeline/decode/tagged", || {
        decode::<plain::tagged::Timeline>(input::timeline())
    }),
    case("timeline/decode/value", || {
        decode::<serde_json::Value>(input::timeline())
    }),
    case("timeline/decode/skip", || {
        decode::<serde::de::IgnoredAny>(input::timeline())
    }),
    case("timeline/encode/lexgen", || {
        encode::<get_timeline::Output>(&input::timeline())
    }),
    case("timeline/encode/dispatched", || {
        encode::<plain::dispatched::Timeline>(&input::timeline())
    }),
    case("timeline/encode/value", || {
        encode::<serde_json::Value>(&input::timeline())
    }),
    case("timeline/validate/lexgen", || {
        validate::<get_timeline::Output>(&input::timeline())
    }),
    case("thread/decode/lexgen", || {
        decode::<get_thread::Output>(input::thread())
    }),
    case("thread/decode/dispatched", || {
        decode::<plain::dispatched::Thread>(input::thread())
    }),
    case("thread/decode/tagged", || {
        decode::<plain::tagged::Thread>(input::thread())
    }),
    case("thread/decode/value", || {
        decode::<serde_json::Value>(input::thread())
    }),
    case("thread/encode/lexgen", || {
        encode::<get_thread::Output>(&input::thread())
    }),
    case("thread/encode/dispatched", || {
        encode::<plain::dispatched::Thread>(&input::thread())
    }),
    case("session/decode/lexgen", || {
        decode::<create_session::Output>(input::session())
    }),
    case("session/decode/plain", || {
        decode::<plain::Session>(input::session())
    }),
    case("session/decode/value", || {
        decode::<serde_json::Value>(input::session())
    }),
    case("session/encode/lexgen", || {
        encode::<create_session::Output>(&input::session())
    }),
    case("session/encode/plain", || {
        encode::<plain::Session>(&input::session())
    }),
    case("session/validate/lexgen", || {
        validate::<create_session::Output>(&input::session())
    }),
    case(
        "commit/decode/lexgen",
        decode_cbor::<subscribe_repos::Commit>,
    ),
    case("commit/decode/plain", decode_cbor::<plain::Commit>),
    case(
        "commit/encode/lexgen",
        encode_cbor::<subscribe_repos::Commit>,
    ),
    case("commit/encode/plain", encode_cbor::<plain::Commit>),
];

const fn case(name: &'static str, prepare: fn() -> Box<dyn Fn() -> usize>) -> Case {
    Case { name, prepare }
}

fn decode<T: DeserializeOwned + 'static>(json: String) -> Box<dyn Fn() -> usize> {
    Box::new(move || {
        black_box(read::<T>(&json));
        json.len()
    })
}

fn encode<T: DeserializeOwned + Serialize + 'static>(json: &str) -> Box<dyn Fn() -> usize> {
    let value: T = read(json);
    Box::new(move || black_box(serde_json::to_vec(&value)).map_or(0, |json| json.len()))
}

fn validate<T: DeserializeOwned + Validate + 'static>(json: &str) -> Box<dyn Fn() -> usize> {
    let value: T = read(json);
    let bytes = json.len();
    Box::new(move || {
        assert_eq!(black_box(value.validate()), Ok(()));
        bytes
    })
}

fn decode_cbor<T: DeserializeOwned + 'static>() -> Box<dyn Fn() -> usize> {
    let bytes = input::commit();
    Box::new(move || {
        black_box(read_cbor::<T>(&bytes));
        bytes.len()
    })
}

fn encode_cbor<T: DeserializeOwned + Serialize + 'static>() -> Box<dyn Fn() -> usize> {
    let value: T = read_cbor(&input::commit());
    Box::new(move || black_box(serde_ipld_dagcbor::to_vec(&value)).map_or(0, |it| it.len()))
}

/// Reads what must be readable: otherwise nothing is measured.
fn read<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}"))
}

fn read_cbor<T: DeserializeOwned>(bytes: &[u8]) -> T {
    serde_ipld_dagcbor::from_slice(bytes).unwrap_or_else(|error| panic!("{error:?}"))
}
