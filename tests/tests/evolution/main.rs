//! Verdicts are backed by evidence, for random lexicons and random edits.
//!
//! A break has a witness. If there is no break, values of one version are valid
//! in the other: random values, and those found by a search that knows both
//! versions.
//!
//! | what must agree | file |
//! |---|---|
//! | the validator | this one |
//! | both, for names that change | `names` |
//! | generated code | `compiled` |
//! | rustc, for callers of generated code | `callers` |
//! | declarations of spaces, which are not data | `spaces` |
//! | lexicons that people have written | `official` |
//!
//! `LEXGEN_PAIRS` sets the number of pairs of versions, `LEXGEN_SEED` the first
//! seed.

#[path = "../public_api/caller.rs"]
mod caller;
mod callers;
mod compiled;
#[path = "../public_api/model.rs"]
mod model;
mod names;
mod official;
mod pair;
mod reach;
mod spaces;

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use lexgen::__internal::{
    compare::{
        self, Audience, Change, ChangeKind, ChangeOptions, Constraint, ConstraintChange,
        DefinitionChange, Party, PropertyChange, Side, ValueSetChange, changes, compare, witness,
    },
    dynamic::{Options, Schema, Subject, write_query},
    ir::Ir,
    schema::{FullName, Step},
};
use lexgen::Data;

use pair::Pair;
use reach::Kind;

/// The default number of pairs of versions.
const PAIRS: u64 = 1200;
/// The number of values for each kind of data of each version.
const VALUES: u64 = 12;

/// Changes that must occur, or the tests prove nothing.
const WITNESSED: [&str; 26] = [
    "accept-changed",
    "body-added",
    "body-removed",
    "const-changed",
    "definition-added",
    "definition-removed",
    "document-removed",
    "encoding-changed",
    "enum-changed",
    "field-added",
    "field-became-nullable",
    "field-became-optional",
    "field-became-required",
    "field-no-longer-nullable",
    "field-removed",
    "field-renamed",
    "format-changed",
    "kind-changed",
    "limit-changed",
    "member-added",
    "member-removed",
    "record-key-changed",
    "reference-changed",
    "type-changed",
    "union-closed",
    "union-opened",
];

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |it| it.parse().expect(name))
}

/// The pairs, shared by all tests.
fn pairs() -> &'static [Pair] {
    static ALL: LazyLock<Vec<Pair>> = LazyLock::new(|| {
        let start = setting("LEXGEN_SEED", 0);
        let seeds = start..start + setting("LEXGEN_PAIRS", PAIRS);
        let pairs: Vec<_> = seeds.filter_map(Pair::of).collect();
        println!("{} pairs", pairs.len());
        pairs
    });
    &ALL
}

fn schema<'i>(ir: &'i Ir, (name, subject): &Kind) -> Option<Schema<'i>> {
    let mut options = Options::default();
    options.allow_unresolved = true;
    Some(Schema::find(ir, name, *subject).ok()?.with_options(options))
}

/// The data after transport: parameters are text, which each side parses by its
/// own lexicon. `None` if the data cannot be sent.
fn received<'d>(reader: &Schema<'_>, (_, subject): &Kind, data: &'d Data) -> Option<Cow<'d, Data>> {
    match subject {
        Subject::Params => {
            let query = write_query(data)?;
            Some(Cow::Owned(reader.read_query(&query)))
        }
        _ => Some(Cow::Borrowed(data)),
    }
}

/// Whether a break may have no witness.
fn is_exempt(pair: &Pair, change: &Change, side: Side) -> bool {
    match &change.kind {
        // The meaning of a missing definition is unknown.
        ChangeKind::Constraint(ConstraintChange {
            constraint: Constraint::Reference { before, after, .. },
            ..
        }) if !pair.defines(Side::Old, before) || !pair.defines(Side::New, after) => true,
        ChangeKind::Property(PropertyChange::BecameNullable | PropertyChange::NoLongerNullable)
            if pair.is_unknown(Side::Old, change) || pair.is_unknown(Side::New, change) =>
        {
            true
        }
        // No data has a type of spaces.
        ChangeKind::Definition(DefinitionChange::KindChanged { before, .. })
            if side == Side::Old && before.as_str() == "space" =>
        {
            true
        }
        ChangeKind::Definition(DefinitionChange::KindChanged { after, .. })
            if side == Side::New && after.as_str() == "space" =>
        {
            true
        }
        // Nothing is valid there, so nothing can become invalid.
        _ => !pair.has_value(side, change),
    }
}

