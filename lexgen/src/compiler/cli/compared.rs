//! Two versions, compared as far as they can be.

use super::terminal::Terminal;
use crate::{
    compiler::{
        compare::{self, Comparison, Faulty, Side, Verdict, rules::NOT_COMPARED},
        diagnostic::{Diagnostic, Severity, rules},
        ir::Selection,
        set::{Loaded, Past},
        source::Sources,
    },
    syntax::Nsid,
};

/// The verdicts on all changes. What has errors in either version has one of its own,
/// and so has a name that comes back. Documents that are not selected have none.
pub(super) fn compared(
    old: &Loaded,
    past: Option<&Past>,
    new: &Loaded,
    (options, selection): (&compare::Options, &Selection),
) -> Comparison {
    let mut comparison = compare::compare(&old.ir, &new.ir, options);
    if let Some(past) = past {
        comparison = comparison.with_past(&past.ir, &new.ir, options, |nsid, place| {
            past.retired(nsid, place).map(str::to_owned)
        });
    }
    // What both versions refuse was not compared either.
    let (of_old, of_new) = (old.faulty(), new.faulty());
    for (side, set, refused, refused_by_other) in [
        (Side::New, new, &of_new, &of_old),
        (Side::Old, old, &of_old, &of_new),
    ] {
        let faulty = Faulty {
            side,
            refused,
            refused_by_other,
            kind: &|nsid, name| set.kind_of_refused(nsid, name),
        };
        comparison = comparison.with_refused(&faulty, &old.ir, &new.ir);
    }
    let is_known = |nsid: &Nsid| !old.unresolved.contains(nsid) && !new.unresolved.contains(nsid);
    // Lexicons that refer to each other cannot all be published first: that others refer to
    // one which nobody has yet is not a doubt about it.
    let is_doubt_about_new = |verdict: &Verdict| {
        verdict.rule == &NOT_COMPARED && old.unpublished.contains(&verdict.change.nsid)
    };
    let counts = |verdict: &Verdict| {
        let nsid = &verdict.change.nsid;
        selection.contains(nsid) && is_known(nsid) && !is_doubt_about_new(verdict)
    };
    comparison.verdicts.retain(counts);
    comparison
}

/// Whether a diagnostic is an error, or has the number of those that do not count.
pub(super) fn counts_or_is_left_out(found: &Diagnostic) -> bool {
    found.severity == Severity::Error || found.code == rules::EXCLUDED_ERRORS.code
}

/// Whether there are lexicons to compare, and none of them is selected. A misspelled
/// pattern must not look like lexicons without changes; if so, it is reported.
pub(super) fn has_none_included(
    (old, new): (&Loaded, &Loaded),
    selection: &Selection,
    terminal: &Terminal,
    stdout_is_taken: bool,
) -> bool {
    fn ids(set: &Loaded) -> impl Iterator<Item = &Nsid> {
        let valid = set.documents.iter().map(|document| &document.id);
        valid.chain(&set.refused.documents)
    }
    let mut all = ids(old).chain(ids(new)).peekable();
    if all.peek().is_none() || all.any(|id| selection.contains(id)) {
        return false;
    }
    terminal.diagnostics(&[none_is_included()], &Sources::default(), stdout_is_taken);
    terminal.failed("Failed", "1 error; nothing was compared");
    true
}

pub(super) fn none_is_included() -> Diagnostic {
    Diagnostic::new(&rules::NO_LEXICONS, None, "no lexicon is included")
        .with_help("`include` and `exclude` of lexgen.toml leave out all of them")
}
