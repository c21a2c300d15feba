//! Members of open unions that a lexicon does not name.

use serde::de::DeserializeOwned;

use crate::{
    data::{Data, DataError, Fields},
    validate::{Constraints, Validate, Validator},
};

/// An object with a `$type` that its union does not list.
/// [Specification](https://atproto.com/specs/lexicon#union).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypedObject {
    /// Its `$type`.
    pub type_name: String,
    /// All other fields.
    pub fields: Fields,
}

impl TypedObject {
    /// Converts the object into a type.
    ///
    /// # Errors
    /// If the object does not match the type.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, DataError> {
        let mut fields = self.fields.clone();
        fields.insert("$type", self.type_name.clone());
        Data::from(fields).into_decoded()
    }
}

/// An unknown type has no constraints but those of the data model, and of a `$type`.
impl Validate for TypedObject {
    fn check(&self, _constraints: &Constraints<'_>, validator: &mut Validator<'_>) {
        validator.within(|validator| {
            validator.in_field("$type", |validator| validator.type_name(&self.type_name));
            validator.data_member(&self.fields);
        });
    }
}
