//! Which endpoints can go over HTTP: those of every generated module.

use std::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};

use super::{Body, Endpoint, XrpcError};

/// An [`Endpoint`] whose types can be sent and read. Every generated one is.
///
/// Needs the feature `xrpc`.
pub trait HttpEndpoint:
    Endpoint<
        Params: Serialize + DeserializeOwned,
        Input: Body,
        Output: Body,
        Error: From<XrpcError> + Into<XrpcError> + Debug,
    >
{
}

impl<E> HttpEndpoint for E where
    E: Endpoint<
            Params: Serialize + DeserializeOwned,
            Input: Body,
            Output: Body,
            Error: From<XrpcError> + Into<XrpcError> + Debug,
        >
{
}
