//! Checks the syntax of settings.

use std::fmt;

use crate::compiler::{ir::ExternPath, rust::InvalidPath};

/// Uses the Rust types at `rust_path` for documents whose NSID is `prefix` or
/// below it.
///
/// # Errors
/// If `prefix` is not an NSID prefix, or `rust_path` is not a path.
pub fn extern_path(prefix: &str, rust_path: &str) -> Result<ExternPath, ValueError> {
    let sound = |segment: &str| {
        !segment.is_empty()
            && segment
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if let Some(stem) = prefix.strip_suffix(".*") {
        return Err(ValueError(format!(
            "`{prefix}` is a pattern; use the prefix without `.*`: `{stem}`"
        )));
    }
    if !prefix.split('.').all(sound) {
        return Err(ValueError(format!(
            "`{prefix}` is not a prefix of an NSID, such as `com.atproto`"
        )));
    }
    Ok(ExternPath {
        prefix: prefix.to_owned(),
        rust_path: rust_path.parse()?,
    })
}

/// Why a setting's value is invalid, as a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError(pub(super) String);

impl From<InvalidPath> for ValueError {
    fn from(error: InvalidPath) -> Self {
        Self(error.to_string())
    }
}

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
    fn extern_paths_are_a_prefix_and_a_path() {
        let external = extern_path("com.atproto", "::types::com::atproto").expect("sound");
        assert_eq!(external.prefix, "com.atproto");
        assert_eq!(external.rust_path.to_string(), "::types::com::atproto");
        let error = |prefix, path| extern_path(prefix, path).expect_err("unsound").to_string();
        assert!(
            error("com.atproto.*", "::types")
                .ends_with("use the prefix without `.*`: `com.atproto`")
        );
        assert!(error("com..atproto", "::types").contains("prefix of an NSID"));
        assert!(error("com.atproto", "types:").contains("not a Rust path"));
        assert!(error("com.atproto", "").contains("not a Rust path"));
    }
}
