//! Literals.

use std::fmt::{self, Display};

/// A string as a literal.
pub(crate) struct Quoted<'a>(pub(crate) &'a str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stands_for_itself =
            |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
        if self.0.bytes().all(stands_for_itself) {
            // Nearly all of them: there is nothing to look for.
            write!(f, "\"{}\"", self.0)
        } else {
            // Not the tokens of a compiler: see `compiler.rs` of the macros.
            proc_macro2::Literal::string(self.0).fmt(f)
        }
    }
}

/// An integer of a table's row, where a sign is a token of its own.
pub(crate) struct Signed(pub(crate) i64);

impl Display for Signed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "- " } else { "" };
        write!(f, "{sign}{}", self.0.unsigned_abs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_is_the_text() {
        for text in [
            "",
            "plain",
            "\"",
            "\\",
            "ends with \\",
            "\n\r\t\0\u{7f}",
            "*/ \"# ' { }",
            "\u{202e}\u{2028}\u{feff}\u{e9}\u{1f600}",
        ] {
            let literal: syn::LitStr = syn::parse_str(&Quoted(text).to_string()).unwrap();
            assert_eq!(literal.value(), text);
        }
    }
}
