//! The change of the valid values when one definition replaces another, with
//! everything that both refer to.
//!
//! Definitions may refer to themselves and to each other, so the question is
//! coinductive: they allow the same values unless a difference is found on the
//! way. Each pair of definitions is walked once for all questions; the change of
//! a pair is the union of its own and of all pairs that it leads to.

use std::collections::{HashMap, HashSet};

use petgraph::{algo::kosaraju_scc, graphmap::DiGraphMap};

use super::{Found, Pair, Versions, Walk, meaning::of_definition};
use crate::compiler::{compare::ValueSetChange, ir::Ir};

/// How many pairs are looked at.
pub(super) fn limit(old: &Ir, new: &Ir) -> usize {
    1_000 + 8 * (old.definition_count() + new.definition_count())
}

/// The answers so far.
pub(super) struct Deep<'i> {
    versions: Versions<'i>,
    known: HashMap<Pair, ValueSetChange>,
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

    /// The change of all these pairs together. If there are too many to look at,
    /// anything may have changed.
    pub(super) fn value_set(&mut self, pairs: &[Pair]) -> ValueSetChange {
        self.learn(pairs);
        let known = |pair| {
            self.known
                .get(pair)
                .copied()
                .unwrap_or(ValueSetChange::BOTH)
        };
        pairs
            .iter()
            .fold(ValueSetChange::UNCHANGED, |value_set, pair| {
                value_set | known(pair)
            })
    }

    /// Walks what is not known yet.
    fn learn(&mut self, pairs: &[Pair]) {
        let mut graph: DiGraphMap<Pair, ()> = DiGraphMap::new();
        let mut own: HashMap<Pair, ValueSetChange> = HashMap::new();
        let mut waiting: Vec<Pair> = pairs.to_vec();
        let mut seen: HashSet<Pair> = HashSet::new();
        while let Some(pair) = waiting.pop() {
            if self.known.contains_key(&pair) || !seen.insert(pair) {
                continue;
            }
            graph.add_node(pair);
            if self.left == 0 {
                own.insert(pair, ValueSetChange::BOTH);
                continue;
            }
            self.left -= 1;
            let (value_set, next) = self.look(pair);
            own.insert(pair, value_set);
            for next in next {
                graph.add_edge(pair, next, ());
                waiting.push(next);
            }
        }
        // What others lead to comes before them.
        for group in kosaraju_scc(&graph) {
            let mut value_set = ValueSetChange::UNCHANGED;
            for pair in &group {
                value_set |= own.get(pair).copied().unwrap_or_default();
                for next in graph.neighbors(*pair) {
                    value_set |= self.known.get(&next).copied().unwrap_or_default();
                }
            }
            self.known
                .extend(group.into_iter().map(|pair| (pair, value_set)));
        }
    }

    /// What a pair does by itself, and the pairs that it leads to.
    fn look(&self, (old, new): Pair) -> (ValueSetChange, Vec<Pair>) {
        let mut walk = Walk::for_value_set(self.versions, &self.versions.new.module(new).nsid);
        let old = of_definition(self.versions.old, old);
        let new = of_definition(self.versions.new, new);
        let kinds = walk.meanings(&old, &new);
        match walk.found {
            Found::ValueSet { value_set, pairs } => (value_set | kinds, pairs),
            Found::Changes { .. } => (kinds, Vec::new()),
        }
    }
}
