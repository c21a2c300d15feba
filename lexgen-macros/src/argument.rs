//! What stands in the attribute's parentheses.

use std::path::PathBuf;

use syn::{
    Ident, LitStr, Result, Token,
    parse::{Error, Parse, ParseStream},
};

/// `"nsid"`, and `path = "…"` after it.
pub(crate) struct Argument {
    pub(crate) nsid: LitStr,
    path: Option<LitStr>,
}

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let nsid = input.parse()?;
        let mut path = None;
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let key: Ident = input.parse()?;
            if key != "path" {
                return Err(Error::new(key.span(), "unknown option; there is `path`"));
            }
            input.parse::<Token![=]>()?;
            path = Some(input.parse()?);
        }
        Ok(Self { nsid, path })
    }
}

impl Argument {
    /// Where the lexicons are.
    pub(crate) fn lexicons(&self) -> PathBuf {
        let root = std::env::var_os("CARGO_MANIFEST_DIR")
            .map(PathBuf::from)
            .unwrap_or_default();
        root.join(
            self.path
                .as_ref()
                .map_or_else(|| "lexicons".to_owned(), LitStr::value),
        )
    }
}
