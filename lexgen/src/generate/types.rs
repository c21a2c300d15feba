//! Types as a module spells them, and how leniently they are read.

use proc_macro2::TokenStream;
use quote::quote;

use super::{ModuleWriter, RustType, Strictness, imports::ident};
use crate::ir::{DefinitionKind, Target, Type};

impl ModuleWriter<'_> {
    /// A type as this module spells it.
    pub(super) fn spelt(&mut self, r#type: &RustType<'_>) -> TokenStream {
        match r#type {
            RustType::Plain("String") => self.imports.prelude("String"),
            // `()` and identifiers are tokens.
            RustType::Plain(name) => name.parse().unwrap_or_default(),
            RustType::Runtime(name) => self.imports.runtime(name),
            RustType::XrpcError => {
                let runtime = &self.runtime;
                quote!(#runtime::XrpcError)
            }
            RustType::Own(name) => {
                let name = ident(name);
                quote!(#name)
            }
            RustType::Companion(name) => {
                let name = ident(&self.module.companion(name));
                quote!(#name)
            }
            RustType::Definition(id) => {
                let name = &self.ir.definition(*id).rust_name;
                self.imports.item(id.module, name)
            }
            // Checked when the options were read; an unreadable path would be
            // an error in the generated code, not here.
            RustType::External(path) => path.parse().unwrap_or_default(),
            RustType::Vec(inner) => self.spelt_in("Vec", inner),
            RustType::Box(inner) => self.spelt_in("Box", inner),
            RustType::Option(inner) => self.spelt_in("Option", inner),
            RustType::Into(inner) => {
                let into = self.spelt_in("Into", inner);
                quote!(impl #into)
            }
        }
    }

    fn spelt_in(&mut self, outer: &str, inner: &RustType<'_>) -> TokenStream {
        let (outer, inner) = (self.imports.prelude(outer), self.spelt(inner));
        quote!(#outer<#inner>)
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
