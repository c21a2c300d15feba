//! The formats by name, for what learns only at run time which one it needs.

use std::fmt;

use serde::ser::{Serialize, Serializer};

use super::{
    InvalidSyntax, at_identifier, at_uri, cid, datetime, did, handle, language, nsid, record_key,
    tid, uri,
};

/// A [string format](https://atproto.com/specs/lexicon#string-formats).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// `at-identifier`
    AtIdentifier,
    /// `at-uri`
    AtUri,
    /// `cid`
    Cid,
    /// `datetime`
    Datetime,
    /// `did`
    Did,
    /// `handle`
    Handle,
    /// `language`
    Language,
    /// `nsid`
    Nsid,
    /// `record-key`
    RecordKey,
    /// `tid`
    Tid,
    /// `uri`
    Uri,
}

impl Format {
    /// Every format, in the order of their names.
    pub const ALL: [Self; 11] = [
        Self::AtIdentifier,
        Self::AtUri,
        Self::Cid,
        Self::Datetime,
        Self::Did,
        Self::Handle,
        Self::Language,
        Self::Nsid,
        Self::RecordKey,
        Self::Tid,
        Self::Uri,
    ];

    /// The name lexicons use.
    pub fn name(self) -> &'static str {
        match self {
            Self::AtIdentifier => "at-identifier",
            Self::AtUri => "at-uri",
            Self::Cid => "cid",
            Self::Datetime => "datetime",
            Self::Did => "did",
            Self::Handle => "handle",
            Self::Language => "language",
            Self::Nsid => "nsid",
            Self::RecordKey => "record-key",
            Self::Tid => "tid",
            Self::Uri => "uri",
        }
    }

    /// The format that lexicons call `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
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

/// Whether `text` has the format, without making a value of its type.
///
/// ```
/// use lexgen::syntax::{self, Format};
///
/// assert!(syntax::check(Format::Tid, "3jzfcijpj2z2a").is_ok());
/// assert!(syntax::check(Format::Tid, "3jzf-cij-pj2z-2a").is_err());
/// ```
///
/// # Errors
/// When it has not: where and why.
pub fn check(format: Format, text: &str) -> Result<(), InvalidSyntax> {
    let verdict = match format {
        Format::AtIdentifier => at_identifier::check(text),
        Format::AtUri => at_uri::check(text),
        Format::Cid => cid::check(text),
        Format::Datetime => datetime::check(text),
        Format::Did => did::check(text),
        Format::Handle => handle::check(text),
        Format::Language => language::check(text),
        Format::Nsid => nsid::check(text),
        Format::RecordKey => record_key::check(text),
        Format::Tid => tid::check(text),
        Format::Uri => uri::check(text),
    };
    verdict.map_err(|fault| InvalidSyntax::new(format, fault, text))
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

    /// Every format reads every prefix of every example, whole and with a
    /// character of two bytes somewhere in it.
    #[test]
    fn no_text_panics() {
        const EXAMPLES: [&str; 8] = [
            "did:web:localhost%3A1234",
            "alice.example.com",
            "at://did:plc:abc/com.example.fooBar/self?a#/b",
            "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a",
            "1985-04-12T23:20:50.123-07:00",
            "zh-yue-Hant-TW-rozaj-1994-u-co-phonebk-x-private",
            "3jzfcijpj2z2a",
            "https://example.com/a?b#c",
        ];
        let read = |text: &str| {
            for format in Format::ALL {
                let _ = check(format, text);
            }
            let _ = Datetime::new_unchecked(text).to_system_time();
            let _ = Cid::new_unchecked(text).codec();
            let _ = AtUri::new_unchecked(text).fragment();
        };
        for example in EXAMPLES {
            for end in 0..=example.len() {
                read(&example[..end]);
                read(&format!("{}é{}", &example[..end], &example[end..]));
            }
        }
    }
}
