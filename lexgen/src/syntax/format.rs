//! The table of string formats.

use std::fmt;

use serde::ser::{Serialize, Serializer};

use super::{
    InvalidSyntax, at_identifier, at_uri, cid, datetime, did, error::Fault, handle, language, nsid,
    record_key, space_ref, tid, uri,
};

/// Passes the table of string formats to the macro `$with`. A row has the name
/// of the Rust type, the module with its `check` and `EXAMPLES`, the name in
/// lexicons, and the fewest and most bytes that a text of the format can have.
///
/// Most limits are those of the specification. It has none for CIDs and
/// datetimes, which have the limits of the reference implementations, and for
/// languages, which have no upper limit. An AT-URI may have 8 KiB, but its parts
/// cannot be that long: those of a record in a space are a scheme, the DID, `space`, the
/// NSID and the key of the space, and a DID, an NSID and a record key.
macro_rules! formats {
    ($with:ident) => {
        $with! {
            /// An account, by DID or by handle.
            AtIdentifier(at_identifier, "at-identifier", 3, Some(2048));
            /// A repository, a collection, a record or a space.
            AtUri(at_uri, "at-uri", 8, Some(5 + 2 * (2048 + 1 + 317 + 1 + 512) + 7));
            /// Content, by its hash.
            Cid(cid, "cid", 8, Some(256));
            /// A moment, with a time zone.
            Datetime(datetime, "datetime", 20, Some(64));
            /// An account, by an identifier that never changes.
            Did(did, "did", 7, Some(2048));
            /// An account, by a domain name.
            Handle(handle, "handle", 3, Some(253));
            /// A language tag of BCP 47.
            Language(language, "language", 2, None);
            /// A namespaced identifier, such as that of a lexicon.
            Nsid(nsid, "nsid", 5, Some(317));
            /// A record, by its name in a collection.
            RecordKey(record_key, "record-key", 1, Some(512));
            /// A space of permissioned data.
            SpaceRef(space_ref, "space-ref", 26, Some(5 + 2048 + 7 + 317 + 1 + 512));
            /// A timestamp that serves as a name.
            Tid(tid, "tid", 13, Some(13));
            /// A URI of any scheme.
            Uri(uri, "uri", 3, Some(8192));
        }
    };
}
pub(crate) use formats;

/// What the table says of one format.
struct Row {
    name: &'static str,
    #[cfg(feature = "cli")]
    meaning: &'static str,
    type_name: &'static str,
    min_bytes: u64,
    max_bytes: Option<u64>,
    check: fn(&str) -> Result<(), Fault>,
    examples: &'static [&'static str],
}

macro_rules! define {
    ($(#[doc = $doc:literal] $format:ident($module:ident, $name:literal, $least:expr, $most:expr);)*) => {
        /// A [string format](https://atproto.com/specs/lexicon#string-formats).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Format {
            $(#[doc = $doc] $format,)*
        }

        impl Format {
            /// Every format, in the order of their names.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$format),*];

            const fn row(self) -> &'static Row {
                match self {
                    $(Self::$format => &Row {
                        name: $name,
                        #[cfg(feature = "cli")]
                        meaning: $doc,
                        type_name: stringify!($format),
                        min_bytes: $least,
                        max_bytes: $most,
                        check: $module::check,
                        examples: &$module::EXAMPLES,
                    },)*
                }
            }
        }
    };
}
formats!(define);

