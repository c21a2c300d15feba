//! Record keys: what a record type demands of them.
//! [Specification](https://atproto.com/specs/record-key).

use super::{Schema, Shape};
use crate::{
    compiler::{ir::DefinitionKind, schema::RecordKey},
    syntax::Format,
    validate::{Rules, Validator, Violations, text},
};

impl Schema<'_> {
    /// Checks the key under which a record is to be stored. Every key is right
    /// where data is no record.
    ///
    /// # Errors
    /// When it is malformed, or not the one the lexicon demands.
    pub fn validate_key(&self, key: &str) -> Result<(), Violations> {
        let (Shape::Definition, DefinitionKind::Record(record)) =
            (&self.shape, &self.world.ir.definition(self.id).kind)
        else {
            return Ok(());
        };
        let (format, literal) = match &record.key {
            RecordKey::Tid => (Format::Tid, None),
            RecordKey::Nsid => (Format::Nsid, None),
            RecordKey::Any => (Format::RecordKey, None),
            RecordKey::Literal(literal) => (Format::RecordKey, Some(literal.as_str())),
        };
        let rules = Rules {
            format: Some(format),
            string: literal,
            ..Rules::NONE
        };
        let mut validator = Validator::default();
        text(key, &rules, &mut validator);
        validator.finish()
    }

    /// Whether data is a record, which has a key.
    pub fn is_record(&self) -> bool {
        matches!(
            (&self.shape, &self.world.ir.definition(self.id).kind),
            (Shape::Definition, DefinitionKind::Record(_))
        )
    }
}
