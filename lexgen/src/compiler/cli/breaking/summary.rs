//! The summary of all verdicts, in a line.

use super::sides::Sides;
use crate::compiler::{
    cli::terminal::count,
    compare::{Audience, Level, Party, Semver, policy::Judged, rules},
    diagnostic::Severity,
};

/// `402 documents against git:HEAD: 3 breaks (2 for old clients, 1 for stored
/// records), 5 risks; the generated Rust needs a major version`
pub(super) fn text(judged: &[Judged], sides: &Sides, categories: &[Audience]) -> String {
    let of = |severity| judged.iter().filter(move |it| it.severity == severity);
    let breaks = of(Severity::Error).filter(|it| is_compared(it)).count();
    let not_compared = of(Severity::Error).count() - breaks;
    let risks = of(Severity::Warning).count();
    let suppressed = judged.iter().filter(|it| it.suppression.is_some()).count();
    let mut parts = Vec::new();
    if breaks > 0 {
        let whom = parties(judged, categories);
        parts.push(format!("{}{whom}", count(breaks, "break")));
    }
    if risks > 0 {
        parts.push(count(risks, "risk"));
    }
    if not_compared > 0 {
        parts.push(format!("{not_compared} not compared"));
    }
    if suppressed > 0 {
        parts.push(format!("{suppressed} allowed"));
    }
    if parts.is_empty() {
        parts.push(match judged.len() {
            0 => "no changes".to_owned(),
            changes => format!("{}, all safe", count(changes, "change")),
        });
    }
    let rust = judged.iter().map(|it| it.verdict.rust).max();
    let rust = match rust.unwrap_or_default() {
        Semver::Patch => String::new(),
        semver => format!("; the generated Rust needs a {} version", semver.name()),
    };
    format!(
        "{} against {}: {}{rust},",
        count(sides.new.documents.len(), "document"),
        sides.against,
        parts.join(", "),
    )
}

/// Whether it is about a change, and not about what was not compared.
fn is_compared(judged: &Judged) -> bool {
    judged.verdict.rule != &rules::NOT_COMPARED
}

/// The number of breaks for each party.
fn parties(judged: &[Judged], categories: &[Audience]) -> String {
    let all = [
        Party::OldClients,
        Party::NewClients,
        Party::StoredRecords,
        Party::OldReaders,
        Party::OtherLexicons,
    ];
    let errors = || {
        let judged = judged.iter().filter(|it| is_compared(it));
        judged.filter(|it| it.severity == Severity::Error)
    };
    let counts = all.into_iter().filter_map(|party| {
        let number = errors()
            .filter(|it| {
                it.verdict.effects.iter().any(|effect| {
                    effect.party == party
                        && effect.level == Level::Break
                        && categories.contains(&effect.audience)
                })
            })
            .count();
        (number > 0).then(|| format!("{number} for {}", party.name()))
    });
    let mut counts: Vec<_> = counts.collect();
    let rust = errors()
        .filter(|it| it.verdict.rust == Semver::Major)
        .count();
    if categories.contains(&Audience::Rust) && rust > 0 {
        counts.push(format!("{rust} for Rust callers"));
    }
    format!(" ({})", counts.join(", "))
}
