//! Links by content hash: `{"$link": "…"}` in JSON, tag 42 in DAG-CBOR.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeStruct, Serializer};

use super::{DataError, marker};
use crate::{
    shown::shown,
    syntax::{Cid, CidBuffer},
};

/// The name of the newtype that means a CID in serde formats of IPLD
/// (`cid::serde::CID_SERDE_PRIVATE_IDENTIFIER`).
pub(super) const CID_NEWTYPE: &str = "$__private__serde__identifier__for__cid";

/// A link to data by the hash of its content.
///
/// It is always a valid CID, because a link must have a binary form. The text is
/// kept as it was read; two links are equal if they are the same CID, even in
/// different bases.
///
/// Specification: <https://atproto.com/specs/data-model#link>
#[derive(Clone)]
pub struct CidLink(Cid);

impl CidLink {
    /// The link to a CID in its text form.
    ///
    /// # Errors
    /// If the text is not a CID.
    pub fn new(text: &str) -> Result<Self, DataError> {
        if let Some(cid) = Cid::with_binary(text) {
            return Ok(Self(cid));
        }
        match Cid::new(text) {
            Ok(cid) => Self::try_from(cid),
            Err(error) => Err(invalid(&error)),
        }
    }

    /// The link to a CID in its binary form, without the leading zero byte of
    /// DAG-CBOR.
    ///
    /// # Errors
    /// If the bytes are not exactly one CID.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DataError> {
        match Cid::from_bytes(bytes) {
            Ok(cid) => Ok(Self(cid)),
            Err(error) => Err(invalid(&error)),
        }
    }

    /// The link to a CID that was made of its binary form.
    #[cfg(feature = "car")]
    pub(crate) fn of_binary(cid: Cid) -> Self {
        Self(cid)
    }

    /// The CID linked to.
    #[must_use]
    pub fn cid(&self) -> &Cid {
        &self.0
    }

    /// The CID linked to, by value.
    #[must_use]
    pub fn into_cid(self) -> Cid {
        self.0
    }

    /// The CID as text, as it was read.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The text in the usual base of its version: base32 (`b…`), or base58
    /// without a prefix for version 0 (`Qm…`).
    fn canonical(&self) -> Cow<'_, str> {
        let text = self.as_str();
        if text.starts_with('b') || text.starts_with("Qm") {
            return Cow::Borrowed(text);
        }
        let canonical = self
            .0
            .binary(&mut CidBuffer::default())
            .and_then(|bytes| Cid::from_bytes(bytes).ok());
        match canonical {
            Some(cid) => Cow::Owned(cid.as_str().to_owned()),
            None => Cow::Borrowed(text),
        }
    }
}

fn invalid(error: &dyn fmt::Display) -> DataError {
    DataError::new(format!("not a link: {error}"))
}

/// What is wrong with the text of a CID that has no binary form, if that is its base.
fn hint(text: &str) -> &'static str {
    if Cid::with_binary(&text.to_ascii_lowercase()).is_some() {
        ": its letters must be lower-case"
    } else if text.starts_with(['z', 'm', 'u', 'k']) {
        " in base32, which begins with `b`"
    } else {
        ""
    }
}

impl TryFrom<Cid> for CidLink {
    type Error = DataError;

    fn try_from(cid: Cid) -> Result<Self, DataError> {
        match cid.binary(&mut CidBuffer::default()) {
            Some(_) => Ok(Self(cid)),
            None => Err(invalid(&format_args!(
                "`{}` is not a CID{}",
                shown(cid.as_str()),
                hint(cid.as_str())
            ))),
        }
    }
}

impl From<CidLink> for Cid {
    fn from(link: CidLink) -> Self {
        link.0
    }
}

impl PartialEq for CidLink {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || self.canonical() == other.canonical()
    }
}

impl Eq for CidLink {}

impl PartialOrd for CidLink {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By the text in the usual base.
impl Ord for CidLink {
    fn cmp(&self, other: &Self) -> Ordering {
        self.canonical().cmp(&other.canonical())
    }
}

impl Hash for CidLink {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.canonical().hash(state);
    }
}

