//! `knownValues` and `enum`.

use std::collections::HashSet;

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::schema::StringType;

pub(super) fn check(cx: &mut Context<'_>, string: &StringType) {
    for (index, value) in cx.strings("knownValues") {
        if let Some(name) = value.strip_prefix('#') {
            let help = format!(
                "known values are plain text; for a token, use its full name `{}#{name}`",
                cx.document.id.as_str()
            );
            cx.report_field(
                "knownValues",
                &rules::LOCAL_KNOWN_VALUE,
                format!("the known value `{value}` looks like a reference"),
            )
            .item(index)
            .label("not resolved")
            .help(help);
        }
    }
    if !string.values.is_empty() && !string.known_values.is_empty() {
        let allowed: HashSet<_> = string.values.iter().collect();
        let extra = string.known_values.iter().find(|it| !allowed.contains(it));
        let report = cx.report_field(
            "knownValues",
            &rules::KNOWN_VALUES_WITH_ENUM,
            "a string has both `knownValues` and `enum`",
        );
        match extra {
            None => report
                .label("`enum` contains all of these")
                .help("remove `knownValues`, or remove `enum` if more values may be needed")
                .fix_by_removing(),
            Some(extra) => report
                .label(format!("`enum` does not allow `{extra}`"))
                .help("keep one of the two lists"),
        };
    }
    if let [only] = string.values.as_slice() {
        let help =
            format!("use `\"const\": \"{only}\"`, or `knownValues` if more values may be needed");
        cx.report_field(
            "enum",
            &rules::SINGLE_VALUE_ENUM,
            "`enum` has only one value",
        )
        .label("same as `const`")
        .help(help);
    }
}
