//! Names that change: of documents, definitions, union members, tokens and fields.
//!
//! The validator judges each record and each part of an endpoint that both versions
//! have. Data that it accepts by one version and refuses by the other must have a
//! verdict for those who have the data.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use lexgen::__internal::{
    compare::{self, Audience, Comparison, Level, Party, Side, compare, rules, witness},
    dynamic::Subject,
    flow::Carrier,
};

use crate::{Tally, is_exempt, pair::Pair, reader, refute, setting, shared, tell};

/// The default number of pairs.
const PAIRS: u64 = 1000;

fn pairs() -> &'static [Pair] {
    static ALL: LazyLock<Vec<Pair>> = LazyLock::new(|| {
        let start = setting("LEXGEN_SEED", 0);
        let seeds = start..start + setting("LEXGEN_PAIRS", PAIRS);
        let pairs: Vec<_> = seeds.filter_map(Pair::of_names).collect();
        println!("{} pairs", pairs.len());
        pairs
    });
    &ALL
}

fn compared(pair: &Pair) -> Comparison {
    compare(&pair.old, &pair.new, &compare::Options::default())
}

/// Whether a version lacks what it refers to, so that nobody knows what is valid.
fn is_unknown(comparison: &Comparison) -> bool {
    comparison.verdicts.iter().any(|verdict| {
        verdict.rule == &rules::NOT_COMPARED || verdict.level(&[Audience::Lexicons]) == Level::Break
    })
}

/// How severe a verdict must be for those who have data that is refused.
fn expected(party: Party) -> Level {
    match party {
        // Services are updated before clients; if not, this is up to their owners.
        Party::NewClients => Level::Risk,
        _ => Level::Break,
    }
}

#[test]
fn no_data_is_refused_without_a_verdict() {
    let mut failures = Vec::new();
    let mut tally = Tally::default();
    let mut refused = 0;
    for pair in pairs() {
        let comparison = compared(pair);
        if is_unknown(&comparison) {
            continue;
        }
        for kind in &shared(pair) {
            let (name, part) = kind;
            for side in [Side::Old, Side::New] {
                let Some((audience, party)) = reader(pair, kind, side) else {
                    continue;
                };
                let Some(why) = refute(pair, kind, side, &mut tally) else {
                    continue;
                };
                refused += 1;
                let carrier = Carrier {
                    name: name.clone(),
                    part: *part,
                };
                let effects = comparison.verdicts.iter().flat_map(|it| &it.effects);
                let mut said = effects.filter(|it| {
                    (it.audience, it.party) == (audience, party) && it.level >= expected(party)
                });
                // A body that comes or goes is that of its own endpoint.
                let is_said = said.any(|it| {
                    it.carriers.contains(&carrier)
                        || it.carriers.is_empty() && *part != Subject::Value
                });
                if !is_said {
                    let line = format!("seed {} {party:?} {kind:?}: {why}", pair.seed);
                    failures.push(format!("{line}\n{}{comparison:#?}", pair.show()));
                }
            }
        }
    }
    println!(
        "{} pairs, {tally:?}, {refused} with refused data",
        pairs().len()
    );
    tell(&failures);
    assert!(refused > 100 || pairs().len() < 500, "{refused}");
}

/// The most severe level for each audience, party and place.
fn levels(comparison: &Comparison) -> BTreeMap<(Audience, Party, Option<Carrier>), Level> {
    let mut levels = BTreeMap::new();
    for effect in comparison.verdicts.iter().flat_map(|it| &it.effects) {
        let carriers = effect.carriers.iter().cloned().map(Some);
        let carriers: Vec<_> = carriers.chain([None]).collect();
        for carrier in carriers {
            let level = levels.entry((effect.audience, effect.party, carrier));
            let level = level.or_insert(Level::Safe);
            *level = effect.level.max(*level);
        }
    }
    levels
}

#[test]
fn a_rename_is_never_milder_than_a_removal_and_an_addition() {
    let mut failures = Vec::new();
    let mut kinds = BTreeSet::new();
    for pair in pairs() {
        let as_renames = compared(pair);
        let mut options = compare::Options::default();
        options.changes.without_renames = true;
        let as_edits = compare(&pair.old, &pair.new, &options);
        let renames = as_renames.verdicts.iter().map(|it| it.rule.code);
        kinds.extend(renames.filter(|code| code.ends_with("-renamed")));
        let levels = levels(&as_renames);
        for (whom, level) in self::levels(&as_edits) {
            // Who is affected by what the protocol forbids is of no consequence.
            let found = match whom {
                (Audience::Protocol, ..) => as_renames.level(&[Audience::Protocol]),
                // What only lexicons of others may use is said of them.
                (_, _, None) if level == Level::Risk => as_renames.level(&Audience::ALL),
                _ => levels.get(&whom).copied().unwrap_or(Level::Safe),
            };
            if found < level {
                let line = format!("seed {} {whom:?}: {found:?}, not {level:?}", pair.seed);
                failures.push(format!(
                    "{line}\n{}{as_renames:#?}\n{as_edits:#?}",
                    pair.show()
                ));
            }
        }
    }
    tell(&failures);
    assert_eq!(
        kinds,
        BTreeSet::from(["definition-renamed", "field-renamed"])
    );
}

#[test]
fn breaks_have_witnesses() {
    let mut failures = Vec::new();
    let mut witnessed = 0;
    for pair in pairs() {
        let comparison = compared(pair);
        if is_unknown(&comparison) {
            continue;
        }
        for verdict in comparison.verdicts {
            let level = verdict.level(&[Audience::Wire, Audience::Records]);
            if level < Level::Break || rules::why_without_witness(verdict.rule).is_some() {
                continue;
            }
            let found = witness::of_verdict(&pair.old, &pair.new, &verdict);
            witnessed += found.len();
            let is_exempt = |side| {
                let mut parts = verdict.of_rename.iter().chain([&verdict.change]);
                parts.any(|change| is_exempt(pair, change, side))
            };
            if found.is_empty() && !is_exempt(Side::Old) && !is_exempt(Side::New) {
                let line = format!("seed {} {verdict}", pair.seed);
                failures.push(format!("{line}\n{}{verdict:#?}", pair.show()));
            }
        }
    }
    println!("{witnessed} witnesses");
    tell(&failures);
}
