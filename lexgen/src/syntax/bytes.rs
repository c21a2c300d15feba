//! The search that every format begins with: for a byte that it does not have.

/// Where the first byte stands that is not `allowed`.
///
/// Texts are mostly well-formed. So all bytes are looked at first, in a loop
/// without an exit, which the compiler makes one of many bytes at a time; only
/// when one is wrong is it looked for.
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
