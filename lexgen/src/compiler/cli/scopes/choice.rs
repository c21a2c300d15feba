//! Which permission sets make the list the least.

use std::collections::BTreeSet;

use super::{
    candidate::Candidate,
    cover::{COST, Selection, Set, cheapest},
    need::{Permit, names},
};

/// The permission sets of the list.
pub(super) struct Choice<'c> {
    pub(super) sets: Vec<&'c Candidate>,
    /// Whether it is certain that no other choice makes the list shorter.
    pub(super) is_least: bool,
}

impl<'c> Choice<'c> {
    /// Chooses among sets that grant nothing but what is needed. What one of them grants
    /// whole is granted by a set, and the list is as short as it can be then.
    ///
    /// Sets that grant only some actions on a record do not make it longer: the record is
    /// listed with all actions, in the one scope of all records that are listed.
    pub(super) fn exact(sets: &[&'c Candidate], needed: &BTreeSet<Permit>) -> Self {
        let whole: BTreeSet<_> = sets.iter().flat_map(|set| whole(set, needed)).collect();
        let choice = Self::of(sets, |permit| whole.contains(permit.nsid()));
        // As many sets may grant all that is left of the records in parts.
        let is_write = |permit: &Permit| matches!(permit, Permit::Write(..));
        if choice.left(needed).iter().any(is_write) {
            let all = Self::of(sets, |_| true);
            if all.sets.len() == choice.sets.len() && !all.left(needed).iter().any(is_write) {
                return all;
            }
        }
        choice
    }

    /// The fewest of the sets that grant everything that `is_wanted` and that all grant.
    fn of(sets: &[&'c Candidate], is_wanted: impl Fn(&Permit) -> bool) -> Self {
        let wanted = sets.iter().map(|set| Set {
            elements: set
                .covers
                .iter()
                .filter(|permit| is_wanted(permit))
                .collect(),
            cost: COST,
        });
        let Selection {
            sets: selected,
            is_least,
        } = cheapest(&wanted.collect::<Vec<_>>());
        let sets = selected
            .iter()
            .filter_map(|index| sets.get(*index).copied());
        Self {
            sets: sets.collect(),
            is_least,
        }
    }

    /// Also chooses among sets that grant more, if they take the place of at least two
    /// names that are left. As few names and sets as possible are added, and of several
    /// choices it is one that grants the least else.
    pub(super) fn and_broader(mut self, sets: &[&'c Candidate], needed: &BTreeSet<Permit>) -> Self {
        let left = names(&self.left(needed));
        let replaced = sets.iter().map(|set| {
            let whole = whole(set, needed).into_iter();
            let left: BTreeSet<_> = whole.filter(|name| left.contains(*name)).collect();
            (*set, left)
        });
        let (useful, mut choices): (Vec<_>, Vec<_>) = replaced
            .filter(|(_, replaced)| replaced.len() > 1)
            .map(|(set, elements)| {
                let cost = COST + set.more.len() as u64;
                (set, Set { elements, cost })
            })
            .unzip();
        // A name that is listed is no worse than a set for it alone.
        choices.extend(left.iter().map(|name| Set {
            elements: BTreeSet::from([name.as_str()]),
            cost: COST,
        }));
        let Selection {
            sets: selected,
            is_least,
        } = cheapest(&choices);
        self.is_least &= is_least;
        let selected = selected
            .iter()
            .filter_map(|index| useful.get(*index).copied());
        self.sets.extend(selected);
        self.drop_redundant();
        self
    }

    /// Removes the sets whose permissions the others have together.
    fn drop_redundant(&mut self) {
        let mut index = 0;
        while let Some(set) = self.sets.get(index) {
            let is_redundant = set.covers.iter().all(|permit| {
                let mut sets = self.sets.iter().enumerate();
                sets.any(|(other, set)| other != index && set.covers.contains(permit))
            });
            if is_redundant {
                self.sets.remove(index);
            } else {
                index += 1;
            }
        }
    }

    /// What is needed beside the sets. A record of which they grant only some actions is
    /// left with all of them.
    pub(super) fn left(&self, needed: &BTreeSet<Permit>) -> BTreeSet<Permit> {
        let is_missing =
            |permit: &&Permit| !self.sets.iter().any(|set| set.covers.contains(permit));
        let names: BTreeSet<_> = needed.iter().filter(is_missing).map(Permit::nsid).collect();
        let left = needed.iter().filter(|permit| names.contains(permit.nsid()));
        left.cloned().collect()
    }
}

/// The names of which a set grants all that is needed.
pub(super) fn whole<'n>(set: &Candidate, needed: &'n BTreeSet<Permit>) -> BTreeSet<&'n str> {
    let missing = needed.difference(&set.covers).map(Permit::nsid);
    let missing: BTreeSet<_> = missing.collect();
    let names = needed.iter().map(Permit::nsid);
    names.filter(|name| !missing.contains(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{permission::RepoAction, scope::IncludeScope};

    /// Numbers that are always the same.
    struct Random(u64);

    impl Random {
        fn below(&mut self, end: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
            self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as usize % end
        }
    }

    fn candidate(nsid: &str, covers: BTreeSet<Permit>, more: &[&str]) -> Candidate {
        Candidate {
            include: IncludeScope::new(nsid, None).expect("an NSID"),
            covers,
            more: more.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    fn record(nsid: &str) -> [Permit; 3] {
        RepoAction::ALL.map(|action| Permit::Write(nsid.to_owned(), action))
    }

    fn call(nsid: &str, service: &str) -> Permit {
        Permit::Call(nsid.to_owned(), service.to_owned())
    }

    /// How many scopes there are with sets.
    fn length(choice: &Choice<'_>, needed: &BTreeSet<Permit>) -> usize {
        let left = choice.left(needed);
        let scope = |permit: &Permit| match permit {
            Permit::Write(..) => ("repo", String::new()),
            Permit::Call(_, service) => ("rpc", service.clone()),
            Permit::Space(nsid) => ("space", nsid.clone()),
        };
        let listed: BTreeSet<_> = left.iter().map(scope).collect();
        choice.sets.len() + listed.len()
    }

    #[test]
    fn no_choice_makes_the_list_shorter() {
        let mut needed = BTreeSet::new();
        for nsid in ["a.b.one", "a.b.two", "a.b.three"] {
            needed.extend(record(nsid));
        }
        needed.extend([
            call("a.b.get", "did:web:a.example#x"),
            call("a.b.put", "did:web:b.example#x"),
            call("a.b.del", "did:web:b.example#x"),
            Permit::Space("a.b.forum".to_owned()),
        ]);
        let permits: Vec<_> = needed.iter().cloned().collect();
        let mut random = Random(11);
        for round in 0..500 {
            let sets: Vec<_> = (0..1 + random.below(6))
                .map(|set| {
                    let mut covers = BTreeSet::new();
                    for permit in &permits {
                        if random.below(2) == 0 {
                            covers.insert(permit.clone());
                            if random.below(2) == 0 {
                                let whole = permits.iter();
                                let whole = whole.filter(|other| other.nsid() == permit.nsid());
                                covers.extend(whole.cloned());
                            }
                        }
                    }
                    candidate(&format!("a.b.auth{set}"), covers, &[])
                })
                .collect();
            let sets: Vec<_> = sets.iter().collect();
            let is_allowed = |choice: &Choice<'_>| {
                let left = names(&choice.left(&needed));
                let mut whole = sets.iter().flat_map(|set| whole(set, &needed));
                whole.all(|name| !left.contains(name))
            };
            let choices = (0..1_usize << sets.len()).map(|bits| Choice {
                sets: (0..sets.len())
                    .filter(|set| bits >> set & 1 == 1)
                    .map(|set| sets[set])
                    .collect(),
                is_least: true,
            });
            let allowed = choices.filter(is_allowed);
            let least = allowed.map(|choice| length(&choice, &needed)).min();
            let found = Choice::exact(&sets, &needed);
            assert!(is_allowed(&found) && found.is_least, "round {round}");
            assert_eq!(Some(length(&found, &needed)), least, "round {round}");
        }
    }

    #[test]
    fn a_set_that_grants_more_takes_the_place_of_several_names() {
        let needed: BTreeSet<_> = ["a.b.one", "a.b.two", "a.b.three"]
            .into_iter()
            .flat_map(record)
            .collect();
        let of = |nsids: &[&str]| nsids.iter().copied().flat_map(record).collect();
        let [large, small, one] = [
            candidate(
                "a.b.authA",
                of(&["a.b.one", "a.b.two"]),
                &["a.b.x", "a.b.y"],
            ),
            candidate("a.b.authB", of(&["a.b.one", "a.b.two"]), &["a.b.x"]),
            candidate("a.b.authC", of(&["a.b.three"]), &["a.b.x"]),
        ];
        let exact = Choice::exact(&[], &needed);
        let choice = exact.and_broader(&[&large, &small, &one], &needed);
        let chosen = choice.sets.iter().map(|set| set.include.nsid().as_str());
        assert_eq!(chosen.collect::<Vec<_>>(), ["a.b.authB"]);
        assert_eq!(
            names(&choice.left(&needed)),
            BTreeSet::from(["a.b.three".to_owned()])
        );
    }
}
