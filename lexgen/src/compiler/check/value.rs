//! Rules that `boolean`, `integer` and `string` share, and bounds in general.

use super::{context::Context, fields::get, report::Report};
use crate::compiler::{
    diagnostic::rules,
    source::json::{Json, Object},
};

/// `default` and `const` exclude each other, and `null` is not a value.
pub(super) fn default_or_const<'j>(cx: &mut Context<'j>, object: &'j Object<'j>) {
    if let Some(Json::Null) = object.get("const") {
        let message = "`const` is `null`, which is ignored: every value is allowed";
        cx.report_field("const", &rules::NULL_CONST, message)
            .label("no type has `null` as a value")
            .help("remove it; a property that can be `null` is listed in `nullable` of its object");
    }
    if get(object, "default").is_some() && get(object, "const").is_some() {
        cx.report_field(
            "default",
            &rules::DEFAULT_AND_CONST,
            "`default` and `const` cannot be combined",
        )
        .on_key()
        .label("`const` already determines the value")
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
            format!("`{lower}` ({least}) is greater than `{upper}` ({most})"),
        )
        .label("no value can satisfy both");
    }
}

/// Reports a value in the type that the type itself does not allow.
pub(super) fn not_allowed<'c>(
    cx: &'c mut Context<'_>,
    field: &str,
    index: Option<usize>,
    why: &str,
) -> Report<'c> {
    let rule = match field {
        "knownValues" => &rules::KNOWN_VALUE_NOT_ALLOWED,
        _ => &rules::VALUE_NOT_ALLOWED,
    };
    let subject = match index {
        Some(_) => format!("an entry of `{field}`"),
        None => format!("`{field}`"),
    };
    let report = cx.report_field(field, rule, format!("{subject} {why}"));
    report.item_if(index).label("not allowed by this type")
}

/// A value in the type is in its closed set, if it has one; `shown` is the value.
pub(super) fn in_enum<T: PartialEq>(
    cx: &mut Context<'_>,
    field: &str,
    values: &[T],
    given: &T,
    shown: &str,
) {
    if !values.is_empty() && !values.contains(given) {
        let why = format!("is {shown}, which is not in `enum`");
        not_allowed(cx, field, None, &why);
    }
}

/// A closed set is not empty.
pub(super) fn not_empty(cx: &mut Context<'_>, object: &Object<'_>) {
    if !matches!(object.get("enum"), Some(Json::Array(items)) if items.is_empty()) {
        return;
    }
    cx.report_field("enum", &rules::EMPTY_ENUM, "`enum` is empty")
        .label("no value is allowed")
        .help("list the values, or remove `enum`");
}
