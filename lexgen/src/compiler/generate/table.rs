//! Wire tables: what a type is called on the wire, row by row, as the argument
//! of one of the runtime's macros.
//!
//! Tables are laid out here for people: prettyplease would run their rows
//! together.

use std::fmt::Write as _;

/// One macro invocation with a heading and rows.
#[derive(Debug)]
pub(super) struct Table {
    /// The macro, without the runtime's path.
    pub(super) macro_name: &'static str,
    /// What stands before the inner braces.
    pub(super) heading: String,
    /// What stands between semicolons.
    pub(super) rows: Vec<String>,
}

impl Table {
    /// The table as text; `runtime` is the path of the runtime crate.
    pub(super) fn write(&self, runtime: &str, out: &mut String) {
        let Self {
            macro_name,
            heading,
            rows,
        } = self;
        // Writing to a string cannot fail.
        let _ = write!(out, "{runtime}::{macro_name}! {{\n    {heading} {{");
        for row in rows {
            let _ = write!(out, "\n        {row};");
        }
        out.push_str(if rows.is_empty() {
            "}\n}\n"
        } else {
            "\n    }\n}\n"
        });
    }
}
