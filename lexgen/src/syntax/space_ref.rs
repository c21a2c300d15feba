//! `space-ref`: a space of permissioned data.

use super::{
    AtUri, AtUriParts, Did, Format, Nsid, RecordKey,
    at_uri::{SCHEME, SPACE, check_segments, part, unexpected_byte},
    did,
    error::Fault,
    format_type::format_type,
    nsid, record_key,
};

pub(super) const EXAMPLES: [&str; 2] = [
    "at://did:web:alice.example/space/com.example.forum/self",
    "at://did:plc:z72i7hdynmk6r22z27h6tvur/space/com.example.forum/3jzfcijpj2z2a",
];

format_type! {
    /// A reference to a space of [permissioned data]: the AT-URI of the space, with
    /// the DID of its authority, its type and its key.
    ///
    /// The format is a proposal that may still change.
    ///
    /// ```
    /// use lexgen::syntax::SpaceRef;
    ///
    /// let space = SpaceRef::new("at://did:web:forum.example/space/com.example.forum/main")?;
    /// assert_eq!(space.authority(), Some("did:web:forum.example"));
    /// assert_eq!(space.space_type(), Some("com.example.forum"));
    /// assert_eq!(space.space_key(), Some("main"));
    /// # Ok::<(), lexgen::syntax::InvalidSyntax>(())
    /// ```
    ///
    /// [permissioned data]: https://github.com/bluesky-social/proposals/tree/main/0016-permissioned-data
    SpaceRef
}

impl SpaceRef {
    /// The reference to a space. It is well-formed exactly if its parts are.
    ///
    /// ```
    /// use lexgen::syntax::{Did, Nsid, RecordKey, SpaceRef};
    ///
    /// let authority = Did::new("did:web:forum.example")?;
    /// let space_type = Nsid::new("com.example.forum")?;
    /// let space = SpaceRef::from_parts(&authority, &space_type, RecordKey::new("main")?);
    /// assert_eq!(space, "at://did:web:forum.example/space/com.example.forum/main");
    /// # Ok::<(), lexgen::syntax::InvalidSyntax>(())
    /// ```
    pub fn from_parts(authority: &Did, space_type: &Nsid, space_key: impl Into<RecordKey>) -> Self {
        let space_key = space_key.into();
        let (authority, space_type) = (part(authority), part(space_type));
        let space_key = part(&space_key);
        Self(format!(
            "{SCHEME}{authority}/{SPACE}/{space_type}/{space_key}"
        ))
    }

    /// The DID of the account that decides who has access. `None` if the text is
    /// malformed.
    pub fn authority(&self) -> Option<&str> {
        self.segments()?.next()
    }

    /// The NSID of the lexicon that declares the type of the space. `None` if the text
    /// is malformed.
    pub fn space_type(&self) -> Option<&str> {
        self.segments()?.nth(2)
    }

    /// The key, which distinguishes spaces of one type and authority. `None` if the
    /// text is malformed.
    pub fn space_key(&self) -> Option<&str> {
        self.segments()?.nth(3)
    }

    /// The URI of a record of `author` in the space.
    ///
    /// ```
    /// use lexgen::syntax::{Did, Nsid, RecordKey, SpaceRef};
    ///
    /// let space = SpaceRef::new("at://did:web:forum.example/space/com.example.forum/main")?;
    /// let alice = Did::new("did:web:alice.example")?;
    /// let thread = Nsid::new("com.example.thread")?;
    /// assert_eq!(
    ///     space.record(&alice, thread, RecordKey::new("1")?),
    ///     "at://did:web:forum.example/space/com.example.forum/main/did:web:alice.example/com.example.thread/1",
    /// );
    /// # Ok::<(), lexgen::syntax::InvalidSyntax>(())
    /// ```
    pub fn record(
        &self,
        author: &Did,
        collection: Nsid,
        record_key: impl Into<RecordKey>,
    ) -> AtUri {
        AtUri::from(AtUriParts::SpaceRecord {
            space: self.clone(),
            author: author.clone(),
            collection,
            record_key: record_key.into(),
        })
    }

    fn segments(&self) -> Option<impl Iterator<Item = &str>> {
        check(self).ok()?;
        Some(self.strip_prefix(SCHEME)?.split('/'))
    }
}

/// A space has a URI.
impl From<SpaceRef> for AtUri {
    fn from(space: SpaceRef) -> Self {
        Self::from(AtUriParts::Space { space })
    }
}

pub(super) fn check(text: &str) -> Result<(), Fault> {
    let Some(rest) = text.strip_prefix(SCHEME) else {
        return Err(Fault::at(0, "it must start with `at://`"));
    };
    Format::SpaceRef.check_max_bytes(text)?;
    unexpected_byte(rest)?;
    let rules = [did::check, marker, nsid::check, record_key::check];
    let count = check_segments(rest, &rules, "unexpected text after the space key")?;
    if count < rules.len() {
        return Err(Fault::at(text.len(), INCOMPLETE));
    }
    Ok(())
}

