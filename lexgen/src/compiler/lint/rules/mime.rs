//! Redundant MIME types.

use std::collections::HashSet;

use crate::compiler::lint::{context::Context, rules};

pub(super) fn accept(cx: &mut Context<'_>) {
    let accept = cx.strings("accept");
    let all: HashSet<_> = accept.iter().map(|(_, it)| *it).collect();
    for (index, given) in accept {
        let of_its_kind = given.split_once('/').map(|(kind, _)| format!("{kind}/*"));
        let covering = ["*/*".to_owned()].into_iter().chain(of_its_kind);
        let mut covering = covering.filter(|it| it != given && all.contains(it.as_str()));
        if let Some(pattern) = covering.next() {
            cx.report_field(
                "accept",
                &rules::COVERED_MIME_TYPE,
                format!("`{given}` is already covered by `{pattern}`"),
            )
            .item(index)
            .label("redundant")
            .help("remove it, or remove the pattern")
            .fix_by_removing();
        }
    }
}
