//! Items that stand for what could not be generated.

use std::fmt::Write as _;

use super::imports::ident;

/// The names of items of one module that could not be generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stub {
    /// The module's path below the root.
    pub path: Vec<String>,
    /// A type and a constant of it at the root, of the same name, that stand
    /// for them all.
    pub refused: String,
    /// Types.
    pub types: Vec<String>,
    /// Constants, and values of types.
    pub values: Vec<String>,
}

impl Stub {
    /// The items, in a module this deep below the root.
    pub(super) fn text(&self, depth: usize) -> String {
        let refused = format!("{}{}", "super::".repeat(depth), ident(&self.refused));
        let mut text = String::new();
        // Writing to a string cannot fail.
        for name in &self.types {
            let name = ident(name);
            let _ = writeln!(text, "#[doc(hidden)] pub type {name} = {refused};");
        }
        for name in &self.values {
            let name = ident(name);
            let _ = writeln!(
                text,
                "#[doc(hidden)] #[allow(non_upper_case_globals)] \
                 pub const {name}: {refused} = {refused};"
            );
        }
        text
    }
}
