//! `[fmt]` of `lexgen.toml`.

use serde::Deserialize;
use toml::Spanned;

use super::file::{BadValue, values};
use crate::compiler::pattern::Pattern;

/// The settings of the layout.
#[derive(Clone, Debug, Default)]
pub struct Fmt {
    /// The documents that keep their layout.
    pub exclude: Vec<Pattern>,
}

/// The syntax of `[fmt]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FmtToml {
    #[serde(default)]
    exclude: Vec<Spanned<String>>,
}

impl FmtToml {
    pub(super) fn parse(self) -> Result<Fmt, BadValue> {
        Ok(Fmt {
            exclude: values(self.exclude)?,
        })
    }
}
