//! Closed sets of values and members.

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::schema::{StringType, Union};

pub(super) fn string(cx: &mut Context<'_>, string: &StringType) {
    if string.values.len() > 1 {
        let message = format!("no value can be added to {} later", cx.subject());
        cx.report_field("enum", &rules::CLOSED_ENUM, message)
            .label("closed permanently")
            .help("use `knownValues` if more values may be needed");
    }
}

pub(super) fn union(cx: &mut Context<'_>, union: &Union) {
    if union.closed {
        let message = format!("no member can be added to {} later", cx.subject());
        cx.report_field("closed", &rules::CLOSED_UNION, message)
            .label("closed permanently")
            .help("remove `closed` if more members may be needed");
    }
}
