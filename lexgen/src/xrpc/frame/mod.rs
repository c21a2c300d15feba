//! Frames: the WebSocket messages of a subscription.
//! [Specification](https://atproto.com/specs/event-stream#framing).

mod error;
#[cfg(test)]
mod fixture;
#[cfg(feature = "xrpc")]
mod outline;
#[cfg(feature = "xrpc")]
mod received;
mod v0;
#[cfg(feature = "xrpc")]
mod v1;

use std::convert::Infallible;

use serde_ipld_dagcbor::DecodeError;

use crate::data::{DataError, decoded, no_indefinite_length, sorted};

pub use error::FrameError;
#[cfg(feature = "xrpc")]
pub use received::Received;
pub use v0::{Frame, error_frame, message_frame};

/// Reads CBOR whose keys may be in any order, with `read`, which is called again if
/// they are in another order than that of DAG-CBOR, and to explain an error.
fn in_any_order<T>(
    bytes: &[u8],
    read: impl Fn(&[u8]) -> Result<T, DecodeError<Infallible>>,
) -> Result<T, DataError> {
    no_indefinite_length(bytes)?;
    // Not explained yet: a service may write every frame in another order.
    if let Ok(value) = read(bytes) {
        return Ok(value);
    }
    let sorted = sorted(bytes);
    decoded(sorted.as_deref().unwrap_or(bytes), read)
}
