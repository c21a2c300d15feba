//! A document of shared definitions has no primary one.

use crate::compiler::lint::{context::Context, rules};

pub(super) fn check(cx: &mut Context<'_>, name: &str) {
    let is_defs = cx.document.id.as_str().ends_with(".defs");
    if is_defs && name == "main" {
        let message = format!("`{}` has a `main`", cx.document.id.as_str());
        cx.report(&rules::MAIN_IN_DEFS, message)
            .on_key()
            .label("in a document of shared definitions")
            .help("give it a name of its own, or a document of its own");
    }
}
