//! Pagination: a query takes and returns a `cursor`.

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::{
    check::report::Report,
    diagnostic::Rule,
    schema::{Endpoint, Kind, Method, Params, Step, TypeKind},
};

const CURSOR: &str = "cursor";
const LIMIT: &str = "limit";
const GIVEN: [Step<&str>; 1] = [Step::Parameters];
const RETURNED: [Step<&str>; 2] = [Step::Output, Step::Schema];

pub(super) fn check(cx: &mut Context<'_>, query: &Endpoint) {
    let given = query.parameters.as_ref();
    let goes_in = given.is_some_and(|params| params.properties.contains_key(CURSOR));
    let schema = query.output.as_ref().and_then(|body| body.schema.as_ref());
    // An output that is a reference is not checked.
    let Some(TypeKind::Object(output)) = schema.map(|schema| &schema.kind) else {
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
    let takes_limit = given.is_some_and(|params| params.properties.contains_key(LIMIT));
    if goes_in && comes_out && !takes_limit {
        report(
            cx,
            &GIVEN,
            &rules::CURSOR_WITHOUT_LIMIT,
            "the query takes a `cursor` but no `limit`",
        )
        .label("the size of a page is not up to the client")
        .help("add an optional integer `limit`");
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
    if goes_in && given.is_some_and(|params| params.required.iter().any(|name| name == CURSOR)) {
        report(
            cx,
            &GIVEN,
            &rules::REQUIRED_CURSOR,
            "`cursor` is required, but the first request has none",
        )
        .help("remove it from `required`");
    }
    if comes_out && output.required.iter().any(|name| name == CURSOR) {
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

/// The types of `cursor` and `limit`: a `cursor` is a string, or the integer `seq` of
/// a message, and a `limit` is an optional integer.
pub(super) fn types(cx: &mut Context<'_>, endpoint: &Endpoint) {
    let Some(params) = &endpoint.parameters else {
        return;
    };
    let cursor = match endpoint.method {
        Method::Query => Kind::String,
        Method::Subscription => Kind::Integer,
        Method::Procedure => return,
    };
    // Without a cursor, a limit may limit anything.
    if !params.properties.contains_key(CURSOR) {
        return;
    }
    expect(cx, params, CURSOR, cursor);
    expect(cx, params, LIMIT, Kind::Integer);
    if params.required.iter().any(|name| name == LIMIT) {
        report_parameter(cx, LIMIT, "`limit` is required".to_owned())
            .help("remove it from `required`, and give it a default");
    }
}

fn expect(cx: &mut Context<'_>, params: &Params, name: &'static str, expected: Kind) {
    let found = params.properties.get(name).map(|own| own.kind.kind());
    if let Some(found) = found.filter(|found| *found != expected) {
        let message = format!("`{name}` is of type `{found}`");
        report_parameter(cx, name, message)
            .label(format!("usually of type `{expected}`"))
            .help(format!("use `\"type\": \"{expected}\"`"));
    }
}

fn report_parameter<'c>(
    cx: &'c mut Context<'_>,
    name: &'static str,
    message: String,
) -> Report<'c> {
    cx.report(&rules::PAGINATION_TYPE, message)
        .down(Step::Parameters)
        .down(Step::Property(name))
        .on_key()
}
