//! The rules of queries, procedures and subscriptions.

use super::{body, context::Context, error_name, params};
use crate::compiler::{
    schema::{Endpoint, Method, Step},
    source::json::Object,
};

/// A [query, procedure](https://atproto.com/specs/lexicon#query-and-procedure-http-api)
/// or [subscription](https://atproto.com/specs/lexicon#subscription-event-stream).
pub(super) fn check<'j>(cx: &mut Context<'j>, object: &'j Object<'j>, method: Method) -> Endpoint {
    let mut endpoint = Endpoint {
        method,
        description: cx.text(object, "description"),
        parameters: params::check(cx, object),
        input: None,
        output: None,
        message: None,
        errors: Vec::new(),
    };
    if method == Method::Procedure {
        endpoint.input = body::check(cx, object, "input", Step::Input);
    }
    if method == Method::Subscription {
        endpoint.message = body::check_message(cx, object);
    } else {
        endpoint.output = body::check(cx, object, "output", Step::Output);
    }
    endpoint.errors = error_name::check(cx, object);
    endpoint
}
