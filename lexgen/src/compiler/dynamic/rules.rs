//! The constraints that a schema type lays down, as the runtime's [`Rules`].
//!
//! What the generator writes into a table of fields (`generate/rules.rs`) is
//! made here at run time.

use crate::{
    compiler::{
        ir::Text,
        schema::{Blob, Boolean, Integer},
    },
    validate::Rules,
};

pub(super) const UNKNOWN: Rules<'static> = Rules {
    object: true,
    ..Rules::NONE
};

pub(super) fn boolean(it: &Boolean) -> Rules<'_> {
    Rules {
        boolean: it.constant,
        ..Rules::NONE
    }
}

pub(super) fn integer(it: &Integer) -> Rules<'_> {
    Rules {
        minimum: it.minimum,
        maximum: it.maximum,
        integers: &it.values,
        integer: it.constant,
        ..Rules::NONE
    }
}

/// `check` is called with the rules for this text, because they borrow a list
/// made here. One that holds the text is left out, for it refuses nothing.
pub(super) fn with_text(it: &Text, text: &str, check: impl FnOnce(&Rules<'_>)) {
    let schema = &it.schema;
    let strings: Vec<&str> = match it.lists(text) {
        true => Vec::new(),
        false => schema.values.iter().map(String::as_str).collect(),
    };
    check(&Rules {
        min_length: schema.min_length,
        max_length: schema.max_length,
        min_graphemes: schema.min_graphemes,
        max_graphemes: schema.max_graphemes,
        strings: &strings,
        string: schema.constant.as_deref(),
        format: schema.format,
        ..Rules::NONE
    });
}

/// As [`with_text`], for any blob.
pub(super) fn with_blob(it: &Blob, check: impl FnOnce(&Rules<'_>)) {
    let accept: Option<Vec<&str>> = it
        .accept
        .as_ref()
        .map(|accept| accept.iter().map(String::as_str).collect());
    check(&Rules {
        accept: accept.as_deref(),
        max_size: it.max_size,
        ..Rules::NONE
    });
}
