//! What differs when one definition replaces another, with everything that both
//! refer to.
//!
//! Definitions may refer to themselves and to each other, so the question is
//! coinductive: they allow the same values unless a difference is found on the
//! way. Each pair of definitions is walked once for all questions; the change of
//! a pair is the union of its own and of all pairs that it leads to.

use std::collections::{HashMap, HashSet};

use petgraph::{algo::kosaraju_scc, graphmap::DiGraphMap};

use super::{Found, Pair, Versions, Walk, meaning::of_definition};
use crate::compiler::{compare::Inside, ir::Ir};

/// How many pairs are looked at.
pub(super) fn limit(old: &Ir, new: &Ir) -> usize {
    1_000 + 8 * (old.definition_count() + new.definition_count())
}

/// The answers so far.
pub(super) struct Deep<'i> {
    versions: Versions<'i>,
    known: HashMap<Pair, Inside>,
    /// How many pairs may still be looked at. A hostile set of lexicons has a
    /// pair for any two definitions, which is too many.
    left: usize,
}

impl<'i> Deep<'i> {
    pub(super) fn new(versions: Versions<'i>) -> Self {
        Self::limited(versions, limit(versions.old, versions.new))
    }

    /// As [`new`](Self::new), with the [`limit`] that is known already.
    pub(super) fn limited(versions: Versions<'i>, left: usize) -> Self {
        Self {
            versions,
            known: HashMap::new(),
            left,
        }
    }

    /// The differences of all these pairs together. If there are too many to look
    /// at, they are unknown.
    pub(super) fn inside(&mut self, pairs: &[Pair]) -> Inside {
        self.learn(pairs);
        let mut inside = Inside::default();
        for pair in pairs {
            match self.known.get(pair) {
                Some(known) => inside.extend(known),
                None => inside.extend(&Inside::unknown()),
            }
        }
        inside
    }

    /// Walks what is not known yet.
    fn learn(&mut self, pairs: &[Pair]) {
        let mut graph: DiGraphMap<Pair, ()> = DiGraphMap::new();
        let mut own: HashMap<Pair, Inside> = HashMap::new();
        let mut waiting: Vec<Pair> = pairs.to_vec();
        let mut seen: HashSet<Pair> = HashSet::new();
        while let Some(pair) = waiting.pop() {
            if self.known.contains_key(&pair) || !seen.insert(pair) {
                continue;
            }
            graph.add_node(pair);
            if self.left == 0 {
                own.insert(pair, Inside::unknown());
                continue;
            }
            self.left -= 1;
            let (inside, next) = self.look(pair);
            own.insert(pair, inside);
            for next in next {
                graph.add_edge(pair, next, ());
                waiting.push(next);
            }
        }
        // What others lead to comes before them.
        for group in kosaraju_scc(&graph) {
            let mut inside = Inside::default();
            for pair in &group {
                if let Some(own) = own.get(pair) {
                    inside.extend(own);
                }
                for next in graph.neighbors(*pair) {
                    if let Some(known) = self.known.get(&next) {
                        inside.extend(known);
                    }
                }
            }
            self.known
                .extend(group.into_iter().map(|pair| (pair, inside.clone())));
        }
    }

    /// What a pair does by itself, and the pairs that it leads to.
    fn look(&self, (old, new): Pair) -> (Inside, Vec<Pair>) {
        let mut walk = Walk::for_inside(self.versions, &self.versions.new.module(new).nsid);
        let old = of_definition(self.versions.old, old);
        let new = of_definition(self.versions.new, new);
        let kinds = walk.meanings(&old, &new);
        match walk.found {
            Found::Inside { mut inside, pairs } => {
                inside.value_set |= kinds;
                (inside, pairs)
            }
            Found::Changes { .. } => (Inside::of(kinds), Vec::new()),
        }
    }
}
