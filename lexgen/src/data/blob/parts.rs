//! Reading blobs: the fields of an object that is one, or is not.

use serde::de::{DeserializeSeed, Error, MapAccess};

use super::{Blob, Content, FIELDS, TYPE};
use crate::{
    data::{
        Data, DataError, Extra, FieldName, Fields, Unsorted, View, marker, read::duplicate,
        value::Repr,
    },
    syntax::Cid,
};

/// The fields of a blob whose form is not known yet.
#[derive(Default)]
pub(super) struct Parts {
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
    pub(super) fn get(&self, name: &str) -> Option<&Data> {
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
    pub(super) fn assemble(self, mut extra: Extra) -> Result<Blob, Box<(Self, Extra)>> {
        if has_marker(&extra) {
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

impl Blob {
    /// The blob for the fields of an object, or the object if they are not those of
    /// a blob.
    pub(in crate::data) fn from_object(mut object: Fields) -> Data {
        let parts = Parts {
            type_name: object.remove("$type"),
            link: object.remove("ref").map(Data::into_tree),
            cid: object.remove("cid"),
            mime_type: object.remove("mimeType"),
            size: object.remove("size"),
        };
        parts.into_data(object.into())
    }
}

/// Whether the marker of a link or bytes is among the fields.
fn has_marker(extra: &Extra) -> bool {
    let markers = [marker::LINK, marker::BYTES];
    markers.into_iter().any(|key| extra.get(key).is_some())
}

/// A field of the other form has no meaning in this one, but is kept.
fn keep(extra: &mut Extra, name: &str, value: Option<Data>) {
    if let Some(value) = value {
        extra.insert(name, value);
    }
}

/// Why [`Parts::assemble`] does not make a blob of the fields of an object. `None` if
/// it does.
pub(in crate::data) fn fault<'d>(get: impl Fn(&str) -> Option<&'d Data>) -> Option<DataError> {
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

/// Reads a blob after its `$type`; `values` reads the values. If it is malformed, it
/// is read as an object.
pub(in crate::data) fn rest<'de, A, S>(map: A, type_name: Data, values: S) -> Result<Data, A::Error>
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

pub(super) fn read<'de, A, S>(
    mut map: A,
    mut parts: Parts,
    values: S,
) -> Result<(Parts, Extra), A::Error>
where
    A: MapAccess<'de>,
    S: DeserializeSeed<'de, Value = Data> + Copy,
{
    let mut extra = Unsorted::default();
    while let Some(name) = map.next_key_seed(FieldName(FIELDS))? {
        let value = map.next_value_seed(values)?;
        match parts.slot(&name) {
            Some(slot) => {
                if slot.replace(value.into_tree()).is_some() {
                    return Err(A::Error::custom(duplicate(&name)));
                }
            }
            None => extra.push(name.into(), value),
        }
    }
    let extra = Extra::read(extra).map_err(A::Error::custom)?;
    Ok((parts, extra))
}
