//! References: the definition they lead to, or nothing.
//! [Specification](https://atproto.com/specs/lexicon#ref).

use super::World;
use crate::{
    compiler::ir::{Definition, DefinitionKind, Target},
    data::Data,
    validate::{Code, Validator},
};

impl<'i> World<'i> {
    /// Checks a value against the definition that a reference leads to.
    pub(super) fn reference(self, target: &'i Target, data: &Data, validator: &mut Validator<'i>) {
        match target {
            Target::Definition { id, .. } => {
                let nsid = self.ir.module(*id).nsid.as_str();
                self.definition(self.ir.definition(*id), nsid, data, validator);
            }
            Target::External { r#ref, .. } | Target::Missing { r#ref } => {
                self.unresolved(r#ref, validator);
            }
        }
    }

    /// Checks a value against a definition of the document `nsid`.
    pub(super) fn definition(
        self,
        definition: &'i Definition,
        nsid: &str,
        data: &Data,
        validator: &mut Validator<'i>,
    ) {
        match &definition.kind {
            DefinitionKind::Record(record) => self.record(record, nsid, data, validator),
            DefinitionKind::Object(object) => self.object(object, data, validator),
            DefinitionKind::Type { r#type, .. } => self.value(r#type, data, validator),
            DefinitionKind::Token { .. } => {
                self.token(&full_name(nsid, &definition.name), data, validator);
            }
            // Nothing refers to these: they are no types of data.
            DefinitionKind::Endpoint(_) | DefinitionKind::PermissionSet(_) => {
                self.unresolved(&full_name(nsid, &definition.name), validator);
            }
        }
    }

    fn unresolved(self, name: &str, validator: &mut Validator<'i>) {
        if !self.options.allow_unresolved {
            let message = format!("is of type `{name}`, which is not among the lexicons");
            validator.violation(Code::Unresolved, message);
        }
    }
}

/// A definition's name in full: `nsid`, or `nsid#name`.
pub(super) fn full_name(nsid: &str, name: &str) -> String {
    match name {
        "main" => nsid.to_owned(),
        name => format!("{nsid}#{name}"),
    }
}
