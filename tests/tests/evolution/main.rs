//! What is said of a change is backed by evidence, for lexicons that are made
//! and changed at random.
//!
//! Where something is said to break there is a witness. Where something is said
//! to go well, values of the one version are valid under the other: values made
//! at random, and those that a search finds which knows both versions.
//!
//! `LEXGEN_PAIRS` says how many pairs of versions there are to be, `LEXGEN_SEED`
//! where their seeds start.

mod pair;
mod reach;

use std::collections::{BTreeMap, BTreeSet};

use lexgen::{
    Data,
    compare::{Change, ChangeOptions, Shift, Side, What, changes, witness},
    dynamic::{Options, Schema, Subject},
    ir::Ir,
};

use pair::Pair;
use reach::Kind;

/// Pairs of versions that are tried unless told otherwise.
const PAIRS: u64 = 1500;
/// Values that are made for each kind of data of each version.
const VALUES: u64 = 12;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |it| it.parse().expect(name))
}

fn pairs() -> impl Iterator<Item = Pair> {
    let start = setting("LEXGEN_SEED", 0);
    (start..start + setting("LEXGEN_PAIRS", PAIRS)).filter_map(Pair::of)
}

fn schema<'i>(ir: &'i Ir, (name, subject): &Kind) -> Option<Schema<'i>> {
    let options = Options {
        allow_unresolved: true,
    };
    Some(Schema::find(ir, name, *subject).ok()?.with_options(options))
}

fn variant(what: &What) -> String {
    let text = format!("{what:?}");
    let end = text.find(|it: char| !it.is_alphanumeric());
    text[..end.unwrap_or(text.len())].to_owned()
}

/// Whether a change may have no witness although it is said to break.
fn is_exempt(pair: &Pair, change: &Change, side: Side) -> bool {
    match &change.what {
        // What a definition means that is not there is not known.
        What::ReferenceChanged { before, after, .. }
            if !pair.defines(Side::Old, before) || !pair.defines(Side::New, after) =>
        {
            true
        }
        What::FieldBecameNullable | What::FieldNoLongerNullable
            if pair.is_unknown(Side::Old, change) || pair.is_unknown(Side::New, change) =>
        {
            true
        }
        // A token is a string; but it is there to be named, not to be a value.
        What::KindChanged {
            before: "string",
            after: "token",
        } => side == Side::New,
        What::KindChanged {
            before: "token",
            after: "string",
        } => side == Side::Old,
        // Nothing is valid there, so nothing can become invalid.
        _ => !pair.has_value(side, change),
    }
}

#[test]
fn what_is_said_to_break_has_a_witness() {
    let mut found: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    let mut failures = Vec::new();
    let mut count = 0;
    for pair in pairs() {
        count += 1;
        for change in changes(&pair.old, &pair.new, ChangeOptions::default()) {
            let witnesses = witness::find(&pair.old, &pair.new, &change);
            let shift = change.what.shift();
            let wanted = [(Side::Old, shift.narrowed), (Side::New, shift.widened)];
            let tally = found.entry(variant(&change.what)).or_default();
            for (place, (side, wanted)) in wanted.into_iter().enumerate() {
                let has = witnesses.iter().any(|it| it.accepted_by == side);
                tally[place] += usize::from(has);
                if wanted && !has && !is_exempt(&pair, &change, side) {
                    let line = format!("seed {} {side:?} {:?}", pair.seed, change.what);
                    failures.push(format!("{line}\n{}{change:#?}", pair.show()));
                }
            }
        }
    }
    println!("{count} pairs");
    for (what, [old, new]) in &found {
        println!("{what:24} {old:6} of the old version {new:6} of the new");
    }
    tell(&failures);
}

