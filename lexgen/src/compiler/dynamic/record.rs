//! Records: objects with their NSID as `$type`.
//! [Specification](https://atproto.com/specs/lexicon#record).

use super::Checker;
use crate::{
    compiler::ir::Record,
    data::Data,
    shown::shown,
    validate::{Code, Validator, wrong_type},
};

impl<'i> Checker<'i> {
    /// Checks a record of the type `nsid`.
    pub(super) fn record(
        self,
        record: &'i Record,
        nsid: &str,
        data: &Data,
        validator: &mut Validator<'i>,
    ) {
        if let Some(fields) = data.as_object() {
            validator.in_field("$type", |validator| {
                match fields.get("$type").map(|name| (name, name.as_str())) {
                    Some((_, Some(name))) if name == nsid => {}
                    Some((_, Some(name))) => validator.violation(
                        Code::WrongRecordType,
                        format!("is `{}`, not the record type `{nsid}`", shown(name)),
                    ),
                    Some((other, None)) => wrong_type("a string", other, validator),
                    None => validator.violation(
                        Code::MissingType,
                        format!("is missing, expected the record type `{nsid}`"),
                    ),
                }
            });
        }
        self.object(&record.object, data, validator);
    }
}
