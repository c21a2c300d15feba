//! Segments of domain names, which handles and NSIDs consist of.

use super::{bytes::find_other, error::Fault};

/// The most bytes of a segment.
const LONGEST: usize = 63;

/// Checks one segment of a [handle](https://atproto.com/specs/handle#handle-identifier-syntax)
/// that starts `start` bytes into the text.
pub(super) fn check(label: &str, start: usize) -> Result<(), Fault> {
    if label.is_empty() {
        return Err(Fault::at(start, "a segment is empty"));
    }
    if label.len() > LONGEST {
        return Err(Fault::at(start, "a segment is longer than 63 bytes"));
    }
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() | (byte == b'-');
    if let Some(at) = find_other(label, allowed) {
        let reason = "a segment may only contain ASCII letters, digits and hyphens";
        return Err(Fault::at(start + at, reason));
    }
    if label.starts_with('-') {
        return Err(Fault::at(start, "a segment starts with a hyphen"));
    }
    if label.ends_with('-') {
        let last = start + label.len() - 1;
        return Err(Fault::at(last, "a segment ends with a hyphen"));
    }
    Ok(())
}

/// Whether a segment starts with a digit, which top-level domains must not.
pub(super) fn starts_with_digit(label: &str) -> bool {
    label.starts_with(|first: char| first.is_ascii_digit())
}
