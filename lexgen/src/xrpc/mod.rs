//! Endpoints and their errors; with the feature `xrpc` also as HTTP messages.
//! [Specification](https://atproto.com/specs/xrpc).
//!
//! Without features this module has what generated code uses: [`Endpoint`] and
//! the errors. With the feature `xrpc`, requests and responses convert to and from
//! the messages of the crate `http`, for clients (`request`, `response`) and
//! services (`parse_request`, `respond`), without opening connections, so that any
//! HTTP library can send them. The features `client`, `server` and `subscription`
//! add clients and a server on common libraries.

#[cfg(feature = "xrpc")]
mod added_headers;
#[cfg(feature = "arbitrary")]
mod arbitrary;
mod binary;
#[cfg(feature = "xrpc")]
mod body;
#[cfg(any(feature = "client", feature = "subscription"))]
mod chance;
#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "xrpc")]
mod decode_error;
#[cfg(feature = "xrpc")]
mod encode_error;
mod endpoint;
mod error;
#[cfg(feature = "xrpc")]
mod error_body;
#[cfg(feature = "xrpc")]
mod failure;
#[cfg(feature = "dag-cbor")]
mod frame;
#[cfg(feature = "xrpc")]
pub mod headers;
#[cfg(feature = "xrpc")]
mod http_endpoint;
#[cfg(feature = "xrpc")]
mod internal_error;
#[cfg(any(feature = "client", feature = "subscription"))]
mod jitter;
#[cfg(feature = "xrpc")]
mod media_type;
#[cfg(feature = "xrpc")]
mod query;
#[cfg(feature = "xrpc")]
mod query_error;
#[cfg(feature = "xrpc")]
mod query_reader;
#[cfg(any(feature = "codegen", feature = "xrpc"))]
pub(crate) mod query_text;
#[cfg(feature = "xrpc")]
mod request;
#[cfg(feature = "xrpc")]
mod response;
#[cfg(feature = "server")]
pub mod server;
#[cfg(feature = "xrpc")]
mod service;
#[cfg(any(feature = "client", feature = "subscription"))]
mod service_url;
#[cfg(any(feature = "client", feature = "subscription"))]
mod setup_error;
mod subprotocol;
#[cfg(feature = "subscription")]
pub mod subscription;
#[cfg(any(feature = "client", feature = "subscription"))]
mod transport_error;
mod unnamed_error;

// The crates whose types appear here, in the versions that they have here.

/// The crate of services.
///
/// Needs the feature `server`.
#[cfg(feature = "server")]
pub use ::axum;
/// The crate of bytes in bodies.
///
/// Needs the feature `client`.
#[cfg(feature = "client")]
pub use ::bytes;
/// The crate of HTTP messages.
///
/// Needs the feature `xrpc`.
#[cfg(feature = "xrpc")]
pub use ::http;
/// The crate of bodies that are streams.
///
/// Needs the feature `client`.
#[cfg(feature = "client")]
pub use ::http_body;
/// The crate of the client's HTTP.
///
/// Needs the feature `subscription` or `client`.
#[cfg(any(feature = "client", feature = "subscription"))]
pub use ::reqwest;

pub use binary::Binary;
#[cfg(feature = "xrpc")]
pub use body::Body;
#[cfg(feature = "client")]
pub use client::{Client, ClientError, ClientErrorKind};
#[cfg(feature = "xrpc")]
pub use decode_error::DecodeError;
#[cfg(feature = "xrpc")]
pub use encode_error::EncodeError;
pub use endpoint::{Endpoint, Method};
pub use error::{ErrorDetail, XrpcError};
#[doc(hidden)]
pub use error::{deserialize_error, display_error, serialize_error};
#[cfg(feature = "xrpc")]
pub use failure::{Failure, XrpcResult};
#[cfg(all(feature = "dag-cbor", feature = "xrpc"))]
pub use frame::Received;
#[cfg(feature = "dag-cbor")]
pub use frame::{Frame, FrameError, error_frame, message_frame};
#[cfg(feature = "xrpc")]
pub use http_endpoint::HttpEndpoint;
#[cfg(feature = "xrpc")]
pub use internal_error::{InternalError, OrInternal};
#[cfg(feature = "xrpc")]
pub use query::{from_query, to_query};
#[cfg(feature = "xrpc")]
pub use query_error::QueryError;
#[cfg(feature = "xrpc")]
pub use request::{PATH_PREFIX, http_method, path_and_query, request, request_with_body};
#[cfg(feature = "xrpc")]
pub use response::{CallError, output_encoding, refusal, response};
#[cfg(feature = "xrpc")]
pub use service::{
    check_encoding, parse_input, parse_params, parse_request, respond, respond_failure,
};
#[cfg(feature = "network")]
pub(crate) use service_url::provide_tls;
#[cfg(any(feature = "client", feature = "subscription"))]
pub use setup_error::SetupError;
pub use subprotocol::Subprotocol;
#[cfg(feature = "subscription")]
pub use subscription::{Subscription, SubscriptionError};
#[cfg(any(feature = "client", feature = "subscription"))]
pub use transport_error::TransportError;
pub use unnamed_error::UnnamedError;
