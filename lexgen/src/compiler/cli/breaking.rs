//! `lexgen breaking`: which changes of a new version break somebody.

mod json;
pub(super) mod show;
pub(super) mod sides;
mod summary;

use std::{collections::HashMap, time::Instant};

use super::{
    End,
    compared::compared,
    flags::Global,
    old_version::is_usable,
    terminal::{Terminal, count},
};
use crate::compiler::{
    compare::{
        self, Audience,
        policy::{Judged, RuleLevel, category, rule},
        rules, witness,
    },
    diagnostic::{Report, Rule, Severity, problem_count},
    exceptions::today,
    pipeline::no_lexicons,
    read::Version,
    settings::SettingsError,
};
use sides::Sides;

/// Compare two versions and report breaking changes
///
/// Compares the lexicons with the version that --against names, or with the snapshot that
/// `lexgen snapshot` wrote.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lexgen breaking                               compare with lexicons.lock
  lexgen breaking --against git:HEAD            compare with the last commit
  lexgen breaking --against git:v1.2 --witness  show data that only one version accepts
  lexgen breaking new/ --against old/ --all     two folders, with safe changes
  lexgen explain required-field-added           explain a rule, with examples

Categories (breaks of wire and records are errors unless --category is given):
  wire       programs of different versions that communicate
  records    stored records and their readers
  protocol   the protocol's evolution rules: old data stays valid, and old programs accept new data
  rust       callers of the generated Rust

Exit codes:
  0  no breaking changes
  1  breaking changes, errors in the lexicons, or an invalid old version
  2  invalid usage, or the old version does not exist")]
pub(super) struct Args {
    /// The new version: folders, files, git:REVISION[:PATH], a snapshot or `-` [default: the
    /// inputs of lexgen.toml, or lexicons/]
    #[arg(value_name = "NEW")]
    new: Vec<Version>,
    /// The old version, in the same forms [default: `against` of lexgen.toml, or lexicons.lock]
    #[arg(long, value_name = "OLD")]
    against: Option<Version>,
    /// Report breaks of this category as errors: wire, records, protocol, rust [repeatable]
    #[arg(long, value_name = "CATEGORY", value_parser = category, value_delimiter = ',')]
    category: Vec<Audience>,
    /// Allow breaks of this rule [repeatable]
    #[arg(long, value_name = "RULE", value_parser = rule, value_delimiter = ',')]
    allow: Vec<&'static Rule>,
    /// Report breaks of this rule as warnings [repeatable]
    #[arg(long, value_name = "RULE", value_parser = rule, value_delimiter = ',')]
    warn: Vec<&'static Rule>,
    /// Report changes of this rule as errors, whatever they break [repeatable]
    #[arg(long, value_name = "RULE", value_parser = rule, value_delimiter = ',')]
    deny: Vec<&'static Rule>,
    /// For each break, show data that only one of the versions accepts
    ///
    /// At most 100 per definition.
    #[arg(long)]
    witness: bool,
    /// Show safe changes too, and effects in other categories
    #[arg(long)]
    all: bool,
}

impl Args {
    /// The levels of single rules.
    fn levels(&self) -> Vec<(&'static Rule, RuleLevel)> {
        let all = [
            (&self.allow, RuleLevel::Allow),
            (&self.warn, RuleLevel::Warn),
            (&self.deny, RuleLevel::Deny),
        ];
        let levels = all
            .into_iter()
            .flat_map(|(rules, level)| rules.iter().map(move |rule| (*rule, level)));
        levels.collect()
    }
}

/// The largest number of breaks of a definition that get a witness. The time for
/// each grows with the definition, so the total would be quadratic without a limit.
const WITNESSED: usize = 100;

