//! Types that the specification advises against in records.

use crate::compiler::lint::{context::Context, rules};

/// Nobody can validate an `unknown`.
pub(super) fn unknown(cx: &mut Context<'_>) {
    if cx.is_stored() == Some(true) {
        let message = format!("records store an `unknown` in {}", cx.subject());
        cx.report_field("type", &rules::UNKNOWN_IN_RECORD, message)
            .label("data of any shape")
            .help(
                "use an object, or an open union: `{ \"type\": \"union\", \"refs\": [] }` \
                 requires a `$type`",
            );
    }
}

/// Links between records are text.
pub(super) fn cid_link(cx: &mut Context<'_>) {
    if cx.is_stored() == Some(true) {
        let message = format!("records store a `cid-link` in {}", cx.subject());
        cx.report_field("type", &rules::CID_LINK_IN_RECORD, message)
            .label("mostly for the protocol itself")
            .help("use a `string` with `\"format\": \"cid\"`, or a strong reference");
    }
}
