//! Members of an open union that this version of a lexicon does not know.

use serde::de::DeserializeOwned;

use crate::{
    data::{Data, DataError, Fields},
    validate::{Constraints, Validate, Validator},
};

/// An object with a `$type`, whole.
/// [Specification](https://atproto.com/specs/lexicon#union).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TypedObject {
    /// Its `$type`.
    pub type_name: String,
    /// Everything else in it.
    pub fields: Fields,
}

impl TypedObject {
    /// The object as a type that the union does not list.
    ///
    /// # Errors
    /// When the fields are not those of `T`.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, DataError> {
        let mut fields = self.fields.clone();
        fields.insert("$type", self.type_name.clone());
        Data::Object(fields).into_decoded()
    }
}

/// An unknown type has no known constraints.
impl Validate for TypedObject {
    fn check(&self, _constraints: &Constraints<'_>, _validator: &mut Validator<'_>) {}
}
