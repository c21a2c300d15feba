//! The compiler: from lexicons to Rust.
//!
//! Each pass is a function from one type to the next:
//!
//! | pass | module | from | to |
//! |---|---|---|---|
//! | read | `read` | paths | texts (`source`) |
//! | check | `check` | texts | documents (`schema`) |
//! | resolve | `ir` | documents | the IR: resolved definitions with Rust names |
//! | lay out | `items` | the IR | the Rust items that it becomes |
//! | print | `print` | items | text |
//! | write | `output` | text | a folder, atomically |
//!
//! `layout` formats documents, `lint` checks them for likely mistakes, `compare` compares two IRs,
//! `dynamic` validates data against an IR, and `pages` shows documents as a site. Problems are
//! data (`diagnostic`), and rendered only when they are printed.
//!
//! The command (`cli`), the `build.rs` builder (`builder`), the attribute macro
//! (`attribute`), the library (`library`) and `assert_lexicons!` (`testing`) are
//! the front doors: each runs the passes through `pipeline`.
//!
//! A module imports only from modules before it, which the test
//! `tests/tests/layers.rs` checks.

pub mod attribute;
pub mod builder;
pub(crate) mod case;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod compare;
pub mod diagnostic;
pub mod dynamic;
#[cfg(feature = "cli")]
pub mod exceptions;
pub mod flow;
#[cfg(feature = "cli")]
pub mod install;
pub mod ir;
pub mod items;
#[cfg(feature = "cli")]
pub(crate) mod layout;
pub mod library;
pub mod lint;
#[cfg(feature = "network")]
pub mod network;
#[cfg(feature = "cli")]
pub(crate) mod number;
pub mod output;
#[cfg(feature = "cli")]
pub(crate) mod pages;
pub mod pattern;
pub mod pipeline;
pub mod print;
pub(crate) mod prose;
pub mod read;
pub mod rust;
pub mod schema;
#[cfg(feature = "serve")]
pub(crate) mod serve;
#[cfg(feature = "dag-cbor")]
pub mod set;
pub mod settings;
pub mod source;
#[cfg(feature = "insta")]
pub mod testing;
