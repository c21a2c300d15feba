//! From the attribute and its item to the item with its types.

use std::{path::PathBuf, str::FromStr};

use lexgen::attribute::{self, Expansion, Form, Request};
use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{Error, Result, ext::IdentExt};

use crate::{
    argument::Argument,
    compiler,
    item::{Item, Kind},
    structure,
};

pub(crate) fn expand(argument: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let argument: Argument = syn::parse2(argument)?;
    let item: Item = syn::parse2(item)?;
    let request = Request {
        patterns: argument.patterns,
        form: match item.kind {
            Kind::Module { .. } => Form::Module,
            Kind::Struct => Form::Struct(item.name.unraw().to_string()),
        },
        folder: std::env::var_os("CARGO_MANIFEST_DIR")
            .map(PathBuf::from)
            .unwrap_or_default(),
        options: argument.options,
    };
    let expansion = compiler::outside(|| attribute::expand(&request));
    let parse = |text: &str| {
        let tokens = TokenStream::from_str(text);
        tokens.map_err(|error| Error::new(argument.literal.span(), error))
    };
    let (docs, items) = (parse(&expansion.docs)?, parse(&expansion.items)?);
    let refused = refused(&expansion, argument.literal.span());
    let files = files(&expansion);
    let Item {
        attributes,
        visibility,
        name,
        kind,
    } = item;
    Ok(match kind {
        Kind::Module {
            inner_attributes,
            items: own,
        } => quote! {
            #(#attributes)*
            #visibility mod #name {
                #(#inner_attributes)*
                #docs
                #refused
                #files
                #items
                #own
            }
        },
        Kind::Struct => {
            let items = structure::finish(
                items,
                structure::Structure {
                    name: &name,
                    visibility: &visibility,
                    attributes: &attributes,
                    docs,
                    derives: &expansion.derives,
                },
            )?;
            quote!(#refused #files #items)
        }
    })
}

/// The error, as the one in the type that stands for what could not be
/// generated: rustc says no word of any use of a type that is wrong itself.
fn refused(expansion: &Expansion, span: Span) -> Option<TokenStream> {
    let error = expansion.error.as_ref()?;
    let name = format_ident!("{}", expansion.refused);
    let family = format_ident!("{}Because", expansion.refused);
    Some(quote_spanned! {span=>
        #[doc(hidden)]
        pub struct #family<const WHY: usize>;
        #[doc(hidden)]
        pub type #name = #family<{ ::core::compile_error!(#error) }>;
        #[doc(hidden)]
        #[allow(dead_code, non_upper_case_globals)]
        pub const #name: #name = #family;
    })
}

/// Cargo rebuilds when a file that was included changes.
fn files(expansion: &Expansion) -> TokenStream {
    let files = expansion.files.iter().filter_map(|path| path.to_str());
    quote!(#(const _: &[u8] = ::core::include_bytes!(#files);)*)
}
