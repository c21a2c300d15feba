//! `lexgen`: typed Rust from AT Protocol lexicons.

#[cfg(feature = "codegen")]
pub mod check;
#[cfg(feature = "codegen")]
pub mod diagnostic;
#[cfg(feature = "codegen")]
pub mod generate;
#[cfg(feature = "codegen")]
pub mod ir;
#[cfg(feature = "codegen")]
pub mod pattern;
#[cfg(feature = "codegen")]
pub mod schema;
#[cfg(feature = "codegen")]
pub mod source;
#[cfg(feature = "codegen")]
mod suggest;
pub mod syntax;
