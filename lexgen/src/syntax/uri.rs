//! `uri`: a URI of any scheme.

use super::{
    AtUri, Did, Format, SpaceRef, bytes::find_other, error::Fault, format_type::format_type,
};

pub(super) const EXAMPLES: [&str; 4] = [
    "https://example.com/a?b#c",
    "dns:example",
    "at://a.example",
    "a:\u{301}",
];

format_type! {
    /// A [URI](https://atproto.com/specs/lexicon#uri) of any scheme: the
    /// scheme, a colon, and something after it without spaces or control
    /// characters.
    ///
    /// As in both reference implementations, the part after the scheme is not
    /// parsed: records in the network have URIs with unescaped characters that
    /// RFC 3986 does not allow.
    ///
    /// ```
    /// use lexgen::syntax::Uri;
    ///
    /// let uri = Uri::new("https://example.com/path?q=1")?;
    /// assert_eq!(uri.scheme(), Some("https"));
    /// assert!(Uri::new("example.com").is_err());
    /// # Ok::<(), lexgen::syntax::InvalidSyntax>(())
    /// ```
    Uri
}

impl Uri {
    /// The scheme, as written. `None` if the text is malformed.
    pub fn scheme(&self) -> Option<&str> {
        check(self).ok()?;
        self.split_once(':').map(|(scheme, _)| scheme)
    }
}

impl From<Did> for Uri {
    fn from(did: Did) -> Self {
        Self(did.into_string())
    }
}

impl From<AtUri> for Uri {
    fn from(uri: AtUri) -> Self {
        Self(uri.into_string())
    }
}

impl From<SpaceRef> for Uri {
    fn from(space: SpaceRef) -> Self {
        Self(space.into_string())
    }
}

pub(super) fn check(text: &str) -> Result<(), Fault> {
    Format::Uri.check_max_bytes(text)?;
    let Some((scheme, rest)) = text.split_once(':') else {
        return Err(Fault::whole("it must have a scheme, followed by `:`"));
    };
    if !scheme.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return Err(Fault::at(0, "the scheme must start with a letter"));
    }
    if let Some(at) = scheme
        .bytes()
        .position(|byte| !byte.is_ascii_alphanumeric() && !b"+-.".contains(&byte))
    {
        let reason = "the scheme may only contain ASCII letters, digits and `+-.`";
        return Err(Fault::at(at, reason));
    }
    let start = scheme.len() + 1;
    if rest.is_empty() {
        return Err(Fault::at(start, "nothing follows the scheme"));
    }
    // Most URIs are ASCII, which needs no table of white space.
    if find_other(rest, |byte| byte.is_ascii_graphic()).is_none() {
        return Ok(());
    }
    match rest.find(|c: char| c.is_whitespace() || c.is_control()) {
        Some(at) => Err(Fault::at(
            start + at,
            "it must not contain spaces or control characters",
        )),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_scheme_is_a_scheme() {
        for (text, scheme) in [
            ("HTTPS://example.com", "HTTPS"),
            ("git+ssh://a", "git+ssh"),
            ("h323:a", "h323"),
            ("file:///a", "file"),
            ("https://example.com/ü", "https"),
        ] {
            assert_eq!(Uri::new(text).unwrap().scheme(), Some(scheme));
        }
    }

    #[test]
    fn accounts_and_records_are_uris() {
        let did = Did::new("did:web:example.com").unwrap();
        assert_eq!(Uri::from(did.clone()), Uri::new(did.as_str()).unwrap());
        let record = AtUri::new("at://a.example/com.example.note/self").unwrap();
        assert_eq!(
            Uri::from(record.clone()),
            Uri::new(record.as_str()).unwrap()
        );
    }

    #[test]
    fn spaces_of_every_kind_are_refused() {
        for text in [
            "a: b",
            "a:b\u{a0}",
            "a:b\n",
            "a:\u{2003}",
            "a:\u{7f}",
            "a b:c",
        ] {
            assert!(Uri::new(text).is_err(), "{text:?}");
            assert_eq!(Uri::new_unchecked(text).scheme(), None);
        }
    }
}
