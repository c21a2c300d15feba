//! Pieces of Rust source text whose `Display` is correct whatever they hold.

mod attribute;
mod ident;
mod literal;
mod path;

pub use attribute::Attribute;
pub use ident::Ident;
#[cfg(any(feature = "cli", test))]
pub(crate) use ident::KEYWORDS;
pub(crate) use ident::cannot_be_raw;
pub(crate) use literal::{Quoted, Signed};
pub use path::{InvalidPath, RustPath};
