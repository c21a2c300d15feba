//! Files that an editor saved as UTF-16, which are not JSON.

/// Help for a file that is not UTF-8, by its first bytes.
pub(crate) fn save_as(start: &[u8]) -> &'static str {
    if is_utf16(start) {
        "this looks like UTF-16: save the file as UTF-8"
    } else {
        "save the file as UTF-8"
    }
}

/// Whether a file begins with a byte order mark of UTF-16, or with two characters of
/// ASCII in UTF-16. JSON in UTF-8 has no zero bytes.
pub(crate) fn is_utf16(start: &[u8]) -> bool {
    match start {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => true,
        [a, 0, b, 0, ..] | [0, a, 0, b, ..] => *a != 0 && *b != 0,
        _ => false,
    }
}
