//! [`HttpEndpoint`]: an endpoint that can be called over HTTP.

use std::error::Error;

use serde::{Serialize, de::DeserializeOwned};

use super::{Body, Endpoint, XrpcError};

/// An [`Endpoint`] whose types can be read and written, and sent to other threads. All
/// generated endpoints are.
///
/// Needs the feature `xrpc`.
pub trait HttpEndpoint:
    Endpoint<
        Params: Serialize + DeserializeOwned + Send + Sync,
        Input: Body + Send + Sync,
        Output: Body + Send + Sync,
        Error: From<XrpcError> + Into<XrpcError> + Error + Send + Sync + 'static,
    >
{
}

impl<E> HttpEndpoint for E where
    E: Endpoint<
            Params: Serialize + DeserializeOwned + Send + Sync,
            Input: Body + Send + Sync,
            Output: Body + Send + Sync,
            Error: From<XrpcError> + Into<XrpcError> + Error + Send + Sync + 'static,
        >
{
}
