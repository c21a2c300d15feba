//! The search for a value that two versions judge differently: it walks both at
//! once and tries values on either side of each rule.

use std::{collections::BTreeSet, ops::ControlFlow};

use super::{
    place::{Place, Step},
    scalars,
    shape::{Shape, ShapeKind, root, sample, shape, target},
};
use crate::{
    compiler::{
        compare::{ChangeKind, PropertyChange},
        dynamic::{
            Subject,
            sample::{Sampler, UNHEARD_OF, with_type},
        },
        ir::{Array, DefinitionId, Field, Ir, Type, TypeKind, Union},
        schema::FullName,
    },
    data::{Data, Fields},
};

/// Most values that are tried for one witness.
const MAX_TRIALS: usize = 5_000;
/// Most levels that are searched; values are not much deeper in practice.
const MAX_DEPTH: usize = 24;

/// What to try of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Probes {
    absent: bool,
    null: bool,
    values: bool,
}

impl Probes {
    pub(super) const ALL: Self = Self {
        absent: true,
        null: true,
        values: true,
    };

    /// What a change of this kind is about.
    pub(super) fn of(kind: &ChangeKind) -> Self {
        let (absent, null) = match kind {
            ChangeKind::Property(
                PropertyChange::BecameNullable | PropertyChange::NoLongerNullable,
            ) => (false, true),
            ChangeKind::Property(_) => (true, false),
            _ => (false, false),
        };
        Self {
            absent,
            null,
            values: !absent && !null,
        }
    }
}

/// Tells whether to go on.
pub(super) type Flow = ControlFlow<()>;
/// Takes a value that may be what is looked for.
pub(super) type Try<'t> = &'t mut dyn FnMut(Data) -> Flow;

/// A search for what one version accepts and another refuses.
pub(super) struct Search<'i> {
    from: &'i Ir,
    to: &'i Ir,
    accepted: Sampler<'i>,
    refused: Sampler<'i>,
    seen: BTreeSet<(DefinitionId, DefinitionId)>,
    left: usize,
    depth: usize,
}

impl<'i> Search<'i> {
    /// For values that `from` accepts and `to` refuses.
    pub(super) fn new(from: &'i Ir, to: &'i Ir) -> Self {
        Self {
            from,
            to,
            accepted: Sampler::new(from),
            refused: Sampler::new(to),
            seen: BTreeSet::new(),
            left: MAX_TRIALS,
            depth: 0,
        }
    }

    /// Tries values that differ at a place of a definition.
    pub(super) fn at_place(
        &mut self,
        name: &FullName,
        place: &Place,
        probes: Probes,
        test: Try<'_>,
    ) -> Flow {
        let Some(from) = root(self.from, name, place.subject) else {
            return Flow::Continue(());
        };
        let to = root(self.to, name, place.subject);
        if place.subject == Subject::Params {
            self.accepted = Sampler::of_parameters(self.from);
            self.refused = Sampler::of_parameters(self.to);
        }
        self.along(from, to, &place.steps, probes, test)
    }

