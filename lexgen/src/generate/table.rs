//! Wire tables: what a type is called on the wire, row by row, as the argument
//! of one of the runtime's macros.
//!
//! A table is small, its layout is fixed, and there are thousands of them, so
//! it is laid out here and not sent through the formatter, which would also
//! run its rows together.

use std::fmt::Write as _;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// One macro invocation with a heading and rows.
#[derive(Debug)]
pub(super) struct Table {
    /// The macro, without the runtime's path.
    pub(super) macro_name: &'static str,
    /// What stands before the inner braces.
    pub(super) heading: TokenStream,
    /// What stands between semicolons.
    pub(super) rows: Vec<TokenStream>,
}

impl Table {
    /// The table as text; `runtime` is the path of the runtime crate.
    pub(super) fn write(&self, runtime: &str, out: &mut String) {
        let Self {
            macro_name,
            heading,
            rows,
        } = self;
        let heading = spaced(heading);
        // Writing to a string cannot fail.
        let _ = write!(out, "{runtime}::{macro_name}! {{\n    {heading} {{");
        for row in rows {
            let _ = write!(out, "\n        {};", spaced(row));
        }
        out.push_str(if rows.is_empty() {
            "}\n}\n"
        } else {
            "\n    }\n}\n"
        });
    }
}

/// Tokens with a space between each two, but none before a comma or an opening
/// parenthesis.
fn spaced(tokens: &TokenStream) -> String {
    let mut text = String::new();
    for token in tokens.clone() {
        let close = match &token {
            TokenTree::Punct(punct) => punct.as_char() == ',',
            TokenTree::Group(group) => group.delimiter() == Delimiter::Parenthesis,
            TokenTree::Ident(_) | TokenTree::Literal(_) => false,
        };
        if !text.is_empty() && !close {
            text.push(' ');
        }
        // Writing to a string cannot fail.
        let _ = match &token {
            TokenTree::Group(group) if close => write!(text, "({})", spaced(&group.stream())),
            token => write!(text, "{token}"),
        };
    }
    text
}
