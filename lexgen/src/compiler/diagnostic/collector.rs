//! Limits how many diagnostics are kept: a byte can have a problem, and a diagnostic
//! takes a thousand times as much memory.

use std::collections::{BTreeMap, btree_map::Entry};

use super::{Diagnostic, Severity};

/// The most diagnostics of one rule about one document.
const OF_A_RULE: usize = 200;

/// The most diagnostics of a run.
const IN_TOTAL: usize = 10_000;

/// Keeps the first diagnostics, and one for all others of each rule, which says how
/// many there are.
pub(crate) struct Collector {
    of_a_rule: usize,
    in_total: usize,
    kept: Vec<Diagnostic>,
    /// How many of each rule are kept.
    rules: BTreeMap<&'static str, usize>,
    /// What was reported last, if it is not kept. Its severity may still change.
    last: Option<Diagnostic>,
    /// The first of those that are not kept.
    others: BTreeMap<(&'static str, Severity), Diagnostic>,
}

impl Collector {
    /// For the diagnostics about one document.
    pub(crate) fn of_document() -> Self {
        Self::new(OF_A_RULE, usize::MAX)
    }

    /// For the diagnostics of a run.
    pub(crate) fn of_run() -> Self {
        Self::new(usize::MAX, IN_TOTAL)
    }

    fn new(of_a_rule: usize, in_total: usize) -> Self {
        Self {
            of_a_rule,
            in_total,
            kept: Vec::new(),
            rules: BTreeMap::new(),
            last: None,
            others: BTreeMap::new(),
        }
    }

    /// Adds a diagnostic, of which more can be said until the next one.
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) -> &mut Diagnostic {
        self.count_last();
        let of_its_rule = self.rules.entry(diagnostic.code).or_default();
        if *of_its_rule < self.of_a_rule && self.kept.len() < self.in_total {
            *of_its_rule += 1;
            let at = self.kept.len();
            self.kept.push(diagnostic);
            return &mut self.kept[at];
        }
        self.last.insert(diagnostic)
    }

    /// Whether the next diagnostic of every rule is only counted.
    #[cfg(feature = "cli")]
    pub(crate) fn is_full(&self) -> bool {
        self.kept.len() >= self.in_total
    }

    /// How many are kept.
    pub(crate) fn len(&self) -> usize {
        self.kept.len()
    }

    fn count_last(&mut self) {
        let Some(last) = self.last.take() else {
            return;
        };
        match self.others.entry((last.code, last.severity)) {
            Entry::Vacant(entry) => {
                entry.insert(last);
            }
            Entry::Occupied(entry) => {
                let first = entry.into_mut();
                first.occurrences += last.occurrences;
                // The others of a run have no place in common.
                if self.in_total < usize::MAX {
                    first.place = None;
                }
            }
        }
    }

    /// What is kept, and a diagnostic for the others of each rule.
    pub(crate) fn finish(mut self) -> Vec<Diagnostic> {
        self.count_last();
        let others = self.others.into_values().map(|first| match first {
            Diagnostic { occurrences: 1, .. } => first,
            several => Diagnostic {
                message: format!("{} more of this rule are not shown", several.occurrences),
                label: several
                    .place
                    .as_ref()
                    .map_or("", |_| "the first of them")
                    .to_owned(),
                related: Vec::new(),
                notes: Vec::new(),
                help: None,
                fix: Vec::new(),
                ..several
            },
        });
        self.kept.extend(others);
        self.kept
    }
}

impl Extend<Diagnostic> for Collector {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        for diagnostic in diagnostics {
            self.push(diagnostic);
        }
    }
}

/// How many problems there are, including those that are not shown.
pub(crate) fn problem_count<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> usize {
    let diagnostics = diagnostics.into_iter();
    diagnostics.map(|diagnostic| diagnostic.occurrences).sum()
}

#[cfg(test)]
mod tests {
    use super::{super::rules, Collector, problem_count};
    use crate::compiler::diagnostic::{Diagnostic, Severity};

    fn found(collector: Collector) -> Vec<(&'static str, Severity, usize)> {
        let found = collector.finish().into_iter();
        found
            .map(|it| (it.code, it.severity, it.occurrences))
            .collect()
    }

    #[test]
    fn what_is_not_kept_is_counted_by_rule_and_severity() {
        let mut collector = Collector::new(2, 5);
        for number in 0..5 {
            let problem = Diagnostic::new(&rules::INVALID_NSID, None, number.to_string());
            let problem = collector.push(problem);
            if number == 3 {
                problem.severity = Severity::Note;
            }
        }
        collector.push(Diagnostic::new(&rules::TOO_DEEP, None, "one"));
        let nsid = rules::INVALID_NSID.code;
        let error = Severity::Error;
        let expected = [
            (nsid, error, 1),
            (nsid, error, 1),
            (rules::TOO_DEEP.code, error, 1),
            (nsid, Severity::Note, 1),
            (nsid, error, 2),
        ];
        assert_eq!(found(collector), expected);
    }

    #[test]
    fn what_was_counted_is_counted_again() {
        let mut run = Collector::new(9, 3);
        for _ in 0..3 {
            let mut document = Collector::new(1, 9);
            for _ in 0..5 {
                document.push(Diagnostic::new(&rules::TOO_DEEP, None, "deep"));
            }
            run.extend(document.finish());
        }
        let found = run.finish();
        assert_eq!((found.len(), problem_count(&found)), (4, 15));
        assert_eq!(found[1].message, "4 more of this rule are not shown");
        assert_eq!(found[3].message, "9 more of this rule are not shown");
    }
}
