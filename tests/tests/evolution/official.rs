//! Breaks of lexicons that people have written have witnesses as well.

use std::collections::BTreeMap;

use lexgen::{
    check::check,
    compare::{self, Audience, Level, Side, What, compare, witness},
    ir::{self, Ir},
    read::{Input, Limits, read},
};

use crate::{tell, variant};

fn world(folder: std::path::PathBuf) -> Ir {
    let (sources, _) = read(&[Input::Path(folder)], &Limits::default());
    let checked = check(&sources);
    let options = ir::Options {
        allow_missing: true,
        ..ir::Options::default()
    };
    ir::resolve(&checked.documents, &checked.refused, &options).0
}

#[test]
fn breaks_of_the_official_lexicons_have_witnesses() {
    let folders = ["official-2025-02", "official"].map(lexgen_tests::corpus);
    let [Some(old), Some(new)] = folders else {
        return;
    };
    let (old, new) = (world(old), world(new));
    let mut tally: BTreeMap<String, usize> = BTreeMap::new();
    let mut failures = Vec::new();
    for (old, new) in [(&old, &new), (&new, &old)] {
        for verdict in compare(old, new, &compare::Options::default()).verdicts {
            let what = &verdict.change.what;
            let breaks = verdict.effects.iter().any(|it| {
                it.level == Level::Break
                    && [Audience::Wire, Audience::Records].contains(&it.audience)
            });
            if !breaks {
                continue;
            }
            let witnesses = witness::find(old, new, &verdict.change);
            let shift = what.shift();
            let sides = witnesses
                .iter()
                .map(|it| it.accepted_by)
                .collect::<Vec<_>>();
            let is_backed = match shift.is_none() {
                true => !sides.is_empty(),
                false => {
                    (!shift.narrowed || sides.contains(&Side::Old))
                        && (!shift.widened || sides.contains(&Side::New))
                }
            };
            *tally.entry(variant(what)).or_default() += 1;
            // What the account holder is asked for is no value.
            if !is_backed && !matches!(what, What::PermissionRevoked { .. }) {
                failures.push(format!("{:#?}\n{witnesses:#?}", verdict.change));
            }
        }
    }
    println!("{tally:?}");
    tell(&failures);
}
