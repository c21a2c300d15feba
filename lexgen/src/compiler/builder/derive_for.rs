//! Traits and attributes of some types.

use std::fmt::Display;

use crate::compiler::{items, rust::RustPath};

/// Traits and attributes of some generated types, for
/// [`Builder::derive_for`](super::Builder::derive_for):
///
/// ```
/// use lexgen::DeriveFor;
///
/// let builder = lexgen::Builder::new().derive_for(
///     DeriveFor::new("com.example.shelf.*")
///         .derive("::serde_with::SerializeDisplay")
///         .field("extra", "serde(skip)"),
/// );
/// # drop(builder);
/// ```
///
/// Needs the feature `codegen`.
#[derive(Clone, Debug)]
#[must_use = "it does nothing before `Builder::derive_for`"]
pub struct DeriveFor {
    pub(super) options: items::DeriveFor,
    pub(super) problems: Vec<String>,
}

impl DeriveFor {
    /// For the types of definitions that match: those of documents
    /// (`com.example.thing`, `com.example.*`), or those of one name
    /// (`com.example.thing#main`). Types that are written inside a definition are
    /// included.
    pub fn new(pattern: &str) -> Self {
        let mut this = Self {
            options: items::DeriveFor::default(),
            problems: Vec::new(),
        };
        let pattern = this.noted(pattern.parse());
        this.options.types.extend(pattern);
        this
    }

    /// Adds definitions.
    pub fn and(mut self, pattern: &str) -> Self {
        let pattern = self.noted(pattern.parse());
        self.options.types.extend(pattern);
        self
    }

    /// Adds a trait.
    pub fn derive(mut self, path: &str) -> Self {
        let path = self.noted(path.parse::<RustPath>());
        self.options.derives.extend(path);
        self
    }

    /// Adds an attribute, without `#[` and `]`, to each type.
    pub fn attribute(mut self, attribute: &str) -> Self {
        let attribute = self.noted(attribute.parse());
        self.options.attributes.extend(attribute);
        self
    }

    /// Adds an attribute, without `#[` and `]`, to each field or variant of this
    /// Rust name. `extra` is the field that holds unknown fields.
    pub fn field(mut self, name: &str, attribute: &str) -> Self {
        let attribute = self.noted(attribute.parse());
        let fields = self.options.fields.entry(name.to_owned()).or_default();
        fields.extend(attribute);
        self
    }

    fn noted<T>(&mut self, value: Result<T, impl Display>) -> Option<T> {
        value
            .map_err(|error| self.problems.push(error.to_string()))
            .ok()
    }
}
