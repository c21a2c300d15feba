//! Handles in records: handles change, records stay.

use crate::compiler::lint::{context::Context, rules};
use crate::{compiler::schema::StringType, syntax::Format};

pub(super) fn check(cx: &mut Context<'_>, string: &StringType) {
    let is_handle = matches!(string.format, Some(Format::Handle | Format::AtIdentifier));
    if is_handle && cx.is_stored() == Some(true) {
        let message = format!("{} stores a handle in a record", cx.subject());
        cx.report_field("format", &rules::HANDLE_IN_RECORD, message)
            .label("a handle can change its owner")
            .help("store the DID of the account: `\"format\": \"did\"`");
    }
}
