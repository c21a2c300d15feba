//! Literals as generated code spells them.

use std::fmt::{self, Display};

/// A string as a literal.
pub(super) struct Quoted<'a>(pub(super) &'a str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stands_for_itself =
            |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
        if self.0.bytes().all(stands_for_itself) {
            // Nearly all of them: there is nothing to look for.
            write!(f, "\"{}\"", self.0)
        } else {
            proc_macro2::Literal::string(self.0).fmt(f)
        }
    }
}

/// An integer of a table's row, where a sign is a token of its own.
pub(super) struct Signed(pub(super) i64);

impl Display for Signed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "- " } else { "" };
        write!(f, "{sign}{}", self.0.unsigned_abs())
    }
}
