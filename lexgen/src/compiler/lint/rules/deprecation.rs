//! Deprecation that programs can see.

use crate::compiler::{
    lint::{context::Context, rules},
    schema::{Definition, Type, deprecation},
};

/// A definition's own description.
pub(super) fn definition(cx: &mut Context<'_>, definition: &Definition) {
    check(cx, definition.description());
}

/// A field's description, or that of a definition that is a type.
pub(super) fn field(cx: &mut Context<'_>, it: &Type) {
    let description = match it {
        Type::Boolean(it) => &it.description,
        Type::Integer(it) => &it.description,
        Type::String(it) => &it.description,
        Type::Bytes(it) => &it.description,
        Type::CidLink(it) => &it.description,
        Type::Blob(it) => &it.description,
        Type::Array(it) => &it.description,
        Type::Object(it) => &it.description,
        Type::Ref(it) => &it.description,
        Type::Union(it) => &it.description,
        Type::Unknown(it) => &it.description,
    };
    check(cx, description.as_deref());
}

fn check(cx: &mut Context<'_>, description: Option<&str>) {
    let Some(text) = description else { return };
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    let says_so = words.any(|word| word.eq_ignore_ascii_case("deprecated"));
    if says_so && deprecation(Some(text)).is_none() {
        cx.report_field(
            "description",
            &rules::DEPRECATION_WORDING,
            "the description mentions a deprecation but does not start with it",
        )
        .help("if this is deprecated, start the description with `DEPRECATED: `");
    }
}
