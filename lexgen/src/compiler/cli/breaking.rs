//! `lexgen breaking`: what a new version of lexicons does to whom.

mod json;
mod show;
mod sides;
mod summary;

use std::{collections::HashMap, time::Instant};

use super::{
    End,
    flags::Global,
    terminal::{Terminal, count},
};
use crate::{
    compiler::{
        compare::{
            self, Audience, Side,
            policy::{Judged, category, rule},
            witness,
        },
        diagnostic::{Report, Rule, Severity},
        exceptions::today,
        pipeline::no_lexicons,
        read::Version,
        settings::SettingsError,
    },
    syntax::Nsid,
};
use sides::Sides;

/// Say what a new version of the lexicons breaks, for whom, and why
///
/// Compares the lexicons with the version that was promised: with what --against names, or
/// else with the snapshot that `lexgen snapshot` wrote.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lexgen breaking                               against lexicons.lock
  lexgen breaking --against git:HEAD            against what is committed
  lexgen breaking --against git:v1.2 --witness  with data that proves each break
  lexgen breaking new/ --against old/ --all     two folders, harmless changes too
  lexgen explain required-field-added           why, with an example

Categories, whose breaks count (wire and records unless --category says otherwise):
  wire       programs of the two versions that talk to each other
  records    records that are stored already, and their readers
  protocol   the protocol's rules of evolution: all old data stays valid, and the reverse
  rust       callers of the generated Rust

Exit codes:
  0  nothing breaks
  1  something does, or the lexicons have errors
  2  wrong usage, or there is nothing to compare with")]
pub(super) struct Args {
    /// The new version: folders, files, git:REVISION[:PATH] or a snapshot; the inputs of
    /// lexgen.toml unless given
    #[arg(value_name = "NEW")]
    new: Vec<Version>,
    /// The old version, in the same forms
    #[arg(long, value_name = "OLD")]
    against: Option<Version>,
    /// Whose breaks count: wire, records, protocol, rust [repeatable]
    #[arg(long, value_name = "CATEGORY", value_parser = category, value_delimiter = ',')]
    category: Vec<Audience>,
    /// Changes of this rule may break something [repeatable]
    #[arg(long, value_name = "RULE", value_parser = rule, value_delimiter = ',')]
    allow: Vec<&'static Rule>,
    /// Show for each break data that one version accepts and the other refuses
    ///
    /// Where one definition has more than 100 breaks this is shown of the first 100.
    #[arg(long)]
    witness: bool,
    /// Show changes that harm nobody, too
    #[arg(long)]
    all: bool,
}

/// How many breaks of one definition have witnesses. Each takes time that grows
/// with the definition, which all of them together must not.
const WITNESSED: usize = 100;

/// Does it.
pub(super) fn run(args: &Args, global: &Global, terminal: &Terminal) -> Result<End, SettingsError> {
    let start = Instant::now();
    let settings = sides::settings(args, global)?;
    let mut sides = Sides::load(args, &settings)?;
    let mut diagnostics = std::mem::take(&mut sides.new.diagnostics);
    diagnostics.retain(|it| it.severity == Severity::Error);
    if diagnostics.is_empty() && sides.new.documents.is_empty() {
        diagnostics.push(no_lexicons());
    }
    if !diagnostics.is_empty() {
        terminal.diagnostics(&diagnostics, &sides.sources, false);
        let errors = count(diagnostics.len(), "error");
        terminal.failed("Failed", &format!("{errors}; nothing was compared"));
        return Ok(End::Problems);
    }
    if sides.old.has_errors() {
        terminal.detail("what has errors in the old version is not compared");
    }

    let options = compare::Options {
        rust: settings.generate.clone(),
        undescribed: sides.old.is_snapshot || sides.new.is_snapshot,
        ..compare::Options::default()
    };
    let comparison = compare::compare(&sides.old.ir, &sides.new.ir, &options);
    let mut policy = (settings.breaking).policy(&args.category, &args.allow, today());
    let is_chosen = |nsid: &Nsid| {
        let resolve = &settings.resolve;
        (resolve.include.is_empty() || resolve.include.iter().any(|it| it.matches(nsid)))
            && !resolve.exclude.iter().any(|it| it.matches(nsid))
    };
    let mut verdicts = comparison.verdicts;
    verdicts.retain(|verdict| {
        let change = &verdict.change;
        is_chosen(&change.nsid) && !change.is_refused(&sides.old.refused)
    });
    let judged = policy.judge(verdicts);
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
            witness::find(&sides.old.ir, &sides.new.ir, change)
        } else {
            Vec::new()
        };
        shown.push((it, witnesses));
    }
    let details = args.all || terminal.verbose;
    let found = shown.iter().map(|(it, witnesses)| {
        let mut diagnostic = show::diagnostic(it, &sides, &policy.categories, details);
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

    let text = summary::text(&judged, &sides, &policy.categories);
    let text = format!("{text} in {} ms", start.elapsed().as_millis());
    if judged.iter().any(|it| it.severity == Severity::Error) {
        terminal.failed("Breaking", &text);
        return Ok(End::Problems);
    }
    terminal.done("Compatible", &text);
    Ok(End::Well)
}

/// The word for a side in messages.
fn side_name(side: Side) -> &'static str {
    match side {
        Side::Old => "before",
        Side::New => "now",
    }
}
