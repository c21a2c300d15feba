//! Types as a module spells them, and how leniently they are read.

use super::{ModuleWriter, RustType, Strictness, imports::ident};
use crate::compiler::ir::{DefinitionKind, Target, Type};

impl ModuleWriter<'_> {
    /// A type as this module spells it.
    pub(super) fn spelt(&mut self, r#type: &RustType<'_>) -> String {
        match r#type {
            RustType::Plain("String") => self.imports.prelude("String").into_owned(),
            RustType::Plain(name) => (*name).to_owned(),
            RustType::Runtime(name) => self.imports.runtime(name).into_owned(),
            RustType::Own(name) => ident(name).into_owned(),
            RustType::Companion(name) => ident(&self.module.companion(name)).into_owned(),
            RustType::Definition(id) => {
                let name = &self.ir.definition(*id).rust_name;
                self.imports.item(id.module, name)
            }
            RustType::External(path) => path.to_string(),
            RustType::Vec(inner) => self.spelt_in("Vec", inner),
            RustType::Box(inner) => self.spelt_in("Box", inner),
            RustType::Option(inner) => self.spelt_in("Option", inner),
            RustType::Into(inner) => format!("impl {}", self.spelt_in("Into", inner)),
        }
    }

    fn spelt_in(&mut self, outer: &str, inner: &RustType<'_>) -> String {
        let inner = self.spelt(inner);
        format!("{}<{inner}>", self.imports.prelude(outer))
    }

    /// Whether lenient decoding is wanted and makes a difference: the value is
    /// text of a format or an integer, directly, in arrays, or through aliases
    /// of these. Integers that JSON spells as floats are always read.
    pub(super) fn is_lenient(&self, r#type: &Type) -> bool {
        match r#type {
            Type::Integer(_) => true,
            Type::String(text) => {
                self.options.strictness == Strictness::Lenient
                    && text.values.is_none()
                    && text.schema.format.is_some()
            }
            Type::Array(array) => self.is_lenient(&array.items),
            Type::Ref {
                target: Target::Definition { id, .. },
                ..
            } => match &self.ir.definition(*id).kind {
                DefinitionKind::Type {
                    r#type,
                    newtype: false,
                } => self.is_lenient(r#type),
                _ => false,
            },
            _ => false,
        }
    }
}
