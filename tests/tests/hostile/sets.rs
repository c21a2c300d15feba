//! Real and random sets of lexicons, and the compiler's diagnostics.

use lexgen::__internal::{
    check::{Unknown, check_with},
    diagnostic::{Diagnostic, Report, Severity},
    ir::{self, Ir},
    read::{Input, Limits, read},
    source::Sources,
};
use lexgen_tests::{corpus, lexicons};
use serde_json::Value;

/// The number in an environment variable. By default, tests examine fewer sets
/// than an occasional long run.
pub fn count(variable: &str, usual: usize) -> usize {
    match std::env::var(variable) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{variable}={text}")),
        Err(_) => usual,
    }
}

/// The lexicons of this repository, and those of existing corpora; all valid.
pub fn real() -> impl Iterator<Item = Ir> {
    let corpora = ["official", "official-2025-02"];
    let folders = std::iter::once(lexicons()).chain(corpora.into_iter().filter_map(corpus));
    folders.map(|folder| {
        let (sources, _) = read(&[Input::Path(folder)], &Limits::default());
        let (ir, errors) = compile(&sources);
        assert!(errors.is_empty(), "{errors:?}");
        ir
    })
}

/// Texts with one document each.
pub fn sources(documents: &[Value]) -> Sources {
    let mut sources = Sources::default();
    for (index, document) in documents.iter().enumerate() {
        let text = serde_json::to_string_pretty(document).expect("JSON can be written");
        sources.add(format!("{index}.json"), None, text);
    }
    sources
}

/// Runs all passes except writing. Returns the definitions and all errors.
pub fn compile(sources: &Sources) -> (Ir, Vec<Diagnostic>) {
    compile_with(sources, Unknown::default())
}

pub fn compile_with(sources: &Sources, unknown: Unknown) -> (Ir, Vec<Diagnostic>) {
    let checked = check_with(sources, unknown);
    let options = ir::Options::default();
    let (ir, more) = ir::resolve(&checked.documents, &checked.refused, &options);
    let all = checked.diagnostics.into_iter().chain(more);
    let errors = all.filter(|it| it.severity == Severity::Error).collect();
    (ir, errors)
}

/// A set that must be valid. The random author also uses a resource of permissions that
/// no version of the language has, because generated code has its name.
pub fn sound(documents: &[Value]) -> Ir {
    let sources = sources(documents);
    let (ir, errors) = compile_with(&sources, Unknown::Allowed);
    assert!(
        errors.is_empty(),
        "{}\n{documents:#?}",
        Report::new(&sources, errors).to_text(false)
    );
    ir
}
