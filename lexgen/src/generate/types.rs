//! Which Rust type a field has.

use proc_macro2::TokenStream;
use quote::quote;

use super::{ModuleWriter, Strictness, imports::ident, rules::format_variant};
use crate::ir::{DefinitionKind, Field, Target, Type};

impl ModuleWriter<'_> {
    /// The type of a struct's field, with what absence and `null` add to it.
    pub(super) fn field_type(&mut self, field: &Field) -> TokenStream {
        let inner = self.present_type(field);
        if field.required {
            inner
        } else {
            let option = self.imports.prelude("Option");
            quote!(#option<#inner>)
        }
    }

    /// The type of a field that is there.
    pub(super) fn present_type(&mut self, field: &Field) -> TokenStream {
        let mut inner = self.r#type(&field.r#type);
        if field.boxed {
            let boxed = self.imports.prelude("Box");
            inner = quote!(#boxed<#inner>);
        }
        if field.nullable {
            let option = self.imports.prelude("Option");
            quote!(#option<#inner>)
        } else {
            inner
        }
    }

    /// The type of a value.
    pub(super) fn r#type(&mut self, r#type: &Type) -> TokenStream {
        match r#type {
            Type::Boolean(_) => quote!(bool),
            Type::Integer(_) => quote!(i64),
            Type::String(text) => match (&text.values, text.schema.format) {
                (Some(values), _) => {
                    let name = ident(&values.rust_name);
                    quote!(#name)
                }
                (None, Some(format)) => self.imports.runtime(format_variant(format)),
                (None, None) => self.imports.prelude("String"),
            },
            Type::Bytes(_) => self.imports.runtime("Bytes"),
            Type::CidLink(_) => self.imports.runtime("CidLink"),
            Type::Blob(_) => self.imports.runtime("Blob"),
            Type::Unknown(_) => self.imports.runtime("Data"),
            Type::Array(array) => {
                let items = self.r#type(&array.items);
                let vec = self.imports.prelude("Vec");
                quote!(#vec<#items>)
            }
            Type::Object(object) => {
                let name = ident(&object.rust_name);
                quote!(#name)
            }
            Type::Union(union) => {
                let name = ident(&union.rust_name);
                quote!(#name)
            }
            Type::Ref { target, .. } => self.target(target),
        }
    }

    /// The type a reference stands for.
    pub(super) fn target(&mut self, target: &Target) -> TokenStream {
        match target {
            Target::Definition { id, .. } => {
                let definition = self.ir.definition(*id);
                match definition.kind {
                    // A token's data is its name; there is no type to point at.
                    DefinitionKind::Token { .. } => self.imports.prelude("String"),
                    _ => self.imports.item(id.module, &definition.rust_name),
                }
            }
            // Checked when the options were read; an unreadable path would be
            // an error in the generated code, not here.
            Target::External { rust_path, .. } => rust_path.parse().unwrap_or_default(),
            Target::Missing { .. } => self.imports.runtime("Data"),
        }
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
