//! `at-uri`: a repository, a collection, a record or a space.

use std::borrow::Cow;

use super::{
    AtIdentifier, Did, Nsid, RecordKey, SpaceRef, at_identifier,
    bytes::{alphanumeric, find_other, split},
    error::Fault,
    format_type::format_type,
    nsid, record_key, space_ref,
};

pub(super) const SCHEME: &str = "at://";

/// The segment of a URI of a space where other URIs have the NSID of a collection.
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
    if is_plain(text).is_some() {
        return Ok(());
    }
    check_closely(text)
}

/// Whether a text is the AT-URI of a record as most are: of an account with a DID of the
/// method `plc`, with a short key of letters and digits. This is several times as fast as
/// the checks that find out what is wrong.
fn is_plain(text: &str) -> Option<()> {
    /// No part of a text of this many bytes is too long.
    const SHORT: usize = 256;

    let rest = text.as_bytes().strip_prefix(b"at://did:plc:")?;
    let (identifier, rest) = rest.split_at_checked(alphanumeric(rest))?;
    let rest = rest.strip_prefix(b"/")?;
    let key = rest.get(nsid::plain_length(rest)?..)?.strip_prefix(b"/")?;
    let is_plain = !identifier.is_empty() && !key.is_empty() && alphanumeric(key) == key.len();
    (is_plain && text.len() <= SHORT).then_some(())
}

fn check_closely(text: &str) -> Result<(), Fault> {
    let Some(rest) = text.strip_prefix(SCHEME) else {
        return Err(Fault::at(0, "it must start with `at://`"));
    };
    unexpected_byte(rest)?;
    if split(rest, b'/').nth(1) == Some(SPACE) {
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
    for segment in split(rest, b'/') {
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
mod tests;
