//! References in their short form.

use super::{context::Context, rules};
use crate::compiler::source::json::Json;

/// The reference of a `ref`.
pub(super) fn single(cx: &mut Context<'_>) {
    if let Some(Json::String(text)) = cx.written("ref")
        && let Some(short) = short(cx, text)
    {
        report(cx, &["ref"], text, &short);
    }
}

/// The members of a union.
pub(super) fn union(cx: &mut Context<'_>) {
    for (index, text) in cx.strings("refs") {
        if let Some(short) = short(cx, text) {
            report(cx, &["refs", &index.to_string()], text, &short);
        }
    }
}

fn report(cx: &mut Context<'_>, steps: &[&str], text: &str, short: &str) {
    let message = format!("`{text}` can be written `{short}`");
    let mut report = cx.report(&rules::REFERENCE_FORM, message);
    for step in steps {
        report = report.down(step);
    }
    report
        .help(format!("write `{short}`"))
        .fix_by_writing(short);
}

/// The same reference without what goes without saying.
fn short(cx: &Context<'_>, text: &str) -> Option<String> {
    let (document, definition) = text.split_once('#')?;
    if document == cx.document.id.as_str() {
        Some(format!("#{definition}"))
    } else if definition == "main" && !document.is_empty() {
        Some(document.to_owned())
    } else {
        None
    }
}
