//! What differs between two declarations of a type of spaces is found, and nothing else.

use std::collections::BTreeSet;

use lexgen::__internal::compare::{ChangeKind, ChangeOptions, Side, SpaceChange, changes, compare};
use serde_json::Value;

use super::{pair::Pair, pairs, tell};

/// The declaration in a document, if it has one.
fn declaration(document: &Value) -> Option<&Value> {
    let main = &document["defs"]["main"];
    (main["type"] == "space").then_some(main)
}

/// The declarations that both versions of a document have.
fn declarations(pair: &Pair) -> Vec<(String, [&Value; 2])> {
    let new = pair.documents(Side::New);
    let of_old = |old: &Value| new.iter().find(|it| it["id"] == old["id"]);
    pair.documents(Side::Old)
        .iter()
        .filter_map(|old| {
            let id = old["id"].as_str()?.to_owned();
            Some((id, [declaration(old)?, declaration(of_old(old)?)?]))
        })
        .collect()
}

/// What differs, in words.
fn differences([old, new]: [&Value; 2]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for key in ["key", "name"] {
        if old[key] != new[key] {
            found.insert(key.to_owned());
        }
    }
    let listed = |of: &Value| -> BTreeSet<String> {
        let collections = of["collections"].as_array().into_iter().flatten();
        collections
            .filter_map(|it| it.as_str().map(str::to_owned))
            .collect()
    };
    let [old, new] = [old, new].map(listed);
    found.extend(old.difference(&new).map(|nsid| format!("without {nsid}")));
    found.extend(new.difference(&old).map(|nsid| format!("with {nsid}")));
    found
}

#[test]
fn each_difference_of_a_space_is_a_change() {
    let (mut spaces, mut failures) = ([0, 0], Vec::new());
    for pair in pairs() {
        let all = changes(&pair.old, &pair.new, ChangeOptions::default());
        for (id, versions) in declarations(pair) {
            let expected = differences(versions);
            spaces[usize::from(!expected.is_empty())] += 1;
            let own = all.iter().filter(|change| change.nsid.as_str() == id);
            let found: BTreeSet<String> = own
                .filter_map(|change| match &change.kind {
                    ChangeKind::Space(SpaceChange::Key(_)) => Some("key".to_owned()),
                    ChangeKind::Space(SpaceChange::Text { .. }) => Some("name".to_owned()),
                    ChangeKind::Space(SpaceChange::CollectionRemoved { collection }) => {
                        Some(format!("without {}", collection.as_str()))
                    }
                    ChangeKind::Space(SpaceChange::CollectionAdded { collection }) => {
                        Some(format!("with {}", collection.as_str()))
                    }
                    _ => None,
                })
                .collect();
            if found != expected {
                failures.push(format!("{found:?}, not {expected:?}\n{}", pair.show()));
            }
        }
        // Each of them is judged.
        let verdicts = compare(&pair.old, &pair.new, &Default::default()).verdicts;
        let is_space = |kind: &ChangeKind| matches!(kind, ChangeKind::Space(_));
        let judged = verdicts
            .iter()
            .filter(|it| is_space(&it.change.kind))
            .count();
        let changed = all.iter().filter(|it| is_space(&it.kind)).count();
        if judged != changed {
            failures.push(format!("{judged} of {changed} are judged\n{}", pair.show()));
        }
    }
    println!(
        "{} declarations are equal, and {} differ",
        spaces[0], spaces[1]
    );
    tell(&failures);
    assert!(spaces.iter().all(|count| *count > 10), "{spaces:?}");
}
