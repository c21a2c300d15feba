//! What becomes of the valid values where a definition is replaced by another
//! one, with all that both refer to.
//!
//! Two definitions may refer to themselves and to each other, so what is asked
//! is coinductive: they allow the same values unless somewhere on the way there
//! is a difference. Each pair of definitions is walked once, for all questions
//! together; what a pair does is what it and all pairs that it leads to do.

use std::collections::{HashMap, HashSet};

use petgraph::{algo::kosaraju_scc, graphmap::DiGraphMap};

use super::{Found, Pair, Walk, Worlds, meaning::of_definition};
use crate::compiler::{compare::Shift, ir::Ir};

/// How many pairs are looked at.
pub(super) fn limit(old: &Ir, new: &Ir) -> usize {
    1_000 + 8 * (old.definition_count() + new.definition_count())
}

/// The answers so far.
pub(super) struct Deep<'i> {
    worlds: Worlds<'i>,
    known: HashMap<Pair, Shift>,
    /// How many pairs may still be looked at. Sets of lexicons made for it have
    /// a pair for any two definitions, which is too many.
    left: usize,
}

impl<'i> Deep<'i> {
    pub(super) fn new(worlds: Worlds<'i>) -> Self {
        Self::limited(worlds, limit(worlds.old, worlds.new))
    }

    /// As [`new`](Self::new), with the [`limit`] that is known already.
    pub(super) fn limited(worlds: Worlds<'i>, left: usize) -> Self {
        Self {
            worlds,
            known: HashMap::new(),
            left,
        }
    }

    /// What all these pairs together do. Where there is too much to look at,
    /// anything may have changed.
    pub(super) fn shift(&mut self, pairs: &[Pair]) -> Shift {
        self.learn(pairs);
        let known = |pair| self.known.get(pair).copied().unwrap_or(Shift::BOTH);
        pairs
            .iter()
            .fold(Shift::NONE, |shift, pair| shift | known(pair))
    }

    /// Walks what is not known yet.
    fn learn(&mut self, pairs: &[Pair]) {
        let mut graph: DiGraphMap<Pair, ()> = DiGraphMap::new();
        let mut own: HashMap<Pair, Shift> = HashMap::new();
        let mut waiting: Vec<Pair> = pairs.to_vec();
        let mut seen: HashSet<Pair> = HashSet::new();
        while let Some(pair) = waiting.pop() {
            if self.known.contains_key(&pair) || !seen.insert(pair) {
                continue;
            }
            graph.add_node(pair);
            if self.left == 0 {
                own.insert(pair, Shift::BOTH);
                continue;
            }
            self.left -= 1;
            let (shift, next) = self.look(pair);
            own.insert(pair, shift);
            for next in next {
                graph.add_edge(pair, next, ());
                waiting.push(next);
            }
        }
        // What others lead to comes before them.
        for group in kosaraju_scc(&graph) {
            let mut shift = Shift::NONE;
            for pair in &group {
                shift |= own.get(pair).copied().unwrap_or_default();
                for next in graph.neighbors(*pair) {
                    shift |= self.known.get(&next).copied().unwrap_or_default();
                }
            }
            self.known
                .extend(group.into_iter().map(|pair| (pair, shift)));
        }
    }

    /// What a pair does by itself, and the pairs that it leads to.
    fn look(&self, (old, new): Pair) -> (Shift, Vec<Pair>) {
        let mut walk = Walk::for_shift(self.worlds, &self.worlds.new.module(new).nsid);
        let old = of_definition(self.worlds.old, old);
        let new = of_definition(self.worlds.new, new);
        let kinds = walk.meanings(&old, &new);
        match walk.found {
            Found::Shift { shift, pairs } => (shift | kinds, pairs),
            Found::Changes { .. } => (kinds, Vec::new()),
        }
    }
}
