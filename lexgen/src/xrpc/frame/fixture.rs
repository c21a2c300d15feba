//! A subscription for the tests of frames.

use crate::{
    data::Extra,
    wire::TypedObject,
    xrpc::{Endpoint, Method, XrpcError},
};

#[derive(Clone, PartialEq)]
pub(super) struct Bell {
    pub(super) floor: i64,
    pub(super) extra: Extra,
}

crate::object! { Bell { required floor = "floor"; } }

#[derive(Clone, PartialEq)]
pub(super) enum Message {
    Bell(Box<Bell>),
    Other(Box<TypedObject>),
}

crate::union! { open Message { Bell = "com.example.desk#bell"; } }

pub(super) struct Desk;

impl Endpoint for Desk {
    const NSID: &'static str = "com.example.desk";
    const METHOD: Method = Method::Subscription;
    type Params = ();
    type Input = ();
    type Output = Message;
    type Error = XrpcError;
}

pub(super) fn bell(floor: i64) -> Message {
    Message::Bell(Box::new(Bell {
        floor,
        extra: Extra::new(),
    }))
}
