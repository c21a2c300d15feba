//! The cheapest selection of sets that together have everything: a weighted set cover,
//! by branch and bound.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    mem,
};

use petgraph::unionfind::UnionFind;

/// What a set costs, if all cost the same. There is room for smaller differences.
pub(super) const COST: u64 = 1 << 32;

/// The most steps of a search. A step is a look at one element of one set, and a second
/// has many more of them.
const STEPS: usize = 50_000_000;

/// The most sets of a selection that is searched for.
const DEPTH: usize = 500;

/// A set that can be selected.
pub(super) struct Set<T> {
    pub(super) elements: BTreeSet<T>,
    pub(super) cost: u64,
}

/// The selected sets.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Selection {
    /// Their positions.
    pub(super) sets: BTreeSet<usize>,
    /// Whether it is certain that no selection costs less.
    pub(super) is_least: bool,
}

/// Selects sets that have all elements of all sets. Of sets with the same elements and
/// costs, it is the first.
pub(super) fn cheapest<T: Ord>(sets: &[Set<T>]) -> Selection {
    within(STEPS, sets)
}

fn within<T: Ord>(steps: usize, sets: &[Set<T>]) -> Selection {
    let mut selection = Selection {
        sets: BTreeSet::new(),
        is_least: true,
    };
    let mut steps = steps;
    for part in parts(reduced(sets)) {
        let mut search = Search::new(&part, steps);
        search.greedy();
        search.branch();
        steps = search.steps;
        selection.is_least &= search.is_complete;
        let chosen = search.best.iter().filter_map(|set| part.sets.get(*set));
        selection.sets.extend(chosen.map(|set| set.position));
    }
    selection
}

/// Sets with numbers for elements.
struct Problem {
    sets: Vec<Numbered>,
    elements: usize,
}

struct Numbered {
    position: usize,
    elements: BTreeSet<usize>,
    cost: u64,
}

/// The problem without elements that the same sets have as another one, and without sets
/// that another one can replace.
fn reduced<T: Ord>(sets: &[Set<T>]) -> Problem {
    let mut owners: BTreeMap<&T, Vec<usize>> = BTreeMap::new();
    for (position, set) in sets.iter().enumerate() {
        for element in &set.elements {
            owners.entry(element).or_default().push(position);
        }
    }
    let distinct: BTreeSet<Vec<usize>> = owners.into_values().collect();
    let mut numbered: Vec<_> = sets
        .iter()
        .enumerate()
        .map(|(position, set)| Numbered {
            position,
            elements: BTreeSet::new(),
            cost: set.cost,
        })
        .collect();
    for (element, owners) in distinct.iter().enumerate() {
        for owner in owners {
            if let Some(set) = numbered.get_mut(*owner) {
                set.elements.insert(element);
            }
        }
    }
    // One that can replace another comes before it.
    numbered.sort_by_key(|set| (Reverse(set.elements.len()), set.cost, set.position));
    let mut kept: Vec<Numbered> = Vec::new();
    for set in numbered {
        let can_replace =
            |other: &Numbered| other.cost <= set.cost && set.elements.is_subset(&other.elements);
        if !set.elements.is_empty() && !kept.iter().any(can_replace) {
            kept.push(set);
        }
    }
    kept.sort_by_key(|set| set.position);
    Problem {
        sets: kept,
        elements: distinct.len(),
    }
}

/// The parts of a problem that have no elements in common.
fn parts(problem: Problem) -> Vec<Problem> {
    let mut connected = UnionFind::new(problem.sets.len());
    let mut first_owner = BTreeMap::new();
    for (index, set) in problem.sets.iter().enumerate() {
        for element in &set.elements {
            connected.union(*first_owner.entry(*element).or_insert(index), index);
        }
    }
    let mut parts: BTreeMap<usize, Vec<Numbered>> = BTreeMap::new();
    for (index, set) in problem.sets.into_iter().enumerate() {
        let part = parts.entry(connected.find(index)).or_default();
        part.push(set);
    }
    parts.into_values().map(renumbered).collect()
}

/// The sets with numbers from 0 for their elements.
fn renumbered(mut sets: Vec<Numbered>) -> Problem {
    let mut numbers = BTreeMap::new();
    for set in &mut sets {
        let renumber = |element| {
            let next = numbers.len();
            *numbers.entry(element).or_insert(next)
        };
        set.elements = mem::take(&mut set.elements)
            .into_iter()
            .map(renumber)
            .collect();
    }
    Problem {
        sets,
        elements: numbers.len(),
    }
}

