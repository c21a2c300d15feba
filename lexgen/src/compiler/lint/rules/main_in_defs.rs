//! `main` in a document of shared definitions.

use crate::compiler::lint::{context::Context, rules};

pub(super) fn check(cx: &mut Context<'_>, name: &str) {
    let is_defs = cx.document.id.as_str().ends_with(".defs");
    if is_defs && name == "main" {
        let message = format!("`{}` defines `main`", cx.document.id.as_str());
        cx.report(&rules::MAIN_IN_DEFS, message)
            .on_key()
            .label("in a document of shared definitions")
            .help("rename the definition, or move it to a document of its own");
    }
}
