//! Definitions that nothing in the set refers to.

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::schema::{Definition, FullName, Type};

pub(super) fn check(cx: &mut Context<'_>, name: &str, definition: &Definition) {
    let is_for_others = cx.document.id.as_str().ends_with(".defs");
    let is_mentioned = cx
        .set
        .mentions
        .contains(&FullName::new(&cx.document.id, name));
    if name == "main" || is_for_others || is_mentioned {
        return;
    }
    // What a union may hold need not be among its members, so an object with
    // a name is of use without being referred to, and so is a token.
    if matches!(
        definition,
        Definition::Token(_) | Definition::Type(Type::Object(_))
    ) && cx.document.defs.len() > 1
        && !cx.document.defs.contains_key("main")
    {
        return;
    }
    let message = format!("nothing refers to `{name}`");
    cx.report(&rules::UNUSED_DEFINITION, message)
        .on_key()
        .label("not used in what was read")
        .help("remove it if nothing else needs it either");
}
