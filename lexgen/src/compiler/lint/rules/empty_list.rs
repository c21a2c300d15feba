//! Empty lists.

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::source::json::Json;

pub(super) fn check(cx: &mut Context<'_>, fields: &[&'static str]) {
    for field in fields {
        if matches!(cx.written(field), Some(Json::Array(items)) if items.is_empty()) {
            let message = format!("`{field}` is empty");
            cx.report_field(field, &rules::EMPTY_LIST, message)
                .label("same as omitting it")
                .help("remove it")
                .fix_by_removing();
        }
    }
}
