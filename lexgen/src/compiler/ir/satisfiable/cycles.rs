//! Definitions that require themselves, directly or through others.

use std::collections::HashMap;

use petgraph::{algo::kosaraju_scc, graphmap::DiGraphMap};

use super::fixpoint::{Clause, Requirements, satisfiable};

/// Definitions that require each other in a circle.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cycle {
    /// Each definition, with the need that leads to the next one. The first one comes
    /// first in the order of all.
    pub(super) steps: Vec<(usize, usize)>,
}

/// One cycle of each group of definitions that require each other, if they have no
/// value even where all others have one.
pub(super) fn find(all: &[Requirements]) -> Vec<Cycle> {
    let satisfiable_ones = satisfiable(all);
    let mut graph: DiGraphMap<usize, ()> = DiGraphMap::new();
    for (owner, requirements) in all.iter().enumerate() {
        if satisfiable_ones[owner] {
            continue;
        }
        graph.add_node(owner);
        let unmet = requirements.clauses.iter();
        for clause in unmet.filter(|it| it.one_of.iter().all(|&of| !satisfiable_ones[of])) {
            for &target in &clause.one_of {
                graph.add_edge(owner, target, ());
            }
        }
    }
    // Not Tarjan's algorithm, which recurses as deep as definitions refer.
    let groups = kosaraju_scc(&graph).into_iter();
    let mut cycles: Vec<Cycle> = groups
        .filter(|group| group.len() > 1 || graph.contains_edge(group[0], group[0]))
        .filter_map(|group| within(all, group))
        .collect();
    cycles.sort_by(|a, b| a.steps.cmp(&b.steps));
    cycles
}

/// A cycle in a group, where all that is not in it has a value.
fn within(all: &[Requirements], mut group: Vec<usize>) -> Option<Cycle> {
    group.sort_unstable();
    let index: HashMap<usize, usize> = group.iter().copied().zip(0..).collect();
    let inside: Vec<Requirements> = group
        .iter()
        .map(|&owner| Requirements {
            is_contradictory: false,
            clauses: (all[owner].clauses.iter())
                .filter_map(|clause| {
                    let one_of = clause.one_of.iter().map(|it| index.get(it).copied());
                    Some(Clause {
                        need: clause.need,
                        one_of: one_of.collect::<Option<_>>()?,
                    })
                })
                .collect(),
        })
        .collect();
    let has_value = satisfiable(&inside);
    let start = has_value.iter().position(|has_value| !has_value)?;
    let mut steps: Vec<(usize, usize)> = Vec::new();
    let mut visited: HashMap<usize, usize> = HashMap::new();
    let mut at = start;
    let first = loop {
        if let Some(&step) = visited.get(&at) {
            break step;
        }
        visited.insert(at, steps.len());
        let mut unmet = inside[at].clauses.iter();
        let clause = unmet.find(|it| it.one_of.iter().all(|&of| !has_value[of]))?;
        steps.push((group[at], clause.need));
        at = *clause.one_of.first()?;
    };
    let mut steps = steps.split_off(first);
    let least = (0..steps.len()).min_by_key(|&it| steps[it].0)?;
    steps.rotate_left(least);
    Some(Cycle { steps })
}
