//! `at-uri`: a repository, a collection or a record.

use super::{
    AtIdentifier, Nsid, RecordKey, at_identifier, bytes::find_other, error::Fault,
    format_type::format_type, nsid, record_key,
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
    /// [`parts`](AtUri::parts) has the parts as values. The methods that are named
    /// after a part return its text.
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

/// What an [`AtUri`] identifies, and the parts that say which.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AtUriParts {
    /// A repository.
    Repository {
        /// The account.
        authority: AtIdentifier,
    },
    /// The records of one type in a repository.
    Collection {
        /// The account.
        authority: AtIdentifier,
        /// The NSID of the record type.
        collection: Nsid,
    },
    /// A record.
    Record {
        /// The account.
        authority: AtIdentifier,
        /// The NSID of the record type.
        collection: Nsid,
        /// The name of the record in the collection.
        record_key: RecordKey,
    },
}

/// The URI is well-formed exactly if its parts are.
impl From<AtUriParts> for AtUri {
    fn from(parts: AtUriParts) -> Self {
        Self(match parts {
            AtUriParts::Repository { authority } => format!("{SCHEME}{authority}"),
            AtUriParts::Collection {
                authority,
                collection,
            } => format!("{SCHEME}{authority}/{collection}"),
            AtUriParts::Record {
                authority,
                collection,
                record_key,
            } => format!("{SCHEME}{authority}/{collection}/{record_key}"),
        })
    }
}

impl AtUri {
    /// The URI of a record. It is well-formed exactly if its parts are.
    ///
    /// ```
    /// use lexgen::syntax::{AtUri, Did, Nsid, Tid};
    ///
    /// let did = Did::new("did:web:example.com")?;
    /// let collection = Nsid::new("app.bsky.feed.post")?;
    /// let uri = AtUri::from_parts(&did, collection, Tid::new("3jzfcijpj2z2a")?);
    /// assert_eq!(uri, "at://did:web:example.com/app.bsky.feed.post/3jzfcijpj2z2a");
    /// # Ok::<(), lexgen::syntax::InvalidSyntax>(())
    /// ```
    pub fn from_parts(
        authority: impl Into<AtIdentifier>,
        collection: Nsid,
        record_key: impl Into<RecordKey>,
    ) -> Self {
        Self::from(AtUriParts::Record {
            authority: authority.into(),
            collection,
            record_key: record_key.into(),
        })
    }

    /// What it identifies. `None` if the text is malformed.
    ///
    /// ```
    /// use lexgen::syntax::{AtUri, AtUriParts};
    ///
    /// let uri = AtUri::new("at://alice.example.com/app.bsky.feed.post/3jzfcijpj2z2a")?;
    /// let Some(AtUriParts::Record { authority, record_key, .. }) = uri.parts() else {
    ///     panic!("not a record");
    /// };
    /// assert!(authority.is_handle());
    /// assert_eq!(record_key, "3jzfcijpj2z2a");
    /// # Ok::<(), lexgen::syntax::InvalidSyntax>(())
    /// ```
    pub fn parts(&self) -> Option<AtUriParts> {
        let mut segments = self.segments()?;
        let authority = AtIdentifier::new_unchecked(segments.next()?);
        let collection = segments.next().map(Nsid::new_unchecked);
        let record_key = segments.next().map(RecordKey::new_unchecked);
        Some(match (collection, record_key) {
            (Some(collection), Some(record_key)) => AtUriParts::Record {
                authority,
                collection,
                record_key,
            },
            (Some(collection), None) => AtUriParts::Collection {
                authority,
                collection,
            },
            (None, _) => AtUriParts::Repository { authority },
        })
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
    use crate::syntax::Did;

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
    fn parts_go_in_and_out() {
        for text in [
            "at://a.test",
            "at://did:web:a.test/a.b.c",
            "at://a.test/a.b.c/~d",
        ] {
            let uri = AtUri::new(text).unwrap();
            assert_eq!(AtUri::from(uri.parts().unwrap()), uri);
        }
        assert_eq!(AtUri::new_unchecked("at://a.test/").parts(), None);
        let (did, key) = (
            "did:web:a.test".parse::<Did>().unwrap(),
            "d".parse::<RecordKey>(),
        );
        let uri = AtUri::from_parts(did, Nsid::new("a.b.c").unwrap(), key.unwrap());
        assert_eq!(uri, "at://did:web:a.test/a.b.c/d");
    }

    #[test]
    fn parts_cannot_smuggle_in_others() {
        for (authority, collection, record_key) in [
            ("a.test", "a.b.c", "d/e"),
            ("a.test/a.b.c", "d", "e"),
            ("a.test", "a.b.c/d", ""),
            ("a.test", "", "a.b.c"),
            ("", "a.test", "a.b.c"),
            ("a.test", "a.b.c", ""),
            ("a.test", "a.b.c", "d?e"),
            ("a.test", "a.b.c", "d#e"),
        ] {
            let authority = AtIdentifier::new_unchecked(authority);
            let collection = Nsid::new_unchecked(collection);
            let record_key = RecordKey::new_unchecked(record_key);
            let uri = AtUri::from_parts(authority, collection, record_key);
            assert!(!uri.is_valid(), "{uri}");
        }
    }
}
