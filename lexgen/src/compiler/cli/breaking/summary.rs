//! The summary of all verdicts, in a line.

use super::sides::Sides;
use crate::compiler::{
    cli::{old_version::NONE_YET, terminal::count},
    compare::{
        Audience, ChangeKind, DefinitionChange, Level, MemberChange, Party, PropertyChange, Semver,
        policy::{Counted, Judged},
        rules,
    },
    diagnostic::Severity,
    ir::Selection,
};

/// `402 documents against git:HEAD: 3 breaks (2 for old clients, 1 for stored
/// records), 5 risks; the generated Rust needs a major version`
pub(super) fn text(
    judged: &[Judged],
    sides: &Sides,
    selection: &Selection,
    counted: &Counted,
) -> String {
    let of = |severity| judged.iter().filter(move |it| it.severity == severity);
    let breaks = of(Severity::Error).filter(|it| is_compared(it)).count();
    let is_counted = |it: &&Judged| it.suppression.is_none();
    let not_compared = judged.iter().filter(is_counted);
    let not_compared = not_compared.filter(|it| !is_compared(it)).count();
    let unstable = judged.iter().filter(is_counted);
    let unstable = unstable.filter(|it| it.is_unstable && is_compared(it));
    let unstable = unstable.count();
    let warned = || of(Severity::Warning).filter(|it| !it.is_unstable && is_compared(it));
    let elsewhere = warned()
        .filter(|it| is_break_elsewhere(it, counted))
        .count();
    let risks = warned().count() - elsewhere;
    let suppressed = judged.iter().filter(|it| it.suppression.is_some()).count();
    let mut parts = Vec::new();
    if breaks > 0 {
        let whom = parties(judged, counted);
        parts.push(format!("{}{whom}", count(breaks, "break")));
    }
    if risks > 0 {
        parts.push(count(risks, "risk"));
    }
    if unstable > 0 {
        let breaks = count(unstable, "break");
        parts.push(format!("{breaks} in documents that promise nothing"));
    }
    if elsewhere > 0 {
        parts.push(format!("{} in other categories", count(elsewhere, "break")));
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
    let adds = |it: &&Judged| adds_a_name(&it.verdict.change.kind);
    let history = if sides.has_history || !judged.iter().any(|it| adds(&it)) {
        ""
    } else {
        "; names that were retired earlier were not checked, because there is no snapshot"
    };
    let rust = format!("{rust}{history}");
    let none = if sides.is_first() {
        format!(", {NONE_YET}")
    } else {
        String::new()
    };
    let documents = sides.new.documents.iter();
    let documents = documents.filter(|document| selection.contains(&document.id));
    format!(
        "{} against {}{none}: {}{rust},",
        count(documents.count(), "document"),
        sides.against,
        parts.join(", "),
    )
}

/// Whether it adds a name, which an earlier version may have had.
fn adds_a_name(kind: &ChangeKind) -> bool {
    match kind {
        ChangeKind::Property(change) => matches!(change, PropertyChange::Added { .. }),
        ChangeKind::Member(change) => matches!(change, MemberChange::Added { .. }),
        ChangeKind::Definition(change) => matches!(
            change,
            DefinitionChange::Added { .. } | DefinitionChange::DocumentAdded
        ),
        _ => false,
    }
}

/// Whether it is about a change, and not about what was not compared.
fn is_compared(judged: &Judged) -> bool {
    judged.verdict.rule != &rules::NOT_COMPARED
}

/// Whether it is a warning only because it is a break in a category that does not
/// count.
fn is_break_elsewhere(judged: &Judged, counted: &Counted) -> bool {
    let mut effects = judged.verdict.effects.iter();
    effects.all(|it| it.level != Level::Risk || !counted.has(it.audience))
}

/// The number of breaks for each party.
fn parties(judged: &[Judged], counted: &Counted) -> String {
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
                it.verdict
                    .effects
                    .iter()
                    .any(|effect| effect.party == party && counted.counts(effect))
            })
            .count();
        (number > 0).then(|| format!("{number} for {}", party.name()))
    });
    let mut counts: Vec<_> = counts.collect();
    let rust = errors()
        .filter(|it| it.verdict.rust == Semver::Major)
        .count();
    if counted.has(Audience::Rust) && rust > 0 {
        counts.push(format!("{rust} for Rust callers"));
    }
    // A change that only `--deny` makes a break concerns no party.
    if counts.is_empty() {
        return String::new();
    }
    format!(" ({})", counts.join(", "))
}
