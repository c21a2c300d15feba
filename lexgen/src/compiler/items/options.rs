//! What decides which Rust a lexicon becomes.

use super::{Derive, DeriveFor};
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
    /// The name of an enum of all records, if there is one.
    pub record_enum: Option<String>,
}

impl Options {
    /// The traits that a type of data derives: those of every type and the
    /// `additional` ones in their usual order, then those that the options name for
    /// every type and `of_some`.
    pub(super) fn derives<'i>(
        &'i self,
        additional: &[&str],
        of_some: impl Iterator<Item = &'i RustPath>,
    ) -> Vec<Derive<'i>> {
        const ORDER: [&str; 8] = [
            "Clone",
            "Copy",
            "Debug",
            "Default",
            "PartialEq",
            "Eq",
            "PartialOrd",
            "Hash",
        ];
        let mut asked: Vec<&'i RustPath> = Vec::new();
        for path in self.derives.iter().chain(of_some) {
            if !asked.contains(&path) {
                asked.push(path);
            }
        }
        let standard = asked.iter().filter_map(|path| path.standard_name());
        let standard = Vec::from_iter(standard);
        // `Ord` is of no use without it.
        let with_order = standard.contains(&"Ord") && !standard.contains(&"PartialOrd");
        let is_ours = |name: &str| match name {
            "Clone" | "Debug" | "PartialEq" | "Eq" => true,
            "PartialOrd" if with_order => true,
            name => additional.contains(&name),
        };
        let is_theirs = |path: &&RustPath| !path.standard_name().is_some_and(is_ours);
        let ours = ORDER.into_iter().filter(|name| is_ours(name));
        let theirs = asked.iter().copied().filter(is_theirs);
        ours.map(Derive::Standard)
            .chain(theirs.map(Derive::Named))
            .collect()
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            derives: Vec::new(),
            derive_for: Vec::new(),
            runtime: RustPath::of_crate("lexgen"),
            strictness: Strictness::default(),
            features_per_namespace: false,
            record_enum: None,
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
