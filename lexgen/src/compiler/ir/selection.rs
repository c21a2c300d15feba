//! Which documents count: those that are included, and what they refer to.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ir, Options, references, resolve::is_external};
use crate::{
    compiler::{
        check::{Checked, Refused},
        diagnostic::{Diagnostic, Place, Severity, problem_count, rules},
        schema::{Document, Reference},
        source::{SourceId, Sources, claim::claimed_id},
    },
    syntax::Nsid,
};

/// The documents that count.
#[derive(Default)]
pub(crate) struct Selection {
    options: Options,
    /// The included documents that exist, and all that they refer to.
    reached: BTreeSet<Nsid>,
}

impl Selection {
    /// What the options select; `None` if it is everything.
    pub(crate) fn of(checked: &Checked, options: &Options) -> Option<Self> {
        if options.include.is_empty()
            && options.exclude.is_empty()
            && options.extern_paths.is_empty()
        {
            return None;
        }
        let existing = checked.ids.values();
        Some(Self::among(
            existing,
            &checked.documents,
            &checked.refused,
            options,
        ))
    }

    /// What `include` and `exclude` select of a set, whoever has its Rust types.
    #[cfg(feature = "cli")]
    pub(crate) fn of_set(documents: &[Document], refused: &Refused, options: &Options) -> Self {
        let options = Options {
            include: options.include.clone(),
            exclude: options.exclude.clone(),
            ..Options::default()
        };
        if options.include.is_empty() && options.exclude.is_empty() {
            return Self::default();
        }
        let existing = documents.iter().map(|document| &document.id);
        Self::among(existing, documents, refused, &options)
    }

    fn among<'c>(
        existing: impl Iterator<Item = &'c Nsid>,
        documents: &'c [Document],
        refused: &'c Refused,
        options: &Options,
    ) -> Self {
        let by_id: BTreeMap<&Nsid, &Document> = documents
            .iter()
            .map(|document| (&document.id, document))
            .collect();
        let mut in_refused: BTreeMap<&Nsid, Vec<&Reference>> = BTreeMap::new();
        for found in &refused.references {
            let references = in_refused.entry(&found.document).or_default();
            references.push(&found.reference);
        }
        let is_own = |id: &Nsid| !is_external(&options.extern_paths, id.as_str());
        let existing = existing.chain(&refused.documents);
        let mut pending: Vec<&Nsid> = existing
            .filter(|id| is_own(id) && options.starts_from(id))
            .collect();
        let mut reached = BTreeSet::new();
        while let Some(id) = pending.pop() {
            if !reached.insert(id.clone()) {
                continue;
            }
            let mut visit = |reference: &'c Reference| {
                let target = reference.document.as_ref();
                pending.extend(target.filter(|id| is_own(id)));
            };
            if let Some(document) = by_id.get(id) {
                each_reference(document, &mut |_, reference| visit(reference));
            }
            let in_refused = in_refused.get(id).into_iter().flatten().copied();
            in_refused.for_each(visit);
        }
        Self {
            options: options.clone(),
            reached,
        }
    }

    /// Whether a document counts. One that another version has can be included too.
    pub(crate) fn contains(&self, id: &Nsid) -> bool {
        let is_external = is_external(&self.options.extern_paths, id.as_str());
        self.reached.contains(id) || (self.options.starts_from(id) && !is_external)
    }

    /// The diagnostics that count, and a note about errors that do not.
    pub(crate) fn counting(
        &self,
        diagnostics: Vec<Diagnostic>,
        sources: &Sources,
        ids: &BTreeMap<SourceId, Nsid>,
    ) -> Vec<Diagnostic> {
        let counts = |found: &Diagnostic| {
            let source = found.place.as_ref().map(|place| place.source);
            // Nobody knows whether a text without a name is meant to be included.
            source
                .and_then(|source| id_of(source, sources, ids))
                .is_none_or(|id| self.contains(&id))
        };
        let (mut counting, others): (Vec<_>, Vec<_>) = diagnostics.into_iter().partition(counts);
        let errors = others.iter().filter(|it| it.severity == Severity::Error);
        let number = problem_count(errors);
        if number > 0 {
            let noun = if number == 1 { "error" } else { "errors" };
            let message = format!("{number} {noun} in documents that are not included");
            counting.push(Diagnostic::new(&rules::EXCLUDED_ERRORS, None, message));
        }
        counting
    }
}

/// The NSID of a text. A text that is not JSON or not UTF-8 can name it all the same.
fn id_of(source: SourceId, sources: &Sources, ids: &BTreeMap<SourceId, Nsid>) -> Option<Nsid> {
    let id = ids.get(&source).cloned();
    id.or_else(|| claimed_id(sources.get(source)?.document()))
}

/// Visits the references of a document, with their places.
fn each_reference<'d>(document: &'d Document, visit: &mut impl FnMut(Place, &'d Reference)) {
    for (name, definition) in &document.defs {
        references::each(name, definition, &mut |path, step, reference| {
            visit(Place::value(document.source, &path.with(step)), reference);
        });
    }
}

/// Reports patterns of `exclude` whose documents are generated, because included ones
/// refer to them.
pub(crate) fn ineffective(documents: &[Document], ir: &Ir, options: &Options) -> Vec<Diagnostic> {
    if options.exclude.is_empty() {
        return Vec::new();
    }
    let generated: BTreeSet<&str> = ir
        .modules
        .iter()
        .map(|module| module.nsid.as_str())
        .collect();
    let is_generated = |document: &&Document| generated.contains(document.id.as_str());
    let mut found = Vec::new();
    for pattern in &options.exclude {
        let matching = documents.iter().filter(|it| pattern.matches(&it.id));
        let (needed, left_out): (Vec<&Document>, Vec<_>) = matching.partition(is_generated);
        let Some(first) = needed.first() else {
            continue;
        };
        let message = match (needed.as_slice(), left_out.is_empty()) {
            (_, true) => format!("`exclude` of `{pattern}` has no effect"),
            ([_], false) => format!(
                "`exclude` of `{pattern}` has no effect on `{}`",
                first.id.as_str()
            ),
            (all, false) => format!(
                "`exclude` of `{pattern}` has no effect on {} documents, such as `{}`",
                all.len(),
                first.id.as_str()
            ),
        };
        let place = referrer(documents, &first.id, &is_generated);
        let mut problem = Diagnostic::new(&rules::INEFFECTIVE_EXCLUDE, place, message)
            .with_label("an included document refers to it")
            .with_help("exclude this document too, or map the excluded one with `--extern-path`");
        if !left_out.is_empty() {
            problem.severity = Severity::Note;
        }
        found.push(problem);
    }
    found
}

/// A reference from another document that is generated.
fn referrer(
    documents: &[Document],
    to: &Nsid,
    is_generated: &impl Fn(&&Document) -> bool,
) -> Option<Place> {
    let mut found = None;
    let others = documents.iter().filter(|document| document.id != *to);
    for document in others.filter(|document| is_generated(document)) {
        each_reference(document, &mut |place, reference| {
            if found.is_none() && reference.document.as_ref() == Some(to) {
                found = Some(place);
            }
        });
    }
    found
}
