//! Lengths beside a format, which has its own.

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::schema::StringType;

pub(super) fn check(cx: &mut Context<'_>, string: &StringType) {
    let Some(format) = string.format else { return };
    let at_most = |least| move |bound: u64| bound <= least;
    let at_least = |bound: u64| format.max_bytes().is_some_and(|most| bound >= most);
    let bounds = [
        (
            "minLength",
            string.min_length.map(at_most(format.min_bytes())),
        ),
        ("maxLength", string.max_length.map(at_least)),
        (
            "minGraphemes",
            string.min_graphemes.map(at_most(format.min_graphemes())),
        ),
        ("maxGraphemes", string.max_graphemes.map(at_least)),
    ];
    for (field, changes_nothing) in bounds {
        let Some(changes_nothing) = changes_nothing else {
            continue;
        };
        let name = format.name();
        let message = format!(
            "{} has both the format `{name}` and `{field}`",
            cx.subject()
        );
        let report = cx.report_field(field, &rules::FORMAT_WITH_LENGTH, message);
        if changes_nothing {
            report
                .label("redundant: the format is at least as strict")
                .help("remove it")
                .fix_by_removing();
        } else {
            report
                .label("stricter than the format")
                .help("a format has its own limits; remove this one unless it is needed");
        }
    }
}
