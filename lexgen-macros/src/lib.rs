//! The `#[lexicon]` attribute: typed lexicons without a build step and without
//! generated files to commit.
//!
//! ```
//! use lexgen_macros::lexicon;
//!
//! #[lexicon("com.atproto.server.createSession")]
//! pub mod create_session {}
//!
//! let input = create_session::Input::new("alice.example", "hunter2");
//! let json = serde_json::to_string(&input)?;
//! assert_eq!(json, r#"{"identifier":"alice.example","password":"hunter2"}"#);
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! The crate needs `lexgen` beside this one, without its default features: what
//! is generated links that small runtime, and nothing of the compiler.
//!
//! # Three forms
//!
//! | On | | Use it for |
//! |---|---|---|
//! | a module | `#[lexicon("com.example.getThing")] mod get_thing {}` | one document; anything that a document can be |
//! | a module | `#[lexicon("com.example.*")] mod example {}` | a namespace, or with `"*"` all there is |
//! | a unit struct | `#[lexicon("com.example.getThing")] struct GetThing;` | one endpoint, record or object among types of your own |
//!
//! When in doubt take a module: its names are short and those of `lexgen
//! generate`, so that a project can go from one to the other.
//!
//! ## A module for one document
//!
//! The module is filled with the items that `lexgen generate` writes for the
//! document. What stands in it already stays, so this is the place for `impl`
//! blocks. Documents that it refers to come along in modules inside it that mirror
//! their NSIDs.
//!
//! ```
//! # use lexgen_macros::lexicon;
//! #[lexicon("com.example.shelf.searchBooks")]
//! mod search_books {
//!     impl Params {
//!         /// The books about tea.
//!         pub fn tea() -> Self {
//!             Self::new("tea")
//!         }
//!     }
//! }
//!
//! assert_eq!(search_books::Params::tea().q, "tea");
//! # use search_books::com::example::shelf::defs::BookView; // what it refers to
//! ```
//!
//! ## A module for a namespace
//!
//! `com.example.shelf.*` are all documents below `com.example.shelf`, at any depth,
//! each in a module named by the rest of its NSID. What they refer to outside of
//! the namespace comes along in modules that mirror the whole NSID. (Where both
//! come to the same module, the one of the namespace keeps its name and the other
//! gets an underscore.) With several patterns, and with `"*"`, all modules mirror
//! the whole NSIDs.
//!
//! ```
//! # use lexgen_macros::lexicon;
//! #[lexicon("com.example.shelf.*")]
//! mod shelf {}
//!
//! let input = shelf::borrow_book::BorrowBook;
//! ```
//!
//! ## A unit struct
//!
//! The struct becomes the endpoint's marker, the record or the object that is the
//! `main` of the document, under whatever name it has, with its doc comments, its
//! visibility and its other attributes. (A `#[derive]` stands below `#[lexicon]`
//! and is for this struct alone; the option `derive` is for all types.) Beside it
//! stand its companions, whose names begin with its own: `SessionInput`,
//! `SessionOutput`, `SessionOutputStatus`, `SessionError`. Documents it refers to
//! are in one module beside it, called like the struct and `_refs`:
//! `session_refs`.
//!
//! ```
//! # use lexgen_macros::lexicon;
//! /// Logs in.
//! #[lexicon("com.atproto.server.createSession")]
//! pub struct Session;
//!
//! let input = SessionInput::new("alice.example", "hunter2");
//! assert_eq!(<Session as lexgen::Endpoint>::NSID, "com.atproto.server.createSession");
//! ```
//!
//! # Options
//!
//! They come after the pattern or patterns, in any order.
//!
//! | Option | Meaning |
//! |---|---|
//! | `path = "folder"` | A folder, or one file, with lexicons; relative to the crate's root. |
//! | `derive(Hash, ::some::Trait)` | Traits to derive for every struct and enum that holds data, besides the usual ones; not for the empty struct that stands for an endpoint. |
//! | `strictness = "strict"` | Malformed strings fail decoding; `"lenient"` keeps them, as without the option. |
//! | `runtime = ::my_lexgen` | What the runtime is called, where `Cargo.toml` renames `lexgen`. |
//! | `extern_path("com.atproto" = crate::atproto)` | These documents are Rust types already, there. |
//! | `allow_missing` | A reference to a document that is not there is opaque data and no error. |
//!
//! Rust paths start from a crate, as they are used in modules of any depth; a
//! trait of the prelude, such as `Hash`, needs none. (What a `use` beside the
//! attribute brings is not seen in there.)
//!
//! # Where lexicons are found
//!
//! The first of these that is there, as for the command and the builder: the
//! attribute's `path`; `inputs` of the nearest `lexgen.toml`, in the crate's folder
//! or above it up to the workspace root; the folder `lexicons` of the crate; the
//! folder `lexicons` of the workspace root. The settings `derives`, `strictness`,
//! `runtime`, `extern-paths` and `allow-missing` of that `lexgen.toml` count
//! wherever the attribute says nothing; `include` and `exclude` do not, for the
//! attribute says itself what it wants.
//!
//! Of the folder only the files that are needed are opened: those whose path ends
//! in the NSID (`com/example/getThing.json`, `com.example.getThing.json`), and only
//! if there is none with the right `id`, others. For a namespace they are those
//! whose path has it in it, and those whose path spells no NSID at all. So a
//! mistake in a lexicon that is not used breaks nothing, and the size of a folder
//! that is laid out by NSID costs no more than listing it. (In such a folder, a
//! lexicon of the namespace that lies where one of another namespace belongs is
//! overlooked.)
//!
//! # Rebuilding
//!
//! Cargo rebuilds a crate when a lexicon that it uses changes, or the `lexgen.toml`
//! that was read, and not for others. A document that is *added* to a namespace is
//! another matter: a stable compiler does not let a macro watch a folder, so it is
//! there when the crate is built the next time, for whatever reason. (Likewise one
//! that `allow_missing` did without, and a `lexgen.toml` where there was none.)
//! Where that matters, a `build.rs` of one line does, at the price of a rebuild for
//! each change in the folder:
//!
//! ```ignore
//! fn main() { println!("cargo::rerun-if-changed=lexicons"); }
//! ```
//!
//! # Errors
//!
//! A mistake in a lexicon is a compile error at the attribute, with the lexicon's
//! own file, line, text and help; all mistakes are told at once. What is sound is
//! generated all the same; what is not has names that can be used without further
//! errors. What else the compiler says, and what an editor finds, is at the user's
//! own words: the struct, the module, the Rust paths among the options.
//!
//! # Limits
//!
//! A struct inside the body of a function works as long as no document that it
//! refers to refers back to it. A namespace that must give way to one that is
//! spelt nearly alike (`foo-bar` to `fooBar`) does so only if both are read.

mod argument;
mod clash;
mod compiler;
mod expand;
mod item;
mod structure;
mod template;

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
