//! References to blobs, in the current and the legacy form.

mod parts;

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{CidLink, Data, Extra, Fields};
use crate::syntax::Cid;
use parts::{Parts, read};

pub(super) use parts::{fault, rest};

/// The `$type` of a blob.
pub(crate) const TYPE: &str = "blob";
/// The fields of both forms.
const FIELDS: &[&str] = &["$type", "ref", "mimeType", "size", "cid"];

/// A reference to a file that is stored beside the records.
///
/// The form is `{"$type": "blob", "ref": {"$link": …}, "mimeType": …, "size": …}`
/// or, in old records, `{"cid": …, "mimeType": …}`. A value is written in the form
/// in which it was read.
///
/// Specification: <https://atproto.com/specs/data-model#blob-type>
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Blob {
    content: Content,
    mime_type: String,
    extra: Extra,
}

/// The fields in which the two forms differ.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Content {
    Typed { link: CidLink, size: i64 },
    Legacy { cid: Cid },
}

impl Blob {
    /// A reference to `size` bytes of a MIME type. A size that is too large for
    /// the data model becomes its largest integer.
    #[must_use]
    pub fn new(link: CidLink, mime_type: impl Into<String>, size: u64) -> Self {
        let size = i64::try_from(size).unwrap_or(i64::MAX);
        Self {
            content: Content::Typed { link, size },
            mime_type: mime_type.into(),
            extra: Extra::new(),
        }
    }

    /// A reference in the legacy form, which has no size.
    #[must_use]
    pub fn legacy(cid: Cid, mime_type: impl Into<String>) -> Self {
        Self {
            content: Content::Legacy { cid },
            mime_type: mime_type.into(),
            extra: Extra::new(),
        }
    }

    /// The hash of the content.
    #[must_use]
    pub fn cid(&self) -> &Cid {
        match &self.content {
            Content::Typed { link, .. } => link.cid(),
            Content::Legacy { cid } => cid,
        }
    }

    /// The link in the current form. `None` in the legacy form.
    pub(crate) fn link(&self) -> Option<&CidLink> {
        match &self.content {
            Content::Typed { link, .. } => Some(link),
            Content::Legacy { .. } => None,
        }
    }

    /// The declared MIME type.
    #[must_use]
    pub fn mime_type(&self) -> &str {
        &self.mime_type
    }

    /// The size of the content in bytes. `None` in the legacy form.
    #[must_use]
    pub fn size(&self) -> Option<u64> {
        match &self.content {
            Content::Typed { size, .. } => u64::try_from(*size).ok(),
            Content::Legacy { .. } => None,
        }
    }

    /// Whether this is the legacy form.
    #[must_use]
    pub fn is_legacy(&self) -> bool {
        matches!(self.content, Content::Legacy { .. })
    }

    /// Fields that the data model does not name.
    #[must_use]
    pub fn extra(&self) -> &Extra {
        &self.extra
    }

    /// Fields that the data model does not name, as mutable.
    #[must_use]
    pub fn extra_mut(&mut self) -> &mut Extra {
        &mut self.extra
    }

    /// The parts by value.
    #[must_use]
    pub fn into_parts(self) -> BlobParts {
        let (cid, size) = match self.content {
            Content::Typed { link, size } => (link.into_cid(), u64::try_from(size).ok()),
            Content::Legacy { cid } => (cid, None),
        };
        BlobParts {
            cid,
            mime_type: self.mime_type,
            size,
            extra: self.extra,
        }
    }

    /// The fields of the object for this blob.
    pub(super) fn into_object(self) -> Fields {
        let mut object = self.extra.into_fields();
        match self.content {
            Content::Typed { link, size } => {
                object.insert("$type", TYPE);
                object.insert("ref", link);
                object.insert("size", size);
            }
            Content::Legacy { cid } => {
                object.insert("cid", cid.as_str());
            }
        }
        object.insert("mimeType", self.mime_type);
        object
    }
}

