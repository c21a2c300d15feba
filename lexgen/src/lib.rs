//! `lexgen`: typed Rust from AT Protocol lexicons.

#[cfg(feature = "codegen")]
mod builder;
#[cfg(feature = "codegen")]
pub mod check;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[cfg(feature = "codegen")]
pub mod diagnostic;
#[cfg(feature = "codegen")]
pub mod generate;
#[cfg(feature = "codegen")]
pub mod ir;
#[cfg(feature = "codegen")]
pub mod output;
#[cfg(feature = "codegen")]
pub mod pattern;
#[cfg(feature = "codegen")]
pub mod pipeline;
#[cfg(feature = "codegen")]
pub mod schema;
#[cfg(feature = "codegen")]
pub mod settings;
#[cfg(feature = "codegen")]
pub mod source;
pub mod syntax;

#[cfg(feature = "codegen")]
pub use builder::{BuildError, Builder};
