//! Misleading defaults.

use std::collections::BTreeMap;

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::schema::{Boolean, Step, Type, TypeKind};

/// An absent boolean should mean false.
pub(super) fn boolean(cx: &mut Context<'_>, boolean: &Boolean) {
    if boolean.default == Some(true) {
        let message = format!("{} defaults to `true`", cx.subject());
        cx.report_field("default", &rules::DEFAULT_TRUE, message)
            .label("absent usually means false")
            .help("invert the meaning of the field, so that the default is `false`");
    }
}

/// A field that is never absent needs no default.
pub(super) fn on_required(
    cx: &mut Context<'_>,
    required: &[String],
    properties: &BTreeMap<String, Type>,
) {
    for name in required {
        let has_default = match properties.get(name).map(|it| &it.kind) {
            Some(TypeKind::Boolean(it)) => it.default.is_some(),
            Some(TypeKind::Integer(it)) => it.default.is_some(),
            Some(TypeKind::String(it)) => it.default.is_some(),
            _ => false,
        };
        if has_default {
            let message = format!("`{name}` is required, so its default is never used");
            cx.report(&rules::DEFAULT_ON_REQUIRED, message)
                .down(Step::Property(name))
                .down(Step::Keyword("default"))
                .label("never used")
                .help("remove the default, or make the field optional");
        }
    }
}
