//! [`HttpEndpoint`]: an endpoint that can be called over HTTP.

use std::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};

use super::{Body, Endpoint, XrpcError};

/// An [`Endpoint`] whose types can be read and written. All generated endpoints
/// are.
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
