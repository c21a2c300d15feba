//! From wire names to Rust names: the one place where spelling is decided.
//!
//! The rules, which the README repeats for users:
//!
//! 1. Words are split where case changes, at digits' edges never, and at every
//!    character that is no ASCII letter or digit; a character beyond ASCII is
//!    spelt `U` and its hexadecimal code point.
//! 2. Modules, fields and arguments are `snake_case`, types and variants
//!    `UpperCamelCase` with an underscore between two digits that were apart,
//!    constants `SCREAMING_SNAKE_CASE`.
//! 3. A name that starts with a digit gets a leading underscore; a name with
//!    no word at all is spelt by its code points. A type or constant that is
//!    digits alone gets an `N` instead, for case does not tell it from a field.
//! 4. A keyword of any edition becomes a raw identifier (`r#type`); one that
//!    cannot be raw, or that means something else in the generated module (a
//!    type of the prelude, an endpoint's `Input`, the field `extra`), gets a
//!    trailing underscore, which rules 1 to 3 never produce.
//! 5. The name of a type or a constant is at most 120 characters long, because
//!    rustdoc uses it as a file name: the end of a longer name is replaced by
//!    a hash of the whole name.
//!
//! Every rule looks at one name alone. [`Scope`](super::scope::Scope) makes names
//! unique that are still equal.

use std::borrow::Cow;

use crate::compiler::{case, rust::cannot_be_raw};

/// The Rust module for a segment of an NSID, without `r#`.
pub(crate) fn module(segment: &str) -> String {
    let name = guarded(case::snake(&words(segment)));
    if is_reserved_file(&name) || cannot_be_raw(&name) {
        name + "_"
    } else {
        name
    }
}

/// The Rust type for a definition's name, before the scope is consulted.
pub(crate) fn type_name(name: &str) -> String {
    let name = short(numbered(variant(name)));
    if RESERVED_TYPES.contains(&name.as_str()) {
        name + "_"
    } else {
        name
    }
}

/// The Rust field for a property.
pub(crate) fn field(property: &str) -> String {
    let name = guarded(case::snake(&words(property)));
    if cannot_be_raw(&name) || RESERVED_FIELDS.contains(&name.as_str()) {
        name + "_"
    } else {
        name
    }
}

/// The Rust enum variant for a value or a union member.
pub(crate) fn variant(value: &str) -> String {
    let words = words(value);
    let words = words.split(' ').map(case::upper_camel);
    let name = words.reduce(|name, word| concatenated(&name, &word));
    let name = guarded(name.unwrap_or_default());
    if name == "Self" || name == "Other" {
        name + "_"
    } else {
        name
    }
}

/// The Rust constant for a token or a default value.
pub(crate) fn constant(name: &str) -> String {
    short(numbered(guarded(case::screaming_snake(&words(name)))))
}

/// Two names that make one, in which their digits stay apart: `16:9` is not `169`.
pub(crate) fn concatenated(first: &str, second: &str) -> String {
    let ends = first.ends_with(|c: char| c.is_ascii_digit());
    let begins = second.starts_with(|c: char| c.is_ascii_digit());
    let apart = if ends && begins { "_" } else { "" };
    [first, apart, second].concat()
}

/// A name with a letter in it.
fn numbered(name: String) -> String {
    if name.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        name
    } else {
        format!("N{}", name.trim_start_matches('_'))
    }
}

/// A name that is not too long for a file.
pub(crate) fn short(mut name: String) -> String {
    const LONGEST: usize = 120;
    if name.len() <= LONGEST {
        return name;
    }
    // FNV-1a: what it gives must never change.
    let number = name.bytes().fold(0x811c_9dc5_u32, |number, byte| {
        (number ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    name.truncate(LONGEST - 8);
    format!("{name}{number:08X}")
}

/// Whether a name is spelt the way its Rust name would be spelt back: such a
/// name has the first claim where two names come out alike.
pub(crate) fn is_canonical(wire: &str) -> bool {
    wire == case::lower_camel(&case::snake(wire))
}

/// The text with everything that would be read as a letter but Rust's
/// lints would warn about spelt out.
fn words(text: &str) -> Cow<'_, str> {
    if text.is_empty() {
        return "empty".into();
    }
    if !text.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
        return text.chars().map(code_point).collect();
    }
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return text.into();
    }
    let mut words = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_ascii_alphanumeric() => words.push(c),
            c if c.is_ascii() => words.push(' '),
            c => words += &code_point(c),
        }
    }
    words.into()
}

fn code_point(c: char) -> String {
    format!(" U{:X} ", u32::from(c))
}

