//! The rules of queries, procedures and subscriptions.

use super::{body, context::Context, error_name, params, suggest};
use crate::{
    compiler::{
        diagnostic::rules,
        schema::{Endpoint, Method, Step},
        source::json::Object,
    },
    xrpc::Subprotocol,
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
        subprotocol: None,
        errors: Vec::new(),
    };
    if method == Method::Procedure {
        endpoint.input = body::check(cx, object, "input", Step::Input);
    }
    if method == Method::Subscription {
        endpoint.message = body::check_message(cx, object);
        endpoint.subprotocol = subprotocol(cx, object);
    } else {
        endpoint.output = body::check(cx, object, "output", Step::Output);
    }
    endpoint.errors = error_name::check(cx, object);
    endpoint
}

/// The `subprotocol` of a subscription, which services must support.
/// [Proposal](https://github.com/bluesky-social/proposals/tree/main/0015-json-subscriptions).
fn subprotocol<'j>(cx: &mut Context<'j>, object: &'j Object<'j>) -> Option<Subprotocol> {
    let name = cx.string(object, "subprotocol")?;
    let subprotocol = Subprotocol::from_name(name);
    if subprotocol.is_none() {
        let report = cx
            .report_field(
                "subprotocol",
                &rules::UNKNOWN_SUBPROTOCOL,
                format!("unknown subprotocol `{name}`"),
            )
            .label("not a subprotocol of event streams");
        let names = Subprotocol::ALL.map(Subprotocol::name);
        match suggest::subprotocol(name) {
            Some(near) => report.help(format!("did you mean `{near}`?")),
            None => report.help(format!("the subprotocols are {}", suggest::quoted(names))),
        };
    }
    subprotocol
}
