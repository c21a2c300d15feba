//! The user's unit struct in the place of the generated one.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Attribute, Path, Result, Token, Visibility, punctuated::Punctuated};

/// What the user wrote, and what is known of it.
pub(crate) struct Structure<'s> {
    pub(crate) name: &'s Ident,
    pub(crate) visibility: &'s Visibility,
    pub(crate) keyword: Token![struct],
    /// Where the item ends.
    pub(crate) end: Span,
    pub(crate) attributes: &'s [Attribute],
    /// Doc attributes to come after those of the type.
    pub(crate) docs: TokenStream,
    /// What the generated type derives itself.
    pub(crate) derives: &'s [String],
}

/// The generated items with the struct's own visibility, and the struct among
/// them with its attributes and under its own name, so that an editor finds it
/// there.
pub(crate) fn finish(items: TokenStream, of: Structure<'_>) -> Result<TokenStream> {
    let (docs, others) = attributes(&of)?;
    let mut done = TokenStream::new();
    // The attributes of the item that is being read.
    let mut before = TokenStream::new();
    // Whether that is the struct, and nothing is missing but its end.
    let mut ends_here = false;
    let mut trees = items.into_iter().peekable();
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Ident(word) if word == "pub" => {
                of.visibility.to_tokens(&mut before);
            }
            TokenTree::Ident(word) if word == "struct" || word == "type" || word == "const" => {
                let is_ours = matches!(trees.peek(), Some(TokenTree::Ident(it)) if it == of.name);
                if !is_ours {
                    before.extend([TokenTree::Ident(word)]);
                    continue;
                }
                trees.next();
                let name = of.name;
                if word == "struct" {
                    let more = &of.docs;
                    let visibility = of.visibility;
                    // The visibility stands last already.
                    let generated = without_last(before, visibility);
                    let keyword = of.keyword;
                    before = quote!(#docs #generated #more #others #visibility #keyword #name);
                    ends_here = true;
                } else {
                    before.extend(quote!(#word #name));
                }
            }
            mut tree => {
                let ends = match &tree {
                    TokenTree::Punct(punct) => punct.as_char() == ';',
                    TokenTree::Group(group) => is_body(group),
                    TokenTree::Ident(_) | TokenTree::Literal(_) => false,
                };
                if ends && std::mem::take(&mut ends_here) {
                    tree.set_span(of.end);
                }
                before.extend([tree]);
                if ends {
                    done.extend(std::mem::take(&mut before));
                }
            }
        }
    }
    done.extend(before);
    Ok(done)
}

fn is_body(group: &Group) -> bool {
    group.delimiter() == proc_macro2::Delimiter::Brace
}

/// What stands before the visibility, which is the last there is.
fn without_last(tokens: TokenStream, visibility: &Visibility) -> TokenStream {
    let length = visibility.to_token_stream().into_iter().count();
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let kept = trees.len().saturating_sub(length);
    trees.into_iter().take(kept).collect()
}

/// The user's docs, which come first, and their other attributes.
fn attributes(of: &Structure<'_>) -> Result<(TokenStream, TokenStream)> {
    let (mut docs, mut others) = (TokenStream::new(), TokenStream::new());
    for attribute in of.attributes {
        if attribute.path().is_ident("doc") {
            attribute.to_tokens(&mut docs);
        } else if attribute.path().is_ident("derive") {
            let paths =
                attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated)?;
            let new = paths.iter().filter(|path| !is_derived(path, of.derives));
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
