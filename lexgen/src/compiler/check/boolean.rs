//! The rules of [`boolean`](https://atproto.com/specs/lexicon#boolean).

use super::{context::Context, value};
use crate::compiler::{schema::Boolean, source::json::Object};

pub(super) fn check<'j>(cx: &mut Context<'j>, object: &'j Object<'j>) -> Boolean {
    value::default_or_const(cx, object);
    Boolean {
        default: cx.boolean(object, "default"),
        constant: cx.boolean(object, "const"),
    }
}
