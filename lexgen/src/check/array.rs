//! The rules of [`array`](https://atproto.com/specs/lexicon#array).

use super::{context::Context, field_type, fields::get, kind::Position, value};
use crate::{schema::Array, source::json::Object};

pub(super) fn check<'j>(
    cx: &mut Context<'j>,
    object: &'j Object<'j>,
    position: Position,
) -> Option<Array> {
    let description = cx.text(object, "description");
    let min_length = cx.count(object, "minLength");
    let max_length = cx.count(object, "maxLength");
    value::in_order(cx, ("minLength", min_length), ("maxLength", max_length));
    if get(object, "items").is_none() {
        cx.missing(
            "items",
            "an array",
            "say what each element is: `\"items\": { \"type\": … }`",
        );
        return None;
    }
    let items = cx.object(object, "items")?;
    let items = cx.within_key("items", |cx| field_type::check(cx, items, position))?;
    Some(Array {
        description,
        items: Box::new(items),
        min_length,
        max_length,
    })
}
