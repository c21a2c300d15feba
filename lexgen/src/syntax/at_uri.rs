//! `at-uri`: a repository, a collection, a record or a space.

use std::borrow::Cow;

use super::{
    AtIdentifier, Did, Nsid, RecordKey, SpaceRef, at_identifier, bytes::find_other, error::Fault,
    format_type::format_type, nsid, record_key, space_ref,
};

pub(super) const SCHEME: &str = "at://";

/// What stands in the URIs of spaces where others have an NSID.
pub(super) const SPACE: &str = "space";

pub(super) const EXAMPLES: [&str; 2] = [
    "at://alice.example/com.example.note/self",
    "at://did:web:alice.example",
];

format_type! {
    /// An [AT-URI](https://atproto.com/specs/at-uri-scheme) in the restricted
    /// syntax of lexicons: an account, optionally followed by a collection and
    /// a record key. It can also identify a [space](SpaceRef) of permissioned data, or
    /// a record in one.
    ///
    /// [`parts`](AtUri::parts) has the parts as values. The methods that are named
    /// after a part return its text. Whether a record is public says only
    /// [`space`](AtUri::space), or the variant of the parts.
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
    /// A space of permissioned data.
    Space {
        /// The space.
        space: SpaceRef,
    },
    /// A record in a space. It is not in the public repository of its author.
    SpaceRecord {
        /// The space.
        space: SpaceRef,
        /// The account that wrote the record.
        author: Did,
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
            AtUriParts::Repository { authority } => format!("{SCHEME}{}", part(&authority)),
            AtUriParts::Collection {
                authority,
                collection,
            } => format!("{SCHEME}{}/{}", part(&authority), part(&collection)),
            AtUriParts::Record {
                authority,
                collection,
                record_key,
            } => {
                let (collection, record_key) = (part(&collection), part(&record_key));
                format!("{SCHEME}{}/{collection}/{record_key}", part(&authority))
            }
            AtUriParts::Space { space } => whole(space),
            AtUriParts::SpaceRecord {
                space,
                author,
                collection,
                record_key,
            } => {
                let (collection, record_key) = (part(&collection), part(&record_key));
                let space = whole(space);
                format!("{space}/{}/{collection}/{record_key}", part(&author))
            }
        })
    }
}

/// A part as it is written in a URI. A malformed part with a slash could be several
/// well-formed ones, so its slashes are doubled: no URI has an empty segment.
pub(super) fn part(text: &str) -> Cow<'_, str> {
    if text.contains('/') {
        return text.replace('/', "//").into();
    }
    text.into()
}

