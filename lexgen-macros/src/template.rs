//! The user's own words in the places that generated items have for them.
//!
//! The items come as text, so all of their tokens are at the attribute as a
//! whole. A runtime, a derive or a module that does not exist is the user's own
//! word, and errors underline it there; an editor finds what it names.

use std::collections::BTreeMap;

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Path;

/// What fills the places, by their names.
#[derive(Clone, Default)]
pub(crate) struct Places(BTreeMap<String, TokenStream>);

impl Places {
    pub(crate) fn insert(&mut self, name: impl Into<String>, words: impl ToTokens) {
        self.0.insert(name.into(), words.into_token_stream());
    }

    /// A path of the user's. What it means is decided as for all that is
    /// generated.
    pub(crate) fn path(&mut self, name: impl Into<String>, path: &Path) {
        let words = path.to_token_stream().into_iter().map(|mut word| {
            word.set_span(Span::call_site().located_at(word.span()));
            word
        });
        self.insert(name, words.collect::<TokenStream>());
    }

    /// The items with every place `$name` filled. The place `$end` gives its
    /// location to the token after it.
    pub(crate) fn fill(&self, items: TokenStream) -> TokenStream {
        if self.0.is_empty() {
            return items;
        }
        let mut filled = TokenStream::new();
        let mut end = None;
        let mut trees = items.into_iter();
        while let Some(tree) = trees.next() {
            match tree {
                TokenTree::Punct(punct) if punct.as_char() == '$' => {
                    let name = trees.next().map(|name| name.to_string());
                    let words = name.as_deref().and_then(|name| self.0.get(name)).cloned();
                    let words = words.unwrap_or_default();
                    if name.as_deref() == Some("end") {
                        end = words.into_iter().next().map(|word| word.span());
                    } else {
                        filled.extend(words);
                    }
                }
                TokenTree::Group(group) => {
                    let mut inner = Group::new(group.delimiter(), self.fill(group.stream()));
                    inner.set_span(end.take().unwrap_or(group.span()));
                    filled.extend([TokenTree::Group(inner)]);
                }
                mut tree => {
                    if let Some(end) = end.take() {
                        tree.set_span(end);
                    }
                    filled.extend([tree]);
                }
            }
        }
        filled
    }
}
