//! `lexgen`: typed Rust from AT Protocol lexicons.

#[cfg(feature = "codegen")]
pub mod check;
pub mod data;
#[cfg(feature = "codegen")]
pub mod diagnostic;
#[cfg(feature = "codegen")]
pub mod schema;
#[cfg(feature = "codegen")]
pub mod source;
pub mod syntax;
