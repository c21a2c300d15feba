//! What a person is shown of a permission set, and what the set grants.

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::schema::PermissionSet;

pub(super) fn check(cx: &mut Context<'_>, set: &PermissionSet) {
    let is_empty = |text: &Option<String>| text.as_ref().is_none_or(|it| it.trim().is_empty());
    if is_empty(&set.title) {
        cx.report(&rules::MISSING_TITLE, "the permission set has no title")
            .on_key()
            .label("what will a person be asked?")
            .help("add a `title` of a few words");
    } else if is_empty(&set.detail) {
        cx.report(&rules::MISSING_DETAIL, "the permission set has no detail")
            .on_key()
            .label("a title alone says little")
            .help("add a `detail` of a sentence: what may be done, and with what");
    }
    if set.permissions.is_empty() {
        cx.report_field(
            "permissions",
            &rules::EMPTY_PERMISSION_SET,
            "the permission set grants nothing",
        )
        .label("is empty")
        .help("list what it grants");
    }
}
