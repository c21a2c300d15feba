//! Objects: required fields, and the values of all fields.
//! [Specification](https://atproto.com/specs/lexicon#object).

use std::collections::HashSet;

use super::Checker;
use crate::{
    compiler::ir::Object,
    data::{Data, Fields, fault},
    validate::{Code, Validator, wrong_type},
};

/// The most fields of a lexicon's object in which a name is searched one by one.
const FEW: usize = 16;

impl<'i> Checker<'i> {
    /// Checks an object. Fields that the lexicon does not name may have any data.
    pub(super) fn object(self, object: &'i Object, data: &Data, validator: &mut Validator<'i>) {
        let Some(values) = data.as_object() else {
            return wrong_type("an object", data, validator);
        };
        self.fields(object, values, false, validator);
    }

    /// Checks the fields of an object. If it `is_own`, its `$type` is that of its lexicon.
    pub(super) fn fields(
        self,
        object: &'i Object,
        values: &Fields,
        is_own: bool,
        validator: &mut Validator<'i>,
    ) {
        let mut named = 0;
        for field in &object.fields {
            let value = values.get(&field.name);
            named += usize::from(value.is_some());
            match value {
                None if field.required => missing(&field.name, validator),
                None => {}
                Some(value) if field.nullable && value.is_null() => {}
                Some(value) => validator.in_field(&field.name, |validator| {
                    self.value(&field.r#type, value, validator);
                }),
            }
        }
        if named == values.len() {
            return;
        }
        let is_other = |name: &str| object.fields.iter().all(|it| it.name != name);
        if values.len() == named + 1 && is_other("$type") {
            if is_own && fault(values).is_none() {
                return;
            }
            if has_type(values) {
                return validator.data_form(values);
            }
        }
        if object.fields.len() <= FEW {
            let others = values.iter().filter(|(name, _)| is_other(name));
            return validator.within(|validator| validator.data_object(values, others));
        }
        let names: HashSet<&str> = object.fields.iter().map(|it| it.name.as_str()).collect();
        let others = values.iter().filter(|(name, _)| !names.contains(name));
        validator.within(|validator| validator.data_object(values, others));
    }
}

/// Whether an object has a `$type` that is a string.
fn has_type(values: &Fields) -> bool {
    values
        .get("$type")
        .is_some_and(|name| name.as_str().is_some())
}

/// Reports a missing field.
pub(super) fn missing<'i>(name: &'i str, validator: &mut Validator<'i>) {
    validator.in_field(name, |validator| {
        validator.violation(Code::Missing, "is missing".to_owned());
    });
}
