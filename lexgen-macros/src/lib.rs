//! The `#[lexicon]` attribute: typed lexicons without a build step and without
//! generated files to commit. What follows is the page of the
//! [guide](lexgen::guide).
//!
//! [names]: lexgen::guide::names
//! [settings]: lexgen::guide::settings
//!
// Its examples are tested in `tests/docs`.
#![cfg_attr(not(doctest), doc = include_str!("../../lexgen/docs/attribute.md"))]

mod argument;
mod clash;
mod compiler;
mod derive_for;
mod expand;
mod item;
mod structure;
mod template;

use proc_macro::TokenStream;

/// Fills a module with the types of lexicons, or makes a unit struct one of
/// them. See the [crate's documentation](crate).
#[proc_macro_attribute]
pub fn lexicon(argument: TokenStream, item: TokenStream) -> TokenStream {
    compiler::alone(|| {
        let own = item.clone();
        expand::expand(argument.into(), item.into())
            .map_or_else(|error| with_error(own, error), TokenStream::from)
    })
}

/// The item as it was, so that its name is there, and what is wrong.
fn with_error(item: TokenStream, error: syn::Error) -> TokenStream {
    let mut tokens = item;
    tokens.extend(TokenStream::from(error.into_compile_error()));
    tokens
}
