//! The user's unit struct in the place of the generated one.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Ident, Path, Result, Token, Visibility, punctuated::Punctuated};

use crate::template::Places;

/// What the user wrote, and what is known of it.
pub(crate) struct Structure<'s> {
    pub(crate) name: &'s Ident,
    pub(crate) visibility: &'s Visibility,
    pub(crate) keyword: Token![struct],
    pub(crate) end: Token![;],
    pub(crate) attributes: &'s [Attribute],
    /// Doc attributes to come after those of the type.
    pub(crate) docs: TokenStream,
    /// What the generated type derives itself.
    pub(crate) derives: &'s [String],
}

impl Structure<'_> {
    /// Puts the struct, with its attributes and under its own name, and its
    /// visibility where the generated items have places for them.
    pub(crate) fn put(&self, places: &mut Places) -> Result<()> {
        let (docs, others) = self.attributes()?;
        let more = &self.docs;
        places.insert("before", docs);
        places.insert("after", quote!(#more #others));
        places.insert("visibility", self.visibility);
        places.insert("struct", self.keyword);
        places.insert("name", self.name);
        places.insert("end", self.end);
        Ok(())
    }

    /// The user's docs, which come first, and their other attributes.
    fn attributes(&self) -> Result<(TokenStream, TokenStream)> {
        let (mut docs, mut others) = (TokenStream::new(), TokenStream::new());
        for attribute in self.attributes {
            if attribute.path().is_ident("doc") {
                attribute.to_tokens(&mut docs);
            } else if attribute.path().is_ident("derive") {
                let paths =
                    attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated)?;
                let new = paths.iter().filter(|path| !is_derived(path, self.derives));
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
}

fn is_derived(path: &Path, derived: &[String]) -> bool {
    let last = path.segments.last().map(|it| it.ident.to_string());
    last.is_some_and(|last| derived.contains(&last))
}
