//! The attributes of the user's unit struct, which takes the place of the
//! generated one.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Path, Result, Token, punctuated::Punctuated};

/// The user's docs, and their other attributes, without what the generated type
/// has itself.
pub(crate) fn attributes(
    own: &[Attribute],
    derived: &[String],
) -> Result<(TokenStream, TokenStream)> {
    let (mut docs, mut others) = (TokenStream::new(), TokenStream::new());
    for attribute in own {
        if attribute.path().is_ident("doc") {
            attribute.to_tokens(&mut docs);
        } else if attribute.path().is_ident("derive") {
            let paths =
                attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated)?;
            let new = paths.iter().filter(|path| !is_derived(path, derived));
            others.extend(quote!(#[derive(#(#new),*)]));
        } else if !attribute.path().is_ident("non_exhaustive") {
            attribute.to_tokens(&mut others);
        }
    }
    if !docs.is_empty() {
        docs.extend(quote!(#[doc = ""]));
    }
    Ok((docs, others))
}

fn is_derived(path: &Path, derived: &[String]) -> bool {
    let last = path.segments.last().map(|it| it.ident.to_string());
    last.is_some_and(|last| derived.contains(&last))
}
