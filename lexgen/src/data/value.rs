//! A value of the data model, and how a program looks into one.

use std::collections::BTreeMap;

use super::{Blob, Bytes, CidLink, DataError, Fields};

/// Any value of the data model.
///
/// Numbers are integers of 64 bits with a sign; there are no floats. An object
/// with `"$type": "blob"` is a [`Data::Blob`]; a blob in the legacy form is
/// not told from other objects without its lexicon, and stays an object.
///
/// The keys of an object are in the order of their bytes, which is the order
/// they are written in as JSON. DAG-CBOR wants shorter keys first, and is
/// written so.
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
    /// A text.
    String(String),
    /// Bytes.
    Bytes(Bytes),
    /// A link by content hash.
    Link(CidLink),
    /// A reference to a blob.
    Blob(Box<Blob>),
    /// A list of values.
    Array(Vec<Data>),
    /// Values by name.
    Object(Fields),
}

impl Data {
    /// The value of a field, when this is an object and has it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Data> {
        self.as_object()?.get(name)
    }

    /// What `$type` says, when this is an object that has it, or a blob.
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

    /// The boolean, when this is one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    /// The integer, when this is one.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Integer(value) => Some(*value),
            _ => None,
        }
    }

    /// The text, when this is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(value) => Some(value),
            _ => None,
        }
    }

    /// The bytes, when these are some.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(value) => Some(value),
            _ => None,
        }
    }

    /// The link, when this is one.
    #[must_use]
    pub fn as_link(&self) -> Option<&CidLink> {
        match self {
            Self::Link(value) => Some(value),
            _ => None,
        }
    }

    /// The blob reference, when this is one.
    #[must_use]
    pub fn as_blob(&self) -> Option<&Blob> {
        match self {
            Self::Blob(value) => Some(value),
            _ => None,
        }
    }

    /// The values of the list, when this is one.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Data]> {
        match self {
            Self::Array(value) => Some(value),
            _ => None,
        }
    }

    /// The fields, when this is an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&Fields> {
        match self {
            Self::Object(value) => Some(value),
            _ => None,
        }
    }

    /// The fields, to change them, when this is an object.
    #[must_use]
    pub fn as_object_mut(&mut self) -> Option<&mut Fields> {
        match self {
            Self::Object(value) => Some(value),
            _ => None,
        }
    }

    /// The fields of what must be an object: a record, or the body of a
    /// request. A [`Data`] may be anything, the top of such a document not.
    ///
    /// # Errors
    /// When this is no object.
    pub fn require_object(&self) -> Result<&Fields, DataError> {
        self.as_object().ok_or_else(|| self.not_an_object())
    }

    /// The error for something else where an object must be.
    pub(super) fn not_an_object(&self) -> DataError {
        DataError::new(format!("expected an object, found {}", self.kind()))
    }

    /// What kind of value this is, in the words of the Lexicon language.
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