#[test]
fn what_is_said_to_break_has_a_witness() {
    let mut found: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    let mut failures = Vec::new();
    for pair in pairs() {
        for change in changes(&pair.old, &pair.new, ChangeOptions::default()) {
            let witnesses = witness::find(&pair.old, &pair.new, &change);
            let value_set = change.kind.value_set();
            let wanted = [
                (Side::Old, value_set.narrowed),
                (Side::New, value_set.widened),
            ];
            let tally = found.entry(change.kind.name()).or_default();
            for (place, (side, wanted)) in wanted.into_iter().enumerate() {
                let has = witnesses.iter().any(|it| it.accepted_by == side);
                tally[place] += usize::from(has);
                if wanted && !has && !is_exempt(pair, &change, side) {
                    let line = format!("seed {} {side:?} {:?}", pair.seed, change.kind);
                    failures.push(format!("{line}\n{}{change:#?}", pair.show()));
                }
            }
        }
    }
    for (what, [old, new]) in &found {
        println!("{what:24} {old:6} of the old version {new:6} of the new");
    }
    tell(&failures);
    for what in WITNESSED {
        let count = found.get(what).map_or(0, |[old, new]| old + new);
        assert!(count > 0, "no {what} among the pairs");
    }
}

/// The changes that affect data of a kind; `None` if its definitions are unknown,
/// because some were added or removed.
fn concerning<'c, T>(
    changes: &'c [T],
    change: impl Fn(&T) -> &Change,
    reached: &BTreeSet<FullName>,
    (name, subject): &Kind,
) -> Option<Vec<&'c T>> {
    let part = match subject {
        Subject::Params => Some(Step::Parameters),
        Subject::Input => Some(Step::Input),
        Subject::Output => Some(Step::Output),
        Subject::Message => Some(Step::Message),
        Subject::Value | Subject::ErrorBody => None,
    };
    let mut concerned = Vec::new();
    for it in changes {
        let change = change(it);
        let its = change.full_name();
        let of_document = |it: &FullName| it.nsid() == change.nsid.as_str();
        let is_unknown = match &change.kind {
            ChangeKind::Definition(kind) => match kind {
                DefinitionChange::Renamed { .. } => true,
                DefinitionChange::DocumentAdded | DefinitionChange::DocumentRemoved => {
                    reached.iter().any(of_document)
                }
                DefinitionChange::Added { .. } | DefinitionChange::Removed { .. } => {
                    reached.contains(&its)
                }
                _ => false,
            },
            _ => false,
        };
        if is_unknown {
            return None;
        }
        let is_part = |part| change.new.path.steps().contains(part);
        let is_here = its == *name && part.as_ref().is_none_or(is_part);
        if is_here || reached.contains(&its) {
            concerned.push(it);
        }
    }
    Some(concerned)
}

/// The kinds of data that both versions have.
fn shared(pair: &Pair) -> Vec<Kind> {
    let of_new = reach::kinds(&pair.new);
    let of_old = reach::kinds(&pair.old).into_iter();
    of_old.filter(|it| of_new.contains(it)).collect()
}

/// The number of verdicts and values that were tested.
#[derive(Debug, Default)]
struct Tally {
    claims: usize,
    values: usize,
    valid: usize,
}