struct Search<'p> {
    problem: &'p Problem,
    /// The sets that have each element.
    owners: Vec<Vec<usize>>,
    /// How many chosen sets have each element.
    covered: Vec<usize>,
    /// Sets for which all selections have been tried.
    is_excluded: Vec<bool>,
    chosen: Vec<usize>,
    cost: u64,
    best: Vec<usize>,
    best_cost: u64,
    /// How many are left.
    steps: usize,
    /// Whether everything that can cost less has been tried.
    is_complete: bool,
}

impl<'p> Search<'p> {
    fn new(problem: &'p Problem, steps: usize) -> Self {
        let mut owners = vec![Vec::new(); problem.elements];
        for (index, set) in problem.sets.iter().enumerate() {
            for element in &set.elements {
                if let Some(owners) = owners.get_mut(*element) {
                    owners.push(index);
                }
            }
        }
        Self {
            covered: vec![0; problem.elements],
            is_excluded: vec![false; problem.sets.len()],
            chosen: Vec::new(),
            cost: 0,
            best: Vec::new(),
            best_cost: u64::MAX,
            steps,
            is_complete: true,
            owners,
            problem,
        }
    }

    /// A first selection: always the set that costs least for each new element.
    fn greedy(&mut self) {
        let next = |search: &Self| {
            let sets = 0..search.problem.sets.len();
            let useful = sets.filter_map(|set| Some((search.price(set)?, set)));
            useful.min().map(|(_, set)| set)
        };
        while let Some(set) = next(self) {
            self.choose(set);
        }
        self.keep();
        while let Some(set) = self.chosen.last().copied() {
            self.undo(set);
        }
    }

    /// Tries all selections that can cost less than the best one, with what is chosen.
    fn branch(&mut self) {
        let Some(element) = self.rarest() else {
            self.keep();
            return;
        };
        let look = self.bound();
        if self.cost.saturating_add(look) >= self.best_cost {
            return;
        }
        if self.steps == 0 || self.chosen.len() == DEPTH {
            self.is_complete = false;
            return;
        }
        let mut sets: Vec<_> = self
            .available(element)
            .filter_map(|set| Some((self.price(set)?, set)))
            .collect();
        sets.sort_unstable();
        for (_, set) in &sets {
            self.choose(*set);
            self.branch();
            self.undo(*set);
            // All selections with it have been tried.
            self.exclude(*set, true);
        }
        for (_, set) in sets {
            self.exclude(set, false);
        }
    }

    /// The element that is missing and that the fewest sets have.
    fn rarest(&self) -> Option<usize> {
        self.missing()
            .min_by_key(|element| self.available(*element).count())
    }

    /// What the missing elements cost at least: those that have no set in common need a
    /// set each.
    fn bound(&mut self) -> u64 {
        let mut elements: Vec<_> = self
            .missing()
            .map(|element| (self.available(element).count(), element))
            .collect();
        elements.sort_unstable();
        let mut is_counted = vec![false; self.problem.sets.len()];
        let mut bound = 0_u64;
        let mut steps = self.problem.sets.len() + self.problem.elements;
        for (count, element) in elements {
            steps += count;
            let mut sets = self.available(element);
            if sets.any(|set| is_counted.get(set) == Some(&true)) {
                continue;
            }
            let costs = self.available(element).filter_map(|set| self.cost_of(set));
            // Without a set, there is no selection.
            bound = bound.saturating_add(costs.min().unwrap_or(u64::MAX));
            for set in self.available(element) {
                if let Some(is_counted) = is_counted.get_mut(set) {
                    *is_counted = true;
                }
            }
        }
        self.steps = self.steps.saturating_sub(steps);
        bound
    }

    fn missing(&self) -> impl Iterator<Item = usize> {
        let covered = self.covered.iter().enumerate();
        covered.filter_map(|(element, count)| (*count == 0).then_some(element))
    }

    /// The sets with an element that are not excluded.
    fn available(&self, element: usize) -> impl Iterator<Item = usize> {
        let owners = self.owners.get(element).into_iter().flatten().copied();
        owners.filter(|set| self.is_excluded.get(*set) == Some(&false))
    }

    fn cost_of(&self, set: usize) -> Option<u64> {
        self.problem.sets.get(set).map(|set| set.cost)
    }

    /// What a set costs for each element that is missing; `None` if it has none.
    fn price(&self, set: usize) -> Option<u64> {
        let set = self.problem.sets.get(set)?;
        let is_missing = |element: &&usize| self.covered.get(**element) == Some(&0);
        let gain = set.elements.iter().filter(is_missing).count();
        set.cost.checked_div(gain as u64)
    }

