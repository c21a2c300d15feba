//! Pagination: a query takes and returns a `cursor`.

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::{
    check::report::Report,
    diagnostic::Rule,
    schema::{Endpoint, Step, TypeKind},
};

const CURSOR: &str = "cursor";
const GIVEN: [Step<&str>; 1] = [Step::Parameters];
const RETURNED: [Step<&str>; 2] = [Step::Output, Step::Schema];

pub(super) fn check(cx: &mut Context<'_>, query: &Endpoint) {
    let given = query.parameters.as_ref();
    let goes_in = given.is_some_and(|it| it.properties.contains_key(CURSOR));
    let schema = query.output.as_ref().and_then(|it| it.schema.as_ref());
    // An output that is a reference is not checked.
    let Some(TypeKind::Object(output)) = schema.map(|it| &it.kind) else {
        return;
    };
    let comes_out = output.properties.contains_key(CURSOR);
    if goes_in && !comes_out {
        report(
            cx,
            &GIVEN,
            &rules::UNPAIRED_CURSOR,
            "the query takes a `cursor` but does not return one",
        )
        .label("not in the output")
        .help("add an optional `cursor` to the output");
    }
    if comes_out && !goes_in {
        report(
            cx,
            &RETURNED,
            &rules::UNPAIRED_CURSOR,
            "the query returns a `cursor` but does not take one",
        )
        .label("not in the parameters")
        .help("add an optional `cursor` to the parameters");
    }
    if goes_in && given.is_some_and(|it| it.required.iter().any(|it| it == CURSOR)) {
        report(
            cx,
            &GIVEN,
            &rules::REQUIRED_CURSOR,
            "`cursor` is required, but the first request has none",
        )
        .help("remove it from `required`");
    }
    if comes_out && output.required.iter().any(|it| it == CURSOR) {
        report(
            cx,
            &RETURNED,
            &rules::REQUIRED_CURSOR,
            "`cursor` is required, but the last page has none",
        )
        .help("remove it from `required`; a response without a `cursor` is the last page");
    }
}

fn report<'c>(
    cx: &'c mut Context<'_>,
    steps: &[Step<&str>],
    rule: &Rule,
    message: &str,
) -> Report<'c> {
    let report = cx.report(rule, message);
    let report = steps.iter().fold(report, |report, step| report.down(*step));
    report.down(Step::Property(CURSOR)).on_key()
}
