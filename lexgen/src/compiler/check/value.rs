//! Rules that `boolean`, `integer` and `string` share, and bounds in general.

use super::{context::Context, fields::get};
use crate::compiler::{
    diagnostic::rules,
    source::json::{Json, Object},
};

/// `default` and `const` exclude each other.
pub(super) fn default_or_const<'j>(cx: &mut Context<'j>, object: &'j Object<'j>) {
    if get(object, "default").is_some() && get(object, "const").is_some() {
        cx.report_field(
            "default",
            &rules::DEFAULT_AND_CONST,
            "there cannot be both `default` and `const`",
        )
        .on_key()
        .label("`const` already says what the value is")
        .help("remove one of them");
    }
}

/// A lower bound is not above the upper one.
pub(super) fn in_order<T: PartialOrd + std::fmt::Display>(
    cx: &mut Context<'_>,
    (lower, least): (&str, Option<T>),
    (upper, most): (&str, Option<T>),
) {
    if let (Some(least), Some(most)) = (least, most)
        && least > most
    {
        cx.report_field(
            lower,
            &rules::BOUNDS_OUT_OF_ORDER,
            format!("`{lower}` is {least}, which is above `{upper}`, {most}"),
        )
        .label("no value can satisfy both");
    }
}

/// A value of the type's own breaks one of the type's own rules.
pub(super) fn not_allowed(cx: &mut Context<'_>, field: &str, index: Option<usize>, why: &str) {
    let rule = match field {
        "knownValues" => &rules::KNOWN_VALUE_NOT_ALLOWED,
        _ => &rules::VALUE_NOT_ALLOWED,
    };
    let subject = match index {
        Some(_) => format!("an entry of `{field}`"),
        None => format!("`{field}`"),
    };
    let report = cx.report_field(field, rule, format!("{subject} {why}"));
    let report = match index {
        Some(index) => report.item(index),
        None => report,
    };
    report.label("not allowed by its own type");
}

/// A closed set is not empty.
pub(super) fn not_empty(cx: &mut Context<'_>, object: &Object<'_>) {
    if !matches!(object.get("enum"), Some(Json::Array(items)) if items.is_empty()) {
        return;
    }
    cx.report_field("enum", &rules::EMPTY_ENUM, "`enum` allows no value at all")
        .label("a closed set without members")
        .help("list the values, or leave `enum` out");
}
