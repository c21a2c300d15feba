//! Pagination: a query takes and returns a `cursor`.

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::{
    check::report::Report,
    diagnostic::Rule,
    schema::{Endpoint, Step, TypeKind},
};

const CURSOR: &str = "cursor";

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
        given_cursor(
            cx,
            &rules::UNPAIRED_CURSOR,
            "the query takes a `cursor` but does not return one",
        )
        .label("not in the output")
        .help("add an optional `cursor` to the output");
    }
    if comes_out && !goes_in {
        returned_cursor(
            cx,
            &rules::UNPAIRED_CURSOR,
            "the query returns a `cursor` but does not take one",
        )
        .label("not in the parameters")
        .help("add an optional `cursor` to the parameters");
    }
    if goes_in && given.is_some_and(|it| it.required.iter().any(|it| it == CURSOR)) {
        given_cursor(
            cx,
            &rules::REQUIRED_CURSOR,
            "`cursor` is required, but the first request has none",
        )
        .help("remove it from `required`");
    }
    if comes_out && output.required.iter().any(|it| it == CURSOR) {
        returned_cursor(
            cx,
            &rules::REQUIRED_CURSOR,
            "`cursor` is required, but the last page has none",
        )
        .help("remove it from `required`; a response without a `cursor` is the last page");
    }
}

fn given_cursor<'c>(cx: &'c mut Context<'_>, rule: &Rule, message: &str) -> Report<'c> {
    cx.report(rule, message)
        .down(Step::Parameters)
        .down(Step::Property(CURSOR))
        .on_key()
}

fn returned_cursor<'c>(cx: &'c mut Context<'_>, rule: &Rule, message: &str) -> Report<'c> {
    cx.report(rule, message)
        .down(Step::Output)
        .down(Step::Schema)
        .down(Step::Property(CURSOR))
        .on_key()
}
