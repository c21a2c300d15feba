//! References that lead nowhere, or to something that is not a type of data.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Display,
};

use super::{
    FrontDoor, Options,
    references::{self, Documents, Key, Reached, Referrer},
    resolve::is_external,
};
use crate::{
    compiler::{
        check::{Misplaced, Refused, suggest},
        diagnostic::{Collector, Diagnostic, Place, rules},
        schema::{Definition, FullName, MAIN, Path, Reference, Step, is_definition_name},
    },
    syntax::Nsid,
};

/// Looking for near names costs time, which only the first few references that
/// lead nowhere are worth.
const SUGGESTED: usize = 20;

/// Reports the bad references of the definitions that are reached, and those of
/// refused definitions.
pub(super) fn find(
    documents: &Documents<'_>,
    reached: &Reached<'_>,
    refused: &Refused,
    options: &Options,
) -> Vec<Diagnostic> {
    let mut search = Search {
        documents,
        refused,
        options,
        diagnostics: Collector::of_run(),
        absent: BTreeMap::new(),
    };
    for (&(_, name), &(document, definition)) in reached {
        references::each(name, definition, &mut |path, step, reference| {
            let place = || Place::value(document.source, &path.with(step));
            let target = references::target(document, reference);
            match references::find(documents, target.0, target.1) {
                Some((_, definition)) => {
                    let referrer = Referrer::at(step);
                    let is_opaque = matches!(definition, Definition::Opaque(_));
                    if !is_opaque && !referrer.accepts(definition) {
                        let name = reference.full_name(&document.id);
                        let problem = wrong_kind(place(), &name, definition, referrer);
                        search.diagnostics.push(problem);
                    }
                }
                None => {
                    let referrer = Some(Referrer::at(step));
                    search.leads_nowhere(place, &document.id, reference, referrer);
                }
            }
        });
    }
    for found in &refused.references {
        let reference = &found.reference;
        let nsid = reference.document.as_ref().unwrap_or(&found.document);
        if references::find(documents, nsid.as_str(), &reference.definition).is_none() {
            search.leads_nowhere(|| found.place.clone(), &found.document, reference, None);
        }
    }
    let Search {
        absent,
        mut diagnostics,
        ..
    } = search;
    diagnostics.extend(absent.iter().map(|(id, uses)| uses.summary(id, refused)));
    diagnostics.finish()
}

struct Search<'a> {
    documents: &'a Documents<'a>,
    refused: &'a Refused,
    options: &'a Options,
    diagnostics: Collector,
    /// The references to documents that are there, but cannot be used.
    absent: BTreeMap<Nsid, Uses>,
}

/// The references to one document.
struct Uses {
    first: Place,
    count: usize,
    documents: BTreeSet<Nsid>,
}

impl Search<'_> {
    /// Reports a reference in the document `from` to a definition that is not
    /// there, unless something else provides it.
    fn leads_nowhere(
        &mut self,
        place: impl Fn() -> Place,
        from: &Nsid,
        reference: &Reference,
        referrer: Option<Referrer>,
    ) {
        let to = reference.document.as_ref().unwrap_or(from);
        if is_external(&self.options.extern_paths, to.as_str()) {
            return;
        }
        let is_refused = self.refused.defines(to, &reference.definition);
        if is_refused || self.is_misplaced(to) {
            let is_inside = to == from && self.refused.documents.contains(from);
            if !is_inside {
                self.depends(place(), from, to);
            }
        } else if !self.options.allow_missing {
            let key = (to.as_str(), reference.definition.as_str());
            let problem = self.missing(place(), from, key, referrer);
            self.diagnostics.push(problem);
        }
    }

    /// Whether a document is not there because the text at its path has an error, or
    /// the NSID of another document.
    fn is_misplaced(&self, nsid: &Nsid) -> bool {
        let is_there = self.documents.contains_key(nsid.as_str());
        let misplaced = self.refused.misplaced.get(nsid);
        let says = misplaced.is_some_and(|text| text.id.is_none() || !self.options.allow_missing);
        says && !is_there && !self.refused.documents.contains(nsid)
    }

    fn depends(&mut self, place: Place, from: &Nsid, on: &Nsid) {
        if let Some(uses) = self.absent.get_mut(on) {
            uses.count += 1;
            if !uses.documents.contains(from) {
                uses.documents.insert(from.clone());
            }
            return;
        }
        let uses = Uses {
            first: place,
            count: 1,
            documents: [from.clone()].into(),
        };
        self.absent.insert(on.clone(), uses);
    }

    fn how_to_provide(&self, nsid: &str) -> String {
        let (add, map, accept) = match self.options.front_door {
            FrontDoor::Command => (
                "add it to the inputs",
                "`--extern-path`",
                "pass `--allow-missing`",
            ),
            FrontDoor::Attribute => (
                "put it where the others are",
                "`extern_path(…)`",
                "say `allow_missing`",
            ),
        };
        format!(
            "fetch `{nsid}` and {add}, map it with {map}, or {accept} to accept any data in its place"
        )
    }

    fn missing(
        &self,
        place: Place,
        from: &Nsid,
        (nsid, name): Key<'_>,
        referrer: Option<Referrer>,
    ) -> Diagnostic {
        let suggests = self.diagnostics.len() < SUGGESTED;
        let fits =
            |definition: &Definition| referrer.is_none_or(|referrer| referrer.accepts(definition));
        let refused = nsid.parse().ok();
        let refused = refused.and_then(|id: Nsid| self.refused.texts.get(&id));
        let document = self.documents.get(nsid);
        if document.is_none() && refused.is_none() {
            let message = format!("cannot find lexicon `{nsid}`");
            let defining = (self.documents.iter())
                .filter(|(_, document)| document.defs.get(name).is_some_and(fits))
                .map(|(nsid, _)| *nsid);
            let near = suggests.then(|| suggest::nearest_nsid(nsid, defining));
            let help = match (near.flatten(), name) {
                (Some(near), MAIN) => format!("did you mean `{near}`?"),
                (Some(near), _) => format!("did you mean `{near}#{name}`?"),
                (None, _) => self.how_to_provide(nsid),
            };
            return Diagnostic::new(&rules::MISSING_DOCUMENT, Some(place), message)
                .with_label("not found in the inputs")
                .with_help(help);
        }
        let (here, prefix) = if nsid == from.as_str() {
            ("this document".to_owned(), "")
        } else {
            (format!("`{nsid}`"), nsid)
        };
        let message = format!("cannot find definition `{name}` in {here}");
        let problem = Diagnostic::new(&rules::MISSING_DEFINITION, Some(place), message)
            .with_label("not found");
        if !suggests && let Some(document) = document {
            let count = document.defs.len();
            return problem.with_help(format!("{here} defines {count} other names"));
        }
        let sound = document.into_iter().flat_map(|document| &document.defs);
        let mut names: BTreeMap<&str, bool> = sound
            .map(|(name, definition)| (name.as_str(), fits(definition)))
            .collect();
        let refused = refused.filter(|text| !text.are_keys);
        for name in refused.into_iter().flat_map(|text| &text.names) {
            names.entry(name).or_insert(true);
        }
        let fitting = names
            .iter()
            .filter(|(name, fits)| **fits && is_definition_name(name));
        // A pointer of JSON Schema ends in the name.
        let wanted = name.rsplit('/').next().unwrap_or_default();
        let help = match suggest::nearest(wanted, fitting.map(|(name, _)| *name)) {
            Some(MAIN) => format!("did you mean `{nsid}`?"),
            Some(near) => format!("did you mean `{prefix}#{near}`?"),
            None if names.is_empty() => format!("the text of {here} does not contain it"),
            None if name == MAIN => {
                let all = names.keys().map(|name| format!("{prefix}#{name}"));
                format!("{here} has no `main`, but {}", list(all))
            }
            None => format!("{here} defines {}", list(names.into_keys())),
        };
        problem.with_help(help)
    }
}

