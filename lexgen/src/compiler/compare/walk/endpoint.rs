//! Endpoints: parameters, bodies, messages, errors.

use std::collections::HashMap;

use super::Walk;
use crate::compiler::{
    compare::{
        BodyAspect, BodyChange, BodyPart, ChangeKind, ErrorChange, Replaced, Side, values::encoding,
    },
    ir::{Body, Endpoint, Object, Variant},
    schema::{Described, Step},
};

impl Walk<'_, '_> {
    pub(super) fn endpoints(&mut self, old: &Endpoint, new: &Endpoint) {
        self.description(old.description.as_deref(), new.description.as_deref());
        self.params(old.params.as_ref(), new.params.as_ref());
        for (part, old, new) in [
            (BodyPart::Input, &old.input, &new.input),
            (BodyPart::Output, &old.output, &new.output),
        ] {
            self.part(part, old.as_ref(), new.as_ref(), |walk, old, new| {
                walk.at(part.step(), |walk| walk.body(part, old, new));
            });
        }
        // Every subscription has messages, so where they come or go the kind
        // differs too.
        let messages = (old.message.as_ref(), new.message.as_ref());
        self.part(
            BodyPart::Message,
            messages.0,
            messages.1,
            |walk, old, new| {
                let steps = [Step::Message, Step::Schema];
                walk.at_each(&steps, &steps, |walk| walk.types(old, new));
            },
        );
        self.at(Step::Message, |walk| {
            let descriptions = [old, new].map(|it| it.message_description.as_deref());
            walk.description(descriptions[0], descriptions[1]);
        });
        let (before, after) = (old.subprotocol, new.subprotocol);
        let replaced = Replaced { before, after }.map(Option::unwrap_or_default);
        if replaced.before != replaced.after {
            let kind = ChangeKind::Subprotocol(replaced);
            let step = Step::Keyword("subprotocol");
            self.note_at(step, before.is_some(), after.is_some(), kind);
        }
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

    /// A body of each version. Notes if it came or went.
    fn part<T>(
        &mut self,
        part: BodyPart,
        old: Option<&T>,
        new: Option<&T>,
        compare: impl FnOnce(&mut Self, &T, &T),
    ) {
        let aspect = match (old, new) {
            (None, None) => return,
            (Some(old), Some(new)) => return compare(self, old, new),
            (None, Some(_)) => BodyAspect::Added,
            (Some(_), None) => BodyAspect::Removed,
        };
        let kind = ChangeKind::Body(BodyChange { part, aspect });
        self.note_at(part.step(), old.is_some(), new.is_some(), kind);
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
