//! [`Data`]: a value of the data model.

use std::{collections::BTreeMap, fmt};

#[cfg(feature = "serde_json")]
use super::unread::Unread;
use super::{Blob, Bytes, CidLink, DataError, Fields, Number, read};
use crate::syntax;

/// Any value of the data model, and what others send in its place.
///
/// [`view`](Self::view) has its type and content. The data model has signed 64-bit
/// integers and no other numbers. An object with `"$type": "blob"` is a blob. A
/// blob in the legacy form stays an object, because only its lexicon distinguishes
/// it from other objects.
///
/// Decoding also keeps what is JSON but not in the data model, so that one bad
/// value does not lose the page that it is on: numbers that are not 64-bit integers
/// ([`View::Number`]), and malformed `$link`, `$bytes`, `$type` and blobs as plain
/// objects. They are written to JSON as they were read. [`check`](Self::check) and
/// validation report them, and DAG-CBOR refuses them.
///
/// The keys of an object are sorted by their bytes, which is their order in JSON.
/// In DAG-CBOR, shorter keys come first.
///
/// Data is ordered by type, then by content. The order of the types has no meaning.
///
/// ```
/// use lexgen::{Data, data::View};
///
/// let data: Data = serde_json::from_str(r#"{"likes": 3, "score": 4.5}"#)?;
/// assert_eq!(data.get("likes"), Some(&Data::from(3)));
/// assert!(matches!(data.get("score").map(Data::view), Some(View::Number(score)) if score == 4.5));
/// assert_eq!(data.check().unwrap_err().iter().next().unwrap().path, "/score");
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// Specification: <https://atproto.com/specs/data-model#data-types>
#[derive(Clone, Default)]
pub struct Data(pub(super) Repr);

/// What a [`Data`] holds.
#[derive(Clone, Default)]
pub(super) enum Repr {
    #[default]
    Null,
    Boolean(bool),
    Integer(i64),
    Number(Number),
    String(String),
    Bytes(Bytes),
    Link(CidLink),
    Blob(Box<Blob>),
    Array(Vec<Data>),
    Object(Fields),
    /// Any of these, as its JSON.
    #[cfg(feature = "serde_json")]
    Unread(Unread),
}

/// The type and the content of a [`Data`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum View<'d> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A number that is not a 64-bit integer, and so is not in the data model.
    Number(Number),
    /// A string.
    String(&'d str),
    /// Bytes.
    Bytes(&'d Bytes),
    /// A link by content hash.
    Link(&'d CidLink),
    /// A reference to a blob.
    Blob(&'d Blob),
    /// An array.
    Array(&'d [Data]),
    /// An object.
    Object(&'d Fields),
}

impl Data {
    /// `null`.
    #[must_use]
    pub const fn null() -> Self {
        Self(Repr::Null)
    }

    /// The type and the content.
    #[must_use]
    pub fn view(&self) -> View<'_> {
        match &self.0 {
            Repr::Null => View::Null,
            Repr::Boolean(value) => View::Boolean(*value),
            Repr::Integer(value) => View::Integer(*value),
            Repr::Number(value) => View::Number(*value),
            Repr::String(value) => View::String(value),
            Repr::Bytes(value) => View::Bytes(value),
            Repr::Link(value) => View::Link(value),
            Repr::Blob(value) => View::Blob(value),
            Repr::Array(value) => View::Array(value),
            Repr::Object(value) => View::Object(value),
            #[cfg(feature = "serde_json")]
            Repr::Unread(value) => value.data().view(),
        }
    }

    /// This data, with a tree.
    pub(super) fn into_tree(self) -> Self {
        match self.0 {
            #[cfg(feature = "serde_json")]
            Repr::Unread(value) => value.into_data(),
            tree => Self(tree),
        }
    }

    /// The value of a field, if this is an object that has it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Data> {
        self.as_object()?.get(name)
    }

    /// The `$type`, if this is a blob or an object that has one.
    #[must_use]
    pub fn type_name(&self) -> Option<&str> {
        match self.view() {
            View::Blob(_) => Some(super::blob::TYPE),
            _ => self.get("$type")?.as_str(),
        }
    }

    /// Whether this is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self.view(), View::Null)
    }

    /// The boolean, if this is one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self.view() {
            View::Boolean(value) => Some(value),
            _ => None,
        }
    }

    /// The integer, if this is one.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self.view() {
            View::Integer(value) => Some(value),
            _ => None,
        }
    }

    /// The number, if this is one that is not a 64-bit integer.
    #[must_use]
    pub fn as_number(&self) -> Option<Number> {
        match self.view() {
            View::Number(value) => Some(value),
            _ => None,
        }
    }

    /// The string, if this is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self.view() {
            View::String(value) => Some(value),
            _ => None,
        }
    }

    /// The bytes, if this is a byte string.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self.view() {
            View::Bytes(value) => Some(value),
            _ => None,
        }
    }

    /// The link, if this is one.
    #[must_use]
    pub fn as_link(&self) -> Option<&CidLink> {
        match self.view() {
            View::Link(value) => Some(value),
            _ => None,
        }
    }

    /// The reference to a blob, if this is one.
    #[must_use]
    pub fn as_blob(&self) -> Option<&Blob> {
        match self.view() {
            View::Blob(value) => Some(value),
            _ => None,
        }
    }

    /// The items, if this is an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Data]> {
        match self.view() {
            View::Array(value) => Some(value),
            _ => None,
        }
    }

    /// The fields, if this is an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&Fields> {
        match self.view() {
            View::Object(value) => Some(value),
            _ => None,
        }
    }

    /// The fields as mutable, if this is an object.
    #[must_use]
    pub fn as_object_mut(&mut self) -> Option<&mut Fields> {
        #[cfg(feature = "serde_json")]
        if let Repr::Unread(_) = self.0 {
            *self = std::mem::take(self).into_tree();
        }
        match &mut self.0 {
            Repr::Object(value) => Some(value),
            _ => None,
        }
    }

    /// The string by value, if this is one.
    ///
    /// # Errors
    /// Returns the data if it is not a string.
    pub fn into_string(self) -> Result<String, Self> {
        match self.into_tree().0 {
            Repr::String(value) => Ok(value),
            other => Err(Self(other)),
        }
    }

    /// The items by value, if this is an array.
    ///
    /// # Errors
    /// Returns the data if it is not an array.
    pub fn into_array(self) -> Result<Vec<Data>, Self> {
        match self.into_tree().0 {
            Repr::Array(value) => Ok(value),
            other => Err(Self(other)),
        }
    }

    /// The fields by value, if this is an object.
    ///
    /// # Errors
    /// Returns the data if it is not an object.
    pub fn into_object(self) -> Result<Fields, Self> {
        match self.into_tree().0 {
            Repr::Object(value) => Ok(value),
            other => Err(Self(other)),
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

    /// The type of the value, as lexicons name it. A number that is not a 64-bit
    /// integer, which has no name there, is a `number`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.view() {
            View::Null => "null",
            View::Boolean(_) => "boolean",
            View::Integer(_) => "integer",
            View::Number(_) => "number",
            View::String(_) => "string",
            View::Bytes(_) => "bytes",
            View::Link(_) => "cid-link",
            View::Blob(_) => "blob",
            View::Array(_) => "array",
            View::Object(_) => "object",
        }
    }
}