impl Uses {
    /// What is said once about all of them.
    fn summary(&self, to: &Nsid, refused: &Refused) -> Diagnostic {
        let Self { count, .. } = self;
        let references = match self.count {
            1 => "1 reference".to_owned(),
            _ => format!("{count} references"),
        };
        let documents = match self.documents.len() {
            1 => String::new(),
            several => format!(" in {several} documents"),
        };
        let verb = if self.count == 1 { "depends" } else { "depend" };
        let misplaced = refused.misplaced.get(to);
        let place = |source| Place::value(source, &Path::document().with(Step::Keyword("id")));
        if let Some(Misplaced {
            source,
            id: Some(id),
        }) = misplaced
            && !refused.texts.contains_key(to)
        {
            let message = format!("cannot find lexicon `{to}`");
            let help = format!("if `{id}` is a mistake, write `\"id\": \"{to}\"`");
            return Diagnostic::new(&rules::MISSING_DOCUMENT, Some(self.first.clone()), message)
                .with_label("not found in the inputs")
                .with_related(place(*source), format!("in a file named like `{to}`"))
                .with_note(format!("{references}{documents} {verb} on it"))
                .with_help(help);
        }
        let message = format!("{references}{documents} {verb} on `{to}`");
        let sources = refused
            .texts
            .get(to)
            .into_iter()
            .flat_map(|text| &text.sources);
        let misplaced = misplaced.map(|text| text.source);
        Diagnostic {
            related: (sources.copied().chain(misplaced))
                .map(|source| (place(source), "has errors".to_owned()))
                .collect(),
            ..Diagnostic::new(&rules::REFUSED_REFERENCE, Some(self.first.clone()), message)
                .with_label("refers to a definition with errors")
        }
    }
}

fn wrong_kind(
    place: Place,
    full: &FullName,
    definition: &Definition,
    referrer: Referrer,
) -> Diagnostic {
    let kind = definition.kind();
    match referrer {
        Referrer::Ref => {
            let message = format!("expected a type, found {kind} `{full}`");
            Diagnostic::new(&rules::NOT_A_TYPE, Some(place), message)
                .with_label("not a type")
                .with_help("refer to an object, a record or another named field type")
        }
        Referrer::Union => {
            let message = format!("expected an object or a record, found {kind} `{full}`");
            Diagnostic::new(&rules::NOT_A_MEMBER, Some(place), message)
                .with_label("a union member must be an object or a record")
                .with_help(format!(
                    "define an object with one property that contains `{full}`"
                ))
        }
    }
}

fn list(names: impl ExactSizeIterator<Item = impl Display>) -> String {
    const SHOWN: usize = 8;
    let count = names.len();
    let shown = suggest::quoted(names.take(SHOWN));
    match count {
        0 => "nothing".to_owned(),
        count if count > SHOWN => format!("{shown} and {} more", count - SHOWN),
        _ => shown,
    }
}
