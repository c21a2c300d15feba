//! Records: objects with their NSID as `$type`.
//! [Specification](https://atproto.com/specs/lexicon#record).

use super::Checker;
use crate::{
    compiler::ir::Record,
    data::{Data, Fields},
    shown::shown,
    validate::{Code, Validator, wrong_type},
};

impl<'i> Checker<'i> {
    /// Checks a record of the lexicon that is being checked.
    pub(super) fn record(self, record: &'i Record, data: &Data, validator: &mut Validator<'i>) {
        let nsid = self.document;
        let Some(fields) = data.as_object() else {
            return self.object(&record.object, data, validator);
        };
        let type_name = fields.get("$type");
        if type_name.and_then(Data::as_str) == Some(nsid) {
            return self.fields(&record.object, fields, true, validator);
        }
        if let Some(name) = type_name.and_then(Data::as_str)
            && let Some(meant) = self.as_meant(fields, name, validator)
        {
            return self.record(record, &meant, validator);
        }
        self.other_type(fields, validator);
        self.fields(&record.object, fields, false, validator);
    }

    /// Reports that the `$type` is not that of the record.
    fn other_type(self, fields: &Fields, validator: &mut Validator<'i>) {
        let nsid = self.document;
        validator.in_field("$type", |validator| {
            match fields.get("$type").map(|name| (name, name.as_str())) {
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
}
