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

use crate::data::{DataError, sorted};

pub use error::FrameError;
#[cfg(feature = "xrpc")]
pub use received::Received;
pub use v0::{Frame, error_frame, message_frame};

/// Reads CBOR whose keys may be in any order.
fn in_any_order<T>(
    bytes: &[u8],
    read: impl Fn(&[u8]) -> Result<T, DataError>,
) -> Result<T, DataError> {
    read(bytes).or_else(|error| match sorted(bytes) {
        Some(sorted) => read(&sorted),
        None => Err(error),
    })
}
