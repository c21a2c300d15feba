//! Missing and empty descriptions.
//!
//! Descriptions are required where a developer first sees a lexicon, and where
//! nothing else carries the meaning. On every field they would be noise.

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::{
    schema::{Definition, ErrorName},
    source::json::Json,
};

/// A record or an endpoint is described, and so is a token.
pub(super) fn definition(cx: &mut Context<'_>, definition: &Definition) {
    match definition {
        Definition::Record(_) | Definition::Endpoint(_) | Definition::Space(_) => {}
        Definition::Token(it) => {
            if is_empty(it.description.as_deref()) {
                let (kind, subject) = (definition.kind(), cx.subject());
                let message = format!("the {kind} {subject} has no description");
                cx.report(&rules::UNDESCRIBED_TOKEN, message)
                    .on_key()
                    .label("only a description gives a token its meaning")
                    .help("add a `description`");
            }
            return;
        }
        // A permission set is described by its title.
        Definition::PermissionSet(_) | Definition::Type(_) | Definition::Opaque(_) => return,
    }
    if is_empty(definition.description()) && is_empty(cx.document.description.as_deref()) {
        let id = cx.document.id.as_str();
        let message = format!("the {} `{id}` has no description", definition.kind());
        cx.report(&rules::MISSING_DESCRIPTION, message)
            .on_key()
            .label("no `description`")
            .help("add a `description` of a sentence or two");
    }
}

/// An error is described.
pub(super) fn error(cx: &mut Context<'_>, error: &ErrorName) {
    if is_empty(error.description.as_deref()) {
        let message = format!("the error `{}` has no description", error.name);
        cx.report(&rules::UNDESCRIBED_ERROR, message)
            .help("describe when it occurs, unless the name is sufficient");
    }
}

/// Text is not empty.
pub(super) fn text(cx: &mut Context<'_>, field: &'static str) {
    if let Some(Json::String(text)) = cx.written(field)
        && text.trim().is_empty()
    {
        let message = format!("empty `{field}`");
        cx.report_field(field, &rules::EMPTY_TEXT, message)
            .label("empty")
            .help("add text, or remove the field")
            .fix_by_removing();
    }
}

fn is_empty(text: Option<&str>) -> bool {
    text.is_none_or(|it| it.trim().is_empty())
}
