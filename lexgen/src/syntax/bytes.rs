//! The search for a byte that a format does not allow.

/// The position of the first byte that is not `allowed`.
///
/// Most texts are well-formed, so a loop without an early exit, which the
/// compiler vectorizes, first checks whether there is such a byte.
pub(super) fn find_other(text: &str, allowed: impl Fn(u8) -> bool) -> Option<usize> {
    let wrong = text
        .bytes()
        .fold(false, |wrong, byte| wrong | !allowed(byte));
    if wrong {
        text.bytes().position(|byte| !allowed(byte))
    } else {
        None
    }
}
