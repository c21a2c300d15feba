//! The rules of an endpoint's `errors`.

use std::collections::HashSet;

use super::{context::Context, grammar::ERROR, habits::Owner, known_fields};
use crate::compiler::{
    diagnostic::rules,
    schema::{ErrorName, Step},
    source::json::{Json, Object},
};

pub(super) fn check<'j>(cx: &mut Context<'j>, endpoint: &'j Object<'j>) -> Vec<ErrorName> {
    let items = cx
        .array(endpoint, "errors", "an array of objects")
        .unwrap_or_default();
    let mut seen = HashSet::new();
    let mut errors = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let Json::Object(object) = item else {
            cx.wrong_item("errors", index, "an object with a `name`", item);
            continue;
        };
        let error = cx.within(Step::Error(index), |cx| check_one(cx, object, &mut seen));
        errors.extend(error);
    }
    errors
}

fn check_one<'j>(
    cx: &mut Context<'j>,
    object: &'j Object<'j>,
    seen: &mut HashSet<&'j str>,
) -> Option<ErrorName> {
    known_fields::check_untyped(cx, object, ERROR, Owner::Error);
    let description = cx.text(object, "description");
    let help = "add `\"name\": \"SomethingFailed\"`";
    cx.require(object, "name", "an error", help);
    let name = cx.string(object, "name")?;
    if name.is_empty() || name.contains(|c: char| c.is_whitespace() || c.is_control()) {
        let message = match name {
            "" => "empty error name".to_owned(),
            _ => format!("the error name `{name}` contains white space"),
        };
        cx.report_field("name", &rules::ERROR_NAME, message)
            .label("expected a single word")
            .help("write it as one word: `SomethingFailed`");
        return None;
    }
    if !seen.insert(name) {
        cx.report_field(
            "name",
            &rules::DUPLICATE_ENTRY,
            format!("duplicate entry `{name}` in `errors`"),
        )
        .label("already listed");
        return None;
    }
    Some(ErrorName {
        name: name.to_owned(),
        description,
    })
}
