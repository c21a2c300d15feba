//! References that lead nowhere, or to something that is not a type of data.

use std::collections::BTreeSet;

use super::{
    FrontDoor, Options,
    references::{self, Documents, Key, Referrer},
    resolve::is_external,
};
use crate::{
    compiler::{
        check::{Refused, suggest},
        diagnostic::{Collector, Diagnostic, Place, rules},
        schema::{Definition, FullName, Reference},
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
    reached: &BTreeSet<Key<'_>>,
    refused: &Refused,
    options: &Options,
) -> Vec<Diagnostic> {
    let mut search = Search {
        documents,
        refused,
        options,
        diagnostics: Collector::of_run(),
    };
    for &(nsid, name) in reached {
        let Some((document, definition)) = references::find(documents, nsid, name) else {
            continue;
        };
        references::each(name, definition, &mut |path, step, reference| {
            let place = || Place::value(document.source, &path.with(step));
            let target = references::target(document, reference);
            match references::find(documents, target.0, target.1) {
                Some((_, definition)) => {
                    let referrer = Referrer::at(step);
                    if !referrer.accepts(definition) {
                        let name = reference.full_name(&document.id);
                        let problem = wrong_kind(place(), &name, definition, referrer);
                        search.diagnostics.push(problem);
                    }
                }
                None => search.leads_nowhere(place, &document.id, reference),
            }
        });
    }
    for found in &refused.references {
        let reference = &found.reference;
        let nsid = reference.document.as_ref().unwrap_or(&found.document);
        if references::find(documents, nsid.as_str(), &reference.definition).is_none() {
            search.leads_nowhere(|| found.place.clone(), &found.document, reference);
        }
    }
    search.diagnostics.finish()
}

struct Search<'a> {
    documents: &'a Documents<'a>,
    refused: &'a Refused,
    options: &'a Options,
    diagnostics: Collector,
}

impl Search<'_> {
    /// Reports a reference in the document `from` to a definition that is not
    /// there, unless something else provides it.
    fn leads_nowhere(&mut self, place: impl Fn() -> Place, from: &Nsid, reference: &Reference) {
        let nsid = reference.document.as_ref().unwrap_or(from);
        if is_external(&self.options.extern_paths, nsid.as_str()) {
            return;
        }
        let problem = if self.refused.contains(nsid, &reference.definition) {
            broken(place(), &reference.full_name(from))
        } else if self.options.allow_missing {
            return;
        } else {
            self.missing(place(), from, (nsid.as_str(), &reference.definition))
        };
        self.diagnostics.push(problem);
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

    fn missing(&self, place: Place, from: &Nsid, (nsid, name): Key<'_>) -> Diagnostic {
        let suggests = self.diagnostics.len() < SUGGESTED;
        let Some(document) = self.documents.get(nsid) else {
            let message = format!("cannot find lexicon `{nsid}`");
            let near =
                suggests.then(|| suggest::nearest_nsid(nsid, self.documents.keys().copied()));
            let help = match near.flatten() {
                Some(near) => format!("did you mean `{near}`?"),
                None => self.how_to_provide(nsid),
            };
            return Diagnostic::new(&rules::MISSING_DOCUMENT, Some(place), message)
                .with_label("not found in the inputs")
                .with_help(help);
        };
        let here = if document.id == *from {
            "this document".to_owned()
        } else {
            format!("`{nsid}`")
        };
        let message = format!("cannot find definition `{name}` in {here}");
        let names = || document.defs.keys().map(String::as_str);
        let near = suggests.then(|| suggest::nearest(name, names()));
        let help = match near.flatten() {
            Some("main") => format!("did you mean `{nsid}`?"),
            Some(near) => format!("did you mean `#{near}`?"),
            None => format!("{here} defines {}", list(names())),
        };
        Diagnostic::new(&rules::MISSING_DEFINITION, Some(place), message)
            .with_label("not found")
            .with_help(help)
    }
}

fn broken(place: Place, target: &FullName) -> Diagnostic {
    let message = format!("`{target}` has errors");
    Diagnostic::new(&rules::REFUSED_REFERENCE, Some(place), message)
        .with_label("refers to a definition with errors")
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

fn list<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> String {
    const SHOWN: usize = 8;
    let count = names.len();
    let shown = suggest::quoted(names.take(SHOWN));
    match count {
        0 => "nothing".to_owned(),
        count if count > SHOWN => format!("{shown} and {} more", count - SHOWN),
        _ => shown,
    }
}
