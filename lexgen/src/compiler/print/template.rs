//! Places in the text of an attribute's items that the attribute fills, so that
//! what a user wrote is at the user's own place: `$name`. Rust has no `$`
//! outside of macros, so no other token is taken for one.

use std::fmt::{self, Display};

use crate::compiler::rust::{Ident, RustPath};

/// What the attribute fills.
#[derive(Clone, Debug, Default)]
pub struct Template {
    /// Whether it names the runtime: `$runtime`.
    pub runtime: bool,
    /// The traits it names: `$derive0` and so on.
    pub derives: Vec<RustPath>,
    /// The modules it names: `$extern0` and so on, with what follows.
    pub externs: Vec<RustPath>,
    /// The unit struct it is on, whose visibility is that of all items of the
    /// root: `$visibility`. Its declaration is
    /// `$before … $after $visibility $struct $name $end`, where `$end` marks the
    /// token after it.
    pub structure: Option<String>,
    /// The name of a type, and of a constant of it, at the root, in place of
    /// what could not be generated.
    pub refused: String,
}

impl Template {
    /// The beginning of an item, up to its name.
    pub(super) fn head<'h>(&'h self, keyword: &'h str, name: &'h Ident<'h>) -> Head<'h> {
        Head {
            structure: self.structure.as_deref(),
            keyword,
            name,
        }
    }

    /// Whether this is the item that the attribute is on.
    pub(super) fn is_structure(&self, name: &Ident<'_>) -> bool {
        self.structure.as_deref() == Some(name.name())
    }

    /// A trait to derive, if it is one of those.
    pub(super) fn derive(&self, path: &RustPath) -> Option<String> {
        let index = self.derives.iter().position(|it| it == path)?;
        Some(format!("$derive{index}"))
    }

    /// A path to an item inside one of the modules.
    pub(super) fn external(&self, path: &RustPath) -> Option<String> {
        let modules = self.externs.iter().enumerate();
        let below = modules.filter_map(|(index, module)| Some((index, path.below(module)?)));
        let (index, rest) = below.min_by_key(|(_, rest)| rest.len())?;
        let mut text = format!("$extern{index}");
        for segment in rest {
            text += &format!("::{}", Ident::new(segment));
        }
        Some(text)
    }
}

/// `pub struct Name` or the like.
pub(super) struct Head<'h> {
    structure: Option<&'h str>,
    keyword: &'h str,
    name: &'h Ident<'h>,
}

impl Display for Head<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            structure,
            keyword,
            name,
        } = self;
        match structure {
            None => write!(f, "pub {keyword} {name}"),
            Some(own) if *own != name.name() => write!(f, "$visibility {keyword} {name}"),
            Some(_) if *keyword == "struct" => f.write_str("$after $visibility $struct $name $end"),
            Some(_) => write!(f, "$visibility {keyword} $name"),
        }
    }
}
