//! Request and response bodies.

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::{
    diagnostic::Severity,
    schema::{Body, Kind},
};

/// An endpoint has an `output`. Many procedures have none, and one that is
/// added later breaks nobody.
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
            .label("no `output`")
            .help("add an `output`; an empty object can be extended later");
    }
}

/// A body has a specific MIME type, and JSON has a schema.
pub(super) fn encoding(cx: &mut Context<'_>, body: &Body) {
    let essence = body.encoding.split(';').next().unwrap_or_default().trim();
    if essence == "*/*" {
        let message = format!("{} can have any MIME type", cx.subject());
        cx.report_field("encoding", &rules::UNSPECIFIED_ENCODING, message)
            .label("any MIME type")
            .help("specify the type, or a pattern such as `image/*`");
    } else if essence == "application/json" && body.schema.is_none() {
        let message = format!("{} is JSON without a schema", cx.subject());
        cx.report_field("encoding", &rules::JSON_WITHOUT_SCHEMA, message)
            .label("no `schema`")
            .help("add a `schema`; an empty object can be extended later");
    }
}
