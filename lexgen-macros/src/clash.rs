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
    renamed(own, |name| {
        let text = name.unraw().to_string();
        taken.contains(&text).then(|| {
            let message = format!(
                "the lexicon defines `{text}` in this module already\n\n\
                 help: give this one another name; an `impl {text}` can stand here as it is"
            );
            errors.push((name.span(), message));
            format_ident!("__{text}", span = name.span())
        })
    })
}

/// The items, with other names where `rename` gives one.
fn renamed(items: TokenStream, mut rename: impl FnMut(&Ident) -> Option<Ident>) -> TokenStream {
    let mut names_next = false;
    items
        .into_iter()
        .map(|tree| match tree {
            TokenTree::Ident(word) => {
                let named = std::mem::replace(&mut names_next, introduces(&word));
                match named.then(|| rename(&word)).flatten() {
                    Some(other) => TokenTree::Ident(other),
                    None => TokenTree::Ident(word),
                }
            }
            other => {
                names_next = false;
                other
            }
        })
        .collect()
}

/// Whether an item's name comes after the word.
fn introduces(word: &Ident) -> bool {
    [
        "struct", "enum", "union", "type", "trait", "mod", "const", "static",
    ]
    .iter()
    .any(|it| word == it)
}
