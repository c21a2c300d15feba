//! Writing the fields of one object.

use serde::ser::{Serialize, SerializeMap};

use crate::data::Extra;

/// The fields of one object as they go, and the first error.
pub struct Writer<M: SerializeMap> {
    map: M,
    error: Option<M::Error>,
    /// Whether this object's `$type` has been written.
    typed: bool,
}

impl<M: SerializeMap> Writer<M> {
    pub(super) fn new(map: M) -> Self {
        Self {
            map,
            error: None,
            typed: false,
        }
    }

    /// Writes a field that is always there.
    pub fn required<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> &mut Self {
        if self.error.is_none()
            && let Err(error) = self.map.serialize_entry(name, value)
        {
            self.error = Some(error);
        }
        self
    }

    /// Writes a field if it is there.
    pub fn optional<T: Serialize>(&mut self, name: &str, value: &Option<T>) -> &mut Self {
        match value {
            Some(value) => self.required(name, value),
            None => self,
        }
    }

    /// Writes the fields the lexicon does not know.
    pub fn extra(&mut self, extra: &Extra) -> &mut Self {
        for (name, value) in extra.iter() {
            // A union or record has said its type already.
            if !(self.typed && name == "$type") {
                self.required(name, value);
            }
        }
        self
    }

    /// Writes `$type`, unless a union did.
    pub fn type_name(&mut self, name: &str) -> &mut Self {
        if !self.typed {
            self.typed = true;
            self.required("$type", name);
        }
        self
    }

    pub(super) fn finish(self) -> Result<M::Ok, M::Error> {
        match self.error {
            Some(error) => Err(error),
            None => self.map.end(),
        }
    }
}
