//! Data without a greatest length.
//!
//! What is in records is limited by the lexicon or not at all. What is only
//! sent and answered a service can limit by itself, which makes it a note.

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::schema::{Array, Bytes, StringType};

/// A string has a bound, or few values or a format that bound it.
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
    let message = format!("{} may be any string of any length", cx.subject());
    cx.report(&rules::UNLIMITED_STRING, message)
        .severity(severity)
        .on_key()
        .label("no `maxLength`, no `format`")
        .help("add `maxLength` (bytes), with `maxGraphemes` if people read it");
}

/// Bytes have a bound.
pub(super) fn bytes(cx: &mut Context<'_>, bytes: &Bytes) {
    if bytes.max_length.is_some() {
        return;
    }
    let severity = cx.severity_of_size();
    let message = format!("{} may be any number of bytes", cx.subject());
    cx.report(&rules::UNLIMITED_BYTES, message)
        .severity(severity)
        .on_key()
        .label("no `maxLength`")
        .help("add `maxLength`, or make it a `blob` if it is large");
}

/// An array has a bound.
pub(super) fn array(cx: &mut Context<'_>, array: &Array) {
    if array.max_length.is_some() {
        return;
    }
    let message = format!("{} may have any number of items", cx.subject());
    cx.report(&rules::UNLIMITED_ARRAY, message)
        .on_key()
        .label("no `maxLength`")
        .help("add `maxLength`");
}
