//! Pages of results: a cursor goes in and comes out.

use super::{context::Context, rules};
use crate::compiler::schema::{Query, Type};

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
        cx.within(["parameters", "properties", CURSOR], |cx| {
            cx.report(
                &rules::UNPAIRED_CURSOR,
                "the query takes a cursor, but never gives one",
            )
            .on_key()
            .label("where would a client get it?")
            .help("add an optional `cursor` to the output");
        });
    }
    if comes_out && !goes_in {
        cx.within(["output", "schema", "properties", CURSOR], |cx| {
            cx.report(
                &rules::UNPAIRED_CURSOR,
                "the query gives a cursor, but does not take one",
            )
            .on_key()
            .label("what would a client do with it?")
            .help("add an optional `cursor` to the parameters");
        });
    }
    if goes_in && given.is_some_and(|it| it.required.iter().any(|it| it == CURSOR)) {
        cx.within(["parameters", "properties", CURSOR], |cx| {
            required(cx, "take")
        });
    }
    if comes_out && output.required.iter().any(|it| it == CURSOR) {
        cx.within(["output", "schema", "properties", CURSOR], |cx| {
            required(cx, "give")
        });
    }
}

fn required(cx: &mut Context<'_>, verb: &str) {
    let (message, help) = match verb {
        "take" => (
            "the cursor is required, but there is none before the first page",
            "take it off `required`",
        ),
        _ => (
            "the cursor is required, but there is none after the last page",
            "take it off `required`; its absence is the end",
        ),
    };
    cx.report(&rules::REQUIRED_CURSOR, message)
        .on_key()
        .help(help);
}
