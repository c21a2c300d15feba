//! The rules of queries, procedures and subscriptions.

use super::{body, context::Context, error_name, params};
use crate::compiler::{
    schema::{Procedure, Query, Step, Subscription},
    source::json::Object,
};

/// A [query](https://atproto.com/specs/lexicon#query-and-procedure-http-api).
pub(super) fn query<'j>(cx: &mut Context<'j>, object: &'j Object<'j>) -> Query {
    Query {
        description: cx.text(object, "description"),
        parameters: params::check(cx, object),
        output: body::check(cx, object, "output", Step::Output),
        errors: error_name::check(cx, object),
    }
}

/// A [procedure](https://atproto.com/specs/lexicon#query-and-procedure-http-api).
pub(super) fn procedure<'j>(cx: &mut Context<'j>, object: &'j Object<'j>) -> Procedure {
    Procedure {
        description: cx.text(object, "description"),
        parameters: params::check(cx, object),
        input: body::check(cx, object, "input", Step::Input),
        output: body::check(cx, object, "output", Step::Output),
        errors: error_name::check(cx, object),
    }
}

/// A [subscription](https://atproto.com/specs/lexicon#subscription-event-stream).
pub(super) fn subscription<'j>(cx: &mut Context<'j>, object: &'j Object<'j>) -> Subscription {
    Subscription {
        description: cx.text(object, "description"),
        parameters: params::check(cx, object),
        message: body::check_message(cx, object),
        errors: error_name::check(cx, object),
    }
}
