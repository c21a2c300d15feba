//! Paths to Rust items that a user names.

use std::{
    fmt::{self, Display},
    str::FromStr,
};

use serde::{Serialize, Serializer};

use super::Ident;

/// A path without generic arguments, such as `::lexgen` or `serde::Serialize`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RustPath {
    /// Whether it begins with `::`.
    is_global: bool,
    segments: Vec<String>,
}

impl RustPath {
    /// The path `::name` of a crate.
    pub(crate) fn of_crate(name: &str) -> Self {
        Self {
            is_global: true,
            segments: vec![name.to_owned()],
        }
    }

    /// An item or module inside the one of this path.
    #[must_use]
    pub(crate) fn join(mut self, name: String) -> Self {
        self.segments.push(name);
        self
    }

    /// The name of the item itself.
    pub(crate) fn name(&self) -> &str {
        self.segments.last().map_or("", String::as_str)
    }

    /// What follows `outer` in this path, if it begins with that.
    pub(crate) fn below(&self, outer: &Self) -> Option<&[String]> {
        let rest = self.segments.strip_prefix(outer.segments.as_slice())?;
        (self.is_global == outer.is_global).then_some(rest)
    }

    /// The name alone, where there is nothing before it.
    pub(crate) fn single_name(&self) -> Option<&str> {
        match self.segments.as_slice() {
            [name] if !self.is_global => Some(name),
            _ => None,
        }
    }

    /// The name of an item of the standard library, or a name alone.
    pub(crate) fn standard_name(&self) -> Option<&str> {
        match self.segments.as_slice() {
            [first, .., name] if first == "std" || first == "core" => Some(name),
            _ => self.single_name(),
        }
    }
}

impl Display for RustPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = if self.is_global { "::" } else { "" };
        for segment in &self.segments {
            write!(f, "{separator}{}", Ident::new(segment))?;
            separator = "::";
        }
        Ok(())
    }
}

impl Serialize for RustPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromStr for RustPath {
    type Err = InvalidPath;

    fn from_str(text: &str) -> Result<Self, InvalidPath> {
        let invalid = || InvalidPath(text.to_owned());
        let path: syn::Path = syn::parse_str(text).map_err(|_| invalid())?;
        // An argument can hold any code.
        if path.segments.iter().any(|it| !it.arguments.is_none()) {
            return Err(invalid());
        }
        let name = |segment: &syn::PathSegment| {
            let name = segment.ident.to_string();
            name.strip_prefix("r#").map_or(name.clone(), str::to_owned)
        };
        Ok(Self {
            is_global: path.leading_colon.is_some(),
            segments: path.segments.iter().map(name).collect(),
        })
    }
}

/// What is not a [`RustPath`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidPath(String);

impl Display for InvalidPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = &self.0;
        write!(
            f,
            "`{text}` is not a Rust path; an example of one is `::my_types::com::example`"
        )
    }
}

impl std::error::Error for InvalidPath {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_names_and_nothing_else() {
        let path = |text: &str| text.parse().map(|path: RustPath| path.to_string());
        for text in ["::lexgen", "crate::r#gen::types", "self", "super::a"] {
            assert_eq!(path(text).as_deref(), Ok(text));
        }
        assert_eq!(path(" ::a /* b */ :: c // d").as_deref(), Ok("::a::c"));
        for text in [
            "",
            "::",
            "a b",
            "a;fn main(){}",
            "a::*",
            "a!()",
            "a::<{ evil() }>",
            "Fn(A) -> B",
            "a::<T>",
            "unsafe",
            "#[x] a",
            "<a as b>::c",
            "a\"b",
            "..",
        ] {
            let error = path(text).expect_err(text).to_string();
            assert!(error.contains("not a Rust path"), "{error}");
        }
    }

    #[test]
    fn names_of_the_standard_library_are_known_by_their_path() {
        let standard = |text: &str| {
            let path: RustPath = text.parse().expect(text);
            path.standard_name().map(str::to_owned)
        };
        assert_eq!(standard("Hash").as_deref(), Some("Hash"));
        assert_eq!(standard("::core::hash::Hash").as_deref(), Some("Hash"));
        assert_eq!(standard("my::Hash"), None);
        assert_eq!(standard("::Hash"), None);
    }
}
