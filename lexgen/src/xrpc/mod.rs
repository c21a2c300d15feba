//! Endpoints and their errors, without any transport.
//! [Specification](https://atproto.com/specs/xrpc).

mod endpoint;
mod error;

pub use endpoint::{Endpoint, Method};
pub use error::{ErrorDetail, XrpcError};
