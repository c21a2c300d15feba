//! Checks the syntax of settings.

use crate::compiler::{
    ir::{ExternPath, type_name},
    rust::{InvalidPath, RustPath},
};

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

/// The name of an enum of all records.
///
/// # Errors
/// If a type cannot be called that beside the generated modules.
pub fn record_enum(text: &str) -> Result<String, String> {
    let name = type_name(text);
    if name == text && !text.starts_with('_') {
        return Ok(name);
    }
    let advice = match name.trim_matches('_') {
        near if !near.is_empty() && type_name(near) == near => format!(", such as `{near}`"),
        _ => ", such as `AnyRecord`".to_owned(),
    };
    Err(format!(
        "`{text}` cannot be the name of the enum of records: use a name in UpperCamelCase{advice}"
    ))
}

/// A trait to derive for every type that holds data.
///
/// # Errors
/// If it is not a path, or a trait of the standard library or of serde that not
/// every generated type can derive.
pub(super) fn derive(text: &str) -> Result<RustPath, String> {
    let path: RustPath = text
        .parse()
        .map_err(|error: InvalidPath| error.to_string())?;
    let plain = text.trim_start_matches("::").replace(' ', "");
    let (folder, name) = plain.rsplit_once("::").unwrap_or(("", &plain));
    let root = folder.split("::").next().unwrap_or_default();
    let is_of = |crates: &[&str]| root.is_empty() || crates.contains(&root);
    let why = match name {
        "Copy" => "text and lists are not `Copy`",
        "Default" => "required fields and unions have no default",
        "Serialize" | "Deserialize" if is_of(&["serde"]) => "generated types implement it already",
        _ => return Ok(path),
    };
    if !is_of(&["core", "std", "serde"]) {
        return Ok(path);
    }
    Err(format!(
        "generated types cannot derive `{text}`: {why}; `Hash`, `PartialOrd`, `Ord` and derives of \
         other crates can be added to `Clone`, `Debug`, `PartialEq` and `Eq`"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derives_that_cannot_compile_are_refused() {
        for sound in [
            "Hash",
            "Clone",
            "::core::hash::Hash",
            "Ord",
            "::schemars::JsonSchema",
            "::my::Default",
        ] {
            assert_eq!(derive(sound).map(|it| it.to_string()), Ok(sound.to_owned()));
        }
        for unsound in [
            "Copy",
            "Default",
            "::core::default::Default",
            "serde::Serialize",
        ] {
            let error = derive(unsound).expect_err(unsound);
            assert!(
                error.contains(unsound) && error.contains("`Hash`"),
                "{error}"
            );
        }
        assert!(
            derive("a b")
                .expect_err("no path")
                .contains("not a Rust path")
        );
    }

    #[test]
    fn the_enum_of_records_is_named_like_a_type() {
        assert_eq!(record_enum("AnyRecord").as_deref(), Ok("AnyRecord"));
        let error = record_enum("any_record").expect_err("no type");
        assert!(error.ends_with("such as `AnyRecord`"), "{error}");
        for unsound in [
            "",
            "app",
            "self",
            "Box",
            "A::B",
            "Any Record",
            "_2",
            "r#type",
            "日",
        ] {
            let error = record_enum(unsound).expect_err(unsound);
            assert!(error.contains("UpperCamelCase, such as"), "{error}");
        }
    }

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
