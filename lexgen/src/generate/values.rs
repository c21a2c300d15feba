//! Strings with listed values as enums: open for `knownValues`, closed for
//! `enum`.

use quote::quote;

use super::{
    ModuleWriter,
    docs::{Docs, code},
    imports::ident,
    table::Table,
};
use crate::ir::{Text, Values};

impl ModuleWriter<'_> {
    /// The enum and its wire table, if the string lists values.
    pub(super) fn values(&mut self, text: &Text, docs: Docs) {
        let Some(Values {
            rust_name,
            closed,
            variants,
        }) = &text.values
        else {
            return;
        };
        let name = ident(rust_name);
        let docs = docs.outer();
        let string = self.imports.prelude("String");
        let derives = self.derives(additional_derives(*closed));
        let (exhaustive, other) = match closed {
            true => (None, None),
            false => (
                Some(quote!(#[non_exhaustive])),
                Some(quote! {
                    /// A value that this version of the lexicon does not list.
                    Other(#string),
                }),
            ),
        };
        let declared = variants.iter().map(|variant| {
            let rust_name = ident(&variant.rust_name);
            let doc = format!(" {}", code(&variant.name));
            quote!(#[doc = #doc] #rust_name)
        });
        self.items.push(quote! {
            #docs
            #derives
            #exhaustive
            pub enum #name {
                #(#declared,)*
                #other
            }
        });
        let rows = variants
            .iter()
            .map(|variant| {
                let (rust_name, wire) = (ident(&variant.rust_name), &variant.name);
                quote!(#rust_name = #wire)
            })
            .collect();
        let openness = if *closed {
            quote!(closed)
        } else {
            quote!(open)
        };
        self.tables.push(Table {
            macro_name: "values",
            heading: quote!(#openness #name),
            rows,
        });
    }
}

/// What values can be derived for beyond what every type is.
pub(crate) fn additional_derives(closed: bool) -> &'static [&'static str] {
    if closed { &["Copy", "Hash"] } else { &["Hash"] }
}
