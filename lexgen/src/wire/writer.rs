//! Writing the fields of an object.

use serde::ser::{Error, Serialize, SerializeMap, Serializer};

use super::{Value, Visitor};
use crate::data::{Extra, Fields, Nullable, fault};

/// Writes the fields of an object, and keeps the first error.
pub struct Writer<M: SerializeMap> {
    map: M,
    error: Option<M::Error>,
    type_name: TypeName,
    /// Whether the format is binary, and so DAG-CBOR.
    binary: bool,
}

/// The state of the `$type`.
enum TypeName {
    /// It has not been written.
    None,
    /// It has been written to the object.
    Written,
    /// It is kept for elsewhere, such as the header of a frame.
    #[cfg_attr(not(feature = "dag-cbor"), expect(dead_code))]
    Kept(Option<String>),
}

impl<M: SerializeMap> Writer<M> {
    /// A writer of an object.
    pub(super) fn of<S>(serializer: S) -> Result<Self, M::Error>
    where
        S: Serializer<SerializeMap = M, Ok = M::Ok, Error = M::Error>,
    {
        let binary = !serializer.is_human_readable();
        Ok(Self {
            map: serializer.serialize_map(None)?,
            error: None,
            type_name: TypeName::None,
            binary,
        })
    }

    /// A writer that omits the `$type`, which [`finish_untyped`] returns.
    ///
    /// [`finish_untyped`]: Self::finish_untyped
    #[cfg(feature = "dag-cbor")]
    pub(super) fn untyped(self) -> Self {
        Self {
            type_name: TypeName::Kept(None),
            ..self
        }
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        if self.error.is_none()
            && let Err(error) = self.map.serialize_entry(name, value)
        {
            self.error = Some(error);
        }
    }

    /// Writes fields of any names.
    pub(super) fn fields(&mut self, fields: &Fields) -> &mut Self {
        if self.binary
            && self.error.is_none()
            && let Some(error) = fault(fields)
        {
            self.error = Some(M::Error::custom(error));
        }
        for (name, value) in fields {
            // A union or record has said its type already.
            let is_said = name == "$type" && !matches!(self.type_name, TypeName::None);
            if !is_said {
                self.field(name, value);
            }
        }
        self
    }

    /// Writes the `$type`, unless a union has written it.
    pub fn type_name(&mut self, name: &str) -> &mut Self {
        match &mut self.type_name {
            TypeName::None => {
                self.type_name = TypeName::Written;
                self.field("$type", name);
            }
            TypeName::Kept(kept @ None) => *kept = Some(name.to_owned()),
            TypeName::Written | TypeName::Kept(Some(_)) => {}
        }
        self
    }

    /// The `$type` that was omitted, and the object.
    #[cfg(feature = "dag-cbor")]
    pub(super) fn finish_untyped(mut self) -> Result<(Option<String>, M::Ok), M::Error> {
        let kept = match &mut self.type_name {
            TypeName::Kept(kept) => kept.take(),
            TypeName::None | TypeName::Written => None,
        };
        Ok((kept, self.finish()?))
    }

    pub(super) fn finish(self) -> Result<M::Ok, M::Error> {
        match self.error {
            Some(error) => Err(error),
            None => self.map.end(),
        }
    }
}

/// Writes the fields that are present.
impl<M: SerializeMap> Visitor for Writer<M> {
    fn type_name(&mut self, name: &'static str) {
        Self::type_name(self, name);
    }

    fn required<T: Value>(&mut self, name: &'static str, value: &T) {
        self.field(name, value);
    }

    fn optional<T: Value>(&mut self, name: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            self.field(name, value);
        }
    }

    fn nullable<T: Value>(&mut self, name: &'static str, value: &Nullable<T>) {
        if !matches!(value, Nullable::Absent) {
            self.field(name, value);
        }
    }

    fn extra(&mut self, extra: &Extra) {
        if let Some(fields) = extra.fields() {
            self.fields(fields);
        }
    }
}
