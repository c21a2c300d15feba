//! Endpoints: parameters, bodies, messages, errors.

use std::collections::HashMap;

use super::Walk;
use crate::compiler::{
    compare::{BodyAspect, BodyChange, BodyPart, ChangeKind, ErrorChange, Side, values::encoding},
    ir::{Body, Endpoint, Object, Type, Variant},
    schema::{Described, Step},
};

impl Walk<'_, '_> {
    pub(super) fn endpoints(&mut self, old: &Endpoint, new: &Endpoint) {
        self.description(old.description.as_deref(), new.description.as_deref());
        self.params(old.params.as_ref(), new.params.as_ref());
        self.bodies(BodyPart::Input, old.input.as_ref(), new.input.as_ref());
        self.bodies(BodyPart::Output, old.output.as_ref(), new.output.as_ref());
        self.messages(old.message.as_ref(), new.message.as_ref());
        self.errors(&old.errors, &new.errors);
    }

    /// No parameters and none listed are the same.
    fn params(&mut self, old: Option<&Described<Object>>, new: Option<&Described<Object>>) {
        let empty = Described::default();
        let step = |params: Option<_>| match params {
            Some(_) => &[Step::Parameters][..],
            None => &[],
        };
        self.at_each(step(old), step(new), |walk| {
            walk.is_query = true;
            walk.described(old.unwrap_or(&empty), new.unwrap_or(&empty));
            walk.is_query = false;
        });
    }

    fn bodies(&mut self, part: BodyPart, old: Option<&Body>, new: Option<&Body>) {
        match (old, new) {
            (None, None) => {}
            (Some(old), Some(new)) => self.at(part.step(), |walk| walk.body(part, old, new)),
            (old, new) => self.whole_body(part, old.is_some(), new.is_some()),
        }
    }

    /// Notes that a body came or went.
    fn whole_body(&mut self, part: BodyPart, is_old: bool, is_new: bool) {
        let aspect = if is_new {
            BodyAspect::Added
        } else {
            BodyAspect::Removed
        };
        let kind = ChangeKind::Body(BodyChange { part, aspect });
        self.note_at(part.step(), is_old, is_new, kind);
    }

    fn body(&mut self, part: BodyPart, old: &Body, new: &Body) {
        self.description(old.description.as_deref(), new.description.as_deref());
        let kind = |aspect| ChangeKind::Body(BodyChange { part, aspect });
        if old.encoding != new.encoding {
            let aspect = BodyAspect::Encoding {
                before: old.encoding.clone(),
                after: new.encoding.clone(),
                value_set: encoding(&old.encoding, &new.encoding),
            };
            self.note_keyword("encoding", kind(aspect));
        }
        match (&old.schema, &new.schema) {
            (None, None) => {}
            (None, Some(_)) => {
                self.note_at(Step::Schema, false, true, kind(BodyAspect::SchemaAdded));
            }
            (Some(_), None) => {
                self.note_at(Step::Schema, true, false, kind(BodyAspect::SchemaRemoved));
            }
            (Some(old), Some(new)) => self.at(Step::Schema, |walk| walk.types(old, new)),
        }
    }

    /// Every subscription has messages, so where they come or go the kind
    /// differs too.
    fn messages(&mut self, old: Option<&Type>, new: Option<&Type>) {
        match (old, new) {
            (None, None) => {}
            (Some(old), Some(new)) => {
                let steps = [Step::Message, Step::Schema];
                self.at_each(&steps, &steps, |walk| walk.types(old, new));
            }
            (old, new) => self.whole_body(BodyPart::Message, old.is_some(), new.is_some()),
        }
    }

    fn errors(&mut self, old: &[Variant], new: &[Variant]) {
        let (before, after) = (places(old), places(new));
        for (place, error) in old.iter().enumerate() {
            match after.get(error.name.as_str()) {
                None => {
                    let name = error.name.clone();
                    let kind = ChangeKind::Error(ErrorChange::Removed { name });
                    let holder = (!new.is_empty()).then_some("errors");
                    self.note_only(Side::Old, Step::Error(place), holder, kind);
                }
                Some((now, other)) => {
                    let steps = ([Step::Error(place)], [Step::Error(*now)]);
                    self.at_each(&steps.0, &steps.1, |walk| {
                        walk.description(
                            error.description.as_deref(),
                            other.description.as_deref(),
                        );
                    });
                }
            }
        }
        for (place, error) in new.iter().enumerate() {
            if !before.contains_key(error.name.as_str()) {
                let name = error.name.clone();
                let kind = ChangeKind::Error(ErrorChange::Added { name });
                let holder = (!old.is_empty()).then_some("errors");
                self.note_only(Side::New, Step::Error(place), holder, kind);
            }
        }
    }
}

/// The errors by name, with their index. Names are unique.
fn places(errors: &[Variant]) -> HashMap<&str, (usize, &Variant)> {
    let errors = errors.iter().enumerate();
    errors.map(|it| (it.1.name.as_str(), it)).collect()
}
