//! The rules of [`union`](https://atproto.com/specs/lexicon#union) that can be
//! checked without the other documents.

use std::collections::HashSet;

use super::{context::Context, reference};
use crate::compiler::{
    diagnostic::rules,
    schema::Union,
    source::json::{Json, Object},
};

pub(super) fn check<'j>(cx: &mut Context<'j>, object: &'j Object<'j>) -> Union {
    let closed = cx.boolean(object, "closed").unwrap_or(false);
    let others = ["types", "oneOf", "anyOf", "members", "variants"];
    let mut others = others.into_iter().filter(|name| object.get(name).is_some());
    let help = match (others.next(), object.get("ref").and_then(Json::as_str)) {
        (Some(name), _) => &format!("rename `{name}` to `refs`, and list references: `[\"#one\"]`"),
        (None, Some(reference)) => &format!("write `ref` as a list: `\"refs\": [\"{reference}\"]`"),
        (None, None) => "list the members: `\"refs\": [\"#one\", \"#other\"]`",
    };
    cx.require(object, "refs", "a `union`", help);
    let written = cx.strings(object, "refs");
    if closed && matches!(object.get("refs"), Some(Json::Array(items)) if items.is_empty()) {
        cx.report_field(
            "refs",
            &rules::EMPTY_CLOSED_UNION,
            "a closed union has no members",
        )
        .label("no value is allowed")
        .help("list the members, or remove `closed`");
    }
    let mut seen = HashSet::new();
    let mut refs = Vec::new();
    for (index, text) in written.into_iter().flatten() {
        let Some(member) = reference::parse(cx, "refs", Some(index), text) else {
            continue;
        };
        if !seen.insert(cx.in_full(&member)) {
            cx.duplicate("refs", index, &format!("`{text}`"));
        }
        refs.push(member);
    }
    Union { refs, closed }
}
