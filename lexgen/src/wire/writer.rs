//! Writing the fields of an object.

use serde::ser::{Error, Serialize, SerializeMap, Serializer};

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

    /// Writes a required field.
    pub fn required<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> &mut Self {
        if self.error.is_none()
            && let Err(error) = self.map.serialize_entry(name, value)
        {
            self.error = Some(error);
        }
        self
    }

    /// Writes an optional field if it is present.
    pub fn optional<T: Serialize>(&mut self, name: &str, value: &Option<T>) -> &mut Self {
        match value {
            Some(value) => self.required(name, value),
            None => self,
        }
    }

    /// Writes a nullable field if it is present.
    pub fn nullable<T: Serialize>(&mut self, name: &str, value: &Nullable<T>) -> &mut Self {
        match value {
            Nullable::Absent => self,
            value => self.required(name, value),
        }
    }

    /// Writes the fields that the lexicon does not name.
    pub fn extra(&mut self, extra: &Extra) -> &mut Self {
        match extra.fields() {
            Some(fields) => self.fields(fields),
            None => self,
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
                self.required(name, value);
            }
        }
        self
    }

    /// Writes the `$type`, unless a union has written it.
    pub fn type_name(&mut self, name: &str) -> &mut Self {
        match &mut self.type_name {
            TypeName::None => {
                self.type_name = TypeName::Written;
                self.required("$type", name);
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
