//! The verdicts on the changes since an older version, in a line each. `lexgen breaking`
//! gives the reasons.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{
    compiler::{
        cli::{compared::compared, terminal::count},
        compare::{
            self, Change, ChangeKind, DefinitionChange, Semver, Side, Verdict,
            policy::{Counted, Judged},
        },
        diagnostic::{SHOWN, Severity, clean, clipped},
        exceptions::today,
        ir::Selection,
        set::{Loaded, lock::history::AcceptedBreak},
        settings::Settings,
    },
    syntax::Nsid,
};

/// The verdicts on all changes between the older version, such as a snapshot, and the lexicons.
pub(in crate::compiler::cli) struct Verdicts {
    by_document: BTreeMap<Nsid, Vec<Judged>>,
    /// What counts.
    pub(in crate::compiler::cli) counted: Counted,
}

impl Verdicts {
    /// Compares the two like `lexgen breaking` without flags.
    pub(in crate::compiler::cli) fn of(
        old: &Loaded,
        (new, selection): (&Loaded, &Selection),
        settings: &Settings,
    ) -> Self {
        let options = compare::Options {
            rust: settings.generate.clone(),
            undescribed: old.is_snapshot,
            served_by_others: settings.breaking.served_by_others.clone(),
            ..compare::Options::default()
        };
        let comparison = compared(old, old.past(new).as_ref(), new, (&options, selection));
        let mut policy = settings.breaking.policy(&[], &[], today());
        let mut by_document: BTreeMap<Nsid, Vec<Judged>> = BTreeMap::new();
        for judged in policy.judge(comparison.verdicts) {
            let nsid = judged.verdict.change.nsid.clone();
            by_document.entry(nsid).or_default().push(judged);
        }
        Self {
            by_document,
            counted: policy.counted,
        }
    }

    /// The documents that have verdicts, by NSID.
    pub(in crate::compiler::cli) fn documents(&self) -> impl Iterator<Item = &str> {
        self.by_document.keys().map(Nsid::as_str)
    }

    /// Every verdict.
    pub(in crate::compiler::cli) fn all(&self) -> impl Iterator<Item = &Judged> {
        self.by_document.values().flatten()
    }

    fn on(&self, nsid: &str) -> &[Judged] {
        self.by_document.get(nsid).map_or(&[], Vec::as_slice)
    }

    /// The breaks of one document that count; with `risks`, those too.
    pub(super) fn breaks(&self, nsid: &Nsid, risks: bool) -> Vec<AcceptedBreak> {
        let least = if risks {
            Severity::Warning
        } else {
            Severity::Error
        };
        let counted = self.on(nsid.as_str()).iter();
        let counted = counted.filter(|it| it.severity >= least && it.suppression.is_none());
        let breaks = counted.map(|judged| {
            let Verdict { rule, change, .. } = &judged.verdict;
            let side = if change.old.present {
                Side::Old
            } else {
                Side::New
            };
            let at = change.location(side).path.to_string();
            AcceptedBreak {
                rule: Some((rule.code.to_owned(), at)),
                what: sentence(change),
            }
        });
        breaks.collect()
    }

    /// The verdicts on one document for people, each with a line end.
    pub(in crate::compiler::cli) fn text(&self, nsid: &str) -> String {
        // Added documents are in the list already.
        let added = ChangeKind::Definition(DefinitionChange::DocumentAdded);
        let is_listed = |judged: &&Judged| judged.verdict.change.kind != added;
        let lines = self.on(nsid).iter().filter(is_listed).map(|judged| {
            let (word, verdict) = (word(judged), &judged.verdict);
            let change = sentence(&verdict.change);
            let rust = match verdict.rust {
                Semver::Patch | Semver::Minor => "",
                Semver::Major => ", Rust major",
            };
            format!("  {word:<7} {change} [{}{rust}]\n", verdict.rule.code)
        });
        lines.collect()
    }

    /// The verdicts on one document for programs.
    pub(in crate::compiler::cli) fn json(&self, nsid: &str) -> Value {
        let verdicts = self.on(nsid).iter().map(|judged| {
            let verdict = &judged.verdict;
            json!({
                "rule": verdict.rule.code,
                "severity": judged.severity.name(),
                "definition": verdict.change.definition,
                "message": clipped(&verdict.change.to_string(), SHOWN),
                "rust": verdict.rust.name(),
            })
        });
        verdicts.collect()
    }

    /// A summary such as `1 break, 2 risks; the generated Rust needs a major
    /// version`; `None` if all changes are safe.
    pub(in crate::compiler::cli) fn summary(&self) -> Option<String> {
        let all = || self.by_document.values().flatten();
        let of = |severity| all().filter(|it| it.severity == severity).count();
        let mut parts = Vec::new();
        for (severity, noun) in [(Severity::Error, "break"), (Severity::Warning, "risk")] {
            match of(severity) {
                0 => {}
                number => parts.push(count(number, noun)),
            }
        }
        let mut text = parts.join(", ");
        match all().map(|it| it.verdict.rust).max().unwrap_or_default() {
            Semver::Patch => {}
            semver => {
                let separator = if text.is_empty() { "" } else { "; " };
                let version = semver.name();
                text += &format!("{separator}the generated Rust needs a {version} version");
            }
        }
        (!text.is_empty()).then_some(text)
    }
}

/// A change, in a line.
fn sentence(change: &Change) -> String {
    clean(&clipped(&change.to_string(), SHOWN))
}

fn word(judged: &Judged) -> &'static str {
    match (judged.severity, &judged.suppression) {
        (_, Some(_)) => "allowed",
        (Severity::Error, None) => "break",
        (Severity::Warning, None) => "risk",
        (Severity::Note, None) => "safe",
    }
}
