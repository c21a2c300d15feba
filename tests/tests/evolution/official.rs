//! Breaks in official lexicons have witnesses too.

use std::collections::BTreeMap;

use lexgen::__internal::{
    check::check,
    compare::{self, Audience, ChangeKind, Level, PermissionChange, Side, compare, witness},
    ir::{self, Ir},
    read::{Input, Limits, read},
};

use crate::tell;

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
    let mut tally: BTreeMap<&str, usize> = BTreeMap::new();
    let mut failures = Vec::new();
    for (old, new) in [(&old, &new), (&new, &old)] {
        for verdict in compare(old, new, &compare::Options::default()).verdicts {
            let kind = &verdict.change.kind;
            let breaks = verdict.effects.iter().any(|it| {
                it.level == Level::Break
                    && [Audience::Wire, Audience::Records].contains(&it.audience)
            });
            if !breaks {
                continue;
            }
            let witnesses = witness::find(old, new, &verdict.change);
            let value_set = kind.value_set();
            let sides = witnesses
                .iter()
                .map(|it| it.accepted_by)
                .collect::<Vec<_>>();
            let is_backed = if value_set.is_unchanged() {
                !sides.is_empty()
            } else {
                (!value_set.narrowed || sides.contains(&Side::Old))
                    && (!value_set.widened || sides.contains(&Side::New))
            };
            *tally.entry(kind.name()).or_default() += 1;
            // The texts of permission sets are not data.
            if !is_backed
                && !matches!(
                    kind,
                    ChangeKind::Permission(PermissionChange::Revoked { .. })
                )
            {
                failures.push(format!("{:#?}\n{witnesses:#?}", verdict.change));
            }
        }
    }
    println!("{tally:?}");
    tell(&failures);
}
