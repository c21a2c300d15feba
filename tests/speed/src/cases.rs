//! The cases to measure, by name.

use std::hint::black_box;

use lexgen::Validate;
use serde::{
    Serialize,
    de::{DeserializeOwned, IgnoredAny},
};
use serde_json::Value;

use crate::{
    firehose,
    input::{commit, frames, one_like, post, session, thread, timeline},
    lexicons::com::{
        atproto::{server::create_session::Output as Session, sync::subscribe_repos::Commit},
        example::feed::{
            get_thread::Output as Thread, get_timeline::Output as Timeline, like::Like, post::Post,
        },
    },
    plain::{self, dispatched, record, tagged},
};

/// A case: `input/what/types`.
pub struct Case {
    /// The three parts of the name.
    pub name: &'static str,
    /// Generates the data, and returns the function to measure, which returns
    /// the number of bytes that were read or written.
    pub prepare: fn() -> Box<dyn Fn() -> usize>,
}

/// All cases. As a constant, they would be compiled again in every program.
pub static CASES: &[Case] = &[
    case("timeline/decode/lexgen", || decode::<Timeline>(timeline())),
    case("timeline/decode/dispatched", || {
        decode::<dispatched::Timeline>(timeline())
    }),
    case("timeline/decode/tagged", || {
        decode::<tagged::Timeline>(timeline())
    }),
    case("timeline/decode/value", || decode::<Value>(timeline())),
    case("timeline/decode/skip", || decode::<IgnoredAny>(timeline())),
    case("timeline/encode/lexgen", || encode::<Timeline>(&timeline())),
    case("timeline/encode/dispatched", || {
        encode::<dispatched::Timeline>(&timeline())
    }),
    case("timeline/encode/value", || encode::<Value>(&timeline())),
    case("timeline/validate/lexgen", || {
        validate::<Timeline>(&timeline())
    }),
    case("thread/decode/lexgen", || decode::<Thread>(thread())),
    case("thread/decode/dispatched", || {
        decode::<dispatched::Thread>(thread())
    }),
    case(
        "thread/decode/tagged",
        || decode::<tagged::Thread>(thread()),
    ),
    case("thread/decode/value", || decode::<Value>(thread())),
    case("thread/encode/lexgen", || encode::<Thread>(&thread())),
    case("thread/encode/dispatched", || {
        encode::<dispatched::Thread>(&thread())
    }),
    case("session/decode/lexgen", || decode::<Session>(session())),
    case("session/decode/plain", || {
        decode::<plain::Session>(session())
    }),
    case("session/decode/value", || decode::<Value>(session())),
    case("session/encode/lexgen", || encode::<Session>(&session())),
    case("session/encode/plain", || {
        encode::<plain::Session>(&session())
    }),
    case(
        "session/validate/lexgen",
        || validate::<Session>(&session()),
    ),
    case("like/decode/lexgen", || decode::<Like>(one_like())),
    case("like/encode/lexgen", || encode::<Like>(&one_like())),
    case("like/validate/lexgen", || validate::<Like>(&one_like())),
    case("commit/decode/lexgen", || decode_cbor::<Commit>(commit())),
    case("commit/decode/plain", || {
        decode_cbor::<plain::Commit>(commit())
    }),
    case("commit/encode/lexgen", || encode_cbor::<Commit>(&commit())),
    case("commit/encode/plain", || {
        encode_cbor::<plain::Commit>(&commit())
    }),
    case("post/decode/lexgen", || decode_cbor::<Post>(post())),
    case("post/decode/tagged", || decode_cbor::<record::Post>(post())),
    case("post/encode/lexgen", || encode_cbor::<Post>(&post())),
    case(
        "post/encode/tagged",
        || encode_cbor::<record::Post>(&post()),
    ),
    case("post/validate/lexgen", || validate_cbor::<Post>(&post())),
    case("frames/read/lexgen", read_frames),
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
    valid(read::<T>(json), json.len())
}

fn validate_cbor<T: DeserializeOwned + Validate + 'static>(cbor: &[u8]) -> Box<dyn Fn() -> usize> {
    valid(read_cbor::<T>(cbor), cbor.len())
}

fn valid<T: Validate + 'static>(value: T, bytes: usize) -> Box<dyn Fn() -> usize> {
    Box::new(move || {
        assert_eq!(black_box(value.validate()), Ok(()));
        bytes
    })
}

fn decode_cbor<T: DeserializeOwned + 'static>(bytes: Vec<u8>) -> Box<dyn Fn() -> usize> {
    Box::new(move || {
        black_box(read_cbor::<T>(&bytes));
        bytes.len()
    })
}

fn encode_cbor<T: DeserializeOwned + Serialize + 'static>(bytes: &[u8]) -> Box<dyn Fn() -> usize> {
    let value: T = read_cbor(bytes);
    Box::new(move || black_box(serde_ipld_dagcbor::to_vec(&value)).map_or(0, |it| it.len()))
}

/// From the bytes of frames to typed records whose CIDs are checked.
fn read_frames() -> Box<dyn Fn() -> usize> {
    let frames = frames();
    Box::new(move || {
        for frame in &frames {
            firehose::read(frame).unwrap_or_else(|error| panic!("{error}"));
        }
        frames.iter().map(Vec::len).sum()
    })
}

/// Reads data, and panics if it is invalid: otherwise the case measures nothing.
fn read<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}"))
}

fn read_cbor<T: DeserializeOwned>(bytes: &[u8]) -> T {
    serde_ipld_dagcbor::from_slice(bytes).unwrap_or_else(|error| panic!("{error:?}"))
}
