//! Fields that are both optional and nullable.

use std::collections::HashSet;

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::schema::{Object, Step};

pub(super) fn check(cx: &mut Context<'_>, object: &Object) {
    let required: HashSet<_> = object.required.iter().collect();
    for name in &object.nullable {
        if !required.contains(name) {
            let message = format!("`{name}` is both optional and nullable");
            cx.report(&rules::NULLABLE_AND_OPTIONAL, message)
                .down(Step::Property(name))
                .on_key()
                .label("both absent and `null` are allowed")
                .help("remove it from `nullable`, or describe how absent and `null` differ");
        }
    }
}
