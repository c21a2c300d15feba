//! The rules of [`bytes`](https://atproto.com/specs/lexicon#bytes).

use super::{context::Context, value};
use crate::compiler::{schema::Bytes, source::json::Object};

pub(super) fn check<'j>(cx: &mut Context<'j>, object: &'j Object<'j>) -> Bytes {
    let bytes = Bytes {
        min_length: cx.count(object, "minLength"),
        max_length: cx.count(object, "maxLength"),
    };
    value::in_order(
        cx,
        ("minLength", bytes.min_length),
        ("maxLength", bytes.max_length),
    );
    bytes
}
