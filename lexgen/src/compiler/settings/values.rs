//! Settings that are more than text: what they may look like.

use std::{fmt, str::FromStr};

use crate::compiler::ir::ExternPath;

/// A Rust path, such as `::lexgen` or `serde::Serialize`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RustPath(String);

impl RustPath {
    /// The path as it was written.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl FromStr for RustPath {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        // It is written into code as text, so that nothing else may be in it:
        // an argument can hold a block, and a comment can end a line.
        let names = |path: syn::Path| {
            let plain = path.segments.iter().all(|it| it.arguments.is_none());
            let names: Vec<_> = path
                .segments
                .iter()
                .map(|it| it.ident.to_string())
                .collect();
            let colons = if path.leading_colon.is_some() {
                "::"
            } else {
                ""
            };
            plain.then(|| format!("{colons}{}", names.join("::")))
        };
        match syn::parse_str(text).ok().and_then(names) {
            Some(path) => Ok(Self(path)),
            None => Err(ValueError(format!(
                "`{text}` is not a Rust path; an example of one is `::my_types::com::example`"
            ))),
        }
    }
}

/// Says that documents whose NSID is `prefix` or lies below it are already
/// Rust types, at `rust_path`.
///
/// # Errors
/// When `prefix` is not the beginning of an NSID or `rust_path` not a path.
pub fn extern_path(prefix: &str, rust_path: &str) -> Result<ExternPath, ValueError> {
    let sound = |segment: &str| {
        !segment.is_empty()
            && segment
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if let Some(stem) = prefix.strip_suffix(".*") {
        return Err(ValueError(format!(
            "`{prefix}` is a pattern; write the prefix alone: `{stem}`"
        )));
    }
    if !prefix.split('.').all(sound) {
        return Err(ValueError(format!(
            "`{prefix}` is not the beginning of an NSID; an example of one is `com.atproto`"
        )));
    }
    let RustPath(rust_path) = rust_path.parse()?;
    Ok(ExternPath {
        prefix: prefix.to_owned(),
        rust_path,
    })
}

/// Why a setting's value cannot be used, in words for the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError(pub(super) String);

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ValueError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_names_and_nothing_else() {
        let path = |text: &str| text.parse().map(RustPath::into_string);
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
    fn extern_paths_are_a_prefix_and_a_path() {
        let external = extern_path("com.atproto", "::types::com::atproto").expect("sound");
        assert_eq!(external.prefix, "com.atproto");
        assert_eq!(external.rust_path, "::types::com::atproto");
        let error = |prefix, path| extern_path(prefix, path).expect_err("unsound").to_string();
        assert!(
            error("com.atproto.*", "::types").ends_with("write the prefix alone: `com.atproto`")
        );
        assert!(error("com..atproto", "::types").contains("beginning of an NSID"));
        assert!(error("com.atproto", "types:").contains("not a Rust path"));
        assert!(error("com.atproto", "").contains("not a Rust path"));
    }
}
