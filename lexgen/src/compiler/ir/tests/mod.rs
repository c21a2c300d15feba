//! The resolved world, held to small documents written here.

mod naming;
mod recursion;
mod references;

use super::{Ir, Options, resolve};
use crate::compiler::{
    check::check,
    diagnostic::{Diagnostic, Severity},
    source::Sources,
};

/// The rules that this pass applies; `no-lexicons` is the pipeline's.
pub(crate) const CODES: [&str; 10] = [
    "infinite-type",
    "missing-definition",
    "missing-document",
    "no-lexicons",
    "not-a-member",
    "not-a-type",
    "refused-reference",
    "unmatched-pattern",
    "unsatisfiable-part",
    "unsatisfiable-type",
];

/// Resolves documents given as NSID and `defs`.
pub(crate) fn world(documents: &[(&str, &str)], options: &Options) -> (Ir, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    for (nsid, defs) in documents {
        let text = format!(r#"{{"lexicon":1,"id":"{nsid}","defs":{{{defs}}}}}"#);
        sources.add(*nsid, None, text);
    }
    let checked = check(&sources);
    resolve(&checked.documents, &checked.refused, options)
}

/// Resolves documents that have nothing wrong.
pub(crate) fn sound(documents: &[(&str, &str)]) -> Ir {
    let (ir, diagnostics) = world(documents, &Options::default());
    let errors: Vec<_> = diagnostics
        .iter()
        .filter(|it| it.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    ir
}

/// The Rust path of every definition, by its full name.
fn paths(ir: &Ir) -> Vec<(String, String)> {
    let mut paths = Vec::new();
    for module in &ir.modules {
        for definition in &module.definitions {
            let wire = format!("{}#{}", module.nsid.as_str(), definition.name);
            paths.push((
                wire,
                format!("{}::{}", module.path.join("::"), definition.rust_name),
            ));
        }
    }
    paths
}