impl Format {
    /// The name in lexicons, such as `at-uri`.
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// The name in messages, as the specification writes it.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::AtIdentifier => "AT identifier",
            Self::AtUri => "AT URI",
            Self::Cid => "CID",
            Self::Did => "DID",
            Self::Language => "language tag",
            Self::Nsid => "NSID",
            Self::RecordKey => "record key",
            Self::SpaceRef => "space reference",
            Self::Tid => "TID",
            Self::Uri => "URI",
            Self::Datetime | Self::Handle => self.name(),
        }
    }

    /// What a text of the format is, in one sentence.
    #[cfg(feature = "cli")]
    pub(crate) const fn meaning(self) -> &'static str {
        self.row().meaning.trim_ascii()
    }

    /// The name of the Rust type, such as `AtUri`.
    pub const fn type_name(self) -> &'static str {
        self.row().type_name
    }

    /// The fewest bytes of a text of the format.
    pub const fn min_bytes(self) -> u64 {
        self.row().min_bytes
    }

    /// The most bytes of a text of the format, if it has a limit.
    pub const fn max_bytes(self) -> Option<u64> {
        self.row().max_bytes
    }

    /// The fewest grapheme clusters of a text of the format.
    pub const fn min_graphemes(self) -> u64 {
        match self {
            // The second character may be a mark that joins the `:`.
            Self::Uri => 2,
            _ => self.min_bytes(),
        }
    }

    /// Whether every text of the format is ASCII.
    pub const fn is_ascii(self) -> bool {
        !matches!(self, Self::Uri)
    }

    /// Texts of the format, of different kinds, the plainest first.
    pub const fn examples(self) -> &'static [&'static str] {
        self.row().examples
    }

    /// The format with this name in lexicons.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// Checks that a text is not longer than the format allows.
    pub(super) fn check_max_bytes(self, text: &str) -> Result<(), Fault> {
        match self.max_bytes() {
            Some(most) if text.len() as u64 > most => Err(Fault::too_long(most)),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Serialize for Format {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// Checks whether `text` has the format, without making a value of its type.
///
/// ```
/// use lexgen::syntax::{self, Format};
///
/// assert!(syntax::check(Format::Tid, "3jzfcijpj2z2a").is_ok());
/// assert!(syntax::check(Format::Tid, "3jzf-cij-pj2z-2a").is_err());
/// ```
///
/// # Errors
/// When the text does not have the format: where and why.
pub fn check(format: Format, text: &str) -> Result<(), InvalidSyntax> {
    (format.row().check)(text).map_err(|fault| InvalidSyntax::new(format, fault, text))
}

#[cfg(test)]
mod tests {
    use super::super::{AtUri, Cid, Datetime};
    use super::*;

    #[test]
    fn names_lead_back_to_their_format() {
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Some(format));
        }
        assert_eq!(Format::from_name("at-url"), None);
        assert!(Format::ALL.is_sorted_by_key(|format| format.name()));
    }

    #[test]
    fn examples_have_their_format() {
        for format in Format::ALL {
            for example in format.examples() {
                assert_eq!(check(format, example), Ok(()));
            }
        }
    }

    #[test]
    fn nothing_longer_than_the_limit_is_of_the_format() {
        for (format, head) in [
            (Format::Did, "did:plc:"),
            (Format::RecordKey, ""),
            (Format::Uri, "https:"),
        ] {
            let most = format.max_bytes().expect("a limit") as usize;
            let fill = |length: usize| format!("{head}{}", "a".repeat(length - head.len()));
            assert_eq!(check(format, &fill(most)), Ok(()));
            let error = check(format, &fill(most + 1)).unwrap_err();
            assert_eq!(error.reason(), format!("it is longer than {most} bytes"));
        }
    }

    /// Every format reads every prefix of every example, whole and with a
    /// character of two bytes somewhere in it.
    #[test]
    fn no_text_panics() {
        let read = |text: &str| {
            for format in Format::ALL {
                let _ = check(format, text);
            }
            let _ = Datetime::new_unchecked(text).to_system_time();
            let _ = Cid::new_unchecked(text).codec();
            let _ = AtUri::new_unchecked(text).fragment();
        };
        let longer = [
            "did:web:localhost%3A1234",
            "at://did:plc:abc/com.example.fooBar/self?a#/b",
            "1985-04-12T23:20:50.123-07:00",
            "zh-yue-Hant-TW-rozaj-1994-u-co-phonebk-x-private",
        ];
        let examples = Format::ALL.into_iter().flat_map(Format::examples).copied();
        for example in examples.chain(longer) {
            for end in (0..=example.len()).filter(|&end| example.is_char_boundary(end)) {
                read(&example[..end]);
                read(&format!("{}é{}", &example[..end], &example[end..]));
            }
        }
    }
}
