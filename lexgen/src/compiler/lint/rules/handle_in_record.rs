//! Handles change; records stay.

use crate::compiler::lint::{context::Context, rules};
use crate::{compiler::schema::StringType, syntax::Format};

pub(super) fn check(cx: &mut Context<'_>, string: &StringType) {
    let is_handle = matches!(string.format, Some(Format::Handle | Format::AtIdentifier));
    if is_handle && cx.is_stored() == Some(true) {
        let message = format!("{} keeps a handle in a record", cx.subject());
        cx.report_field("format", &rules::HANDLE_IN_RECORD, message)
            .label("may name somebody else tomorrow")
            .help("keep the account's DID: `\"format\": \"did\"`");
    }
}
