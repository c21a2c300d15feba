//! References to definitions.
//! [Specification](https://atproto.com/specs/lexicon#ref).

use super::Checker;
use crate::{
    compiler::ir::{DefinitionId, DefinitionKind, Target},
    data::Data,
    validate::{Code, Validator},
};

impl<'i> Checker<'i> {
    /// Checks a value against the definition that a reference refers to.
    pub(super) fn reference(self, target: &'i Target, data: &Data, validator: &mut Validator<'i>) {
        match target {
            Target::Definition { id, .. } => {
                self.definition(*id, data, validator);
            }
            Target::External { name, .. } | Target::Missing { name } => {
                self.unresolved(name, validator);
                validator.within(|validator| validator.data(data));
            }
        }
    }

    /// Checks a value against a definition.
    pub(super) fn definition(self, id: DefinitionId, data: &Data, validator: &mut Validator<'i>) {
        match &self.ir.definition(id).kind {
            DefinitionKind::Record(record) => {
                let nsid = self.ir.module(id).nsid.as_str();
                self.record(record, nsid, data, validator);
            }
            DefinitionKind::Object(object) => self.object(object, data, validator),
            DefinitionKind::Type { r#type, .. } => self.value(r#type, data, validator),
            DefinitionKind::Token { .. } => {
                self.token(&self.ir.full_name(id), data, validator);
            }
            // Nothing refers to these: they are no types of data.
            DefinitionKind::Endpoint(_) | DefinitionKind::PermissionSet(_) => {
                self.unresolved(&self.ir.full_name(id), validator);
            }
        }
    }

    fn unresolved(self, name: &str, validator: &mut Validator<'i>) {
        if !self.options.allow_unresolved {
            let message = format!("has the type `{name}`, which no lexicon defines");
            validator.violation(Code::Unresolved, message);
        }
    }
}
