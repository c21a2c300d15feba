//! Items of the user that have the name of a generated one.
//!
//! rustc would say so too, and then complain about every use of either as if it
//! were the other. So it is said here, and the user's item gets out of the way.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::format_ident;
use syn::ext::IdentExt;

/// The user's items, of which those whose name is taken go by another.
pub(crate) fn resolve(
    own: TokenStream,
    taken: &BTreeSet<String>,
    errors: &mut Vec<(Span, String)>,
) -> TokenStream {
    let mut names_next = false;
    let resolved = own.into_iter().map(|tree| {
        let TokenTree::Ident(word) = tree else {
            names_next = false;
            return tree;
        };
        let is_name = std::mem::replace(&mut names_next, introduces(&word));
        let text = word.unraw().to_string();
        if !is_name || !taken.contains(&text) {
            return TokenTree::Ident(word);
        }
        let message = format!(
            "the lexicon defines `{text}` in this module already\n\n\
             help: give this one another name; an `impl {text}` can stand here as it is"
        );
        errors.push((word.span(), message));
        TokenTree::Ident(format_ident!("__{text}", span = word.span()))
    });
    resolved.collect()
}

/// Whether an item's name comes after the word.
fn introduces(word: &Ident) -> bool {
    [
        "struct", "enum", "union", "type", "trait", "mod", "const", "static",
    ]
    .iter()
    .any(|it| word == it)
}
