//! The rules of [`integer`](https://atproto.com/specs/lexicon#integer).

use std::collections::HashSet;

use super::{context::Context, fields, value};
use crate::compiler::{schema::Integer, source::json::Object};

pub(super) fn check<'j>(cx: &mut Context<'j>, object: &'j Object<'j>) -> Integer {
    value::default_or_const(cx, object);
    let values = values(cx, object);
    value::not_empty(cx, object);
    let integer = Integer {
        minimum: cx.integer(object, "minimum"),
        maximum: cx.integer(object, "maximum"),
        values: values.iter().map(|(_, given)| *given).collect(),
        default: cx.integer(object, "default"),
        constant: cx.integer(object, "const"),
    };
    value::in_order(
        cx,
        ("minimum", integer.minimum),
        ("maximum", integer.maximum),
    );
    for (index, given) in values {
        bounds(cx, &integer, "enum", Some(index), given);
    }
    for (field, given) in [("default", integer.default), ("const", integer.constant)] {
        let Some(given) = given else { continue };
        bounds(cx, &integer, field, None, given);
        value::in_enum(cx, field, &integer.values, &given, &given.to_string());
    }
    integer
}

/// The entries of `enum`, each once, with its index.
fn values<'j>(cx: &mut Context<'j>, object: &'j Object<'j>) -> Vec<(usize, i64)> {
    let Some(items) = cx.array(object, "enum", "an array of integers") else {
        return Vec::new();
    };
    let mut seen = HashSet::with_capacity(items.len());
    let mut values = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        let Some(given) = fields::as_integer(item) else {
            cx.wrong_item("enum", index, "an integer", item);
            continue;
        };
        if seen.insert(given) {
            values.push((index, given));
        } else {
            cx.duplicate("enum", index, &given.to_string());
        }
    }
    values
}

fn bounds(cx: &mut Context<'_>, integer: &Integer, field: &str, index: Option<usize>, given: i64) {
    if let Some(least) = integer.minimum.filter(|least| given < *least) {
        let why = format!("is {given}, less than `minimum` ({least})");
        value::not_allowed(cx, field, index, &why);
    }
    if let Some(most) = integer.maximum.filter(|most| given > *most) {
        let why = format!("is {given}, greater than `maximum` ({most})");
        value::not_allowed(cx, field, index, &why);
    }
}
