//! Integers and booleans in query strings.

/// An integer: decimal digits, perhaps after `-`, as the reference implementation
/// reads it. `None` if the text is another, or not in the range of 64 bits.
pub(crate) fn integer(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    None
}

/// `true` or `false`, and nothing else.
pub(crate) fn boolean(text: &str) -> Option<bool> {
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_decimal() {
        for (text, value) in [
            ("0", 0),
            ("-5", -5),
            ("05", 5),
            ("-0", 0),
            ("9223372036854775807", i64::MAX),
            ("-9223372036854775808", i64::MIN),
        ] {
            assert_eq!(integer(text), Some(value), "{text}");
        }
        for text in [
            "",
            "-",
            "+5",
            " 5",
            "5 ",
            "1e1",
            "5.0",
            "0x5",
            "--5",
            "٥",
            "9223372036854775808",
        ] {
            assert_eq!(integer(text), None, "{text}");
        }
    }

    #[test]
    fn booleans_have_two_texts() {
        assert_eq!(boolean("true"), Some(true));
        assert_eq!(boolean("false"), Some(false));
        for text in ["", "on", "off", "1", "0", "True", "TRUE", "yes", " true"] {
            assert_eq!(boolean(text), None, "{text}");
        }
    }
}
