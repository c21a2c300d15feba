//! [`Data`]: a value of the data model.

use std::collections::BTreeMap;

use super::{Blob, Bytes, CidLink, DataError, Fields};

/// Any value of the data model.
///
/// Numbers are signed 64-bit integers; there are no floats. An object with
/// `"$type": "blob"` is a [`Data::Blob`]. A blob in the legacy form stays an
/// object, because only its lexicon distinguishes it from other objects.
///
/// The keys of an object are sorted by their bytes, which is their order in JSON.
/// In DAG-CBOR, shorter keys come first.
///
/// Specification: <https://atproto.com/specs/data-model#data-types>
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Data {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A string.
    String(String),
    /// Bytes.
    Bytes(Bytes),
    /// A link by content hash.
    Link(CidLink),
    /// A reference to a blob.
    Blob(Box<Blob>),
    /// An array.
    Array(Vec<Data>),
    /// An object.
    Object(Fields),
}

impl Data {
    /// The value of a field, if this is an object that has it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Data> {
        self.as_object()?.get(name)
    }

    /// The `$type`, if this is a blob or an object that has one.
    #[must_use]
    pub fn type_name(&self) -> Option<&str> {
        match self {
            Self::Blob(_) => Some(super::blob::TYPE),
            _ => self.get("$type")?.as_str(),
        }
    }

    /// Whether this is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The boolean, if this is one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    /// The integer, if this is one.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Integer(value) => Some(*value),
            _ => None,
        }
    }

    /// The string, if this is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(value) => Some(value),
            _ => None,
        }
    }

    /// The bytes, if this is a byte string.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(value) => Some(value),
            _ => None,
        }
    }

    /// The link, if this is one.
    #[must_use]
    pub fn as_link(&self) -> Option<&CidLink> {
        match self {
            Self::Link(value) => Some(value),
            _ => None,
        }
    }

    /// The reference to a blob, if this is one.
    #[must_use]
    pub fn as_blob(&self) -> Option<&Blob> {
        match self {
            Self::Blob(value) => Some(value),
            _ => None,
        }
    }

    /// The items, if this is an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Data]> {
        match self {
            Self::Array(value) => Some(value),
            _ => None,
        }
    }

    /// The fields, if this is an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&Fields> {
        match self {
            Self::Object(value) => Some(value),
            _ => None,
        }
    }

    /// The fields as mutable, if this is an object.
    #[must_use]
    pub fn as_object_mut(&mut self) -> Option<&mut Fields> {
        match self {
            Self::Object(value) => Some(value),
            _ => None,
        }
    }

    /// The fields of data that must be an object, such as a record or the body
    /// of a request.
    ///
    /// # Errors
    /// If this is not an object.
    pub fn require_object(&self) -> Result<&Fields, DataError> {
        self.as_object().ok_or_else(|| self.not_an_object())
    }

    /// The error for data that is not an object.
    pub(super) fn not_an_object(&self) -> DataError {
        DataError::new(format!("expected an object, found {}", self.kind()))
    }

    /// The type of the value, as lexicons name it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "boolean",
            Self::Integer(_) => "integer",
            Self::String(_) => "string",
            Self::Bytes(_) => "bytes",
            Self::Link(_) => "cid-link",
            Self::Blob(_) => "blob",
            Self::Array(_) => "array",
            Self::Object(_) => "object",
        }
    }
}

/// `From` for the types that a variant holds or widens.
macro_rules! data_from {
    ($($from:ty => |$value:ident| $data:expr;)*) => {$(
        impl From<$from> for Data {
            fn from($value: $from) -> Self {
                $data
            }
        }
    )*};
}

data_from! {
    () => |_unit| Data::Null;
    bool => |value| Data::Boolean(value);
    i64 => |value| Data::Integer(value);
    i32 => |value| Data::Integer(value.into());
    u32 => |value| Data::Integer(value.into());
    String => |value| Data::String(value);
    &str => |value| Data::String(value.to_owned());
    Bytes => |value| Data::Bytes(value);
    CidLink => |value| Data::Link(value);
    Vec<Data> => |value| Data::Array(value);
    Fields => |value| Data::Object(value);
    BTreeMap<String, Data> => |value| Data::Object(value.into());
}

impl From<Blob> for Data {
    /// A blob in the legacy form is a plain object, as when it is read.
    fn from(blob: Blob) -> Self {
        if blob.is_legacy() {
            Self::Object(blob.into_object())
        } else {
            Self::Blob(Box::new(blob))
        }
    }
}

impl<T: Into<Data>> From<Option<T>> for Data {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl FromIterator<Data> for Data {
    fn from_iter<I: IntoIterator<Item = Data>>(items: I) -> Self {
        Self::Array(items.into_iter().collect())
    }
}

impl FromIterator<(String, Data)> for Data {
    fn from_iter<I: IntoIterator<Item = (String, Data)>>(fields: I) -> Self {
        Self::Object(fields.into_iter().collect())
    }
}
