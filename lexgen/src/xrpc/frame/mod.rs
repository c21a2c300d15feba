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

pub use error::FrameError;
#[cfg(feature = "xrpc")]
pub use received::Received;
pub use v0::{Frame, error_frame, message_frame};
