//! `lexgen breaking`: which changes of a new version break somebody.

mod json;
pub(super) mod show;
pub(super) mod sides;
mod summary;

use std::{collections::HashMap, time::Instant};

use super::{
    End,
    compared::{compared, counts_or_is_left_out, has_none_included},
    flags::{Global, UnknownWords},
    network,
    old_version::{is_usable, remark},
    published::Reach,
    terminal::{Terminal, count},
};
use crate::{
    compiler::{
        compare::{
            self, Audience, Comparison,
            policy::{Counted, Judged, RuleLevel, category, rule},
            rules,
            witness::{self, Witness},
        },
        diagnostic::{Diagnostic, Report, Rule, Severity, problem_count, rules::NO_LEXICONS},
        exceptions::today,
        ir::Selection,
        pipeline::no_lexicons,
        read::Version,
        settings::{Settings, SettingsError},
    },
    syntax::Nsid,
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
  lexgen breaking --against network:            compare with what is published
  lexgen breaking new/ --against old/ --all     two folders, with safe changes
  lexgen explain required-field-added           explain a rule, with examples

Categories (breaks of wire, records and lexicons are errors unless --category is given):
  wire       programs of different versions that communicate
  records    stored records and their readers
  lexicons   other lexicons that refer to a definition
  protocol   the protocol's evolution rules: old data stays valid, and old programs accept new data
  rust       callers of the generated Rust

Exit codes:
  0  no breaking changes
  1  breaking changes, errors in the lexicons, an invalid old version, or published lexicons that
     cannot be resolved
  2  invalid usage, or the old version does not exist")]
pub(super) struct Args {
    /// The new version: folders, files, git:REVISION[:PATH], network:, a snapshot or `-`
    /// [default: the inputs of lexgen.toml, or lexicons/]
    #[arg(value_name = "NEW")]
    new: Vec<Version>,
    /// The old version, in the same forms [default: `against` of lexgen.toml, or lexicons.lock]
    #[arg(long, value_name = "OLD")]
    against: Option<Version>,
    /// Report breaks of this category as errors: wire, records, lexicons, protocol, rust [repeatable]
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
    #[command(flatten)]
    unknown: UnknownWords,
    #[command(flatten)]
    network: network::Flags,
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
    let mut policy = (settings.breaking).policy(&args.category, &args.levels(), today());
    let is_taken_for_new = |nsid: &Nsid| {
        let mut policy = (settings.breaking).policy(&[], &args.levels(), today());
        policy.allows(&rules::NOT_COMPARED, nsid)
    };
    let reach = Reach {
        flags: &args.network,
        global,
        terminal,
        stdout_is_taken: terminal.is_json(),
        allow_unknown: settings.resolve.allow_unknown,
        own_of: Some(&settings),
        is_taken_for_new: &is_taken_for_new,
    };
    let (mut sides, selection) = Sides::load(args, &settings, &reach)?;
    if !is_usable(&sides.old, &sides.sources, &sides.against, terminal, false)? {
        return Ok(End::Problems);
    }
    if has_none_included((&sides.old, &sides.new), &selection, terminal, false) {
        return Ok(End::Problems);
    }
    let errors = report_errors(&mut sides, terminal);
    if sides.new.documents.is_empty() {
        let errors = count(errors, "error");
        let rest = "the versions were not compared";
        terminal.failed("Failed", &format!("{errors}; {rest}"));
        return Ok(End::Problems);
    }
    if sides.is_first() {
        let remark = remark(&sides.against);
        terminal.diagnostics(&[remark], &sides.sources, terminal.is_json());
    }
    let comparison = compare_sides(&sides, &settings, &selection);
    // Their exceptions are used, or have expired.
    for set in [&sides.old, &sides.new] {
        for nsid in set.taken_for_new.iter().chain(&set.unresolved) {
            policy.allows(&rules::NOT_COMPARED, nsid);
        }
    }
    let judged = policy.judge(comparison.verdicts);
    let shown = args.shown(&judged, &sides, terminal);
    report(args, &shown, &sides, &policy.counted, terminal)?;
    let is_whole = args.new.is_empty();
    let remarks = policy.exceptions.remarks(&mut sides.sources, is_whole);
    terminal.diagnostics(&remarks, &sides.sources, terminal.is_json());

    let text = summary::text(&judged, &sides, &selection, &policy.counted);
    let text = format!("{text} in {} ms", start.elapsed().as_millis());
    Ok(conclude(&judged, errors, &sides, &text, terminal))
}

/// Reports the errors of the new version, and counts them.
fn report_errors(sides: &mut Sides, terminal: &Terminal) -> usize {
    let new = &mut sides.new;
    new.diagnostics.retain(counts_or_is_left_out);
    if !new.has_errors() && new.documents.is_empty() {
        new.diagnostics.push(if new.is_published {
            none_is_published()
        } else {
            no_lexicons()
        });
    }
    // They also tell what cannot be compared.
    terminal.diagnostics(&new.diagnostics, &sides.sources, terminal.is_json());
    let errors = new.diagnostics.iter();
    problem_count(errors.filter(|it| it.severity == Severity::Error))
}

fn none_is_published() -> Diagnostic {
    let message = "none of the lexicons of the old version is published";
    Diagnostic::new(&NO_LEXICONS, None, message).with_help("`lexgen publish` publishes your own")
}

fn compare_sides(sides: &Sides, settings: &Settings, selection: &Selection) -> Comparison {
    let options = compare::Options {
        rust: settings.generate.clone(),
        undescribed: sides.old.is_snapshot || sides.new.is_snapshot,
        served_by_others: settings.breaking.served_by_others.clone(),
        ..compare::Options::default()
    };
    let options = (&options, selection);
    compared(&sides.old, sides.past.as_ref(), &sides.new, options)
}

impl Args {
    /// The verdicts to show, each with its witnesses.
    fn shown<'j>(
        &self,
        judged: &'j [Judged],
        sides: &Sides,
        terminal: &Terminal,
    ) -> Vec<(&'j Judged, Vec<Witness>)> {
        let is_shown = |it: &&Judged| match it.severity {
            Severity::Error => true,
            Severity::Warning => !terminal.quiet,
            Severity::Note => self.all || terminal.verbose,
        };
        let mut numbers = HashMap::new();
        let shown = judged.iter().filter(is_shown).map(|it| {
            let change = &it.verdict.change;
            let definition = (change.nsid.as_str(), change.definition.as_deref());
            let number: &mut usize = numbers.entry(definition).or_default();
            *number += 1;
            if !self.witness || *number > WITNESSED {
                return (it, Vec::new());
            }
            // A name that comes back is proved by data of the version that had it.
            let past = sides.past.as_ref().filter(|_| it.verdict.retired.is_some());
            let old = past.map_or(&sides.old.ir, |past| &past.ir);
            (it, witness::in_carriers(old, &sides.new.ir, &it.verdict))
        });
        shown.collect()
    }
}

