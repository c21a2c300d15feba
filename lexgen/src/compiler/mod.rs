//! The compiler: from lexicons to Rust, and what guards how lexicons change.
//!
//! Each pass is a function from one type to the next. A module imports only
//! from modules that come before it in the pipeline; `tests/tests/layers.rs`
//! holds the order.

pub mod attribute;
pub mod builder;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod compare;
pub mod diagnostic;
pub mod dynamic;
#[cfg(feature = "cli")]
pub mod exceptions;
pub mod flow;
pub mod generate;
pub mod ir;
pub mod items;
pub mod lint;
pub mod output;
pub mod pattern;
pub mod pipeline;
pub mod print;
pub mod read;
pub mod rust;
pub mod schema;
#[cfg(feature = "dag-cbor")]
pub mod set;
pub mod settings;
pub mod source;
#[cfg(feature = "insta")]
pub mod testing;