/// What the changes do to data of a kind, all of them together.
fn shift(changes: &[Change], reached: &BTreeSet<String>, (name, subject): &Kind) -> Shift {
    let mut shift = Shift::NONE;
    for change in changes {
        let its = match change.definition.as_deref() {
            None | Some("main") => change.nsid.clone(),
            Some(definition) => format!("{}#{definition}", change.nsid),
        };
        let part = match subject {
            Subject::Params => "/parameters",
            Subject::Input => "/input",
            Subject::Output => "/output",
            Subject::Message => "/message",
            Subject::Value | Subject::ErrorBody => "",
        };
        let is_here = its == *name && change.new.pointer.contains(part);
        match change.what {
            // Whoever refers to it refers to nothing, or did.
            What::DocumentAdded
            | What::DocumentRemoved
            | What::DefinitionAdded { .. }
            | What::DefinitionRemoved { .. }
            | What::DefinitionRenamed { .. } => {
                let document = change.definition.is_none();
                let of_document = |it: &String| it.split('#').next() == Some(&change.nsid);
                let concerned = match &change.what {
                    What::DefinitionRenamed { .. } => true,
                    _ if document => reached.iter().any(of_document),
                    _ => reached.contains(&its),
                };
                if concerned {
                    return Shift::BOTH;
                }
            }
            _ if is_here || reached.contains(&its) => shift |= change.what.shift(),
            _ => {}
        }
    }
    shift
}

#[test]
fn what_is_said_to_go_well_does() {
    let mut failures = Vec::new();
    let (mut claims, mut tried, mut valid) = (0, 0, 0);
    for pair in pairs() {
        let changes = changes(&pair.old, &pair.new, ChangeOptions::default());
        let both: Vec<Kind> = {
            let of_new = reach::kinds(&pair.new);
            let of_old = reach::kinds(&pair.old).into_iter();
            of_old.filter(|it| of_new.contains(it)).collect()
        };
        for kind in &both {
            let reached = reach::reached([&pair.old, &pair.new], kind);
            let shift = shift(&changes, &reached, kind);
            let sides = [
                (Side::Old, shift.narrowed, &pair.old, &pair.new),
                (Side::New, shift.widened, &pair.new, &pair.old),
            ];
            for (side, breaks, from, to) in sides {
                let (Some(writer), Some(reader)) = (schema(from, kind), schema(to, kind)) else {
                    continue;
                };
                if breaks {
                    continue;
                }
                claims += 1;
                let mut fail = |data: &Data, why: String| {
                    let json = serde_json::to_string(data).expect("data is JSON");
                    failures.push(format!(
                        "{}{kind:?} of {side:?}: {json}: {why}\n{changes:#?}",
                        pair.show()
                    ));
                };
                for seed in 0..VALUES {
                    let seed = seed * 1000 + pair.seed;
                    let Some(data) = reach::value(from, kind, seed) else {
                        continue;
                    };
                    tried += 1;
                    if writer.validate(&data).is_err() {
                        continue;
                    }
                    valid += 1;
                    if let Err(violations) = reader.validate(&data) {
                        fail(&data, violations.to_string());
                        break;
                    }
                }
                let (name, subject) = kind;
                let witness = witness::difference(&pair.old, &pair.new, name, *subject, side);
                if let Some(witness) = witness
                    && let witness::Evidence::Data { data, .. } = &witness.evidence
                {
                    fail(data, format!("found: {}", witness.reasons.join("; ")));
                }
            }
        }
    }
    println!("{claims} claims, {tried} values, {valid} of them valid");
    tell(&failures);
    assert!(valid * 2 > tried, "too few values are valid");
}

/// Fails with the first of what went wrong.
fn tell(failures: &[String]) {
    for failure in failures.iter().take(60) {
        println!("{}", failure.lines().next().unwrap_or_default());
    }
    let shown: Vec<_> = failures.iter().take(3).map(String::as_str).collect();
    assert!(
        failures.is_empty(),
        "{} failures\n{}",
        failures.len(),
        shown.join("\n\n")
    );
}
