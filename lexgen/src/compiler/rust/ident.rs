//! Identifiers.

use std::{
    borrow::Cow,
    fmt::{self, Display},
};

/// The name of an item, field, variant or module, without `r#`. Displayed as a
/// raw identifier where it is a keyword.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ident<'a>(Cow<'a, str>);

impl<'a> Ident<'a> {
    /// A name that [names](crate::compiler::ir) made.
    pub(crate) fn new(name: impl Into<Cow<'a, str>>) -> Self {
        Self(name.into())
    }

    /// The name without `r#`.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// Whether it is displayed with `r#`.
    pub(crate) fn is_raw(&self) -> bool {
        is_keyword(self.name()) && !cannot_be_raw(self.name())
    }
}

impl Display for Ident<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let raw = if self.is_raw() { "r#" } else { "" };
        write!(f, "{raw}{}", self.0)
    }
}

fn is_keyword(name: &str) -> bool {
    // Most names are longer than every keyword.
    name.len() <= LONGEST && KEYWORDS.binary_search(&name).is_ok()
}

/// Whether `r#` does not make an identifier of a name.
pub(crate) fn cannot_be_raw(name: &str) -> bool {
    matches!(name, "self" | "super" | "crate" | "Self" | "_")
}

/// Strict and reserved keywords of every edition, and the weak ones that
/// cannot name what lexgen names; sorted.
pub(crate) const KEYWORDS: [&str; 52] = [
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The bytes of the longest keyword.
const LONGEST: usize = "abstract".len();

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_sorted_and_become_identifiers() {
        assert!(KEYWORDS.is_sorted(), "searched as such");
        assert!(KEYWORDS.iter().all(|it| is_keyword(it)), "none is longer");
        for keyword in KEYWORDS.into_iter().filter(|it| !cannot_be_raw(it)) {
            let text = Ident::new(keyword).to_string();
            syn::parse_str::<syn::Ident>(&text).unwrap_or_else(|_| panic!("{text}"));
        }
    }
}
