//! Pages of results: a cursor goes in and comes out.

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::{
    check::report::Report,
    diagnostic::Rule,
    schema::{Query, Step, Type},
};

const CURSOR: &str = "cursor";

pub(super) fn check(cx: &mut Context<'_>, query: &Query) {
    let given = query.parameters.as_ref();
    let goes_in = given.is_some_and(|it| it.properties.contains_key(CURSOR));
    let schema = query.output.as_ref().and_then(|it| it.schema.as_ref());
    // Of an output that is defined elsewhere nothing is said here.
    let Some(Type::Object(output)) = schema else {
        return;
    };
    let comes_out = output.properties.contains_key(CURSOR);
    if goes_in && !comes_out {
        given_cursor(
            cx,
            &rules::UNPAIRED_CURSOR,
            "the query takes a cursor, but never gives one",
        )
        .label("where would a client get it?")
        .help("add an optional `cursor` to the output");
    }
    if comes_out && !goes_in {
        returned_cursor(
            cx,
            &rules::UNPAIRED_CURSOR,
            "the query gives a cursor, but does not take one",
        )
        .label("what would a client do with it?")
        .help("add an optional `cursor` to the parameters");
    }
    if goes_in && given.is_some_and(|it| it.required.iter().any(|it| it == CURSOR)) {
        given_cursor(
            cx,
            &rules::REQUIRED_CURSOR,
            "the cursor is required, but there is none before the first page",
        )
        .help("take it off `required`");
    }
    if comes_out && output.required.iter().any(|it| it == CURSOR) {
        returned_cursor(
            cx,
            &rules::REQUIRED_CURSOR,
            "the cursor is required, but there is none after the last page",
        )
        .help("take it off `required`; its absence is the end");
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
