//! The search for bytes: one that a format does not allow, and one that separates its
//! parts.

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

/// The parts of a text between `separator`s, an ASCII character.
///
/// The parts of identifiers are short: a plain loop is several times as fast as
/// `str::split`, which calls a search for each part.
pub(super) fn split(text: &str, separator: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let (part, more) = match rest?.bytes().position(|byte| byte == separator) {
            Some(at) => (rest?.get(..at)?, rest?.get(at + 1..)),
            None => (rest?, None),
        };
        rest = more;
        Some(part)
    })
}

/// How many ASCII letters and digits there are before any other byte.
pub(super) fn alphanumeric(bytes: &[u8]) -> usize {
    // Eight at once, of which the compiler makes vector code.
    let (eights, _) = bytes.as_chunks::<8>();
    let is_whole = |eight: &&[u8; 8]| {
        let both = |all: bool, byte: &u8| all & byte.is_ascii_alphanumeric();
        eight.iter().fold(true, both)
    };
    let start = 8 * eights.iter().take_while(is_whole).count();
    let rest = bytes.get(start..).unwrap_or_default();
    let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric());
    start + end.unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::{alphanumeric, split};

    #[test]
    fn letters_and_digits_are_counted_up_to_any_other_byte() {
        for length in 0..20 {
            let text = "aZ09".repeat(5);
            assert_eq!(alphanumeric(&text.as_bytes()[..length]), length);
            for other in ["-", "é", "\0"] {
                let text = format!("{}{other}{text}", &text[..length]);
                assert_eq!(alphanumeric(text.as_bytes()), length, "{text}");
            }
        }
    }

    #[test]
    fn parts_are_those_of_the_standard_library() {
        for text in ["", "/", "a", "a/", "/a", "a//b", "é/日本/🌱", "ab/c/"] {
            let parts: Vec<_> = split(text, b'/').collect();
            assert_eq!(parts, text.split('/').collect::<Vec<_>>(), "{text}");
        }
    }
}
