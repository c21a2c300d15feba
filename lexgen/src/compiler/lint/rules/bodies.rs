//! What endpoints take and give.

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::{
    diagnostic::Severity,
    schema::{Body, Kind},
};

/// An endpoint says what it answers. Many procedures answer nothing, and
/// saying so later breaks nobody.
pub(super) fn output(cx: &mut Context<'_>, output: Option<&Body>, kind: Kind) {
    if output.is_none() {
        let severity = if kind == Kind::Query {
            Severity::Warning
        } else {
            Severity::Note
        };
        let message = format!("the {kind} `{}` has no `output`", cx.document.id.as_str());
        cx.report(&rules::MISSING_OUTPUT, message)
            .severity(severity)
            .on_key()
            .label("what does it answer?")
            .help("add an `output`; an empty object can grow");
    }
}

/// A body is of a kind a client can handle, and JSON has a schema.
pub(super) fn encoding(cx: &mut Context<'_>, body: &Body) {
    let essence = body.encoding.split(';').next().unwrap_or_default().trim();
    if essence == "*/*" {
        let message = format!("{} may be anything", cx.subject());
        cx.report_field("encoding", &rules::UNSPECIFIED_ENCODING, message)
            .label("any MIME type")
            .help("name the type, or a pattern such as `image/*`");
    } else if essence == "application/json" && body.schema.is_none() {
        let message = format!("{} is JSON of no known shape", cx.subject());
        cx.report_field("encoding", &rules::JSON_WITHOUT_SCHEMA, message)
            .label("without a `schema`")
            .help("add a `schema`; an empty object can grow");
    }
}
