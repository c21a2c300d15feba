//! MIME types that say nothing new.

use super::{context::Context, rules};

pub(super) fn accept(cx: &mut Context<'_>) {
    let accept = cx.strings("accept");
    for (index, given) in &accept {
        let covering = accept
            .iter()
            .find(|(_, pattern)| pattern != given && covers(pattern, given));
        if let Some((_, pattern)) = covering {
            cx.report_field(
                "accept",
                &rules::COVERED_MIME_TYPE,
                format!("`{pattern}` covers `{given}`"),
            )
            .down(&index.to_string())
            .label("allowed anyway")
            .help("remove it, or remove the pattern")
            .fix_by_removing();
        }
    }
}

fn covers(pattern: &str, given: &str) -> bool {
    pattern == "*/*"
        || pattern
            .strip_suffix('*')
            .is_some_and(|prefix| prefix.ends_with('/') && given.starts_with(prefix))
}
