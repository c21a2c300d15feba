//! What a snapshot that is out of date fails for, as diagnostics: for SARIF and for
//! annotations of GitHub.

use super::Verdicts;
use crate::{
    compiler::{
        cli::{
            breaking::{show, sides::Sides},
            terminal::Terminal,
        },
        diagnostic::{Diagnostic, Part, Place, Report, Severity, rules},
        schema,
        set::{Loaded, lock::Difference},
        source::Sources,
    },
    syntax::Nsid,
};

/// Reports the documents that differ, and the verdicts on them.
pub(super) fn report(
    terminal: &Terminal,
    changes: &[(&Nsid, Difference)],
    (old, new): (&Loaded, &Loaded),
    verdicts: &Verdicts,
) {
    let mut sides = Sides {
        sources: Sources::default(),
        old: old.clone(),
        new: new.clone(),
        against: String::new(),
        past: None,
        has_history: true,
    };
    sides.new.move_sources_to(&mut sides.sources);
    sides.old.move_sources_to(&mut sides.sources);
    let stale = changes.iter().map(|(nsid, difference)| {
        let document = schema::Path::document();
        let place = |set| sides.place(set, nsid.as_str(), &document, Part::Value);
        let place = place(&sides.new).or_else(|| place(&sides.old));
        stale(
            place,
            format!(
                "`{}` is {} since the snapshot",
                nsid.as_str(),
                difference.name()
            ),
        )
    });
    let told = verdicts.all().filter(|it| it.severity > Severity::Note);
    let told = told.map(|it| show::diagnostic(it, &sides, &verdicts.counted, false));
    let all: Vec<_> = stale.chain(told).collect();
    terminal.report(&Report::new(&sides.sources, all), false);
}

/// Reports that there is no snapshot.
pub(super) fn report_missing(terminal: &Terminal, name: &str) {
    let missing = Diagnostic::new(
        &rules::SNAPSHOT_STALE,
        None,
        format!("there is no snapshot `{name}`"),
    )
    .with_help("run `lexgen snapshot` to create it");
    terminal.diagnostics(&[missing], &Sources::default(), false);
}

fn stale(place: Option<Place>, message: String) -> Diagnostic {
    Diagnostic::new(&rules::SNAPSHOT_STALE, place, message)
        .with_help("review the changes, and run `lexgen snapshot --accept`")
}
