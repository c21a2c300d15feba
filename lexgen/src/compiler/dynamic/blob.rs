//! Blobs, in the current and the legacy form.
//! [Specification](https://atproto.com/specs/data-model#blob-type).

use super::Checker;
use crate::{
    compiler::schema,
    data::{self, Data, View},
    validate::{Code, Validator, blob, wrong_type},
};

impl<'i> Checker<'i> {
    /// Checks a reference to a blob.
    pub(super) fn blob(self, schema: &'i schema::Blob, data: &Data, validator: &mut Validator<'i>) {
        match data.view() {
            View::Blob(value) => blob(value, &schema.constraints(), validator),
            // Only a lexicon tells the legacy form from other objects.
            View::Object(_) => match data.decode::<data::Blob>() {
                Ok(value) => blob(&value, &schema.constraints(), validator),
                Err(reason) => {
                    let message = format!("is an object, not a blob: {reason}");
                    validator.violation(Code::WrongType, message);
                }
            },
            _ => wrong_type("a blob", data, validator),
        }
    }
}
