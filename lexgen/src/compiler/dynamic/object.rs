//! Objects: required fields, and the values of all fields.
//! [Specification](https://atproto.com/specs/lexicon#object).

use super::Checker;
use crate::{
    compiler::ir::Object,
    data::Data,
    validate::{Code, Validator, wrong_type},
};

impl<'i> Checker<'i> {
    /// Checks an object. Fields that the lexicon does not name are valid.
    pub(super) fn object(self, object: &'i Object, data: &Data, validator: &mut Validator<'i>) {
        let Data::Object(values) = data else {
            return wrong_type("an object", data, validator);
        };
        for field in &object.fields {
            match values.get(&field.name) {
                None if field.required => missing(&field.name, validator),
                None => {}
                Some(Data::Null) if field.nullable => {}
                Some(value) => validator.in_field(&field.name, |validator| {
                    self.value(&field.r#type, value, validator);
                }),
            }
        }
    }
}

/// Reports a missing field.
pub(super) fn missing<'i>(name: &'i str, validator: &mut Validator<'i>) {
    validator.in_field(name, |validator| {
        validator.violation(Code::Missing, "is missing".to_owned());
    });
}