fn report(
    args: &Args,
    shown: &[(&Judged, Vec<Witness>)],
    sides: &Sides,
    counted: &Counted,
    terminal: &Terminal,
) -> Result<(), SettingsError> {
    let details = args.all || terminal.verbose;
    let found = shown.iter().map(|(it, witnesses)| {
        let mut diagnostic = show::diagnostic(it, sides, counted, details);
        for witness in witnesses {
            diagnostic = diagnostic.with_note(show::witness(witness));
        }
        if args.witness
            && it.severity == Severity::Error
            && let Some(why) = rules::why_without_witness(it.verdict.rule)
        {
            diagnostic = diagnostic.with_note(format!("no witness: {why}"));
        }
        diagnostic
    });
    let report = Report::in_order(&sides.sources, found);
    if terminal.is_json() {
        terminal.result(&json::lines(&report, shown, sides))?;
    } else {
        terminal.report(&report, false);
    }
    Ok(())
}

/// Prints the summary, and says how the command ends.
fn conclude(
    judged: &[Judged],
    errors: usize,
    sides: &Sides,
    text: &str,
    terminal: &Terminal,
) -> End {
    if errors > 0 {
        let errors = count(errors, "error");
        let rest = "definitions without errors were compared";
        terminal.failed("Failed", &format!("{errors} in the new version; {rest}"));
    }
    let unresolved = sides.unresolved();
    if unresolved > 0 {
        let documents = count(unresolved, "document");
        let text = format!("{documents} not resolved: nothing is known about their changes");
        terminal.failed("Failed", &text);
    }
    if judged.iter().any(|it| it.severity == Severity::Error) {
        terminal.failed("Breaking", text);
        return End::Problems;
    }
    if errors > 0 || unresolved > 0 {
        let text = format!("{text}; no verdict on the rest");
        terminal.warned("Incomplete", &text);
        return End::Problems;
    }
    let is_not_compared = |it: &Judged| it.verdict.rule == &rules::NOT_COMPARED;
    if judged.iter().any(is_not_compared) || !sides.old.taken_for_new.is_empty() {
        terminal.warned("Incomplete", text);
    } else {
        terminal.done("Compatible", text);
    }
    End::Well
}
