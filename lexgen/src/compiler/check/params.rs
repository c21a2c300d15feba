//! The rules of [`params`](https://atproto.com/specs/lexicon#params).

use super::{
    context::Context,
    kind::{Position, kind},
    known_fields,
    object::{names, properties},
};
use crate::compiler::{
    schema::{Params, Step},
    source::json::Object,
};

/// The `parameters` of an endpoint.
pub(super) fn check<'j>(cx: &mut Context<'j>, endpoint: &'j Object<'j>) -> Option<Params> {
    let object = cx.object(endpoint, "parameters")?;
    cx.within(Step::Parameters, |cx| {
        let kind = kind(cx, object, Position::Parameters)?;
        known_fields::check(cx, object, kind);
        let properties = properties(cx, object, Position::Parameter);
        Some(Params {
            description: cx.text(object, "description"),
            required: names(cx, object, "required", &properties),
            properties: properties.sound,
        })
    })
}
