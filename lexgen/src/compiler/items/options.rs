//! What decides which Rust a lexicon becomes.

use super::DeriveFor;
use crate::compiler::rust::RustPath;

/// How to generate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Traits to derive for every type that holds data, besides `Clone`, `Debug`,
    /// `PartialEq` and `Eq`.
    pub derives: Vec<RustPath>,
    /// The same, and attributes, for some types.
    pub derive_for: Vec<DeriveFor>,
    /// The runtime crate.
    pub runtime: RustPath,
    /// What decoding does with text that does not have its format.
    pub strictness: Strictness,
    /// Whether each namespace is behind a feature of the crate.
    pub features_per_namespace: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            derives: Vec::new(),
            derive_for: Vec::new(),
            runtime: RustPath::of_crate("lexgen"),
            strictness: Strictness::default(),
            features_per_namespace: false,
        }
    }
}

/// What decoding does with a string that does not have the format the lexicon
/// asks for, and with data of any kind that is not in the data model.
///
/// Needs the feature `codegen`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Strictness {
    /// Keeps it as it is: one malformed handle from the network does not lose
    /// the page it is on, and encoding gives it back unchanged.
    #[default]
    Lenient,
    /// Fails.
    Strict,
}
