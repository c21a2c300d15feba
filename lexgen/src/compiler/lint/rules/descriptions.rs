//! Text for people: where it is missing, and where it says nothing.
//!
//! Descriptions are asked for where a developer meets a lexicon first, and
//! where nothing else carries the meaning; of every field they would be noise.

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::{
    schema::{Definition, ErrorName},
    source::json::Json,
};

/// A record or an endpoint is described, and so is a token.
pub(super) fn definition(cx: &mut Context<'_>, definition: &Definition) {
    let (what, description) = match definition {
        Definition::Record(it) => ("record", &it.description),
        Definition::Query(it) => ("query", &it.description),
        Definition::Procedure(it) => ("procedure", &it.description),
        Definition::Subscription(it) => ("subscription", &it.description),
        Definition::Token(it) => {
            if is_empty(it.description.as_deref()) {
                let message = format!("the token {} does not say what it means", cx.subject());
                cx.report(&rules::UNDESCRIBED_TOKEN, message)
                    .on_key()
                    .label("a token is nothing but its name")
                    .help("add a `description`");
            }
            return;
        }
        // What a permission set says of itself is its title.
        Definition::PermissionSet(_) | Definition::Type(_) => return,
    };
    if is_empty(description.as_deref()) && is_empty(cx.document.description.as_deref()) {
        let id = cx.document.id.as_str();
        let message = format!("the {what} `{id}` has no description");
        cx.report(&rules::MISSING_DESCRIPTION, message)
            .on_key()
            .label("what is it for?")
            .help("add a `description` of a sentence or two");
    }
}

/// An error says when it happens.
pub(super) fn error(cx: &mut Context<'_>, error: &ErrorName) {
    if is_empty(error.description.as_deref()) {
        let message = format!("the error `{}` does not say when it happens", error.name);
        cx.report(&rules::UNDESCRIBED_ERROR, message)
            .help("add a `description`, unless the name says it all");
    }
}

/// Text that is there says something.
pub(super) fn text(cx: &mut Context<'_>, field: &'static str) {
    if let Some(Json::String(text)) = cx.written(field)
        && text.trim().is_empty()
    {
        let message = format!("the `{field}` is empty");
        cx.report_field(field, &rules::EMPTY_TEXT, message)
            .label("says nothing")
            .help("write one, or remove the field")
            .fix_by_removing();
    }
}

fn is_empty(text: Option<&str>) -> bool {
    text.is_none_or(|it| it.trim().is_empty())
}