const INCOMPLETE: &str = "a space has a DID, `space`, an NSID and a key";

/// Checks an AT-URI whose second segment is `space`: of a space, or of a record in it.
pub(super) fn check_in_space(rest: &str) -> Result<(), Fault> {
    let rules = [
        did::check,
        marker,
        nsid::check,
        record_key::check,
        did::check,
        nsid::check,
        record_key::check,
    ];
    let end = SCHEME.len() + rest.len();
    match check_segments(rest, &rules, "unexpected text after the record key")? {
        4 | 7 => Ok(()),
        0..4 => Err(Fault::at(end, INCOMPLETE)),
        _ => Err(Fault::at(
            end,
            "a record in a space has a DID, an NSID and a record key",
        )),
    }
}

fn marker(segment: &str) -> Result<(), Fault> {
    if segment == SPACE {
        return Ok(());
    }
    Err(Fault::whole("`space` must follow the DID"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPACE_TEXT: &str = "at://did:web:a.test/space/a.b.c/k";

    #[test]
    fn all_parts_are_needed_and_no_more() {
        assert!(SpaceRef::new(SPACE_TEXT).is_ok());
        for (text, offset) in [
            ("at://a.test/space/a.b.c/k", 5),
            ("at://did:web:a.test", 19),
            ("at://did:web:a.test/space", 25),
            ("at://did:web:a.test/space/a.b.c", 31),
            ("at://did:web:a.test/space/a.b.c/", 32),
            ("at://did:web:a.test/space/b/k", 27),
            ("at://did:web:a.test/space/a.b.c/..", 32),
            ("at://did:web:a.test/a.b.c/k", 20),
            ("at://did:web:a.test/Space/a.b.c/k", 20),
            ("at://did:web:a.test/space/a.b.c/k/", 33),
            ("at://did:web:a.test/space/a.b.c/k#/a", 33),
            (
                "at://did:web:a.test/space/a.b.c/k/did:web:b.test/a.b.d/r",
                33,
            ),
            ("did:web:a.test/space/a.b.c/k", 0),
        ] {
            let error = SpaceRef::new(text).expect_err(text);
            assert_eq!(error.offset(), Some(offset), "{error}");
            let space = SpaceRef::new_unchecked(text);
            assert_eq!(space.authority(), None, "{text}");
            assert_eq!(space.space_type(), None, "{text}");
            assert_eq!(space.space_key(), None, "{text}");
        }
    }

    #[test]
    fn parts_go_in_and_out_and_cannot_smuggle_in_others() {
        let of = |authority: &str, space_type: &str, key: &str| {
            SpaceRef::from_parts(
                &Did::new_unchecked(authority),
                &Nsid::new_unchecked(space_type),
                RecordKey::new_unchecked(key),
            )
        };
        assert_eq!(of("did:web:a.test", "a.b.c", "k"), SPACE_TEXT);
        for (authority, space_type, key) in [
            ("did:web:a.test/space/a.b.c/k", "a.b.c", "k"),
            ("did:web:a.test", "a.b.c/k", "k"),
            ("did:web:a.test", "a.b.c", "k/did:web:b.test/a.b.d/r"),
            ("did:web:a.test", "", "k"),
            ("", "a.b.c", "k"),
            ("did:web:a.test", "a.b.c", ""),
            ("a.test", "a.b.c", "k"),
        ] {
            let space = of(authority, space_type, key);
            assert!(!space.is_valid(), "{space}");
            assert!(!AtUri::from(space.clone()).is_valid(), "{space}");
        }
    }

    #[test]
    fn a_record_of_a_malformed_space_is_malformed() {
        let author = Did::new("did:web:b.test").unwrap();
        let record = |space: &str| {
            SpaceRef::new_unchecked(space).record(
                &author,
                Nsid::new("a.b.d").unwrap(),
                RecordKey::new("r").unwrap(),
            )
        };
        let uri = record(SPACE_TEXT);
        assert_eq!(uri, *format!("{SPACE_TEXT}/did:web:b.test/a.b.d/r"));
        assert!(uri.is_valid());
        for space in [
            "at://a.test",
            "",
            "at://",
            "at://did:web:a.test/space/a.b.c",
        ] {
            assert!(!record(space).is_valid(), "{space}");
            let uri = AtUri::from(SpaceRef::new_unchecked(space));
            assert!(!uri.is_valid(), "{uri}");
        }
    }

    #[test]
    fn it_has_the_order_of_text_and_is_strict_in_serde() {
        let spaces = [SPACE_TEXT, "at://did:web:a.test/space/a.b.c/l"];
        let [first, second] = spaces.map(|space| SpaceRef::new(space).unwrap());
        assert!(first < second);
        let json = serde_json::to_string(&first).unwrap();
        assert_eq!(serde_json::from_str::<SpaceRef>(&json).unwrap(), first);
        assert!(serde_json::from_str::<SpaceRef>("\"at://a.test\"").is_err());
    }
}
