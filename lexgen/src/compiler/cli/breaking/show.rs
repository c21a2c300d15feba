//! Formats a verdict for people: both versions, whom it breaks, and what to do
//! instead.

use super::sides::Sides;
use crate::compiler::{
    compare::{
        Audience, BodyAspect, Change, ChangeKind, Constraint, DefinitionChange, Effect, Level,
        PropertyChange, Semver, Side,
        policy::{Counted, Judged, Suppression},
        witness::Witness,
    },
    diagnostic::{Diagnostic, Part, Place, Severity},
};

/// The number of characters of a witness's data to show.
const SHOWN: usize = 200;

/// The diagnostic; `details` adds parties that are not counted.
pub(in crate::compiler::cli) fn diagnostic(
    judged: &Judged,
    sides: &Sides,
    counted: &Counted,
    details: bool,
) -> Diagnostic {
    let verdict = &judged.verdict;
    let change = &verdict.change;
    let old = place(change, Side::Old, sides);
    let new = place(change, Side::New, sides);
    let label = |side| match side {
        Side::Old => "old version",
        Side::New if change.new.present => "new version",
        Side::New => "removed here",
    };
    let mut diagnostic = Diagnostic::new(verdict.rule, None, change.to_string());
    diagnostic.severity = judged.severity;
    match (new, old) {
        (Some(new), old) => {
            diagnostic.place = Some(new);
            // The last version does not have a name that comes back.
            let is_there = change.old.present && verdict.retired.is_none();
            let old = old.filter(|_| is_there && shows_old(&change.kind));
            if let Some(old) = old {
                diagnostic.label = label(Side::New).to_owned();
                diagnostic = diagnostic.with_related(old, label(Side::Old));
            }
        }
        (None, old) => diagnostic.place = old,
    }
    for note in notes(judged, counted, details) {
        diagnostic = diagnostic.with_note(note);
    }
    match verdict.help {
        Some(help) if judged.severity == Severity::Error => diagnostic.with_help(help),
        _ => diagnostic,
    }
}

/// A witness in a line.
pub(super) fn witness(witness: &Witness) -> String {
    let text = witness.to_string();
    let what = text.lines().next().unwrap_or_default();
    let value = serde_json::to_value(witness).unwrap_or_default();
    match value.get("data") {
        Some(data) => {
            let data = data.to_string();
            let short: String = data.chars().take(SHOWN).collect();
            let cut = if short.len() < data.len() { "…" } else { "" };
            format!("witness: {what}: {short}{cut}")
        }
        None => format!("witness: {what}"),
    }
}

/// The place of a change in one version, if that has the document.
pub(super) fn place(change: &Change, side: Side, sides: &Sides) -> Option<Place> {
    let (set, nsid) = match side {
        Side::Old => (&sides.old, change.old_nsid()),
        Side::New => (&sides.new, change.nsid.as_str()),
    };
    let location = change.location(side);
    let part = part(&change.kind, location.present);
    sides.place(set, nsid, &location.path, part)
}

/// What to underline at a place: the name of something added or removed, the
/// value of something changed.
fn part(kind: &ChangeKind, is_present: bool) -> Part {
    let is_named = match kind {
        ChangeKind::Property(_) => true,
        ChangeKind::Definition(change) => matches!(
            change,
            DefinitionChange::Added { .. }
                | DefinitionChange::Removed { .. }
                | DefinitionChange::Renamed { .. }
        ),
        ChangeKind::Body(change) => !matches!(change.aspect, BodyAspect::Encoding { .. }),
        _ => false,
    };
    // Also underline the key of the nearest existing ancestor.
    if is_named || !is_present {
        Part::Key
    } else {
        Part::Value
    }
}

/// Whether the old text is worth showing.
fn shows_old(kind: &ChangeKind) -> bool {
    match kind {
        ChangeKind::Property(change) => matches!(
            change,
            PropertyChange::Added { .. } | PropertyChange::Removed { .. }
        ),
        ChangeKind::Rust(_) => false,
        _ => true,
    }
}

fn notes(judged: &Judged, counted: &Counted, details: bool) -> Vec<String> {
    let verdict = &judged.verdict;
    let counts = |it: &&Effect| match judged.severity {
        Severity::Error => counted.counts(it),
        Severity::Warning => true,
        Severity::Note => false,
    };
    let (first, rest): (Vec<_>, Vec<_>) = verdict.effects.iter().partition(counts);
    // The protocol's rules come last: they say the same in general.
    let order = |it: &&Effect| it.audience == Audience::Protocol;
    let mut shown: Vec<_> = first;
    shown.sort_by_key(order);
    if details {
        let mut rest = rest;
        rest.sort_by_key(order);
        shown.extend(rest);
    }
    let mut reasons: Vec<&str> = Vec::new();
    let mut notes = Vec::new();
    for effect in shown {
        if reasons.contains(&effect.reason.as_str()) {
            continue;
        }
        reasons.push(&effect.reason);
        notes.push(note(effect, counted));
    }
    notes.extend(inside(&verdict.change.kind));
    if judged.is_unstable {
        let note = "unstable: the document promises nothing, or it would be an error";
        notes.push(note.to_owned());
    }
    if let Some(retired) = &verdict.retired {
        let note = "the name was retired";
        notes.push(format!(
            "{note} {retired}, and data of earlier versions has it"
        ));
    }
    let is_selected = counted.has(Audience::Rust) && verdict.rust == Semver::Major;
    if is_selected || details && !verdict.rust_reasons.is_empty() {
        let reasons = verdict.rust_reasons.join("; ");
        notes.push(format!("Rust callers ({}): {reasons}", verdict.rust.name()));
    }
    match &judged.suppression {
        Some(Suppression::Allowed) => notes.push("allowed: its rule is allowed".to_owned()),
        Some(Suppression::Exception(reason)) => {
            notes.push(format!("allowed by an exception: {reason}"))
        }
        None => {}
    }
    notes
}

/// What differs between the two types of a reference, unless a reason says it.
fn inside(kind: &ChangeKind) -> Option<String> {
    let ChangeKind::Constraint(change) = kind else {
        return None;
    };
    let Constraint::Reference { inside, .. } = &change.constraint else {
        return None;
    };
    let differences: Vec<_> = inside.sentences().collect();
    (!differences.is_empty()).then(|| format!("inside: {}", differences.join("; ")))
}

fn note(effect: &Effect, counted: &Counted) -> String {
    let reason = &effect.reason;
    match (effect.audience, effect.level) {
        (Audience::Protocol, _) => format!("violates the protocol's evolution rules: {reason}"),
        _ if counted.counts(effect) => format!("breaks: {reason}"),
        (audience, Level::Break) => format!("breaks ({}, not counted): {reason}", audience.name()),
        (_, Level::Risk | Level::Safe) => format!("risk: {reason}"),
    }
}
