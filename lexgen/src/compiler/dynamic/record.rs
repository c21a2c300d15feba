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
        if let Data::Object(fields) = data {
            validator.in_field("$type", |validator| match fields.get("$type") {
                Some(Data::String(name)) if name == nsid => {}
                Some(Data::String(name)) => validator.violation(
                    Code::WrongRecordType,
                    format!("is `{}`, not the record type `{nsid}`", shown(name)),
                ),
                Some(other) => wrong_type("a string", other, validator),
                None => validator.violation(
                    Code::MissingType,
                    format!("is missing, expected the record type `{nsid}`"),
                ),
            });
        }
        self.object(&record.object, data, validator);
    }
}
