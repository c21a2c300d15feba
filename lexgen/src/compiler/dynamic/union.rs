//! Unions: objects that are distinguished by their `$type`.
//! [Specification](https://atproto.com/specs/lexicon#union).

use super::Checker;
use crate::{
    compiler::ir::Union,
    data::Data,
    shown::shown,
    validate::{Code, Validator, wrong_type},
};

impl<'i> Checker<'i> {
    /// Checks a member of a union. Members of an open union that its lexicon does
    /// not name are valid.
    pub(super) fn union(self, union: &'i Union, data: &Data, validator: &mut Validator<'i>) {
        let type_name = match data.as_object() {
            Some(fields) => match fields.get("$type").map(|name| (name, name.as_str())) {
                // The name of a member is as it should be.
                Some((_, Some(name))) if union.member(name).is_some() => name,
                Some((_, Some(name))) => match self.as_meant(fields, name, validator) {
                    Some(meant) => return self.union(union, &meant, validator),
                    None => name,
                },
                Some((other, None)) => {
                    return validator.in_field("$type", |validator| {
                        wrong_type("a string", other, validator);
                    });
                }
                None => {
                    return validator.in_field("$type", |validator| {
                        let message = "is missing, but every member of a union must have it";
                        validator.violation(Code::MissingType, message.to_owned());
                    });
                }
            },
            // A blob is no object, although it has a `$type`.
            None => return wrong_type("an object with a `$type`", data, validator),
        };
        match union.member(type_name) {
            Some(member) => self.reference(&member.target, data, validator),
            None if union.closed => validator.in_field("$type", |validator| {
                let members = union
                    .members
                    .iter()
                    .map(|member| member.target.name())
                    .map(|name| format!("`{name}`"))
                    .collect::<Vec<_>>();
                let message = format!(
                    "is `{}`, not a member of this closed union: expected {}",
                    shown(type_name),
                    members.join(" or ")
                );
                validator.violation(Code::NotAMember, message);
            }),
            None => validator.within(|validator| validator.data(data)),
        }
    }
}
