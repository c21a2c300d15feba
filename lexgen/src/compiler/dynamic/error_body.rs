//! Bodies of error responses, which have the same form for every endpoint.
//! [Specification](https://atproto.com/specs/xrpc#error-responses).

use super::{Checker, Schema, Shape, object::missing};
use crate::{
    compiler::{check::suggest::quoted, ir::DefinitionKind},
    data::Data,
    shown::shown,
    validate::{Code, Validator, wrong_type},
};

impl<'i> Checker<'i> {
    /// Checks `{"error": …, "message": …}`.
    pub(super) fn error_body(self, data: &Data, validator: &mut Validator<'i>) {
        let Some(fields) = data.as_object() else {
            return wrong_type("an object", data, validator);
        };
        for (name, required) in [("error", true), ("message", false)] {
            match fields.get(name) {
                None if required => missing(name, validator),
                None => {}
                Some(value) if value.as_str().is_some() => {}
                Some(value) if value.is_null() => validator.in_field(name, |validator| {
                    let message = "is null, which the protocol does not allow here";
                    validator.violation(Code::Null, message.to_owned());
                }),
                Some(other) => validator.in_field(name, |validator| {
                    wrong_type("a string", other, validator);
                }),
            }
        }
        let others = fields
            .iter()
            .filter(|(name, _)| !matches!(*name, "error" | "message"));
        validator.within(|validator| validator.data_object(fields, others));
    }
}

impl Schema<'_> {
    /// A remark on valid data: the name of an error that the endpoint does not
    /// list, which servers may still return.
    pub fn remark(&self, data: &Data) -> Option<String> {
        let (Shape::ErrorBody, DefinitionKind::Endpoint(endpoint)) =
            (&self.shape, &self.checker.ir.definition(self.id).kind)
        else {
            return None;
        };
        let name = data.get("error")?.as_str()?;
        if endpoint.errors.iter().any(|error| error.name == name) {
            return None;
        }
        let listed = match quoted(endpoint.errors.iter().map(|error| &error.name)) {
            none if none.is_empty() => "none".to_owned(),
            listed => listed,
        };
        Some(format!(
            "the lexicon does not list the error `{}`; it lists {listed}",
            shown(name)
        ))
    }
}
