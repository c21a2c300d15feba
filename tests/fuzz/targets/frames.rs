//! Arbitrary bytes as a message of a subscription: a decoded message can be sent.
#![no_main]

use std::fmt::Debug;

use lexgen::{
    Endpoint,
    wire::Union,
    xrpc::{Frame, error_frame, message_frame},
};
use lexgen_fuzz::lexicons::com::{
    atproto::sync::subscribe_repos::SubscribeRepos,
    example::{
        awkward::{silent_stream::SilentStream, stream::Stream},
        shelf::subscribe_desk::SubscribeDesk,
    },
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(Some(frame)) = Frame::parse(bytes) else {
        return;
    };
    if let Frame::Error(error) = &frame {
        let bytes = error_frame(error).expect("what was read can be written");
        assert_eq!(Frame::parse(&bytes).as_ref(), Ok(&Some(frame.clone())));
    }
    message::<SubscribeRepos>(&frame);
    message::<SubscribeDesk>(&frame);
    message::<Stream>(&frame);
    message::<SilentStream>(&frame);
});

fn message<E: Endpoint<Output: Union + PartialEq + Debug>>(frame: &Frame<'_>) {
    let Ok(message) = frame.message::<E>() else {
        return;
    };
    let bytes = message_frame::<E>(&message).expect("what was read can be written");
    let again = Frame::parse(&bytes)
        .expect("what was written can be read")
        .expect("a message is known");
    assert_eq!(again.message::<E>().as_ref(), Ok(&message));
    // The encoding of the header may differ, that of the message may not.
    if let (Frame::Message { body, .. }, Frame::Message { body: written, .. }) = (frame, &again) {
        assert_eq!(body, written);
    }
}