/// What a [`Blob`] is made of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct BlobParts {
    /// The hash of the content.
    pub cid: Cid,
    /// The declared MIME type.
    pub mime_type: String,
    /// The size of the content in bytes. `None` in the legacy form.
    pub size: Option<u64>,
    /// Fields that the data model does not name.
    pub extra: Extra,
}

impl Serialize for Blob {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        match &self.content {
            Content::Typed { link, size } => {
                object.serialize_entry("$type", TYPE)?;
                object.serialize_entry("ref", link)?;
                object.serialize_entry("mimeType", &self.mime_type)?;
                object.serialize_entry("size", size)?;
            }
            Content::Legacy { cid } => {
                object.serialize_entry("cid", cid.as_str())?;
                object.serialize_entry("mimeType", &self.mime_type)?;
            }
        }
        for (name, value) in self.extra.iter() {
            object.serialize_entry(name, value)?;
        }
        object.end()
    }
}

impl<'de> Deserialize<'de> for Blob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(BlobVisitor)
    }
}

struct BlobVisitor;

impl<'de> Visitor<'de> for BlobVisitor {
    type Value = Blob;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a blob")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Blob, A::Error> {
        let (parts, extra) = read(map, Parts::default(), PhantomData::<Data>)?;
        parts.assemble(extra).map_err(|other| {
            let (parts, extra) = *other;
            let fault = fault(|name| parts.get(name).or_else(|| extra.get(name)));
            fault.map_or_else(|| A::Error::custom("not a blob"), A::Error::custom)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CID: &str = "bafkreiccldh766hwcnuxnf2wh6jgzepf2nlu2lvcllt63eww5p6chi4ity";

    fn read(json: &str) -> Result<Blob, serde_json::Error> {
        serde_json::from_str(&json.replace("CID", CID))
    }

    fn written(json: &str) -> String {
        serde_json::to_string(&read(json).unwrap())
            .unwrap()
            .replace(CID, "CID")
    }

    #[test]
    fn both_forms_are_written_as_they_were_read() {
        let typed = r#"{"$type":"blob","ref":{"$link":"CID"},"mimeType":"image/png","size":7}"#;
        assert_eq!(written(typed), typed);
        let legacy = r#"{"cid":"CID","mimeType":"image/png"}"#;
        assert_eq!(written(legacy), legacy);
        let typed = read(typed).unwrap();
        let legacy = read(legacy).unwrap();
        assert_eq!((typed.size(), legacy.size()), (Some(7), None));
        assert!(!typed.is_legacy() && legacy.is_legacy());
        assert_eq!((typed.cid().as_str(), legacy.cid().as_str()), (CID, CID));
        assert_eq!(legacy.mime_type(), "image/png");
        assert_eq!(typed, Blob::new(CidLink::new(CID).unwrap(), "image/png", 7));
        assert_eq!(legacy, Blob::legacy(Cid::new(CID).unwrap(), "image/png"));
    }

    #[test]
    fn the_parts_are_those_that_were_read() {
        let typed = r#"{"$type":"blob","ref":{"$link":"CID"},"mimeType":"a/b","size":7,"alt":"x"}"#;
        let parts = read(typed).unwrap().into_parts();
        assert_eq!((parts.cid.as_str(), parts.size), (CID, Some(7)));
        assert_eq!(parts.mime_type, "a/b");
        assert_eq!(parts.extra.get("alt"), Some(&Data::from("x")));
        let legacy = read(r#"{"cid":"CID","mimeType":"a/b"}"#).unwrap();
        let parts = legacy.into_parts();
        assert_eq!((parts.cid.as_str(), parts.size), (CID, None));
    }

    #[test]
    fn unknown_fields_survive_in_both_forms() {
        for json in [
            r#"{"$type":"blob","ref":{"$link":"CID"},"mimeType":"a/b","size":0,"alt":"x","cid":5}"#,
            r#"{"cid":"CID","mimeType":"a/b","ref":null,"size":"?","z":[1]}"#,
        ] {
            assert_eq!(written(json), json);
            // The same through a value whose type is not known.
            let json = json.replace("CID", CID);
            let data: Data = serde_json::from_str(&json).unwrap();
            assert_eq!(
                serde_json::to_value(&data).unwrap(),
                serde_json::from_str::<serde_json::Value>(&json).unwrap()
            );
            assert_eq!(data.decode::<Blob>().unwrap(), read(&json).unwrap());
            assert_eq!(Data::from(read(&json).unwrap()), data);
            assert_eq!(Data::encode(&read(&json).unwrap()).unwrap(), data);
        }
    }

    #[test]
    fn the_order_of_fields_does_not_matter() {
        let json = r#"{"size":7.0,"mimeType":"a/b","ref":{"$link":"CID"},"$type":"blob"}"#;
        assert_eq!(read(json).unwrap().size(), Some(7));
    }

    #[test]
    fn what_is_no_blob_is_refused() {
        for json in [
            r#"{"$type":"blob","ref":{"$link":"CID"},"mimeType":"a/b"}"#,
            r#"{"$type":"blob","ref":{"$link":"CID"},"size":1}"#,
            r#"{"$type":"blob","mimeType":"a/b","size":1}"#,
            r#"{"$type":"blob","ref":{"$link":"CID"},"mimeType":"a/b","size":"1"}"#,
            r#"{"$type":"blob","ref":{"$link":"CID"},"mimeType":"a/b","size":-1}"#,
            r#"{"$type":"blob","ref":{"$link":"CID"},"mimeType":"a/b","size":1.5}"#,
            r#"{"$type":"blob","ref":{"$link":"CID"},"mimeType":1,"size":1}"#,
            r#"{"$type":"blob","ref":"CID","mimeType":"a/b","size":1}"#,
            r#"{"$type":"blob","ref":{"$link":"nope"},"mimeType":"a/b","size":1}"#,
            r#"{"$type":"blobs","ref":{"$link":"CID"},"mimeType":"a/b","size":1}"#,
            r#"{"$type":"blob","cid":"CID","mimeType":"a/b"}"#,
            r#"{"ref":{"$link":"CID"},"mimeType":"a/b","size":1}"#,
            r#"{"cid":"nope","mimeType":"a/b"}"#,
            r#"{"cid":"CID"}"#,
            r#"{"cid":"CID","cid":"CID","mimeType":"a/b"}"#,
            r#"{"cid":"CID","mimeType":"a/b","$link":"CID"}"#,
            r#""CID""#,
            "{}",
            r#"{"$type":"blob","ref":{"$link":"CID"},"mimeType":"a/b","size":1,"size":1}"#,
            r#"{"$type":"blob","ref":{"$link":"CID"},"mimeType":"a/b","size":1,"$type":"blob"}"#,
            r#"{"$type":"blob","ref":{"$link":"CID"},"mimeType":"a/b","size":1,"$bytes":""}"#,
        ] {
            assert!(read(json).is_err(), "{json}");
            if json.starts_with(r#"{"$type":"blob""#) {
                let json = json.replace("CID", CID);
                let duplicate =
                    json.matches("\"size\"").count() > 1 || json.matches("$type").count() > 1;
                match serde_json::from_str::<Data>(&json) {
                    Err(error) => assert!(duplicate, "{json}: {error}"),
                    Ok(data) => {
                        assert!(!duplicate, "{json}");
                        assert_eq!(data.kind(), "object", "{json}");
                        assert!(data.check().is_err(), "{json}");
                        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
                        assert_eq!(serde_json::to_value(&data).unwrap(), value);
                    }
                }
            }
        }
    }

    #[test]
    fn a_size_beyond_the_data_model_is_the_greatest() {
        let blob = Blob::new(CidLink::new(CID).unwrap(), "a/b", u64::MAX);
        assert_eq!(blob.size(), Some(i64::MAX as u64));
    }
}
