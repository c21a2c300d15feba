//! The rules of [`array`](https://atproto.com/specs/lexicon#array).

use super::{context::Context, field_type, fields::get, kind::Position, value};
use crate::compiler::{
    diagnostic::rules,
    schema::{Array, Step},
    source::json::Object,
};

/// How deep arrays may stand in arrays without an object between them. What
/// stands in an object is a type of its own in Rust; what stands in an array is
/// not, and compilers (this one too) go down one call for each level.
const DEEPEST: usize = 32;

pub(super) fn check<'j>(
    cx: &mut Context<'j>,
    object: &'j Object<'j>,
    position: Position,
) -> Option<Array> {
    if cx.items_above() >= DEEPEST {
        let message = format!("arrays stand in each other more than {DEEPEST} levels deep");
        cx.report(&rules::TOO_DEEP, message)
            .label("one level too many")
            .help("define an inner array, or an object that holds it, by a name of its own");
        return None;
    }
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
    let items = cx.within(Step::Items, |cx| field_type::check(cx, items, position))?;
    Some(Array {
        description,
        items: Box::new(items),
        min_length,
        max_length,
    })
}
