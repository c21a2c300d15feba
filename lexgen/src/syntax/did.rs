//! `did`: an account, by an identifier that never changes.

use super::{Format, bytes::find_other, error::Fault, format_type::format_type};

pub(super) const EXAMPLES: [&str; 3] = [
    "did:web:alice.example",
    "did:plc:z72i7hdynmk6r22z27h6tvur",
    "did:example:a_b%20c",
];

format_type! {
    /// A [DID](https://atproto.com/specs/did), of any method.
    ///
    /// ```
    /// use lexgen::syntax::Did;
    ///
    /// let did = Did::new("did:plc:z72i7hdynmk6r22z27h6tvur")?;
    /// assert_eq!(did.method(), Some("plc"));
    /// assert_eq!(did.identifier(), Some("z72i7hdynmk6r22z27h6tvur"));
    /// # Ok::<(), lexgen::syntax::InvalidSyntax>(())
    /// ```
    Did
}

impl Did {
    /// The method, such as `plc` or `web`. `None` if the text is malformed.
    pub fn method(&self) -> Option<&str> {
        self.parts().map(|(method, _)| method)
    }

    /// The part after the method. `None` if the text is malformed.
    pub fn identifier(&self) -> Option<&str> {
        self.parts().map(|(_, identifier)| identifier)
    }

    fn parts(&self) -> Option<(&str, &str)> {
        check(self).ok()?;
        self.strip_prefix("did:")?.split_once(':')
    }
}

pub(super) fn check(text: &str) -> Result<(), Fault> {
    let Some(rest) = text.strip_prefix("did:") else {
        return Err(Fault::at(0, "it must start with `did:`"));
    };
    Format::Did.check_max_bytes(text)?;
    // Methods are short, so that this is faster than `split_once`.
    let colon = rest.bytes().position(|byte| byte == b':');
    let Some((method, Some(identifier))) =
        colon.and_then(|at| Some((rest.get(..at)?, rest.get(at + 1..))))
    else {
        let reason = "the method must be followed by `:` and an identifier";
        return Err(Fault::at(text.len(), reason));
    };
    if method.is_empty() {
        return Err(Fault::at(4, "the method is empty"));
    }
    if let Some(at) = method.bytes().position(|byte| !byte.is_ascii_lowercase()) {
        let reason = "the method may only contain lower-case letters";
        return Err(Fault::at(4 + at, reason));
    }
    let start = 4 + method.len() + 1;
    let allowed =
        |byte: u8| byte.is_ascii_alphanumeric() | matches!(byte, b'.' | b'_' | b':' | b'%' | b'-');
    if let Some(at) = find_other(identifier, allowed) {
        let reason = "the identifier may only contain ASCII letters, digits and `._:%-`";
        return Err(Fault::at(start + at, reason));
    }
    if identifier.is_empty() {
        return Err(Fault::at(start, "the identifier is empty"));
    }
    if identifier.ends_with([':', '%']) {
        return Err(Fault::at(text.len() - 1, "it ends with `:` or `%`"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_identifier_may_hold_colons() {
        let did = Did::new("did:web:localhost%3A1234:a").unwrap();
        assert_eq!(did.method(), Some("web"));
        assert_eq!(did.identifier(), Some("localhost%3A1234:a"));
    }

    #[test]
    fn malformed_text_has_no_parts() {
        for text in ["did:web", "did::x", "web:x", "did:web:", "did:web:é"] {
            let did = Did::new_unchecked(text);
            assert_eq!(did.parts(), None, "{text}");
        }
    }

    #[test]
    fn length_is_limited() {
        assert!(Did::new(format!("did:x:{}", "a".repeat(2042))).is_ok());
        assert!(Did::new(format!("did:x:{}", "a".repeat(2043))).is_err());
    }
}
