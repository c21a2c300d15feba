//! Endpoints and their errors, without any transport.
//! [Specification](https://atproto.com/specs/xrpc).

mod endpoint;
mod error;

pub use endpoint::{Endpoint, Method};
#[doc(hidden)]
pub use error::display_error;
pub use error::{ErrorDetail, XrpcError};
