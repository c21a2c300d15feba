//! Record keys.
//! [Specification](https://atproto.com/specs/record-key).

use super::{Schema, Shape};
use crate::{
    compiler::{ir::DefinitionKind, schema::RecordKey},
    syntax::Format,
    validate::{Constraints, Validator, Violations, string},
};

impl Schema<'_> {
    /// Checks the key of a record. Any key is valid if this is not the schema of a
    /// record.
    ///
    /// # Errors
    /// If it is malformed, or the lexicon does not allow it.
    pub fn validate_key(&self, key: &str) -> Result<(), Violations> {
        let (Shape::Definition, DefinitionKind::Record(record)) =
            (&self.shape, &self.checker.ir.definition(self.id).kind)
        else {
            return Ok(());
        };
        let (format, literal) = match &record.key {
            RecordKey::Tid => (Format::Tid, None),
            RecordKey::Nsid => (Format::Nsid, None),
            RecordKey::Any => (Format::RecordKey, None),
            RecordKey::Literal(literal) => (Format::RecordKey, Some(literal.as_str())),
        };
        let rules = Constraints {
            format: Some(format),
            string: literal,
            ..Constraints::NONE
        };
        let mut validator = Validator::default();
        string(key, &rules, &mut validator);
        validator.finish()
    }

    /// Whether this is the schema of a record, which has a key.
    pub fn is_record(&self) -> bool {
        matches!(
            (&self.shape, &self.checker.ir.definition(self.id).kind),
            (Shape::Definition, DefinitionKind::Record(_))
        )
    }
}
