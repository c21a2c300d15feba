//! Data without a maximum length.
//!
//! Only the lexicon can limit data in records. A service can limit its requests
//! and responses itself, so there it is a note.

use crate::compiler::{
    check::report::Report,
    diagnostic::Rule,
    lint::{context::Context, rules},
    schema::{Array, Bytes, StringType},
};

/// A string has a maximum length, or values or a format that limit it.
pub(super) fn string(cx: &mut Context<'_>, string: &StringType) {
    let is_bounded = string.max_length.is_some()
        || string.max_graphemes.is_some()
        || string.format.is_some()
        || string.constant.is_some()
        || !string.values.is_empty()
        || !string.known_values.is_empty();
    if is_bounded {
        return;
    }
    let severity = cx.severity_of_size();
    report(cx, &rules::UNLIMITED_STRING, "length")
        .severity(severity)
        .label("no `maxLength`, no `format`")
        .help("add `maxLength` (in bytes), and `maxGraphemes` for text that people read");
}

/// Bytes have a maximum length.
pub(super) fn bytes(cx: &mut Context<'_>, bytes: &Bytes) {
    if bytes.max_length.is_none() {
        let severity = cx.severity_of_size();
        report(cx, &rules::UNLIMITED_BYTES, "length")
            .severity(severity)
            .help("add `maxLength`, or use a `blob` for large data");
    }
}

/// An array has a maximum length.
pub(super) fn array(cx: &mut Context<'_>, array: &Array) {
    if array.max_length.is_none() {
        report(cx, &rules::UNLIMITED_ARRAY, "number of items").help("add `maxLength`");
    }
}

fn report<'c>(cx: &'c mut Context<'_>, rule: &Rule, what: &str) -> Report<'c> {
    let message = format!("{} has no maximum {what}", cx.subject());
    cx.report(rule, message).on_key().label("no `maxLength`")
}
