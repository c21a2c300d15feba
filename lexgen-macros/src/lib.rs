//! The `#[lexicon]` attribute: typed lexicons without a build step and without
//! generated files to commit.
//!
//! ```
//! use lexgen_macros::lexicon;
//!
//! #[lexicon("com.atproto.server.createSession", path = "../lexicons")]
//! pub mod create_session {}
//!
//! let input = create_session::Input::new("alice.example", "hunter2");
//! let json = serde_json::to_string(&input)?;
//! assert_eq!(json, r#"{"identifier":"alice.example","password":"hunter2"}"#);
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! A document that refers to others:
//!
//! ```
//! #[lexgen_macros::lexicon("com.example.shelf.searchBooks", path = "../lexicons")]
//! mod search_books {}
//!
//! let params = search_books::Params::new("tea");
//! # assert_eq!(params.q, "tea");
//! ```
//!
//! The module is filled with what `lexgen generate` writes for that document;
//! documents it refers to come along in modules inside it. What stands in the
//! module already stays there.

mod argument;
mod clash;
mod compiler;
mod expand;
mod item;
mod structure;

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
