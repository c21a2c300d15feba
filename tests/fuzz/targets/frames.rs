//! Arbitrary bytes as a message of a subscription, in every subprotocol: a decoded
//! message can be sent.
#![no_main]

use std::fmt::Debug;

use lexgen::{
    Data, Endpoint,
    wire::Union,
    xrpc::{Frame, Received, Subprotocol},
};
use lexgen_fuzz::lexicons::com::{
    atproto::sync::subscribe_repos::SubscribeRepos,
    example::{
        awkward::{silent_stream::SilentStream, stream::Stream},
        shelf::{subscribe_desk::SubscribeDesk, watch_returns::WatchReturns},
    },
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for subprotocol in Subprotocol::ALL {
        message::<SubscribeRepos>(subprotocol, bytes);
        message::<SubscribeDesk>(subprotocol, bytes);
        message::<WatchReturns>(subprotocol, bytes);
        message::<Stream>(subprotocol, bytes);
        message::<SilentStream>(subprotocol, bytes);
    }
});

fn message<E: Endpoint<Output: Union + PartialEq + Debug>>(subprotocol: Subprotocol, bytes: &[u8]) {
    let received = match subprotocol.read_frame::<E>(bytes) {
        Ok(Some(received)) => received,
        Ok(None) => return,
        Err(error) => {
            let _ = (error.to_string(), error.path());
            return;
        }
    };
    let written = match &received {
        Received::Message(message) => subprotocol.message_frame::<E>(message),
        Received::Error(error) => subprotocol.error_frame(error),
        _ => return,
    };
    let written = match written {
        Ok(written) => written,
        // JSON has values that the data model does not have.
        Err(error) => {
            assert!(subprotocol == Subprotocol::V1Json, "{error}");
            return;
        }
    };
    assert!(!subprotocol.is_text() || str::from_utf8(&written).is_ok());
    let again = subprotocol.read_frame::<E>(&written);
    assert_eq!(again.as_ref(), Ok(&Some(received)));
    if subprotocol == Subprotocol::V0Cbor {
        same_body(bytes, &written);
    }
}

/// The encoding of a header may differ, and a body may repeat its `$type` and have its
/// keys in another order than that of DAG-CBOR. Otherwise the encoding of a message may
/// not differ.
fn same_body(bytes: &[u8], written: &[u8]) {
    if let (Ok(Some(Frame::Message { body, .. })), Ok(Some(Frame::Message { body: again, .. }))) =
        (Frame::parse(bytes), Frame::parse(written))
        && !body.windows(5).any(|window| window == b"$type")
    {
        if lexgen::data::from_dag_cbor::<Data>(body).is_ok() {
            assert_eq!(body, again);
        } else {
            assert_eq!(sorted(body), sorted(again));
        }
    }
}

fn sorted(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes.sort_unstable();
    bytes
}
