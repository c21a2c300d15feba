//! The rules of bodies and messages: what an
//! [endpoint](https://atproto.com/specs/lexicon#query-and-procedure-http-api)
//! takes and gives.

use super::{
    context::Context,
    field_type,
    grammar::{BODY, MESSAGE},
    habits::Owner,
    kind::Position,
    known_fields, mime,
};
use crate::compiler::{
    schema::{Body, Message, Step, Type},
    source::json::Object,
};

/// The `input` or `output` of an endpoint.
pub(super) fn check<'j>(
    cx: &mut Context<'j>,
    endpoint: &'j Object<'j>,
    field: &'static str,
    step: Step<&'j str>,
) -> Option<Body> {
    let object = cx.object(endpoint, field)?;
    cx.within(step, |cx| {
        known_fields::check_untyped(cx, object, BODY, Owner::Body);
        let description = cx.text(object, "description");
        let is_schema = object.get("type").is_some();
        let help = if is_schema && object.get("schema").is_none() {
            "for JSON, write `{ \"encoding\": \"application/json\", \"schema\": { \"type\": … } }`"
        } else {
            "for JSON, add `\"encoding\": \"application/json\"`"
        };
        cx.require(object, "encoding", &format!("`{field}`"), help);
        let encoding = cx.string(object, "encoding");
        if let Some(encoding) = encoding {
            mime::check(cx, "encoding", None, encoding);
        }
        let schema = schema(cx, object, Position::Body);
        Some(Body {
            description,
            encoding: encoding?.to_owned(),
            schema,
        })
    })
}

/// The `message` of a subscription.
pub(super) fn check_message<'j>(
    cx: &mut Context<'j>,
    subscription: &'j Object<'j>,
) -> Option<Message> {
    const HELP: &str = "write `{ \"schema\": { \"type\": \"union\", \"refs\": [\"#…\"] } }`";
    cx.require(subscription, "message", "a subscription", HELP);
    let object = cx.object(subscription, "message")?;
    cx.within(Step::Message, |cx| {
        known_fields::check_untyped(cx, object, MESSAGE, Owner::Message);
        cx.require(object, "schema", "`message`", HELP);
        let description = cx.text(object, "description");
        let schema = schema(cx, object, Position::Message);
        Some(Message {
            description,
            schema,
        })
    })
}

fn schema<'j>(cx: &mut Context<'j>, body: &'j Object<'j>, at: Position) -> Option<Type> {
    let schema = cx.object(body, "schema")?;
    cx.within(Step::Schema, |cx| field_type::check(cx, schema, at))
}
