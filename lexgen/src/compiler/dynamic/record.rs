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
    /// Checks a record of the lexicon that is being checked.
    pub(super) fn record(self, record: &'i Record, data: &Data, validator: &mut Validator<'i>) {
        let nsid = self.document;
        if let Some(fields) = data.as_object() {
            if let Some(name) = data.type_name()
                && name != nsid
                && let Some(meant) = self.as_meant(fields, name, validator)
            {
                return self.record(record, &meant, validator);
            }
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
