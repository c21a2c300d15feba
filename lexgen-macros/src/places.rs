//! Paths of the user's among the generated items, put where the user wrote them.
//!
//! The items come as text, so all of them would stand at the attribute as a
//! whole. A runtime, a derive or a module that is not there is the user's own
//! word, and is underlined where it was said; an editor finds what it names.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Path;

/// The paths that options name.
#[derive(Default)]
pub(crate) struct Places {
    /// Those that stand in lists of derives alone.
    derives: Vec<Words>,
    /// Those that stand anywhere.
    modules: Vec<Words>,
}

/// A path, token by token.
type Words = Vec<TokenTree>;

impl Places {
    pub(crate) fn derive(&mut self, path: &Path) {
        self.derives.push(words(path));
    }

    pub(crate) fn module(&mut self, path: &Path) {
        self.modules.push(words(path));
    }

    /// The items, with these paths where the user wrote them.
    pub(crate) fn put(&self, items: TokenStream) -> TokenStream {
        if self.derives.is_empty() && self.modules.is_empty() {
            return items;
        }
        self.stream(items, false)
    }

    fn stream(&self, tokens: TokenStream, derives: bool) -> TokenStream {
        let mut trees: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        let mut follows_derive = false;
        while let Some(tree) = trees.get_mut(at) {
            if let TokenTree::Group(group) = tree {
                let derives = follows_derive && group.delimiter() == Delimiter::Parenthesis;
                let mut placed =
                    Group::new(group.delimiter(), self.stream(group.stream(), derives));
                placed.set_span(group.span());
                *group = placed;
                follows_derive = false;
                at += 1;
                continue;
            }
            follows_derive = matches!(tree, TokenTree::Ident(word) if word == "derive");
            let paths = self.modules.iter();
            let paths = paths.chain(self.derives.iter().filter(|_| derives));
            at += paths
                .filter_map(|path| place(trees.get_mut(at..)?, path))
                .max()
                .unwrap_or(1);
        }
        trees.into_iter().collect()
    }
}

fn words(path: &Path) -> Words {
    path.to_token_stream().into_iter().collect()
}

/// Puts the tokens where those of the path are, if they begin with it, and says
/// how many they are.
fn place(trees: &mut [TokenTree], path: &[TokenTree]) -> Option<usize> {
    let trees = trees.get_mut(..path.len())?;
    let same = |(tree, word): (&TokenTree, &TokenTree)| match (tree, word) {
        (TokenTree::Ident(tree), TokenTree::Ident(word)) => tree == word,
        (TokenTree::Punct(tree), TokenTree::Punct(word)) => tree.as_char() == word.as_char(),
        _ => false,
    };
    if path.is_empty() || !trees.iter().zip(path).all(same) {
        return None;
    }
    for (tree, word) in trees.iter_mut().zip(path) {
        // What the names mean stays as it is for all that is generated.
        tree.set_span(tree.span().located_at(word.span()));
    }
    Some(path.len())
}
