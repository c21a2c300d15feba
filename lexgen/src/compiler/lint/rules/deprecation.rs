//! Deprecation that programs can see.

use crate::compiler::{
    lint::{context::Context, rules},
    schema::deprecation,
};

/// A description that calls what it describes deprecated says so first.
pub(super) fn check(cx: &mut Context<'_>, description: Option<&str>) {
    let Some(text) = description else { return };
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    let says_so = words.any(|word| word.eq_ignore_ascii_case("deprecated"));
    if says_so && deprecation(Some(text)).is_none() {
        cx.report_field(
            "description",
            &rules::DEPRECATION_WORDING,
            "the description mentions a deprecation but does not start with it",
        )
        .help("if this is deprecated, start the description with `DEPRECATED: `");
    }
}