/// The text of a space, or one that no URI starts with if it is malformed.
fn whole(space: SpaceRef) -> String {
    let is_valid = space.is_valid();
    let mut text = space.into_string();
    if !is_valid {
        text.push_str("//");
    }
    text
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
        let first = segments.next()?;
        if let Some(space) = self.space() {
            let mut segments = segments.skip(3);
            return Some(match segments.next() {
                Some(author) => AtUriParts::SpaceRecord {
                    space,
                    author: Did::new_unchecked(author),
                    collection: Nsid::new_unchecked(segments.next()?),
                    record_key: RecordKey::new_unchecked(segments.next()?),
                },
                None => AtUriParts::Space { space },
            });
        }
        let authority = AtIdentifier::new_unchecked(first);
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
    ///
    /// Of a space and of a record in one, it is the account that decides who has
    /// access; [`author`](Self::author) wrote the record.
    pub fn authority(&self) -> Option<&str> {
        self.segments()?.next()
    }

    /// The account in whose repository the record or the collection is: a DID or a
    /// handle. `None` for a space without a record, and if the text is malformed.
    ///
    /// ```
    /// use lexgen::syntax::AtUri;
    ///
    /// let public = AtUri::new("at://alice.example/com.example.thread/1")?;
    /// assert_eq!(public.author(), Some("alice.example"));
    /// let shared = AtUri::new(
    ///     "at://did:web:forum.example/space/com.example.forum/main\
    ///      /did:web:alice.example/com.example.thread/1",
    /// )?;
    /// assert_eq!(shared.author(), Some("did:web:alice.example"));
    /// assert_eq!(shared.collection(), Some("com.example.thread"));
    /// # Ok::<(), lexgen::syntax::InvalidSyntax>(())
    /// ```
    pub fn author(&self) -> Option<&str> {
        self.repository_segments()?.next()
    }

    /// The NSID of the collection. `None` if there is none or the text is
    /// malformed.
    pub fn collection(&self) -> Option<&str> {
        self.repository_segments()?.nth(1)
    }

    /// The record key. `None` if there is none or the text is malformed.
    pub fn record_key(&self) -> Option<&str> {
        self.repository_segments()?.nth(2)
    }

    /// The space that it identifies, or that the record is in. `None` for what is
    /// public, and if the text is malformed.
    pub fn space(&self) -> Option<SpaceRef> {
        let mut segments = self.segments()?;
        let authority = segments.next()?;
        if segments.next() != Some(SPACE) {
            return None;
        }
        let (space_type, key) = (segments.next()?, segments.next()?);
        let text = format!("{SCHEME}{authority}/{SPACE}/{space_type}/{key}");
        Some(SpaceRef::new_unchecked(text))
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

    /// The segments that say which repository, and what in it.
    fn repository_segments(&self) -> Option<impl Iterator<Item = &str>> {
        let is_space = self.segments()?.nth(1) == Some(SPACE);
        let start = if is_space { 4 } else { 0 };
        Some(self.segments()?.skip(start))
    }
}

pub(super) fn check(text: &str) -> Result<(), Fault> {
    let Some(rest) = text.strip_prefix(SCHEME) else {
        return Err(Fault::at(0, "it must start with `at://`"));
    };
    unexpected_byte(rest)?;
    if let Some((_, path)) = rest.split_once('/')
        && path.split('/').next() == Some(SPACE)
    {
        return space_ref::check_in_space(rest);
    }
    let rules = [at_identifier::check, nsid::check, record_key::check];
    check_segments(rest, &rules, "unexpected text after the record key").map(drop)
}

/// Checks that nothing after the scheme starts a query or a fragment.
pub(super) fn unexpected_byte(rest: &str) -> Result<(), Fault> {
    match find_other(rest, |byte| !matches!(byte, b'?' | b'#')) {
        Some(at) => Err(Fault::at(
            SCHEME.len() + at,
            "queries and fragments are not allowed",
        )),
        None => Ok(()),
    }
}

/// The check of a segment.
type Rule = fn(&str) -> Result<(), Fault>;

/// Checks the segments of what follows the scheme, each by its rule. Returns how many
/// there are.
pub(super) fn check_segments(
    rest: &str,
    rules: &[Rule],
    too_many: &'static str,
) -> Result<usize, Fault> {
    let mut start = SCHEME.len();
    let mut count = 0;
    for segment in rest.split('/') {
        let Some(rule) = rules.get(count) else {
            return Err(Fault::at(start - 1, too_many));
        };
        rule(segment).map_err(|fault| fault.within(start))?;
        start += segment.len() + 1;
        count += 1;
    }
    Ok(count)
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
            ("at://a.test/space/a.b.c/k", 5),
            ("at://did:web:a/space", 20),
            ("at://did:web:a/space/a.b.c/k/did:web:b/d.e.f", 44),
            ("at://did:web:a/space/a.b.c/k/b.test/d.e.f/r", 29),
            ("at://did:web:a/space/a.b.c/k/did:web:b/d.e.f/r/s", 46),
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
            "at://a.test/space/a.b.c/k",
            "at://did:web:a/space/a.b.c/k/did:web:b",
        ] {
            let uri = AtUri::new_unchecked(text);
            assert_eq!(uri.authority(), None, "{text}");
            assert_eq!(uri.collection(), None, "{text}");
            assert_eq!(uri.record_key(), None, "{text}");
            assert_eq!(uri.author(), None, "{text}");
            assert_eq!(uri.space(), None, "{text}");
        }
    }

    #[test]
    fn the_parts_of_a_space_are_not_those_of_a_repository() {
        let space = "at://did:web:a/space/a.b.c/k";
        let uri = AtUri::new(space).unwrap();
        assert_eq!(uri.authority(), Some("did:web:a"));
        assert_eq!(uri.author(), None);
        assert_eq!((uri.collection(), uri.record_key()), (None, None));
        assert_eq!(uri.space(), Some(SpaceRef::new(space).unwrap()));

        let uri = AtUri::new(format!("{space}/did:web:b/d.e.f/r")).unwrap();
        assert_eq!(uri.authority(), Some("did:web:a"));
        assert_eq!(uri.author(), Some("did:web:b"));
        assert_eq!(uri.collection(), Some("d.e.f"));
        assert_eq!(uri.record_key(), Some("r"));
        assert_eq!(uri.space(), Some(SpaceRef::new(space).unwrap()));

        let public = AtUri::new("at://a.test/a.b.c").unwrap();
        assert_eq!(public.author(), Some("a.test"));
        assert_eq!(public.space(), None);
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
            "at://did:web:a/space/a.b.c/k",
            "at://did:web:a/space/a.b.c/k/did:web:b/d.e.f/r",
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
            ("did:web:a", "space", "a.b.c/k"),
            ("did:web:a/space/a.b.c/k", "did:web:b", "d.e.f/r"),
            ("did:web:a/space/a.b.c", "k", "did:web:b/d.e.f/r"),
        ] {
            let authority = AtIdentifier::new_unchecked(authority);
            let collection = Nsid::new_unchecked(collection);
            let record_key = RecordKey::new_unchecked(record_key);
            let uri = AtUri::from_parts(authority, collection, record_key);
            assert!(!uri.is_valid(), "{uri}");
        }
        let authority = AtIdentifier::new_unchecked("did:web:a");
        let uri = AtUri::from(AtUriParts::Collection {
            authority,
            collection: Nsid::new_unchecked("space/a.b.c/k"),
        });
        assert!(!uri.is_valid(), "{uri}");
        let authority = AtIdentifier::new_unchecked("did:web:a/space/a.b.c/k");
        let uri = AtUri::from(AtUriParts::Repository { authority });
        assert!(!uri.is_valid(), "{uri}");
    }
}
