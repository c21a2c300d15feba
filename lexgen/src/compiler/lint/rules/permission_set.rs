//! Titles, details and contents of permission sets.

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::schema::PermissionSet;

pub(super) fn check(cx: &mut Context<'_>, set: &PermissionSet) {
    let is_empty = |text: &Option<String>| text.as_ref().is_none_or(|text| text.trim().is_empty());
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
    long(cx, set);
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

/// The most words of a title, and the most characters of a detail.
const LONGEST: (usize, usize) = (8, 500);

/// Both are shown when access is asked for.
fn long(cx: &mut Context<'_>, set: &PermissionSet) {
    let (most_words, most_characters) = LONGEST;
    let title = set.title.as_deref().unwrap_or_default();
    let words = title.split_whitespace().count();
    if words > most_words {
        cx.report_field(
            "title",
            &rules::LONG_TITLE,
            format!("the title has {words} words"),
        )
        .label("long for a title")
        .help("use a handful of words, and say more in `detail`");
    }
    let detail = set.detail.as_deref().unwrap_or_default();
    let characters = detail.chars().count();
    if characters > most_characters {
        let message = format!("the detail has {characters} characters");
        cx.report_field("detail", &rules::LONG_TITLE, message)
            .label("long for a request to grant access")
            .help("use a paragraph at most");
    }
}
