//! Checks the syntax of settings.

use crate::compiler::{ir::ExternPath, rust::InvalidPath};

/// Uses the Rust types at `rust_path` for documents whose NSID is `prefix` or
/// below it.
///
/// # Errors
/// If `prefix` is not an NSID prefix, or `rust_path` is not a path.
pub fn extern_path(prefix: &str, rust_path: &str) -> Result<ExternPath, String> {
    let sound = |segment: &str| {
        !segment.is_empty()
            && segment
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if let Some(stem) = prefix.strip_suffix(".*") {
        return Err(format!(
            "`{prefix}` is a pattern; use the prefix without `.*`: `{stem}`"
        ));
    }
    if !prefix.split('.').all(sound) {
        return Err(format!(
            "`{prefix}` is not a prefix of an NSID, such as `com.atproto`"
        ));
    }
    Ok(ExternPath {
        prefix: prefix.to_owned(),
        rust_path: rust_path
            .parse()
            .map_err(|error: InvalidPath| error.to_string())?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extern_paths_are_a_prefix_and_a_path() {
        let external = extern_path("com.atproto", "::types::com::atproto").expect("sound");
        assert_eq!(external.prefix, "com.atproto");
        assert_eq!(external.rust_path.to_string(), "::types::com::atproto");
        let error = |prefix, path| extern_path(prefix, path).expect_err("unsound");
        assert!(
            error("com.atproto.*", "::types")
                .ends_with("use the prefix without `.*`: `com.atproto`")
        );
        assert!(error("com..atproto", "::types").contains("prefix of an NSID"));
        assert!(error("com.atproto", "types:").contains("not a Rust path"));
        assert!(error("com.atproto", "").contains("not a Rust path"));
    }
}
