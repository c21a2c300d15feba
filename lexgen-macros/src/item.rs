//! The item that the attribute is on: a module or a unit struct.

use proc_macro2::{Span, TokenStream};
use syn::{
    Attribute, Ident, Token, Visibility, braced,
    parse::{Error, Parse, ParseStream, Result},
    token,
};

/// The parts of the item that the attribute needs.
pub(crate) struct Item {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) name: Ident,
    pub(crate) kind: Kind,
}

pub(crate) enum Kind {
    /// `mod name { … }`
    Module {
        keyword: Token![mod],
        braces: Span,
        inner_attributes: Vec<Attribute>,
        /// The user's own items.
        items: TokenStream,
    },
    /// `struct Name;`
    Struct {
        keyword: Token![struct],
        end: Token![;],
    },
}

const ELSEWHERE: &str = "expected a module with a body, `mod name {}`, or a struct without fields, \
                         `struct Name;`";

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        if input.peek(Token![mod]) {
            let keyword = input.parse()?;
            let name: Ident = input.parse()?;
            if input.peek(Token![;]) {
                let message = format!(
                    "the module has to be written in place: `mod {name} {{}}`. The types can also \
                     be a file, which `lexgen generate` writes"
                );
                return Err(Error::new_spanned(&name, message));
            }
            let content;
            let braces = braced!(content in input);
            let kind = Kind::Module {
                keyword,
                braces: braces.span.join(),
                inner_attributes: content.call(Attribute::parse_inner)?,
                items: content.parse()?,
            };
            return Ok(Self {
                attributes,
                visibility,
                name,
                kind,
            });
        }
        if !input.peek(Token![struct]) {
            return Err(input.error(ELSEWHERE));
        }
        let keyword = input.parse()?;
        let name: Ident = input.parse()?;
        if !input.peek(Token![;]) {
            let what = if input.peek(Token![<]) {
                "the struct cannot be generic: no lexicon is"
            } else if input.peek(token::Brace) || input.peek(token::Paren) {
                "the struct's fields come from the lexicon"
            } else {
                ELSEWHERE
            };
            let message = format!("{what}; write `struct {name};`");
            return Err(input.error(message));
        }
        let end = input.parse()?;
        Ok(Self {
            attributes,
            visibility,
            name,
            kind: Kind::Struct { keyword, end },
        })
    }
}
