//! Types of spaces as constants: what a client needs to name a space.
//! [Proposal](https://github.com/bluesky-social/proposals/tree/main/0016-permissioned-data).

use crate::syntax::{Did, Nsid, RecordKey, SpaceRef};

/// A type of spaces of permissioned data, declared by a lexicon.
///
/// The proposal that it follows may still change.
///
/// ```
/// use lexgen::{Did, RecordKey, SpaceType};
///
/// // Generated from a lexicon.
/// const FORUM: SpaceType = SpaceType {
///     nsid: "com.example.forum",
///     key: "any",
///     name: "Forum",
///     name_lang: &[("ja", "掲示板")],
///     collections: &["com.example.thread", "com.example.reply"],
/// };
/// let authority = Did::new("did:web:forum.example")?;
/// let space = FORUM.space(&authority, RecordKey::new("main")?);
/// assert_eq!(space, "at://did:web:forum.example/space/com.example.forum/main");
/// assert!(FORUM.is_type_of(&space));
/// # Ok::<(), lexgen::syntax::InvalidSyntax>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpaceType {
    /// The NSID, as in references to spaces and in the scope `space:<NSID>`.
    pub nsid: &'static str,
    /// The recommended type of keys: `tid`, `nsid`, `any` or `literal:…`.
    pub key: &'static str,
    /// A short name for account holders, in the default language.
    pub name: &'static str,
    /// `name` by language tag.
    pub name_lang: &'static [(&'static str, &'static str)],
    /// NSIDs of the record types that clients should expect. Others are not refused.
    pub collections: &'static [&'static str],
}

impl SpaceType {
    /// The space of this type with an authority and a key.
    pub fn space(&self, authority: &Did, key: impl Into<RecordKey>) -> SpaceRef {
        SpaceRef::from_parts(authority, &Nsid::new_unchecked(self.nsid), key)
    }

    /// Whether a space has this type. A malformed reference has none.
    pub fn is_type_of(&self, space: &SpaceRef) -> bool {
        space.space_type() == Some(self.nsid)
    }
}
