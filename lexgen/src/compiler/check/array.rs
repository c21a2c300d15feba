//! The rules of [`array`](https://atproto.com/specs/lexicon#array).

use super::{context::Context, field_type, fields::get, kind::Position, value};
use crate::compiler::{
    diagnostic::rules,
    schema::{Array, Step},
    source::json::{Json, Object},
};

/// How deep arrays may be nested without an object between them. An object in
/// an array is a type of its own in Rust; an array in an array is not, and
/// compilers (this one too) make one nested call for each level.
const DEEPEST: usize = 32;

pub(super) fn check<'j>(
    cx: &mut Context<'j>,
    object: &'j Object<'j>,
    position: Position,
) -> Option<Array> {
    if cx.items_above() >= DEEPEST {
        let message = format!("arrays are nested more than {DEEPEST} levels deep");
        cx.report(&rules::TOO_DEEP, message)
            .label("too deep")
            .help("move an inner array, or an object that contains it, to a definition of its own");
        return None;
    }
    let min_length = cx.count(object, "minLength");
    let max_length = cx.count(object, "maxLength");
    value::in_order(cx, ("minLength", min_length), ("maxLength", max_length));
    let help = "add the type of the elements: `\"items\": { \"type\": … }`";
    cx.require(object, "items", "an array", help);
    if let Some(Json::Array(_)) = get(object, "items") {
        cx.report_field(
            "items",
            &rules::WRONG_JSON_TYPE,
            "`items`: expected an object, found an array",
        )
        .label("all items have one type")
        .help(
            "write that type; for items of several types use a `union`, for a tuple an `object` \
             with a property for each place",
        );
        return None;
    }
    let items = cx.object(object, "items")?;
    let items = cx.within(Step::Items, |cx| field_type::check(cx, items, position))?;
    Some(Array {
        items: Box::new(items),
        min_length,
        max_length,
    })
}
