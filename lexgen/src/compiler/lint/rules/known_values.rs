//! The values a string is known or bound to have.

use std::collections::HashSet;

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::schema::StringType;

pub(super) fn check(cx: &mut Context<'_>, string: &StringType) {
    for (index, value) in cx.strings("knownValues") {
        if let Some(name) = value.strip_prefix('#') {
            let help = format!(
                "known values are plain text; if a token is meant, write `{}#{name}`",
                cx.document.id.as_str()
            );
            cx.report_field(
                "knownValues",
                &rules::LOCAL_KNOWN_VALUE,
                format!("the known value `{value}` looks like a reference"),
            )
            .item(index)
            .label("is not looked up")
            .help(help);
        }
    }
    if !string.values.is_empty() && !string.known_values.is_empty() {
        let allowed: HashSet<_> = string.values.iter().collect();
        let extra = string.known_values.iter().find(|it| !allowed.contains(it));
        let report = cx.report_field(
            "knownValues",
            &rules::KNOWN_VALUES_WITH_ENUM,
            "the values are known and bound at once",
        );
        match extra {
            None => report
                .label("`enum` says all of this")
                .help("remove it, or remove `enum` if more values may come")
                .fix_by_removing(),
            Some(extra) => report
                .label(format!("`enum` does not allow `{extra}`"))
                .help("keep one of the two lists"),
        };
    }
    if let [only] = string.values.as_slice() {
        let help = format!("write `\"const\": \"{only}\"`, or `knownValues` if more may come");
        cx.report_field(
            "enum",
            &rules::SINGLE_VALUE_ENUM,
            "the `enum` has one value",
        )
        .label("a constant")
        .help(help);
    }
}