/// Runs the command.
pub(super) fn run(args: &Args, global: &Global, terminal: &Terminal) -> Result<End, SettingsError> {
    let start = Instant::now();
    let settings = sides::settings(args, global)?;
    let mut sides = Sides::load(args, &settings)?;
    if !is_usable(&sides.old, &sides.sources, &sides.against, terminal, false)? {
        return Ok(End::Problems);
    }
    let mut diagnostics = std::mem::take(&mut sides.new.diagnostics);
    diagnostics.retain(|it| it.severity == Severity::Error);
    if diagnostics.is_empty() && sides.new.documents.is_empty() {
        diagnostics.push(no_lexicons());
    }
    terminal.diagnostics(&diagnostics, &sides.sources, terminal.is_json());
    let errors = problem_count(&diagnostics);
    if sides.new.documents.is_empty() {
        let errors = count(errors, "error");
        terminal.failed(
            "Failed",
            &format!("{errors}; the versions were not compared"),
        );
        return Ok(End::Problems);
    }
    let options = compare::Options {
        rust: settings.generate.clone(),
        undescribed: sides.old.is_snapshot || sides.new.is_snapshot,
        served_by_others: settings.breaking.served_by_others.clone(),
        ..compare::Options::default()
    };
    // The diagnostics tell what has errors.
    sides.new.diagnostics = diagnostics;
    let past = sides.past.take();
    let comparison = compared(&sides.old, past.as_ref(), &sides.new, &options);
    let mut policy = (settings.breaking).policy(&args.category, &args.levels(), today());
    let chosen = (comparison.verdicts.into_iter())
        .filter(|verdict| settings.resolve.starts_from(&verdict.change.nsid));
    let judged = policy.judge(chosen);
    let is_shown = |it: &&Judged| match it.severity {
        Severity::Error => true,
        Severity::Warning => !terminal.quiet,
        Severity::Note => args.all || terminal.verbose,
    };
    let mut shown = Vec::new();
    let mut numbers = HashMap::new();
    for it in judged.iter().filter(is_shown) {
        let change = &it.verdict.change;
        let definition = (change.nsid.as_str(), change.definition.as_deref());
        let number: &mut usize = numbers.entry(definition).or_default();
        *number += 1;
        let witnesses = if args.witness && *number <= WITNESSED {
            // A name that comes back is proved by data of the version that had it.
            let past = past.as_ref().filter(|_| it.verdict.retired.is_some());
            let old = past.map_or(&sides.old.ir, |past| &past.ir);
            witness::in_carriers(old, &sides.new.ir, &it.verdict)
        } else {
            Vec::new()
        };
        shown.push((it, witnesses));
    }
    let details = args.all || terminal.verbose;
    let found = shown.iter().map(|(it, witnesses)| {
        let mut diagnostic = show::diagnostic(it, &sides, &policy.counted, details);
        for witness in witnesses {
            diagnostic = diagnostic.with_note(show::witness(witness));
        }
        diagnostic
    });
    let report = Report::in_order(&sides.sources, found);
    if terminal.is_json() {
        terminal.result(&json::lines(&report, &shown, &sides))?;
    } else {
        terminal.report(&report, false);
    }
    let is_whole = args.new.is_empty();
    let remarks = policy.exceptions.remarks(&mut sides.sources, is_whole);
    terminal.diagnostics(&remarks, &sides.sources, terminal.is_json());

    let text = summary::text(&judged, &sides, &policy.counted);
    let text = format!("{text} in {} ms", start.elapsed().as_millis());
    if errors > 0 {
        let errors = count(errors, "error");
        let rest = "what has none was compared";
        terminal.failed("Failed", &format!("{errors} in the new version; {rest}"));
    }
    if judged.iter().any(|it| it.severity == Severity::Error) {
        terminal.failed("Breaking", &text);
        return Ok(End::Problems);
    }
    if errors > 0 {
        terminal.warned("Incomplete", &text);
        return Ok(End::Problems);
    }
    let is_incomplete = (judged.iter()).any(|it| it.verdict.rule == &rules::NOT_COMPARED);
    if is_incomplete {
        terminal.warned("Incomplete", &text);
    } else {
        terminal.done("Compatible", &text);
    }
    Ok(End::Well)
}