/// Searches for data that the version `side` allows and the other does not.
fn refute(pair: &Pair, kind: &Kind, side: Side, tally: &mut Tally) -> Option<String> {
    let (from, to) = match side {
        Side::Old => (&pair.old, &pair.new),
        Side::New => (&pair.new, &pair.old),
    };
    let (writer, reader) = (schema(from, kind)?, schema(to, kind)?);
    tally.claims += 1;
    for seed in 0..VALUES {
        let data = reach::value(from, kind, seed * 1000 + pair.seed)?;
        tally.values += 1;
        let Some(read) = received(&writer, kind, &data) else {
            continue;
        };
        if writer.validate(&read).is_err() {
            continue;
        }
        tally.valid += 1;
        let read = received(&reader, kind, &data).expect("it was received before");
        if let Err(violations) = reader.validate(&read) {
            let json = serde_json::to_string(&data).expect("data is JSON");
            return Some(format!("{json}: {violations}"));
        }
    }
    let (name, subject) = kind;
    let witness = witness::difference(&pair.old, &pair.new, name, *subject, side)?;
    Some(witness.to_string())
}

#[test]
fn what_is_said_to_shift_nothing_shifts_nothing() {
    let mut failures = Vec::new();
    let mut tally = Tally::default();
    for pair in pairs() {
        let changes = changes(&pair.old, &pair.new, ChangeOptions::default());
        for kind in &shared(pair) {
            let reached = reach::reached([&pair.old, &pair.new], kind);
            let Some(concerned) = concerning(&changes, |it| it, &reached, kind) else {
                continue;
            };
            let value_sets = concerned.into_iter().map(|it| it.kind.value_set());
            let value_set = value_sets.fold(ValueSetChange::UNCHANGED, |all, it| all | it);
            for (side, breaks) in [
                (Side::Old, value_set.narrowed),
                (Side::New, value_set.widened),
            ] {
                if !breaks && let Some(why) = refute(pair, kind, side, &mut tally) {
                    let line = format!("seed {} {side:?} {kind:?}: {why}", pair.seed);
                    failures.push(format!("{line}\n{}{changes:#?}", pair.show()));
                }
            }
        }
    }
    println!("{tally:?}");
    tell(&failures);
    assert!(tally.valid * 2 > tally.values, "too few values are valid");
}

/// The readers of data of a kind that the version `side` wrote, as in verdicts.
fn reader(pair: &Pair, (name, subject): &Kind, side: Side) -> Option<(Audience, Party)> {
    let wire = |party| Some((Audience::Wire, party));
    match (subject, side) {
        (Subject::Params | Subject::Input, Side::Old) => wire(Party::OldClients),
        (Subject::Params | Subject::Input, Side::New) => wire(Party::NewClients),
        (Subject::Output | Subject::Message, Side::Old) => wire(Party::NewClients),
        (Subject::Output | Subject::Message, Side::New) => wire(Party::OldClients),
        (Subject::Value, side)
            if reach::is_record(&pair.old, name) && reach::is_record(&pair.new, name) =>
        {
            let party = match side {
                Side::Old => Party::StoredRecords,
                Side::New => Party::OldReaders,
            };
            Some((Audience::Records, party))
        }
        (Subject::Value | Subject::ErrorBody, _) => None,
    }
}

#[test]
fn who_is_not_said_to_break_does_not() {
    let mut failures = Vec::new();
    let mut tally = Tally::default();
    for pair in pairs() {
        let verdicts = compare(&pair.old, &pair.new, &compare::Options::default()).verdicts;
        for kind in &shared(pair) {
            let reached = reach::reached([&pair.old, &pair.new], kind);
            let Some(concerned) = concerning(&verdicts, |it| &it.change, &reached, kind) else {
                continue;
            };
            for side in [Side::Old, Side::New] {
                let Some((audience, party)) = reader(pair, kind, side) else {
                    continue;
                };
                let mut effects = concerned.iter().flat_map(|it| &it.effects);
                if effects.any(|it| (it.audience, it.party) == (audience, party)) {
                    continue;
                }
                if let Some(why) = refute(pair, kind, side, &mut tally) {
                    let line = format!("seed {} {party:?} {kind:?}: {why}", pair.seed);
                    failures.push(format!("{line}\n{}{verdicts:#?}", pair.show()));
                }
            }
        }
    }
    println!("{tally:?}");
    tell(&failures);
}

/// Fails with the first problems.
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
