//! What lexicons must pass before they are published.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Run,
    plan::{Action, Plan},
};
use crate::{
    compiler::{
        cli::{
            breaking::{
                show,
                sides::{Sides, snapshot_of},
            },
            compared::compared,
            problems,
            terminal::{Terminal, count},
        },
        compare::{
            self,
            policy::{Judged, RuleLevel, Suppression},
            rules::NOT_COMPARED,
        },
        diagnostic::{Report, Severity, problem_count},
        exceptions::today,
        ir::{Options, Selection},
        lint::{self, Policy},
        pipeline::{self, Compiled},
        set::{Loaded, load_published},
        settings::Settings,
        source::Sources,
    },
    syntax::Nsid,
};

/// The lexicons, if `lexgen check` accepts them. What it says besides is judged by lint.
pub(super) fn checked(settings: &Settings, terminal: &Terminal) -> Option<Compiled> {
    let compiled = pipeline::compile(settings);
    if !compiled.has_errors() {
        return Some(compiled);
    }
    terminal.diagnostics(&compiled.diagnostics, &compiled.sources, terminal.is_json());
    let problems = problems(&compiled);
    terminal.failed("Checked", &format!("{problems}; nothing was published"));
    None
}

impl Run<'_> {
    /// Whether `lexgen lint` finds no errors in the lexicons to publish.
    pub(super) fn is_linted(&self, compiled: Compiled) -> bool {
        let policy = Policy {
            selection: lint::Selection {
                only: Vec::new(),
                levels: self.settings.lint.levels.clone(),
                deny_warnings: self.settings.lint.deny_warnings,
            },
            exceptions: &self.settings.lint.exceptions,
            today: today(),
            resolve: &self.settings.resolve,
        };
        let Compiled {
            sources,
            documents,
            diagnostics,
            ..
        } = compiled;
        let linted = policy.lint(sources, &documents, diagnostics);
        let own: BTreeSet<_> = self.own.iter().map(|own| &own.nsid).collect();
        let own = documents.iter().filter(|it| own.contains(&it.id));
        let own: BTreeSet<_> = own.map(|document| document.source).collect();
        let mut findings = linted.findings;
        findings.retain(|finding| {
            // Without a place it is about the project.
            let place = finding.place.as_ref();
            place.is_none_or(|place| own.contains(&place.source))
        });
        let is_json = self.terminal.is_json();
        self.terminal
            .diagnostics(&findings, &linted.sources, is_json);
        let errors = findings.iter().filter(|it| it.severity == Severity::Error);
        let errors = problem_count(errors);
        if errors > 0 {
            let errors = count(errors, "error");
            let text = format!("{errors}; nothing was published");
            self.terminal.failed("Linted", &text);
        }
        errors == 0
    }

    /// Compares the lexicons with what is published, and reports what breaks.
    pub(super) fn judge(&self, plan: &Plan) -> Verdicts {
        let own: BTreeSet<&Nsid> = self.own.iter().map(|own| &own.nsid).collect();
        let mut sides = self.sides(plan, &own);
        // Of what is not written, nothing can break.
        let steps = self.own.iter().zip(&plan.steps);
        let written = steps.filter(|(_, step)| step.action != Action::Unchanged);
        let include = written.filter_map(|(own, _)| own.nsid.as_str().parse().ok());
        let include: Vec<_> = include.collect();
        if include.is_empty() {
            return Verdicts::default();
        }
        let selected = Options {
            include,
            ..Options::default()
        };
        let new = &sides.new;
        let selection = Selection::of_set(&new.documents, &new.refused, &selected);
        let options = compare::Options {
            rust: self.settings.generate.clone(),
            served_by_others: self.settings.breaking.served_by_others.clone(),
            ..compare::Options::default()
        };
        let past = sides.past.as_ref();
        let compared = compared(&sides.old, past, &sides.new, (&options, &selection));
        let allowed = self.args.allow_breaking.iter();
        let allowed: Vec<_> = allowed.map(|rule| (*rule, RuleLevel::Allow)).collect();
        let breaking = &self.settings.breaking;
        let mut policy = breaking.policy(&[], &allowed, today());
        let judged = policy.judge(compared.verdicts);
        let shown = judged.iter().filter(|it| match it.severity {
            Severity::Error => true,
            Severity::Warning => !self.terminal.quiet,
            Severity::Note => self.terminal.verbose,
        });
        let details = self.terminal.verbose;
        let shown = shown.map(|it| show::diagnostic(it, &sides, &policy.counted, details));
        let report = Report::in_order(&sides.sources, shown);
        self.terminal.report(&report, self.terminal.is_json());
        let verdicts = Verdicts::of(&judged);
        self.say_allowed(&judged);
        // `lexgen breaking` reports exceptions that are not used.
        drop(policy.exceptions.remarks(&mut sides.sources, false));
        verdicts
    }

    /// What is published and what is to be. The rest of the project is the same in both, so
    /// that references to it are.
    fn sides(&self, plan: &Plan, own: &BTreeSet<&Nsid>) -> Sides {
        let mut new = self.loaded.clone();
        let others = new.documents.iter().filter(|it| !own.contains(&it.id));
        let others = others.filter_map(|document| {
            let source = new.sources.get(document.source)?;
            Some((source.name.clone(), source.document().to_owned()))
        });
        let published = plan.steps.iter().filter_map(|step| step.published.clone());
        let texts: Vec<_> = published.chain(others).collect();
        let allow_unknown = self.settings.resolve.allow_unknown;
        let mut old: Loaded = load_published(texts, BTreeSet::new(), allow_unknown);
        // What cannot be read has no text.
        let steps = self.own.iter().zip(&plan.steps);
        let unreadable = steps.filter(|(_, step)| step.unreadable.is_some());
        let unreadable = unreadable.map(|(own, _)| own.nsid.clone());
        old.refused.documents.extend(unreadable);
        let steps = self.own.iter().zip(&plan.steps);
        let unpublished =
            steps.filter(|(_, step)| step.published.is_none() && step.unreadable.is_none());
        old.unpublished = unpublished.map(|(own, _)| own.nsid.clone()).collect();
        let snapshot = snapshot_of(self.settings);
        let past = snapshot.as_ref().and_then(|snapshot| snapshot.past(&new));
        let mut sources = Sources::default();
        new.move_sources_to(&mut sources);
        old.move_sources_to(&mut sources);
        Sides {
            sources,
            old,
            new,
            against: "what is published".to_owned(),
            past,
            has_history: snapshot.is_some(),
        }
    }

    /// Says which breaks are published, and why.
    fn say_allowed(&self, judged: &[Judged]) {
        let Some(reason) = &self.args.reason else {
            return;
        };
        let allowed = judged.iter();
        let allowed = allowed.filter(|it| it.suppression == Some(Suppression::Allowed));
        for it in allowed {
            let (rule, change) = (it.verdict.rule.code, &it.verdict.change);
            let text = format!("{rule}: {change} ({reason})");
            self.terminal.warned("Allowed", &text);
        }
    }
}

