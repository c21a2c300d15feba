//! Items of the user that have the name of a generated one.
//!
//! rustc would report the clash, and then an error for every use of either item.
//! So the clash is reported here, and the user's item is renamed.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::format_ident;
use syn::ext::IdentExt;

/// The user's items. Those whose name is taken are renamed and reported.
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
            "the lexicon already defines `{text}` in this module\n\n\
             help: rename this one, or write `impl {text}` to add to the generated type"
        );
        errors.push((word.span(), message));
        TokenTree::Ident(format_ident!("__{text}", span = word.span()))
    });
    resolved.collect()
}

/// Whether the keyword comes before an item's name.
fn introduces(word: &Ident) -> bool {
    [
        "struct", "enum", "union", "type", "trait", "mod", "const", "static",
    ]
    .iter()
    .any(|it| word == it)
}
