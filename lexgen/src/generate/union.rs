//! Unions as enums: a boxed variant for each member, and one for the rest.
//!
//! Variants are boxed whatever their size, so that a member that grows changes
//! no signature.

use quote::quote;

use super::{
    ModuleWriter, RustType,
    docs::{Docs, code},
    imports::ident,
    table::Table,
};
use crate::ir::{Ir, Member, Target, Union};

impl ModuleWriter<'_> {
    /// The enum and its wire table.
    pub(super) fn union(&mut self, union: &Union, docs: Docs) {
        let name = ident(&union.rust_name);
        let members: Vec<&Member> = variants(union).collect();
        let docs = docs.outer();
        let boxed = self.imports.prelude("Box");
        let variants = members
            .iter()
            .map(|member| {
                let variant = ident(&member.rust_name);
                let holds = self.spelt(&payload(self.ir, member));
                let doc = format!(" {}", code(member.target.name()));
                quote!(#[doc = #doc] #variant(#holds))
            })
            .collect::<Vec<_>>();
        let derives = self.derives(&[]);
        let (exhaustive, other) = if union.closed {
            (None, None)
        } else {
            let object = self.imports.runtime("TypedObject");
            (
                Some(quote!(#[non_exhaustive])),
                Some(quote! {
                    /// A member that this version of the lexicon does not know.
                    Other(#boxed<#object>),
                }),
            )
        };
        self.items.push(quote! {
            #docs
            #derives
            #exhaustive
            pub enum #name {
                #(#variants,)*
                #other
            }
        });
        let rows = members
            .iter()
            .map(|member| {
                let variant = ident(&member.rust_name);
                let wire = member.target.name();
                quote!(#variant = #wire)
            })
            .collect();
        let openness = if union.closed {
            quote!(closed)
        } else {
            quote!(open)
        };
        self.tables.push(Table {
            macro_name: "union",
            heading: quote!(#openness #name),
            rows,
        });
    }
}

/// The members that are variants: an open union leaves those there is no type
/// for to its last variant.
pub(crate) fn variants(union: &Union) -> impl Iterator<Item = &Member> {
    union
        .members
        .iter()
        .filter(|member| union.closed || is_known(member))
}

/// What a member's variant holds.
pub(crate) fn payload<'a>(ir: &Ir, member: &'a Member) -> RustType<'a> {
    RustType::Box(Box::new(match is_known(member) {
        true => RustType::target(ir, &member.target),
        false => RustType::Runtime("TypedObject"),
    }))
}

fn is_known(member: &Member) -> bool {
    !matches!(member.target, Target::Missing { .. })
}
