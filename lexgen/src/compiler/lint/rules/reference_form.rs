//! References that have a shorter form.

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::{
    schema::{Reference, Step},
    source::json::Json,
};

/// The reference of a `ref`.
pub(super) fn single(cx: &mut Context<'_>) {
    if let Some(Json::String(text)) = cx.written("ref") {
        check(cx, Step::Keyword("ref"), text);
    }
}

/// The members of a union.
pub(super) fn union(cx: &mut Context<'_>) {
    for (index, text) in cx.strings("refs") {
        check(cx, Step::Member(index), text);
    }
}

fn check(cx: &mut Context<'_>, step: Step<&str>, text: &str) {
    if let Some(short) = short(cx, text) {
        let message = format!("`{text}` can be shortened to `{short}`");
        cx.report(&rules::REFERENCE_FORM, message)
            .down(step)
            .help(format!("use `{short}`"))
            .fix_by_writing(&short);
    }
}

/// The short form of a reference, if it has one.
fn short(cx: &Context<'_>, text: &str) -> Option<String> {
    let own = &cx.document.id;
    let mut reference = Reference::parse(text).ok()?;
    // The document's own `main` has no shorter name than the NSID.
    if reference.document.as_ref() == Some(own) && text != own.as_str() {
        reference.document = None;
    }
    let short = reference.to_string();
    (short != text).then_some(short)
}
