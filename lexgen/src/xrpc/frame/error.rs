//! The error of a frame.

use std::fmt;

use crate::{
    data::DataError,
    shown::{message, shown},
};

/// The most bytes of a path that `Debug` shows.
const PATH: usize = 1000;

/// Bytes are not a frame, or not one of the subscription.
///
/// It repeats no values of a frame, which may be secret. Names are short and escaped,
/// except in [`path`](Self::path).
///
/// Needs the feature `dag-cbor`.
#[derive(Clone, PartialEq, Eq)]
pub struct FrameError(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    text: Box<str>,
    path: Box<str>,
    is_broken: bool,
}

impl FrameError {
    /// What it repeats of the frame is short and escaped.
    pub(super) fn new(text: impl fmt::Display) -> Self {
        Self(Box::new(Inner {
            text: message(&text).to_string().into(),
            path: Box::default(),
            is_broken: false,
        }))
    }

    /// The error of bytes that are no frame of any subscription.
    #[cold]
    pub(super) fn broken(text: impl fmt::Display) -> Self {
        let mut error = Self::new(text);
        error.0.is_broken = true;
        error
    }

    /// The error of a message of this type.
    #[cold]
    pub(super) fn of_message(type_name: &str, error: &dyn fmt::Display, path: &str) -> Self {
        let mut this = Self::new(format_args!("the message `{}`: {error}", shown(type_name)));
        this.0.path = path.into();
        this
    }

    /// A [JSON pointer](https://www.rfc-editor.org/rfc/rfc6901) to the invalid value in
    /// the message; empty for the whole, or if the place is not known. It is the
    /// sender's text: `Display` escapes and shortens it.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// Whether the bytes are no frame of any subscription: cut off, or without a
    /// readable header or `$type`. Such a frame ends a subscription that does not
    /// resume. Otherwise only this message does not match the lexicon, and those after
    /// it can be read.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.0.is_broken
    }

    pub(super) fn set_broken(mut self, is_broken: bool) -> Self {
        self.0.is_broken = is_broken;
        self
    }
}

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.text)
    }
}

impl fmt::Debug for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FrameError")
            .field("text", &self.0.text)
            .field("path", &shown(&self.0.path).up_to(PATH))
            .field("is_broken", &self.0.is_broken)
            .finish()
    }
}

impl std::error::Error for FrameError {}

impl From<DataError> for FrameError {
    fn from(error: DataError) -> Self {
        Self::new(error)
    }
}
