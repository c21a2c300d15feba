//! Handles: they change, so records do not store them, and clients may have none.

use crate::compiler::lint::{context::Context, rules};
use crate::{
    compiler::schema::{Step, StringType},
    syntax::Format,
};

pub(super) fn check(cx: &mut Context<'_>, string: &StringType) {
    let is_handle = matches!(string.format, Some(Format::Handle | Format::AtIdentifier));
    if is_handle && cx.is_stored() == Some(true) {
        let message = format!("{} stores a handle in a record", cx.subject());
        cx.report_field("format", &rules::HANDLE_IN_RECORD, message)
            .label("a handle can change its owner")
            .help("store the DID of the account: `\"format\": \"did\"`");
    }
}

/// A parameter of an endpoint that identifies an account.
pub(super) fn parameter(cx: &mut Context<'_>, string: &StringType) {
    // An endpoint that resolves handles says so.
    let is_parameter =
        matches!(cx.steps(), [Step::Parameters, Step::Property(name), ..] if *name != "handle");
    if is_parameter && string.format == Some(Format::Handle) {
        let message = format!("{} takes a handle but no DID", cx.subject());
        cx.report_field("format", &rules::HANDLE_PARAMETER, message)
            .label("clients with a DID must look up the handle")
            .help("take both: `\"format\": \"at-identifier\"`");
    }
}
