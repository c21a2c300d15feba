//! Binary messages of a form that the program knows.

use std::{
    fmt, io,
    sync::{Arc, Mutex, PoisonError},
};

use super::socket::MAX_FRAME;

/// Where a decoder of binary messages writes the frame. It takes at most 8 MiB, so that
/// a small message that is very large when it is decompressed does no harm.
///
/// Needs the feature `subscription`.
#[derive(Debug, Default)]
pub struct DecodedFrame {
    bytes: Vec<u8>,
    is_exceeded: bool,
}

impl DecodedFrame {
    /// How many bytes can still be written.
    #[must_use]
    pub fn left(&self) -> usize {
        MAX_FRAME - self.bytes.len()
    }
}

impl io::Write for DecodedFrame {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.len() > self.left() {
            self.is_exceeded = true;
            return Err(io::Error::other(TooLarge));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A decoded frame is larger than the limit.
#[derive(Debug)]
struct TooLarge;

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the decoded frame has more than {MAX_FRAME} bytes")
    }
}

impl std::error::Error for TooLarge {}

/// Why there is no decoded frame.
pub(super) enum Undecoded {
    TooLarge(io::Error),
    Invalid(io::Error),
}

type Function = dyn FnMut(&[u8], &mut DecodedFrame) -> io::Result<()> + Send;

/// A decoder of binary messages, which clones share.
#[derive(Clone)]
pub(super) struct Decoder(Arc<Mutex<Function>>);

impl Decoder {
    pub(super) fn new(
        function: impl FnMut(&[u8], &mut DecodedFrame) -> io::Result<()> + Send + 'static,
    ) -> Self {
        Self(Arc::new(Mutex::new(function)))
    }

    pub(super) fn decode(&self, message: &[u8]) -> Result<Vec<u8>, Undecoded> {
        let mut frame = DecodedFrame::default();
        let mut function = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let outcome = function(message, &mut frame);
        // The function may have hidden that the frame is cut off.
        match (outcome, frame.is_exceeded) {
            (_, true) => Err(Undecoded::TooLarge(io::Error::other(TooLarge))),
            (Err(error), false) => Err(Undecoded::Invalid(error)),
            (Ok(()), false) => Ok(frame.bytes),
        }
    }
}