/// What the changes of each lexicon do.
#[derive(Default)]
pub(super) struct Verdicts(BTreeMap<String, Counts>);

/// How many changes there are of each kind.
#[derive(Clone, Copy, Default)]
pub(super) struct Counts {
    pub(super) breaks: usize,
    pub(super) not_compared: usize,
    pub(super) warnings: usize,
    pub(super) allowed: usize,
}

impl Verdicts {
    fn of(judged: &[Judged]) -> Self {
        let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
        for it in judged {
            let nsid = it.verdict.change.nsid.as_str().to_owned();
            let counts = counts.entry(nsid).or_default();
            match it.severity {
                Severity::Error if it.verdict.rule == &NOT_COMPARED => counts.not_compared += 1,
                Severity::Error => counts.breaks += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Note if it.suppression.is_some() => counts.allowed += 1,
                Severity::Note => {}
            }
        }
        Self(counts)
    }

    /// Those of a lexicon.
    pub(super) fn counts(&self, nsid: &Nsid) -> Counts {
        self.0.get(nsid.as_str()).copied().unwrap_or_default()
    }

    /// Whether something must not be published.
    pub(super) fn is_broken(&self) -> bool {
        let mut all = self.0.values();
        all.any(|counts| counts.breaks + counts.not_compared > 0)
    }

    /// `2 breaks in 1 lexicon`
    pub(super) fn summary(&self) -> String {
        let all = self.0.values();
        let broken = all.filter(|counts| counts.breaks + counts.not_compared > 0);
        let (mut lexicons, mut breaks, mut not_compared) = (0, 0, 0);
        for counts in broken {
            lexicons += 1;
            breaks += counts.breaks;
            not_compared += counts.not_compared;
        }
        let mut parts = Vec::new();
        if breaks > 0 {
            parts.push(count(breaks, "break"));
        }
        if not_compared > 0 {
            parts.push(format!("{not_compared} not compared"));
        }
        format!("{} in {}", parts.join(", "), count(lexicons, "lexicon"))
    }
}
