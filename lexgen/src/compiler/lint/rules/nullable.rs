//! Absent and null at once.

use std::collections::HashSet;

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::schema::{Object, Step};

pub(super) fn check(cx: &mut Context<'_>, object: &Object) {
    let required: HashSet<_> = object.required.iter().collect();
    for name in &object.nullable {
        if !required.contains(name) {
            let message = format!("`{name}` may be absent and may be null");
            cx.report(&rules::NULLABLE_AND_OPTIONAL, message)
                .down(Step::Property(name))
                .on_key()
                .label("two ways to say nothing")
                .help("take it out of `nullable`, or say in its description how they differ");
        }
    }
}
