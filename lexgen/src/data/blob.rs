//! References to blobs, in the current and the legacy form.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::read::duplicate;
use super::{
    CidLink, Data, DataError, Extra, FieldName, Fields, Unsorted, View, marker, value::Repr,
};
use crate::syntax::Cid;

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
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Blob {
    content: Content,
    mime_type: String,
    extra: Extra,
}

/// The fields in which the two forms differ.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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

    /// The blob for the fields of an object, or the object if they are not those of
    /// a blob.
    pub(super) fn from_object(mut object: Fields) -> Data {
        let parts = Parts {
            type_name: object.remove("$type"),
            link: object.remove("ref"),
            cid: object.remove("cid"),
            mime_type: object.remove("mimeType"),
            size: object.remove("size"),
        };
        parts.into_data(object.into())
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

/// The fields of a blob whose form is not known yet.
#[derive(Default)]
struct Parts {
    type_name: Option<Data>,
    link: Option<Data>,
    cid: Option<Data>,
    mime_type: Option<Data>,
    size: Option<Data>,
}

impl Parts {
    /// The slot for a field, if it is one of a blob's.
    fn slot(&mut self, name: &str) -> Option<&mut Option<Data>> {
        match name {
            "$type" => Some(&mut self.type_name),
            "ref" => Some(&mut self.link),
            "cid" => Some(&mut self.cid),
            "mimeType" => Some(&mut self.mime_type),
            "size" => Some(&mut self.size),
            _ => None,
        }
    }

    /// The value of a field of a blob.
    fn get(&self, name: &str) -> Option<&Data> {
        match name {
            "$type" => self.type_name.as_ref(),
            "ref" => self.link.as_ref(),
            "cid" => self.cid.as_ref(),
            "mimeType" => self.mime_type.as_ref(),
            "size" => self.size.as_ref(),
            _ => None,
        }
    }

    /// The blob with these parts. If they are not those of a blob, they are returned.
    fn assemble(self, mut extra: Extra) -> Result<Blob, Box<(Self, Extra)>> {
        if misplaced_marker(&extra).is_some() {
            return Err(Box::new((self, extra)));
        }
        match self {
            Self {
                type_name: Some(Data(Repr::String(name))),
                link: Some(Data(Repr::Link(link))),
                cid,
                mime_type: Some(Data(Repr::String(mime_type))),
                size: Some(Data(Repr::Integer(size @ 0..))),
            } if name == TYPE => {
                keep(&mut extra, "cid", cid);
                Ok(Blob {
                    content: Content::Typed { link, size },
                    mime_type,
                    extra,
                })
            }
            Self {
                type_name: None,
                link,
                cid: Some(Data(Repr::String(cid))),
                mime_type: Some(Data(Repr::String(mime_type))),
                size,
            } => match Cid::new(cid.as_str()) {
                Ok(cid) => {
                    keep(&mut extra, "ref", link);
                    keep(&mut extra, "size", size);
                    Ok(Blob {
                        content: Content::Legacy { cid },
                        mime_type,
                        extra,
                    })
                }
                Err(_) => {
                    let parts = Self {
                        type_name: None,
                        link,
                        cid: Some(cid.into()),
                        mime_type: Some(mime_type.into()),
                        size,
                    };
                    Err(Box::new((parts, extra)))
                }
            },
            other => Err(Box::new((other, extra))),
        }
    }

    /// The blob with these parts, or the object that they are instead.
    fn into_data(self, extra: Extra) -> Data {
        match self.assemble(extra) {
            Ok(blob) => Data(Repr::Blob(Box::new(blob))),
            Err(other) => {
                let (parts, mut extra) = *other;
                keep(&mut extra, "$type", parts.type_name);
                keep(&mut extra, "ref", parts.link);
                keep(&mut extra, "cid", parts.cid);
                keep(&mut extra, "mimeType", parts.mime_type);
                keep(&mut extra, "size", parts.size);
                Data(Repr::Object(extra.into_fields()))
            }
        }
    }
}

/// The marker of a link or bytes among the fields, where it has no meaning.
fn misplaced_marker(extra: &Extra) -> Option<&'static str> {
    let markers = [marker::LINK, marker::BYTES].into_iter();
    markers
        .filter(|_| !extra.is_empty())
        .find(|key| extra.get(key).is_some())
}

/// A field of the other form has no meaning in this one, but is kept.
fn keep(extra: &mut Extra, name: &str, value: Option<Data>) {
    if let Some(value) = value {
        extra.insert(name, value);
    }
}

/// Why the fields of an object are not those of a blob, in either form. `None` if
/// they are.
pub(super) fn fault<'d>(get: impl Fn(&str) -> Option<&'d Data>) -> Option<DataError> {
    let view = |name| get(name).map(Data::view);
    let markers = [marker::LINK, marker::BYTES];
    if let Some(key) = markers.into_iter().find(|key| get(key).is_some()) {
        return Some(marker::not_alone(key));
    }
    let reason = match (view("$type"), view("cid")) {
        (Some(View::String(TYPE)), _) => match (view("ref"), view("size")) {
            (Some(View::Link(_)), Some(View::Integer(0..))) => None,
            (Some(View::Link(_)), _) => Some("the `size` of a blob must be a non-negative integer"),
            _ => Some("the `ref` of a blob must be a link"),
        },
        (Some(_), _) => Some("the `$type` of a blob must be `blob`"),
        (None, None) => Some("a blob must have `$type`"),
        (None, Some(View::String(text))) => match Cid::new(text) {
            Ok(_) => None,
            Err(error) => {
                return Some(DataError::new(format_args!("the `cid` of a blob: {error}")));
            }
        },
        (None, Some(_)) => Some("the `cid` of a blob must be a string"),
    };
    let no_mime_type = || match view("mimeType") {
        Some(View::String(_)) => None,
        _ => Some("the `mimeType` of a blob must be a string"),
    };
    reason.or_else(no_mime_type).map(DataError::new)
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

/// Reads a blob after its `$type`; `values` reads the values. If it is malformed, it
/// is read as an object.
pub(super) fn rest<'de, A, S>(map: A, type_name: Data, values: S) -> Result<Data, A::Error>
where
    A: MapAccess<'de>,
    S: DeserializeSeed<'de, Value = Data> + Copy,
{
    let parts = Parts {
        type_name: Some(type_name),
        ..Parts::default()
    };
    let (parts, extra) = read(map, parts, values)?;
    Ok(parts.into_data(extra))
}

fn read<'de, A, S>(mut map: A, mut parts: Parts, values: S) -> Result<(Parts, Extra), A::Error>
where
    A: MapAccess<'de>,
    S: DeserializeSeed<'de, Value = Data> + Copy,
{
    let mut extra = Unsorted::default();
    while let Some(name) = map.next_key_seed(FieldName(FIELDS))? {
        let value = map.next_value_seed(values)?;
        match parts.slot(&name) {
            Some(slot) => {
                if slot.replace(value).is_some() {
                    return Err(A::Error::custom(duplicate(&name)));
                }
            }
            None => extra.push(name.into(), value),
        }
    }
    let extra = Extra::read(extra).map_err(A::Error::custom)?;
    Ok((parts, extra))
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
