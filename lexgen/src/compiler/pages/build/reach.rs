//! Which endpoints and records lead to a definition.
//!
//! What leads to any definition of a cycle leads to all of them. The sets are made for one
//! cycle or other definition after another, users first, each from those of its users.
//! Only the first entries of a set are kept, and the first entries of a union are found
//! with the first entries of its parts alone, so that the time is linear in the
//! references. Sets that are equal are shared.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use petgraph::{algo::kosaraju_scc, graphmap::DiGraphMap};

use crate::compiler::{
    ir::{DefinitionId, DefinitionKind, Ir},
    schema::Subject,
};

/// How many endpoints and records are known for each definition.
const MAX_KNOWN: usize = 300;

/// What leads to each definition.
#[derive(Debug, Default)]
pub(crate) struct Reaches(HashMap<DefinitionId, Arc<Reaching>>);

/// What leads to some definitions.
#[derive(Clone, Debug, Default)]
pub(super) struct Reaching {
    /// The endpoints and records, with the parts of them that do.
    pub(super) found: BTreeMap<DefinitionId, Parts>,
    /// Whether there are more.
    pub(super) is_cut: bool,
}

/// Parts of an endpoint, or the value of a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts(u8);

impl Parts {
    fn of(part: Subject) -> Self {
        Self(1 << position(part))
    }

    pub(super) fn iter(self) -> impl Iterator<Item = Subject> {
        let all = Subject::ALL.into_iter();
        all.filter(move |part| self.0 & Self::of(*part).0 != 0)
    }
}

fn position(part: Subject) -> usize {
    let mut all = Subject::ALL.into_iter();
    all.position(|it| it == part).unwrap_or_default()
}

impl Reaches {
    pub(crate) fn of(ir: &Ir) -> Self {
        let mut graph = DiGraphMap::<DefinitionId, ()>::new();
        let mut direct: HashMap<DefinitionId, Reaching> = HashMap::new();
        for (user, definition) in ir.definitions() {
            definition.each_target(&mut |part, target| {
                graph.add_edge(user, target, ());
                if is_carrier(&definition.kind) {
                    let parts = Parts::of(part);
                    direct.entry(target).or_default().add(user, parts);
                }
            });
        }
        let mut reaches = Self::default();
        // Not Tarjan's algorithm, which recurses as deep as definitions refer. What a
        // component refers to comes before it.
        for component in kosaraju_scc(&graph).into_iter().rev() {
            let mut own = Reaching::default();
            let mut outer: Vec<&Arc<Reaching>> = Vec::new();
            for id in &component {
                if let Some(direct) = direct.get(id) {
                    own.add_all(direct);
                }
                let users = graph.neighbors_directed(*id, petgraph::Direction::Incoming);
                // Those of the component itself are not known yet.
                outer.extend(users.filter_map(|user| reaches.0.get(&user)));
            }
            let reaching = union(own, outer);
            for id in component {
                reaches.0.insert(id, Arc::clone(&reaching));
            }
        }
        reaches
    }

    /// What leads to any of these definitions.
    pub(super) fn to(&self, ids: &[DefinitionId]) -> Arc<Reaching> {
        let known = ids.iter().filter_map(|id| self.0.get(id));
        union(Reaching::default(), known.collect())
    }
}

fn is_carrier(kind: &DefinitionKind) -> bool {
    matches!(
        kind,
        DefinitionKind::Endpoint(_) | DefinitionKind::Record(_)
    )
}

fn union(mut own: Reaching, mut others: Vec<&Arc<Reaching>>) -> Arc<Reaching> {
    others.retain(|it| !it.found.is_empty());
    others.sort_unstable_by_key(|it| Arc::as_ptr(it));
    others.dedup_by_key(|it| Arc::as_ptr(it));
    if let ([one], true) = (&others[..], own.found.is_empty()) {
        return Arc::clone(one);
    }
    others.iter().for_each(|it| own.add_all(it));
    // Behind the first entries of one set there may be nothing new.
    let mut others = others.into_iter();
    match others.find(|it| it.is_cut == own.is_cut && it.found == own.found) {
        Some(same) => Arc::clone(same),
        None => Arc::new(own),
    }
}

impl Reaching {
    /// How many there are, as far as is known.
    pub(super) fn len(&self) -> usize {
        self.found.len()
    }

    fn add_all(&mut self, other: &Self) {
        self.is_cut |= other.is_cut;
        for (id, parts) in &other.found {
            if !self.add(*id, *parts) {
                // All others come after this one.
                break;
            }
        }
    }

    /// Adds one, unless enough come before it.
    fn add(&mut self, id: DefinitionId, parts: Parts) -> bool {
        let is_full = self.found.len() >= MAX_KNOWN;
        if is_full
            && self
                .found
                .last_key_value()
                .is_some_and(|(last, _)| id > *last)
        {
            self.is_cut = true;
            return false;
        }
        self.found.entry(id).or_default().0 |= parts.0;
        if self.found.len() > MAX_KNOWN {
            self.found.pop_last();
            self.is_cut = true;
        }
        true
    }
}
