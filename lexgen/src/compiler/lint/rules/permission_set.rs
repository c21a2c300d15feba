//! Titles, details and contents of permission sets.

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::schema::PermissionSet;

pub(super) fn check(cx: &mut Context<'_>, set: &PermissionSet) {
    let is_empty = |text: &Option<String>| text.as_ref().is_none_or(|it| it.trim().is_empty());
    if is_empty(&set.title) {
        cx.report(&rules::MISSING_TITLE, "the permission set has no title")
            .on_key()
            .label("no `title`")
            .help("add a `title` of a few words");
    } else if is_empty(&set.detail) {
        cx.report(&rules::MISSING_DETAIL, "the permission set has no detail")
            .on_key()
            .label("no `detail`")
            .help("add a `detail` that says in a sentence what is allowed");
    }
    if set.permissions.is_empty() {
        cx.report_field(
            "permissions",
            &rules::EMPTY_PERMISSION_SET,
            "the permission set grants nothing",
        )
        .label("empty")
        .help("list the permissions");
    }
}
