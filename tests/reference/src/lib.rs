//! Compares the runtime with the protocol's reference implementations, on random
//! input that is the same in every run.
//!
//! The reference implementations are npm packages, which `npm ci` installs in
//! `tests/reference/node`. Without them the tests are skipped, unless
//! `LEXGEN_REFERENCE` is set, as in `.ci/run`.
//!
//! Each disagreement must match an entry of `disagreements.toml`, which gives the
//! reason, and each entry must match a disagreement.

mod disagreements;
mod json;
mod reference;
mod texts;

pub use disagreements::Comparison;
pub use json::{JsonText, LINKS};
pub use reference::Reference;
pub use texts::Texts;
