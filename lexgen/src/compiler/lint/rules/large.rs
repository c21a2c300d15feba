//! Data that is too large for a record.

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::{
    check::report::Report,
    diagnostic::Rule,
    schema::{Bytes, StringType},
};

/// The most bytes that are better off in a record than in a blob. Readers
/// refuse records of more than a mebibyte, and want far smaller ones.
const MOST: u64 = 20 * 1024;

pub(super) fn string(cx: &mut Context<'_>, string: &StringType) {
    if let Some(length) = string.max_length.filter(|it| *it > MOST) {
        report(cx, &rules::LARGE_STRING, length)
            .help("use a `blob` with `\"accept\": [\"text/plain\"]`, or lower the limit");
    }
}

pub(super) fn bytes(cx: &mut Context<'_>, bytes: &Bytes) {
    if let Some(length) = bytes.max_length.filter(|it| *it > MOST) {
        report(cx, &rules::LARGE_BYTES, length).help("use a `blob`, or lower the limit");
    }
}

fn report<'c>(cx: &'c mut Context<'_>, rule: &Rule, length: u64) -> Report<'c> {
    let message = format!("{} can have up to {length} bytes", cx.subject());
    let severity = cx.severity_of_size();
    cx.report_field("maxLength", rule, message)
        .severity(severity)
        .label("more than 20 KiB")
}
