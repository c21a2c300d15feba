//! Writing the fields of an object.

use serde::ser::{Serialize, SerializeMap};

use crate::data::Extra;

/// Writes the fields of an object, and keeps the first error.
pub struct Writer<M: SerializeMap> {
    map: M,
    error: Option<M::Error>,
    type_name: TypeName,
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
    pub(super) fn new(map: M) -> Self {
        Self {
            map,
            error: None,
            type_name: TypeName::None,
        }
    }

    /// A writer that omits the `$type`, which [`finish_untyped`] returns.
    ///
    /// [`finish_untyped`]: Self::finish_untyped
    #[cfg(feature = "dag-cbor")]
    pub(super) fn untyped(map: M) -> Self {
        Self {
            type_name: TypeName::Kept(None),
            ..Self::new(map)
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

    /// Writes the fields that the lexicon does not name.
    pub fn extra(&mut self, extra: &Extra) -> &mut Self {
        for (name, value) in extra.iter() {
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