    fn choose(&mut self, set: usize) {
        self.chosen.push(set);
        if let Some(set) = self.problem.sets.get(set) {
            self.cost += set.cost;
            for element in &set.elements {
                if let Some(count) = self.covered.get_mut(*element) {
                    *count += 1;
                }
            }
        }
    }

    fn undo(&mut self, set: usize) {
        self.chosen.pop();
        if let Some(set) = self.problem.sets.get(set) {
            self.cost -= set.cost;
            for element in &set.elements {
                if let Some(count) = self.covered.get_mut(*element) {
                    *count -= 1;
                }
            }
        }
    }

    fn exclude(&mut self, set: usize, is_excluded: bool) {
        if let Some(excluded) = self.is_excluded.get_mut(set) {
            *excluded = is_excluded;
        }
    }

    /// Keeps what is chosen if it costs less than the best selection.
    fn keep(&mut self) {
        if self.cost < self.best_cost {
            self.best_cost = self.cost;
            self.best.clone_from(&self.chosen);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that are always the same.
    struct Random(u64);

    impl Random {
        fn below(&mut self, end: u64) -> u64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
            self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) % end
        }

        fn sets(&mut self, count: u64, elements: u64, size: u64) -> Vec<Set<u64>> {
            let set = |random: &mut Self| Set {
                elements: (0..=random.below(size))
                    .map(|_| random.below(elements))
                    .collect(),
                cost: COST + random.below(3),
            };
            (0..count).map(|_| set(self)).collect()
        }
    }

    fn everything(sets: &[Set<u64>]) -> BTreeSet<u64> {
        let elements = sets.iter().flat_map(|set| set.elements.iter().copied());
        elements.collect()
    }

    fn covers(sets: &[Set<u64>], selection: &BTreeSet<usize>) -> bool {
        let selected = selection.iter().flat_map(|set| &sets[*set].elements);
        selected.copied().collect::<BTreeSet<_>>() == everything(sets)
    }

    fn cost(sets: &[Set<u64>], selection: &BTreeSet<usize>) -> u64 {
        selection.iter().map(|set| sets[*set].cost).sum()
    }

    #[test]
    fn no_selection_costs_less() {
        let mut random = Random(7);
        for round in 0..800 {
            let (count, elements) = (1 + random.below(9), 1 + random.below(8));
            let sets = random.sets(count, elements, 4);
            let all = (0..1_usize << sets.len()).map(|bits| {
                let selected = (0..sets.len()).filter(|set| bits >> set & 1 == 1);
                selected.collect::<BTreeSet<_>>()
            });
            let whole = all.filter(|selection| covers(&sets, selection));
            let least = whole.map(|selection| cost(&sets, &selection)).min();
            let found = cheapest(&sets);
            assert!(covers(&sets, &found.sets), "round {round}");
            assert_eq!(Some(cost(&sets, &found.sets)), least, "round {round}");
            assert!(found.is_least, "round {round}");
        }
    }

    #[test]
    fn greed_is_not_enough() {
        let set = |elements: &[u64]| Set {
            elements: elements.iter().copied().collect(),
            cost: COST,
        };
        let sets = [
            set(&[1, 2, 3, 4]),
            set(&[1, 2, 5]),
            set(&[3, 4, 6]),
            set(&[]),
        ];
        assert_eq!(cheapest(&sets).sets, BTreeSet::from([1, 2]));
        // The first of those that have the same.
        let same = [set(&[1]), set(&[2, 1]), set(&[1, 2])];
        assert_eq!(cheapest(&same).sets, BTreeSet::from([1]));
    }

    #[test]
    fn a_search_that_is_given_up_says_so_and_covers_everything() {
        let mut random = Random(3);
        let sets = random.sets(60, 60, 5);
        let found = within(1_000, &sets);
        assert!(!found.is_least);
        assert!(covers(&sets, &found.sets));
    }

    #[test]
    fn as_many_sets_as_a_large_project_has_are_proven() {
        let mut random = Random(5);
        let sets = random.sets(80, 200, 12);
        let found = cheapest(&sets);
        assert!(found.is_least);
        assert!(covers(&sets, &found.sets));
        // Sets that need each other's elements, in a very long chain.
        let chain: Vec<_> = (0..2_000)
            .map(|at| Set {
                elements: BTreeSet::from([at, at + 1]),
                cost: COST,
            })
            .collect();
        assert!(covers(&chain, &cheapest(&chain).sets));
    }
}
