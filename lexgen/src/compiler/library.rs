//! The library's door to lexicons themselves: compiled, compared, linted.

use super::{
    diagnostic::{Diagnostic, Report, Severity},
    ir::{self, Ir},
    lint,
    pipeline::{self, Compiled},
    read::Input,
    settings::Settings,
};

/// Lexicons that [`compile`] has read, checked and resolved.
///
/// Needs the feature `codegen`.
pub struct Lexicons(Compiled);

/// Reads, checks and resolves lexicons.
///
/// Definitions with errors are left out: see [`Lexicons::report`]. A reference
/// to a document that is not among the lexicons is not an error, and its data
/// can be of any type. Types, string formats and permission resources that are newer
/// than this version of lexgen are warnings, as with the setting `allow-unknown`: what
/// they say can be any data, and is compared only with itself.
///
/// ```
/// use lexgen::{Input, compile};
///
/// let text = r#"{"lexicon": 1, "id": "com.example.tag", "defs": {"main": {"type": "token"}}}"#;
/// let lexicons = compile([Input::text("tag.json", text)]);
///
/// assert!(!lexicons.has_errors());
/// assert_eq!(lexicons.ir().to_json()[0]["nsid"], "com.example.tag");
/// ```
///
/// Needs the feature `codegen`.
pub fn compile(inputs: impl IntoIterator<Item = Input>) -> Lexicons {
    let settings = Settings {
        inputs: inputs.into_iter().collect(),
        resolve: ir::Options {
            allow_missing: true,
            allow_unknown: true,
            ..ir::Options::default()
        },
        keep_going: true,
        ..Settings::default()
    };
    Lexicons(pipeline::compile(&settings))
}

/// Checks lexicons for likely mistakes, with the default rules.
///
/// Needs the feature `codegen`.
pub fn lint(lexicons: &Lexicons) -> Report<'_> {
    let Compiled {
        sources,
        documents,
        ir,
        ..
    } = &lexicons.0;
    Report::new(sources, lint::lint(sources, documents, ir))
}

impl Lexicons {
    /// The definitions without errors, resolved.
    pub fn ir(&self) -> &Ir {
        &self.0.ir
    }

    /// Whether a file or a definition has an error.
    pub fn has_errors(&self) -> bool {
        let is_error = |it: &Diagnostic| it.severity == Severity::Error;
        self.0.diagnostics.iter().any(is_error)
    }

    /// Errors, warnings and notes.
    pub fn report(&self) -> Report<'_> {
        Report::new(&self.0.sources, self.0.diagnostics.iter().cloned())
    }
}
