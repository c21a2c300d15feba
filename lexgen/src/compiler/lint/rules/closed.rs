//! Sets that can never grow.

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::schema::{StringType, Union};

pub(super) fn string(cx: &mut Context<'_>, string: &StringType) {
    if string.values.len() > 1 {
        let message = format!("the values of {} can never become more", cx.subject());
        cx.report_field("enum", &rules::CLOSED_ENUM, message)
            .label("closed for ever")
            .help("write `knownValues` if another value is thinkable");
    }
}

pub(super) fn union(cx: &mut Context<'_>, union: &Union) {
    if union.closed {
        let message = format!("{} can never hold another type", cx.subject());
        cx.report_field("closed", &rules::CLOSED_UNION, message)
            .label("closed for ever")
            .help("leave `closed` out if another member is thinkable");
    }
}