/// `From` for the types that a variant holds or widens.
macro_rules! data_from {
    ($($from:ty => |$value:ident| $data:expr;)*) => {$(
        impl From<$from> for Data {
            fn from($value: $from) -> Self {
                Self($data)
            }
        }
    )*};
}

data_from! {
    () => |_unit| Repr::Null;
    bool => |value| Repr::Boolean(value);
    i64 => |value| Repr::Integer(value);
    i32 => |value| Repr::Integer(value.into());
    u32 => |value| Repr::Integer(value.into());
    String => |value| Repr::String(value);
    &str => |value| Repr::String(value.to_owned());
    Bytes => |value| Repr::Bytes(value);
    CidLink => |value| Repr::Link(value);
    Vec<Data> => |value| Repr::Array(value);
}

/// A string, whether it has its format or not.
macro_rules! data_from_format {
    ($($(#[$doc:meta])* $format:ident $row:tt;)*) => {$(
        impl From<syntax::$format> for Data {
            fn from(value: syntax::$format) -> Self {
                value.into_string().into()
            }
        }
    )*};
}
syntax::formats!(data_from_format);

/// The data that the JSON object with these fields is: also a link, bytes or a
/// blob.
impl From<Fields> for Data {
    fn from(fields: Fields) -> Self {
        read::object(fields, true)
    }
}

/// See [`From<Fields>`](Self#impl-From<Fields>-for-Data).
impl From<BTreeMap<String, Data>> for Data {
    fn from(fields: BTreeMap<String, Data>) -> Self {
        Fields::from(fields).into()
    }
}

impl From<Blob> for Data {
    /// A blob in the legacy form is a plain object, as when it is read.
    fn from(blob: Blob) -> Self {
        if blob.is_legacy() {
            Self(Repr::Object(blob.into_object()))
        } else {
            Self(Repr::Blob(Box::new(blob)))
        }
    }
}

impl<T: Into<Data>> From<Option<T>> for Data {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::null(), Into::into)
    }
}

impl FromIterator<Data> for Data {
    fn from_iter<I: IntoIterator<Item = Data>>(items: I) -> Self {
        Self(Repr::Array(items.into_iter().collect()))
    }
}

impl FromIterator<(String, Data)> for Data {
    fn from_iter<I: IntoIterator<Item = (String, Data)>>(fields: I) -> Self {
        fields.into_iter().collect::<Fields>().into()
    }
}

/// Shows the content.
impl fmt::Debug for Data {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.view().fmt(f)
    }
}
