//! `at-uri`: a repository, a collection or a record.

use super::{
    InvalidSyntax, at_identifier, bytes::find_other, error::Fault, format_type::format_type, nsid,
    record_key,
};

const SCHEME: &str = "at://";

pub(super) const EXAMPLES: [&str; 2] = [
    "at://alice.example/com.example.note/self",
    "at://did:web:alice.example",
];

format_type! {
    /// An [AT-URI](https://atproto.com/specs/at-uri-scheme) in the restricted
    /// syntax of lexicons: an account, optionally followed by a collection and
    /// a record key.
    ///
    /// Methods return the parts as text, from which `Nsid::new(…)` and so on
    /// make values.
    ///
    /// ```
    /// use lexgen::syntax::AtUri;
    ///
    /// let uri = AtUri::new("at://alice.example.com/app.bsky.feed.post/3jzfcijpj2z2a")?;
    /// assert_eq!(uri.authority(), Some("alice.example.com"));
    /// assert_eq!(uri.collection(), Some("app.bsky.feed.post"));
    /// assert_eq!(uri.record_key(), Some("3jzfcijpj2z2a"));
    /// # Ok::<(), lexgen::syntax::InvalidSyntax>(())
    /// ```
    AtUri
}

impl AtUri {
    /// The URI of a record: `authority` is a DID or a handle, `collection` an
    /// NSID.
    ///
    /// ```
    /// use lexgen::syntax::{AtUri, Did, Nsid, RecordKey};
    ///
    /// let did = Did::new("did:web:example.com")?;
    /// let collection = Nsid::new("app.bsky.actor.profile")?;
    /// let uri = AtUri::from_parts(&did, &collection, "self")?;
    /// assert_eq!(uri, "at://did:web:example.com/app.bsky.actor.profile/self");
    /// # Ok::<(), lexgen::syntax::InvalidSyntax>(())
    /// ```
    ///
    /// # Errors
    /// If a part is malformed.
    pub fn from_parts(
        authority: &str,
        collection: &str,
        record_key: &str,
    ) -> Result<Self, InvalidSyntax> {
        Self::new(format!("{SCHEME}{authority}/{collection}/{record_key}"))
    }

    /// The account: a DID or a handle. `None` if the text is malformed.
    pub fn authority(&self) -> Option<&str> {
        self.segments()?.next()
    }

    /// The NSID of the collection. `None` if there is none or the text is
    /// malformed.
    pub fn collection(&self) -> Option<&str> {
        self.segments()?.nth(1)
    }

    /// The record key. `None` if there is none or the text is malformed.
    pub fn record_key(&self) -> Option<&str> {
        self.segments()?.nth(2)
    }

    /// The part after `#`, in the general syntax of AT-URIs. Lexicons do not
    /// allow it, so only unchecked text can have one. `None` if there is none or
    /// the part before it is malformed.
    pub fn fragment(&self) -> Option<&str> {
        let (uri, fragment) = self.split_once('#')?;
        check(uri).ok().map(|()| fragment)
    }

    fn segments(&self) -> Option<impl Iterator<Item = &str>> {
        check(self).ok()?;
        Some(self.strip_prefix(SCHEME)?.split('/'))
    }
}

pub(super) fn check(text: &str) -> Result<(), Fault> {
    let Some(rest) = text.strip_prefix(SCHEME) else {
        return Err(Fault::at(0, "it must start with `at://`"));
    };
    if let Some(at) = find_other(rest, |byte| !matches!(byte, b'?' | b'#')) {
        let reason = "queries and fragments are not allowed";
        return Err(Fault::at(SCHEME.len() + at, reason));
    }
    let rules = [at_identifier::check, nsid::check, record_key::check];
    let mut rules = rules.into_iter();
    let mut start = SCHEME.len();
    for segment in rest.split('/') {
        let Some(rule) = rules.next() else {
            return Err(Fault::at(start - 1, "unexpected text after the record key"));
        };
        rule(segment).map_err(|fault| fault.within(start))?;
        start += segment.len() + 1;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shorter_uris_have_fewer_parts() {
        let uri = AtUri::new("at://did:web:a.example").unwrap();
        assert_eq!(uri.authority(), Some("did:web:a.example"));
        assert_eq!((uri.collection(), uri.record_key()), (None, None));
        let uri = AtUri::new("at://did:web:a.example/a.b.c").unwrap();
        assert_eq!((uri.collection(), uri.record_key()), (Some("a.b.c"), None));
    }

    #[test]
    fn the_error_names_the_part() {
        for (text, offset) in [
            ("at://name", 9),
            ("at://a.test/b", 13),
            ("at://a.test/", 12),
            ("at://a.test/a.b.c/d/e", 19),
            ("at://a.test/a.b.c/%20", 18),
            ("at://a.test?x", 11),
        ] {
            let error = AtUri::new(text).unwrap_err();
            assert_eq!(error.offset(), Some(offset), "{error}");
        }
    }

    #[test]
    fn malformed_text_has_no_parts() {
        for text in [
            "at://",
            "at://name/a.b.c/d",
            "http://a.test",
            "at://a.test/",
        ] {
            let uri = AtUri::new_unchecked(text);
            assert_eq!(uri.authority(), None, "{text}");
            assert_eq!(uri.collection(), None, "{text}");
            assert_eq!(uri.record_key(), None, "{text}");
        }
    }

    #[test]
    fn only_unchecked_text_has_a_fragment() {
        let text = "at://a.test/a.b.c/d#/path";
        assert!(AtUri::new(text).is_err());
        assert_eq!(AtUri::new_unchecked(text).fragment(), Some("/path"));
        assert_eq!(AtUri::new_unchecked("at://a#/path").fragment(), None);
    }

    #[test]
    fn parts_cannot_smuggle_in_others() {
        assert!(AtUri::from_parts("a.test", "a.b.c", "d/e").is_err());
        assert!(AtUri::from_parts("a.test/a.b.c", "d", "e").is_err());
    }
}
