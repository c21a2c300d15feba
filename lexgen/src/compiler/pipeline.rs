//! The pipeline from settings to Rust: read, check, resolve, generate, write.
//!
//! Every front door runs it. They differ in where settings come from and how they
//! present the result.

use std::{
    collections::HashMap,
    mem,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use crate::compiler::{
    check::{Checked, Refused, check_with},
    diagnostic::{Diagnostic, Place, Severity, has_errors, problem_count, rules},
    ir::{self, Ir, Selection},
    items::{Options, unmatched},
    output::{self, Error, Outcome, Stale},
    print::{self, File, InternalError},
    read::{Input, OnDemand, read, read_on_demand},
    schema::Document,
    settings::Settings,
    source::{SourceId, Sources},
};

/// The time of each pass.
pub type Timings = Vec<(&'static str, Duration)>;

/// The compiled lexicons of the settings.
pub struct Compiled {
    /// The texts that were read.
    pub sources: Sources,
    /// The documents without errors.
    pub documents: Vec<Document>,
    /// The definitions without errors, resolved.
    pub ir: Ir,
    /// The diagnostics of all passes.
    pub diagnostics: Vec<Diagnostic>,
    /// The time of each pass.
    pub timings: Timings,
    /// The definitions with errors.
    pub refused: Refused,
    /// Whether nothing may be generated.
    blocked: bool,
}

/// Reads, checks and resolves.
pub fn compile(settings: &Settings) -> Compiled {
    let mut timings = Timings::new();
    let (sources, diagnostics) = timed(&mut timings, "read", || {
        read(&settings.inputs, &settings.limits)
    });
    compile_texts(sources, diagnostics, timings, settings)
}

/// Like [`compile`], to generate all that the settings are about: what derives and
/// attributes are for must be there.
pub fn compile_to_generate(settings: &Settings) -> Compiled {
    let mut compiled = compile(settings);
    let unmatched = unmatched(&compiled.ir, &settings.generate);
    let ineffective = ir::ineffective(&compiled.documents, &compiled.ir, &settings.resolve);
    compiled.diagnostics.extend(ineffective);
    compiled.blocked |= !unmatched.is_empty() && !settings.keep_going;
    compiled.diagnostics.extend(unmatched);
    compiled
}

/// Checks and resolves texts. `diagnostics` are those of reading.
pub(crate) fn compile_texts(
    sources: Sources,
    mut diagnostics: Vec<Diagnostic>,
    mut timings: Timings,
    settings: &Settings,
) -> Compiled {
    let mut checked = timed(&mut timings, "check", || {
        check_with(&sources, settings.resolve.unknown())
    });
    if let Some(selection) = Selection::of(&checked, &settings.resolve) {
        diagnostics = selection.counting(diagnostics, &sources, &checked.ids);
        let found = mem::take(&mut checked.diagnostics);
        checked.diagnostics = selection.counting(found, &sources, &checked.ids);
        let references = &mut checked.refused.references;
        references.retain(|found| selection.contains(&found.document));
    }
    resolved(settings, sources, diagnostics, checked, timings)
}

/// Reads, checks and resolves the included documents and those they refer to.
/// Opens as few other files as possible: see [`read_on_demand`].
///
/// The second value is the result of reading, without texts and diagnostics.
pub fn compile_on_demand(settings: &Settings) -> (Compiled, OnDemand) {
    let mut timings = Vec::new();
    let paths: Vec<PathBuf> = (settings.inputs.iter())
        .filter_map(|input| match input {
            Input::Path(path) => Some(path.clone()),
            Input::Text { .. } => None,
        })
        .collect();
    let mut found = timed(&mut timings, "read", || {
        let resolve = &settings.resolve;
        read_on_demand(&paths, &settings.limits, &resolve.include, |nsid| {
            ir::is_external(&resolve.extern_paths, nsid)
        })
    });
    let sources = mem::take(&mut found.sources);
    let diagnostics = mem::take(&mut found.diagnostics);
    let mut checked = timed(&mut timings, "check", || {
        check_with(&sources, settings.resolve.unknown())
    });
    // The references of a refused definition were read only if it is reached.
    checked.refused.references.retain(|found_in| {
        let nsid = found_in.document.as_str().to_owned();
        found.reached.contains(&(nsid, found_in.definition.clone()))
    });
    let compiled = resolved(settings, sources, diagnostics, checked, timings);
    (compiled, found)
}

fn resolved(
    settings: &Settings,
    sources: Sources,
    mut diagnostics: Vec<Diagnostic>,
    checked: Checked,
    mut timings: Timings,
) -> Compiled {
    diagnostics.extend(checked.diagnostics);
    // Generating nothing would remove earlier output.
    let empty = checked.documents.is_empty();
    if empty && !has_errors(&diagnostics) {
        let is_almost = |found: &&mut Diagnostic| {
            found.code == rules::NOT_A_LEXICON.code && found.severity == Severity::Warning
        };
        match diagnostics.iter_mut().find(is_almost) {
            Some(almost) => almost.severity = Severity::Error,
            None => diagnostics.push(no_lexicons()),
        }
    }
    let (ir, problems) = timed(&mut timings, "resolve", || {
        ir::resolve(&checked.documents, &checked.refused, &settings.resolve)
    });
    causes_first(&mut diagnostics, problems);
    let nothing_left = !empty && ir.document_count() == 0;
    if nothing_left && !has_errors(&diagnostics) {
        diagnostics.push(nothing_is_left());
    }
    let blocked = empty || nothing_left || (has_errors(&diagnostics) && !settings.keep_going);
    Compiled {
        sources,
        documents: checked.documents,
        ir,
        diagnostics,
        timings,
        refused: checked.refused,
        blocked,
    }
}

/// Adds the problems of resolving. What only follows from an error becomes a note on
/// that error.
fn causes_first(diagnostics: &mut Vec<Diagnostic>, problems: Vec<Diagnostic>) {
    let source = |place: Option<&Place>| place.map(|place| place.source);
    let mut causes: HashMap<SourceId, usize> = HashMap::new();
    for (at, found) in diagnostics.iter().enumerate() {
        if let Some(source) = source(found.place.as_ref())
            && (found.severity == Severity::Error || found.code == rules::NOT_A_LEXICON.code)
        {
            causes.entry(source).or_insert(at);
        }
    }
    for mut problem in problems {
        if problem.code == rules::REFUSED_REFERENCE.code {
            let refused = problem.related.iter();
            let mut refused = refused.filter_map(|(place, _)| source(Some(place)));
            let cause = refused.find_map(|source| causes.get(&source));
            if let Some(cause) = cause.and_then(|at| diagnostics.get_mut(*at)) {
                cause.severity = Severity::Error;
                cause.notes.push(problem.message);
                continue;
            }
            // Nothing may be generated without an error that says so.
            problem.severity = Severity::Error;
        }
        diagnostics.push(problem);
    }
}

impl Compiled {
    /// Whether the diagnostics contain an error.
    pub fn has_errors(&self) -> bool {
        has_errors(&self.diagnostics)
    }

    /// The number of errors.
    pub fn error_count(&self) -> usize {
        let errors = self.diagnostics.iter();
        problem_count(errors.filter(|it| it.severity == Severity::Error))
    }

    /// The number of texts that were skipped because they are not lexicons.
    pub fn skipped(&self) -> usize {
        let is_note = |it: &&Diagnostic| it.code == rules::NOT_A_LEXICON.code;
        problem_count(self.diagnostics.iter().filter(is_note))
    }

    /// Whether errors prevent generation. With `keep_going`, they do not as long
    /// as something valid is left.
    pub fn is_blocked(&self) -> bool {
        self.blocked
    }

    /// Generates a tree of modules into `folder`.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write_tree(&mut self, folder: &Path, options: &Options) -> Result<Outcome, Error> {
        self.tree(options, "write", |files| output::write_tree(folder, files))
    }

    /// Generates one file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write_file(&mut self, path: &Path, options: &Options) -> Result<Outcome, Error> {
        self.file(options, "write", |text| output::write_file(path, text))
    }

    /// The changes that [`write_tree`](Self::write_tree) would make.
    ///
    /// # Errors
    /// When what is there cannot be read.
    pub fn diff_tree(&mut self, folder: &Path, options: &Options) -> Result<Stale, Error> {
        self.tree(options, "compare", |files| output::diff_tree(folder, files))
    }

    /// The changes that [`write_file`](Self::write_file) would make.
    ///
    /// # Errors
    /// When what is there cannot be read.
    pub fn diff_file(&mut self, path: &Path, options: &Options) -> Result<Stale, Error> {
        self.file(options, "compare", |text| output::diff_file(path, text))
    }

    /// Generates one text with nested modules.
    ///
    /// # Errors
    /// If an item cannot be formatted, which is a bug in lexgen.
    pub fn single_file(&mut self, options: &Options) -> Result<String, InternalError> {
        let generate = || print::single_file(&self.ir, options);
        timed(&mut self.timings, "generate", generate)
    }

    /// Generates the files of a tree of modules, and passes them on.
    fn tree<T>(
        &mut self,
        options: &Options,
        pass: &'static str,
        work: impl FnOnce(&[File]) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let generate = || print::files(&self.ir, options);
        let files = timed(&mut self.timings, "generate", generate)?;
        timed(&mut self.timings, pass, || work(&files))
    }

    /// Generates one text, and passes it on.
    fn file<T>(
        &mut self,
        options: &Options,
        pass: &'static str,
        work: impl FnOnce(&str) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let text = self.single_file(options)?;
        timed(&mut self.timings, pass, || work(&text))
    }
}

pub(crate) fn no_lexicons() -> Diagnostic {
    Diagnostic::new(&rules::NO_LEXICONS, None, "no lexicons found")
        .with_help("a lexicon is a JSON object with `\"lexicon\": 1`, `id` and `defs`")
}

fn nothing_is_left() -> Diagnostic {
    let message = "no lexicons left to generate";
    Diagnostic::new(&rules::NO_LEXICONS, None, message)
        .with_help("`exclude` and `extern-paths` exclude all of them")
}

/// Runs `work` and records its time.
fn timed<T>(timings: &mut Timings, pass: &'static str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    timings.push((pass, start.elapsed()));
    result
}
