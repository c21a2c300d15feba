//! The rules of [`blob`](https://atproto.com/specs/lexicon#blob).

use super::{context::Context, mime};
use crate::compiler::{schema::Blob, source::json::Object};

pub(super) fn check<'j>(cx: &mut Context<'j>, object: &'j Object<'j>) -> Blob {
    let accept = cx.unique_strings(object, "accept");
    for (index, pattern) in accept.iter().flatten() {
        mime::check(cx, "accept", Some(*index), pattern);
    }
    Blob {
        accept: accept.map(|list| list.into_iter().map(|(_, it)| it.to_owned()).collect()),
        max_size: cx.count(object, "maxSize"),
    }
}