impl fmt::Debug for CidLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CidLink({})", self.as_str())
    }
}

impl fmt::Display for CidLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for CidLink {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            let mut object = serializer.serialize_struct("CidLink", 1)?;
            object.serialize_field(marker::LINK, self.as_str())?;
            return object.end();
        }
        match self.0.binary(&mut CidBuffer::default()) {
            Some(bytes) => serializer.serialize_newtype_struct(CID_NEWTYPE, &Binary(bytes)),
            None => Err(S::Error::custom("a link has no binary form")),
        }
    }
}

/// Bytes in the sense of serde, unlike [`super::Bytes`].
struct Binary<'a>(&'a [u8]);

impl Serialize for Binary<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

impl<'de> Deserialize<'de> for CidLink {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            // Not `deserialize_map`: serde keeps what it buffers of a binary format, for
            // enums with a tag and flattened fields, and says that it is human-readable.
            deserializer.deserialize_any(LinkVisitor)
        } else {
            deserializer.deserialize_newtype_struct(CID_NEWTYPE, LinkVisitor)
        }
    }
}

/// Reads a link from any of its forms.
pub(super) struct LinkVisitor;

impl<'de> Visitor<'de> for LinkVisitor {
    type Value = CidLink;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a link")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<CidLink, A::Error> {
        marker::single(map, marker::LINK, CidLink::new)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<CidLink, D::Error> {
        inner.deserialize_bytes(self)
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<CidLink, E> {
        CidLink::from_bytes(bytes).map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CID: &str = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";

    fn read(json: &str) -> Result<CidLink, serde_json::Error> {
        serde_json::from_str(json)
    }

    #[test]
    fn json_form_is_an_object_of_one_key() {
        let link = CidLink::new(CID).unwrap();
        let json = serde_json::to_string(&link).unwrap();
        assert_eq!(json, format!(r#"{{"$link":"{CID}"}}"#));
        assert_eq!(read(&json).unwrap(), link);
    }

    #[test]
    fn other_json_is_refused() {
        for json in [
            format!(r#""{CID}""#),
            "{}".into(),
            r#"{"$link":"."}"#.into(),
            r#"{"$link":""}"#.into(),
            r#"{"$link":1}"#.into(),
            format!(r#"{{"$link":"{CID}","x":1}}"#),
            format!(r#"{{"x":1,"$link":"{CID}"}}"#),
        ] {
            assert!(read(&json).is_err(), "{json}");
        }
    }

    #[test]
    fn equal_whatever_the_base_and_the_text_survives() {
        use std::collections::HashSet;
        let link = CidLink::new(CID).unwrap();
        let bytes = link.cid().to_bytes().unwrap();
        let base16 = format!("f{}", data_encoding::HEXLOWER.encode(&bytes));
        let other = CidLink::new(&base16).unwrap();
        assert_eq!(link, other);
        assert_eq!(link.cmp(&other), Ordering::Equal);
        assert_eq!(HashSet::from([link.clone(), other.clone()]).len(), 1);
        assert_eq!(other.as_str(), base16);
        assert_ne!(
            link,
            CidLink::new("bafkreiccldh766hwcnuxnf2wh6jgzepf2nlu2lvcllt63eww5p6chi4ity").unwrap()
        );
    }

    #[test]
    fn binary_form_is_one_cid_and_no_more() {
        let link = CidLink::new(CID).unwrap();
        let mut bytes = link.cid().to_bytes().unwrap();
        assert_eq!(CidLink::from_bytes(&bytes).unwrap(), link);
        bytes.push(0);
        assert!(CidLink::from_bytes(&bytes).is_err());
        assert!(CidLink::from_bytes(&bytes[..20]).is_err());
        assert!(CidLink::from_bytes(&[]).is_err());
        assert!(CidLink::new("QmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n").is_err());
    }
}
