//! Sorts, locates and formats diagnostics.

use std::borrow::Cow;

use super::{
    Collector, Diagnostic, github, human, json,
    locate::{Location, Locator},
    sarif,
    visible::{SHOWN, clipped, without_commands},
};
use crate::compiler::source::Sources;

/// Diagnostics with their locations, by default sorted by source, location and
/// code.
///
/// Needs the feature `codegen`.
pub struct Report<'s> {
    sources: &'s Sources,
    entries: Vec<Entry>,
}

/// A diagnostic and its locations.
pub(super) struct Entry {
    pub(super) diagnostic: Diagnostic,
    pub(super) location: Option<Location>,
    /// The locations of the diagnostic's related places.
    pub(super) related: Vec<Option<Location>>,
}

impl<'s> Report<'s> {
    /// Finds the locations of diagnostics about these sources, and sorts them. Of more
    /// than 10,000, the others are only counted.
    #[doc(hidden)]
    pub fn new(sources: &'s Sources, diagnostics: impl IntoIterator<Item = Diagnostic>) -> Self {
        let mut kept = Collector::of_run();
        kept.extend(diagnostics);
        let mut report = Self::in_order(sources, kept.finish());
        let entries = &mut report.entries;
        entries.sort_by(|a, b| a.sort_key(sources).cmp(&b.sort_key(sources)));
        report
    }

    /// Finds the locations, and keeps the order.
    #[doc(hidden)]
    pub fn in_order(
        sources: &'s Sources,
        diagnostics: impl IntoIterator<Item = Diagnostic>,
    ) -> Self {
        let mut locator = Locator::new(sources);
        let entries = diagnostics.into_iter().map(|diagnostic| {
            let mut locate = |place| locator.locate(place).map(Location::bounded);
            Entry {
                location: diagnostic.place.as_ref().and_then(&mut locate),
                related: (diagnostic.related.iter())
                    .map(|(place, _)| locate(place))
                    .collect(),
                diagnostic: bounded(diagnostic),
            }
        });
        let entries = entries.collect();
        Self { sources, entries }
    }

    /// The diagnostics, in order.
    pub fn diagnostics(&self) -> impl ExactSizeIterator<Item = &Diagnostic> {
        self.entries.iter().map(|entry| &entry.diagnostic)
    }

    /// The diagnostics and their locations, in order.
    #[cfg(feature = "cli")]
    pub(crate) fn located(&self) -> impl Iterator<Item = (&Diagnostic, Option<&Location>)> {
        self.entries
            .iter()
            .map(|entry| (&entry.diagnostic, entry.location.as_ref()))
    }

    /// The diagnostics, their locations and those of their related places, in
    /// order.
    #[cfg(feature = "cli")]
    pub(crate) fn with_related(
        &self,
    ) -> impl Iterator<Item = (&Diagnostic, Option<&Location>, &[Option<Location>])> {
        self.entries.iter().map(|entry| {
            let location = entry.location.as_ref();
            (&entry.diagnostic, location, entry.related.as_slice())
        })
    }

    /// For people: a block for each, with an excerpt of the text. `color` adds
    /// terminal colors. Control characters are escaped.
    pub fn to_text(&self, color: bool) -> String {
        let entries = self.entries.iter();
        let text = entries.map(|entry| human::render(entry, self.sources, color));
        without_commands(text.collect(), "# #")
    }

    /// For programs: one JSON object per line, with `code`, `severity`,
    /// `message`, `label`, `notes` (if there are any), `help`, `file`, `line`,
    /// `column`, `end_line`, `end_column` (counted from 1, columns in characters),
    /// `pointer` and `related`. Unknown values are `null`.
    pub fn to_json_lines(&self) -> String {
        self.entries
            .iter()
            .map(|entry| json::render(entry, self.sources) + "\n")
            .collect()
    }

    /// For GitHub Actions: one
    /// [workflow command](https://docs.github.com/actions/reference/workflow-commands-for-github-actions)
    /// per line, which GitHub shows next to the lines of a change.
    pub fn to_github(&self) -> String {
        self.entries
            .iter()
            .map(|entry| github::render(entry, self.sources) + "\n")
            .collect()
    }

    /// Adds the diagnostics to a SARIF log, which can hold those of several
    /// reports.
    #[doc(hidden)]
    pub fn add_to_sarif(&self, log: &mut sarif::Log) {
        for entry in &self.entries {
            log.add(entry, self.sources);
        }
    }
}

/// A diagnostic whose texts are short enough for every format, whatever names and
/// values of a file they contain.
fn bounded(mut diagnostic: Diagnostic) -> Diagnostic {
    let Diagnostic {
        message,
        label,
        related,
        notes,
        help,
        ..
    } = &mut diagnostic;
    let labels = related.iter_mut().map(|(_, label)| label);
    for text in [message, label]
        .into_iter()
        .chain(labels)
        .chain(notes)
        .chain(help)
    {
        bound(text);
    }
    diagnostic
}

impl Location {
    fn bounded(mut self) -> Self {
        bound(&mut self.pointer);
        self
    }
}

fn bound(text: &mut String) {
    if let Cow::Owned(short) = clipped(text, SHOWN) {
        *text = short;
    }
}

impl Entry {
    fn sort_key<'k>(&'k self, sources: &'k Sources) -> impl Ord + 'k {
        let source = self.diagnostic.place.as_ref().map(|place| place.source);
        let name = source
            .and_then(|id| sources.get(id))
            .map(|source| source.name.as_str());
        let range = self
            .location
            .as_ref()
            .map(|it| (it.range.start, it.range.end));
        // What says how many others there are of a whole run is last.
        let is_rest = source.is_none() && self.diagnostic.occurrences > 1;
        (
            is_rest,
            name,
            source,
            range,
            self.diagnostic.code,
            &self.diagnostic.message,
        )
    }
}
