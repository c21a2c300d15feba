//! `handle`: an account, by a domain name.

use super::{Format, error::Fault, format_type::format_type, label};

pub(super) const EXAMPLES: [&str; 3] = ["alice.example", "2.example", "a.b"];

format_type! {
    /// A [handle](https://atproto.com/specs/handle): a domain name of two or
    /// more segments. Upper case is allowed and kept; two handles name the same
    /// account if their [`normalized`](Handle::normalized) forms are equal.
    ///
    /// ```
    /// use lexgen::syntax::Handle;
    ///
    /// let handle = Handle::new("Alice.Example.com")?;
    /// assert_eq!(handle, "Alice.Example.com");
    /// assert_eq!(handle.normalized(), "alice.example.com");
    /// assert_eq!(handle.top_level_domain(), Some("com"));
    /// # Ok::<(), lexgen::syntax::InvalidSyntax>(())
    /// ```
    Handle
}

impl Handle {
    /// The text that replaces a handle that does not resolve to the account. See
    /// [`is_placeholder`](Self::is_placeholder).
    pub const PLACEHOLDER: &'static str = "handle.invalid";

    /// Whether it is [`handle.invalid`](https://atproto.com/specs/handle#invalid-handles),
    /// which names no account.
    pub fn is_placeholder(&self) -> bool {
        self.eq_ignore_ascii_case(Self::PLACEHOLDER)
    }

    /// The handle in lower case, the form to compare and to store.
    pub fn normalized(&self) -> Self {
        Self(self.to_ascii_lowercase())
    }

    /// The last segment, as written. `None` if the text is malformed.
    pub fn top_level_domain(&self) -> Option<&str> {
        check(self).ok()?;
        self.rsplit('.').next()
    }
}

pub(super) fn check(text: &str) -> Result<(), Fault> {
    Format::Handle.check_max_bytes(text)?;
    let mut start = 0;
    let mut last = (0, text);
    for segment in text.split('.') {
        label::check(segment, start)?;
        last = (start, segment);
        start += segment.len() + 1;
    }
    match last {
        (0, _) => Err(Fault::at(text.len(), "it must have at least two segments")),
        (start, top) if label::starts_with_digit(top) => {
            Err(Fault::at(start, "the last segment starts with a digit"))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_names_the_segment() {
        for (text, offset) in [
            ("localhost", 9),
            ("a..test", 2),
            ("a.-b.test", 2),
            ("a.b-.test", 3),
            ("127.0.0.1", 8),
            ("@a.test", 0),
            ("a.test.", 7),
        ] {
            assert_eq!(
                Handle::new(text).unwrap_err().offset(),
                Some(offset),
                "{text}"
            );
        }
    }

    #[test]
    fn the_placeholder_is_well_formed() {
        let handle = Handle::new(Handle::PLACEHOLDER).unwrap();
        assert!(handle.is_placeholder());
        assert!(!Handle::new("alice.test").unwrap().is_placeholder());
    }

    #[test]
    fn malformed_text_has_no_top_level_domain() {
        assert_eq!(Handle::new_unchecked("com").top_level_domain(), None);
    }
}