fn guarded(name: String) -> String {
    match name.chars().next() {
        Some(c) if c.is_ascii_digit() => format!("_{name}"),
        _ => name,
    }
}

/// Names that are no file name on some system, or that rustc reads as the
/// file of the folder's own module.
fn is_reserved_file(name: &str) -> bool {
    matches!(name, "mod" | "con" | "prn" | "aux" | "nul")
        || matches!(name.strip_prefix("com").or(name.strip_prefix("lpt")),
            Some(n) if n.len() == 1 && n.as_bytes()[0].is_ascii_digit())
}

/// Fields that generated structs have of their own.
const RESERVED_FIELDS: [&str; 1] = ["extra"];

/// Whether generated types have, or may have, a method of this name: from the runtime,
/// from a trait that the standard library or a popular crate derives, or for every
/// type.
pub(super) fn is_method(name: &str) -> bool {
    METHODS.contains(&name)
}

const METHODS: [&str; 49] = [
    "arbitrary",
    "arbitrary_take_rest",
    "as_mut",
    "as_ref",
    "borrow",
    "borrow_mut",
    "check",
    "clamp",
    "clone",
    "clone_from",
    "clone_into",
    "cmp",
    "collection",
    "default",
    "deref",
    "deserialize",
    "drop",
    "eq",
    "fmt",
    "from",
    "ge",
    "gt",
    "hash",
    "hash_slice",
    "inline_schema",
    "into",
    "json_schema",
    "le",
    "lt",
    "max",
    "min",
    "ne",
    "new",
    "partial_cmp",
    "read",
    "schema_id",
    "schema_name",
    "serialize",
    "size_hint",
    "to_owned",
    "to_string",
    "try_from",
    "try_into",
    "try_size_hint",
    "type_id",
    "type_name",
    "validate",
    "with",
    "write",
];

/// Types that generated modules use by their short name, and an endpoint's
/// companions.
const RESERVED_TYPES: [&str; 38] = [
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "Error",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "Hash",
    "Input",
    "Into",
    "IntoIterator",
    "Iterator",
    "Message",
    "None",
    "Ok",
    "Option",
    "Ord",
    "Output",
    "Params",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Some",
    "String",
    "ToOwned",
    "ToString",
    "Vec",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::rust::{Ident, KEYWORDS};

    #[test]
    fn words_follow_case_and_punctuation() {
        assert_eq!(module("createSession"), "create_session");
        assert_eq!(module("foo-bar"), "foo_bar");
        assert_eq!(type_name("viewRecord"), "ViewRecord");
        assert_eq!(field("cid-link"), "cid_link");
        assert_eq!(field("baseURL"), "base_url");
        assert_eq!(constant("reasonSpam"), "REASON_SPAM");
    }

    #[test]
    fn awkward_names_become_identifiers() {
        for (wire, rust) in [
            ("2fa", "_2fa"),
            ("!hide", "Hide"),
            ("日", "U65e5"),
            (">=", "U3eU3d"),
            ("", "Empty"),
            ("self", "Self_"),
            ("other", "Other_"),
            ("16:9", "_16_9"),
            ("1:69", "_1_69"),
            ("4:3", "_4_3"),
            ("1.0", "_1_0"),
            ("10", "_10"),
            ("v1.2-rc3", "V1_2Rc3"),
        ] {
            assert_eq!(variant(wire), rust, "{wire}");
        }
        assert_eq!(field("extra"), "extra_");
        assert_eq!(field("self"), "self_");
        assert_eq!(type_name("option"), "Option_");
        assert_eq!(type_name("1"), "N1");
        assert_eq!(constant("1-2"), "N1_2");
        assert_eq!(type_name("1-2"), "N1_2");
        assert_eq!(field("1"), "_1");
        assert_eq!(module("4chan"), "_4chan");
        assert_eq!(module("mod"), "mod_");
        assert_eq!(module("com1"), "com1_");
        assert_eq!(module("com"), "com");
    }

    #[test]
    fn long_names_are_cut_and_stay_apart() {
        let long = |end: &str| type_name(&("x".repeat(500) + end));
        assert_eq!(long("a").len(), 120);
        assert_ne!(long("a"), long("b"));
        assert_eq!(constant(&"x".repeat(121)).len(), 120);
        assert_eq!(constant(&"x".repeat(120)), "X".repeat(120));
    }

    #[test]
    fn every_keyword_is_raw_or_marked() {
        for keyword in KEYWORDS {
            let written = Ident::new(field(keyword)).to_string();
            syn::parse_str::<syn::Ident>(&written).unwrap_or_else(|_| panic!("{written}"));
        }
    }
}
