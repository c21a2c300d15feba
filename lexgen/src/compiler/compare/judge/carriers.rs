//! All records and endpoints that carry the data of a definition.
//!
//! [`Flow`] knows one for each direction. For a break, both versions must have one
//! in common, and reviewers want all of them.
//!
//! [`Flow`]: crate::compiler::flow::Flow

use std::{
    cell::{Cell, RefCell},
    collections::{HashMap, HashSet, VecDeque},
    rc::Rc,
};

use crate::compiler::{
    flow::{Carrier, Direction},
    ir::{Definition, DefinitionId, DefinitionKind, Ir, TypeKind},
    schema::{FullName, Path, Subject},
};

/// How many references are followed for a set of lexicons. Only hostile ones have
/// more: changed definitions that all are in everything.
const MOST_STEPS: usize = 20_000_000;

/// What carries the definitions of a set.
pub(super) struct Carriers<'i> {
    pub(super) ir: &'i Ir,
    /// Who refers to a definition, and from which part.
    referrers: HashMap<DefinitionId, Vec<(DefinitionId, Subject)>>,
    known: RefCell<HashMap<DefinitionId, Found>>,
    left: Cell<usize>,
}

/// `None` if there are too many references to follow.
type Found = Option<Rc<Vec<Carrier>>>;

impl<'i> Carriers<'i> {
    pub(super) fn of(ir: &'i Ir) -> Self {
        let mut referrers: HashMap<_, Vec<_>> = HashMap::new();
        for (id, definition) in ir.definitions() {
            let mut refer = |part, to| {
                let of = referrers.entry(to).or_default();
                if of.last() != Some(&(id, part)) {
                    of.push((id, part));
                }
            };
            definition.each_target(&mut refer);
            each_token(ir, definition, &mut refer);
        }
        Self {
            ir,
            referrers,
            known: RefCell::default(),
            left: Cell::new(MOST_STEPS),
        }
    }

    /// What carries the data at a place, the nearest first. `None` if this set has
    /// no such definition.
    pub(super) fn at(&self, nsid: &str, path: &Path) -> Option<Found> {
        let id = self.ir.find_in(nsid, path.definition_name()?)?;
        if let DefinitionKind::Endpoint(_) = self.ir.definition(id).kind {
            let part = Subject::at(path.steps());
            let is_carried = Direction::of(part).is_some();
            let own = is_carried.then(|| self.carrier(id, part));
            return Some(Some(Rc::new(own.into_iter().collect())));
        }
        let known = self.known.borrow().get(&id).cloned();
        Some(known.unwrap_or_else(|| {
            let found = self.search(id).map(Rc::new);
            self.known.borrow_mut().insert(id, found.clone());
            found
        }))
    }

    /// Whether this set has a record or an endpoint with this part.
    pub(super) fn has(&self, carrier: &Carrier) -> bool {
        let Some(id) = self.ir.find(&carrier.name) else {
            return false;
        };
        match &self.ir.definition(id).kind {
            DefinitionKind::Record(_) => carrier.part == Subject::Value,
            DefinitionKind::Endpoint(_) => carrier.part != Subject::Value,
            _ => false,
        }
    }

    fn search(&self, start: DefinitionId) -> Option<Vec<Carrier>> {
        let mut found = Vec::new();
        let mut known = HashSet::new();
        let mut seen = HashSet::from([start]);
        let mut queue = VecDeque::from([start]);
        let mut left = self.left.get();
        while let Some(id) = queue.pop_front() {
            if let DefinitionKind::Record(_) = self.ir.definition(id).kind {
                found.push(self.carrier(id, Subject::Value));
            }
            for &(referrer, part) in self.referrers.get(&id).into_iter().flatten() {
                left = left.checked_sub(1)?;
                if let DefinitionKind::Endpoint(_) = self.ir.definition(referrer).kind {
                    if Direction::of(part).is_some() && known.insert((referrer, part)) {
                        found.push(self.carrier(referrer, part));
                    }
                } else if seen.insert(referrer) {
                    queue.push_back(referrer);
                }
            }
            self.left.set(left);
        }
        Some(found)
    }

    fn carrier(&self, id: DefinitionId, part: Subject) -> Carrier {
        let name = self.ir.full_name(id);
        Carrier { name, part }
    }
}

/// Visits every token that a definition lists as a value.
fn each_token(ir: &Ir, definition: &Definition, visit: &mut impl FnMut(Subject, DefinitionId)) {
    definition.walk(&mut |part, kind| {
        let TypeKind::String(text) = kind else { return };
        let schema = &text.schema;
        let one = schema.constant.iter().chain(&schema.default);
        for value in schema.values.iter().chain(&schema.known_values).chain(one) {
            let token = FullName::parse(value).and_then(|name| ir.find(&name));
            if let Some(id) = token
                && let DefinitionKind::Token { .. } = ir.definition(id).kind
            {
                visit(part, id);
            }
        }
    });
}
