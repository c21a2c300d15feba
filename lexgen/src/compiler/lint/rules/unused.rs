//! Unused definitions.

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::schema::{Definition, FullName, Type, TypeKind};

pub(super) fn check(cx: &mut Context<'_>, name: &str, definition: &Definition) {
    let is_for_others = cx.document.id.as_str().ends_with(".defs");
    let is_mentioned = cx
        .set
        .mentions
        .contains(&FullName::new(&cx.document.id, name));
    if name == "main" || is_for_others || is_mentioned {
        return;
    }
    // An open union can contain objects that are not among its members, so
    // objects and tokens are of use without a reference.
    if matches!(
        definition,
        Definition::Token(_)
            | Definition::Type(Type {
                kind: TypeKind::Object(_),
                ..
            })
    ) && cx.document.defs.len() > 1
        && !cx.document.defs.contains_key("main")
    {
        return;
    }
    let message = format!("unused definition `{name}`");
    cx.report(&rules::UNUSED_DEFINITION, message)
        .on_key()
        .label("no reference in the inputs")
        .help("remove it if no other lexicon uses it");
}
