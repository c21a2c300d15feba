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
mod expand;

use proc_macro::TokenStream;

/// Fills a module with the types of one lexicon.
///
/// `#[lexicon("nsid")]` looks in the folder `lexicons` of the crate;
/// `#[lexicon("nsid", path = "…")]` in a folder or file named from the crate's
/// root. Editing a lexicon that was used rebuilds the crate.
///
/// Errors in the lexicons are compile errors at the attribute, with the
/// lexicon's own file, line and help in the text.
#[proc_macro_attribute]
pub fn lexicon(argument: TokenStream, item: TokenStream) -> TokenStream {
    expand::expand(argument.into(), item.into())
        .unwrap_or_else(|error| error.into_compile_error())
        .into()
}
