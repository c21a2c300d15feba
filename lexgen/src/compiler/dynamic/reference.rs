//! References to definitions.
//! [Specification](https://atproto.com/specs/lexicon#ref).

use super::{Checker, find::has_errors};
use crate::{
    compiler::{
        ir::{DefinitionId, DefinitionKind, Target},
        schema::FullName,
    },
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
                // What is opaque is there, and holds anything.
                if self.ir.find(name).is_none() {
                    self.unresolved(name, validator);
                }
                validator.within(|validator| validator.data(data));
            }
        }
    }

    /// Checks a value against a definition.
    pub(super) fn definition(self, id: DefinitionId, data: &Data, validator: &mut Validator<'i>) {
        let inside = Self {
            document: self.ir.module(id).nsid.as_str(),
            ..self
        };
        match &self.ir.definition(id).kind {
            DefinitionKind::Record(record) => inside.record(record, data, validator),
            DefinitionKind::Object(object) => {
                self.own_type(id, data, validator);
                inside.object(object, data, validator);
            }
            DefinitionKind::Type { r#type, .. } => inside.value(r#type, data, validator),
            DefinitionKind::Token { .. } => {
                self.token(&self.ir.full_name(id), data, validator);
            }
            DefinitionKind::Opaque(_) => validator.within(|validator| validator.data(data)),
            // Nothing refers to these: they are no types of data.
            DefinitionKind::Endpoint(_)
            | DefinitionKind::PermissionSet(_)
            | DefinitionKind::Space(_) => {
                self.unresolved(&self.ir.full_name(id), validator);
            }
        }
    }

    fn unresolved(self, name: &str, validator: &mut Validator<'i>) {
        if !self.options.allow_unresolved {
            let is_refused = self.refused.is_some_and(|refused| {
                let name = FullName::parse(name);
                name.is_some_and(|name| has_errors(refused, &name).is_some())
            });
            let message = if is_refused {
                format!("has the type `{name}`, whose definition has errors")
            } else {
                format!("has the type `{name}`, which no lexicon defines")
            };
            validator.violation(Code::Unresolved, message);
        }
    }
}