    fn along(
        &mut self,
        from: Shape<'i>,
        to: Option<Shape<'i>>,
        steps: &[Step],
        probes: Probes,
        test: Try<'_>,
    ) -> Flow {
        let Some((step, rest)) = steps.split_first() else {
            return self.pair(from, to, test);
        };
        let Some(base) = self.base(from, step) else {
            return Flow::Continue(());
        };
        match (step, from.kind) {
            (Step::Field(name), ShapeKind::Object(..) | ShapeKind::Empty) if rest.is_empty() => {
                self.field(&base, name, from.field(name), to, probes, test)
            }
            (Step::Field(name), ShapeKind::Object(..)) => {
                let Some(inner) = from.field(name) else {
                    return Flow::Continue(());
                };
                let outer = to.and_then(|to| to.field(name));
                let (inner, outer) = self.types(&inner.r#type, outer.map(|it| &it.r#type));
                self.along(inner, outer, rest, probes, &mut |value| {
                    test(with_field(&base, name, value))
                })
            }
            (Step::Item, ShapeKind::Array(array)) => {
                let items = to.and_then(Shape::items);
                let (inner, outer) = self.types(&array.items, items);
                self.along(inner, outer, rest, probes, &mut |value| {
                    test(with_first(&base, value))
                })
            }
            _ => Flow::Continue(()),
        }
    }

    /// The shortest value that has room for a step.
    fn base(&mut self, from: Shape<'i>, step: &Step) -> Option<Data> {
        match (step, from.kind) {
            (Step::Item, ShapeKind::Array(array)) => {
                self.accepted.refill();
                self.accepted.repeated(array, array.min_length.unwrap_or(0))
            }
            _ => sample(&mut self.accepted, from),
        }
    }

    /// Tries values of `from`, in particular those that `to` may refuse.
    pub(super) fn pair(&mut self, from: Shape<'i>, to: Option<Shape<'i>>, test: Try<'_>) -> Flow {
        if let (Some(from), Some(to)) = (from.id, to.and_then(|it| it.id))
            && !self.seen.insert((from, to))
        {
            return Flow::Continue(());
        }
        if self.depth >= MAX_DEPTH {
            return Flow::Continue(());
        }
        self.depth += 1;
        let flow = self.values(from, to, test);
        self.depth -= 1;
        flow
    }

    fn values(&mut self, from: Shape<'i>, to: Option<Shape<'i>>, test: Try<'_>) -> Flow {
        let base = sample(&mut self.accepted, from);
        if let Some(base) = &base {
            self.spend()?;
            test(base.clone())?;
        }
        match from.kind {
            ShapeKind::Token(_) | ShapeKind::Empty => Flow::Continue(()),
            ShapeKind::Any => {
                scalars::anything().try_for_each(&mut *test)?;
                self.beside(to, test)
            }
            ShapeKind::Scalar(TypeKind::Unknown) => self.beside(to, test),
            ShapeKind::Scalar(r#type) => {
                let other = to.and_then(|to| match to.kind {
                    ShapeKind::Scalar(other) => Some(other),
                    _ => None,
                });
                for value in scalars::of(r#type, other) {
                    self.spend()?;
                    test(value)?;
                }
                Flow::Continue(())
            }
            ShapeKind::Array(array) => self.array(array, to, test),
            ShapeKind::Union(union) => self.union(union, to, test),
            ShapeKind::Object(object, _) => {
                let Some(base) = base else {
                    return Flow::Continue(());
                };
                let others = to.into_iter().flat_map(|to| to.fields());
                let names: BTreeSet<_> = object
                    .fields
                    .iter()
                    .chain(others)
                    .map(|it| &it.name)
                    .collect();
                for name in names {
                    self.field(&base, name, from.field(name), to, Probes::ALL, test)?;
                }
                Flow::Continue(())
            }
        }
    }

    /// Tries an object with and without a field, and the values of it.
    fn field(
        &mut self,
        base: &Data,
        name: &str,
        from: Option<&'i Field>,
        to: Option<Shape<'i>>,
        probes: Probes,
        test: Try<'_>,
    ) -> Flow {
        if probes.absent {
            self.spend()?;
            test(without_field(base, name))?;
        }
        // What one version does not name, it allows to be anything; that is
        // not held against it.
        let Some(from) = from else {
            return Flow::Continue(());
        };
        let to = to.and_then(|to| to.field(name));
        if probes.null {
            self.spend()?;
            test(with_field(base, name, Data::null()))?;
        }
        if !probes.values {
            return Flow::Continue(());
        }
        let (from, to) = self.types(&from.r#type, to.map(|it| &it.r#type));
        self.pair(from, to, &mut |value| test(with_field(base, name, value)))
    }

    fn array(&mut self, array: &'i Array, to: Option<Shape<'i>>, test: Try<'_>) -> Flow {
        let other = match to.map(|it| it.kind) {
            Some(ShapeKind::Array(other)) => Some(other),
            _ => None,
        };
        let bounds = [array.min_length, array.max_length];
        // A parameter that is there more than once is more than one value.
        let others = other.map_or([Some(1), None], |it| [it.min_length, it.max_length]);
        for length in scalars::lengths(bounds.iter().chain(&others)) {
            self.spend()?;
            self.accepted.refill();
            if let Some(value) = self.accepted.repeated(array, length) {
                test(value)?;
            }
        }
        let (inner, outer) = self.types(&array.items, other.map(|it| &*it.items));
        self.accepted.refill();
        let Some(base) = self.accepted.repeated(array, array.min_length.unwrap_or(0)) else {
            return Flow::Continue(());
        };
        self.pair(inner, outer, &mut |value| test(with_first(&base, value)))
    }

    fn union(&mut self, union: &'i Union, to: Option<Shape<'i>>, test: Try<'_>) -> Flow {
        let other = match to.map(|it| it.kind) {
            Some(ShapeKind::Union(other)) => Some(other),
            _ => None,
        };
        let mut shared = Vec::new();
        for member in &union.members {
            let name = member.target.name();
            let same = other.and_then(|it| it.members.iter().find(|it| it.target.name() == name));
            match same {
                Some(same) => shared.push((name, &member.target, &same.target)),
                None => {
                    self.spend()?;
                    self.accepted.refill();
                    if let Some(value) = self.accepted.target(&member.target) {
                        test(with_type(value, name))?;
                    }
                }
            }
        }
        if !union.closed {
            self.spend()?;
            test(with_type(Fields::new().into(), UNHEARD_OF))?;
            if other.is_none() {
                self.beside(to, &mut |value| test_member(value, UNHEARD_OF, test))?;
            }
        }
        // What is no union sees objects with a `$type`.
        if let (None, Some(to)) = (other, to) {
            for member in &union.members {
                let Some(from) = target(self.from, &member.target) else {
                    continue;
                };
                let name = member.target.name();
                self.pair(from, Some(to), &mut |value| test_member(value, name, test))?;
            }
        }
        for (name, inner, outer) in shared {
            let from = target(self.from, inner);
            let to = target(self.to, outer);
            let (Some(from), Some(to)) = (from, to) else {
                continue;
            };
            self.pair(from, Some(to), &mut |value| test_member(value, name, test))?;
        }
        Flow::Continue(())
    }

    /// Tries objects that a type refuses, for one that accepts any.
    fn beside(&mut self, to: Option<Shape<'i>>, test: Try<'_>) -> Flow {
        let Some(to) = to else {
            return Flow::Continue(());
        };
        let Some(base) = sample(&mut self.refused, to) else {
            return Flow::Continue(());
        };
        test(base.clone())?;
        for field in to.fields() {
            self.spend()?;
            test(without_field(&base, &field.name))?;
            for value in scalars::anything() {
                test(with_field(&base, &field.name, value))?;
            }
        }
        if let ShapeKind::Union(_) = to.kind {
            test(with_type(Fields::new().into(), UNHEARD_OF))?;
        }
        Flow::Continue(())
    }

    fn types(&self, from: &'i Type, to: Option<&'i Type>) -> (Shape<'i>, Option<Shape<'i>>) {
        (shape(self.from, from), to.map(|to| shape(self.to, to)))
    }

    /// Counts a value that is tried.
    fn spend(&mut self) -> Flow {
        match self.left.checked_sub(1) {
            Some(left) => {
                self.left = left;
                Flow::Continue(())
            }
            None => Flow::Break(()),
        }
    }
}

/// Tries a value as a member of a union, if it can be one.
fn test_member(value: Data, name: &str, test: Try<'_>) -> Flow {
    if value.as_object().is_none() {
        return Flow::Continue(());
    }
    test(with_type(value, name))
}

fn with_field(base: &Data, name: &str, value: Data) -> Data {
    let mut data = base.clone();
    if let Some(fields) = data.as_object_mut() {
        fields.insert(name, value);
    }
    data
}

fn without_field(base: &Data, name: &str) -> Data {
    let mut data = base.clone();
    if let Some(fields) = data.as_object_mut() {
        fields.remove(name);
    }
    data
}

/// An array with this element as the first one.
fn with_first(base: &Data, value: Data) -> Data {
    let rest = base.as_array().unwrap_or_default().iter().skip(1).cloned();
    std::iter::once(value).chain(rest).collect()
}
