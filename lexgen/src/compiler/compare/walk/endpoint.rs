//! Endpoints: parameters, bodies, messages, errors.

use std::collections::HashMap;

use super::Walk;
use crate::compiler::{
    compare::{BodyPart, Side, Spot, What, values::encoding},
    ir::{Body, Endpoint, Object, Type, Variant},
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
    fn params(&mut self, old: Option<&Object>, new: Option<&Object>) {
        let empty = Object {
            rust_name: String::new(),
            description: None,
            fields: Vec::new(),
        };
        let step = |params: Option<&Object>| match params {
            Some(_) => &["parameters"][..],
            None => &[],
        };
        self.at_each(step(old), step(new), |walk| {
            walk.is_query = true;
            walk.objects(old.unwrap_or(&empty), new.unwrap_or(&empty));
            walk.is_query = false;
        });
    }

    fn bodies(&mut self, part: BodyPart, old: Option<&Body>, new: Option<&Body>) {
        match (old, new) {
            (None, None) => {}
            (None, Some(_)) => self.property(part.name(), false, true, What::BodyAdded { part }),
            (Some(_), None) => self.property(part.name(), true, false, What::BodyRemoved { part }),
            (Some(old), Some(new)) => self.at(part.name(), |walk| walk.body(part, old, new)),
        }
    }

    fn body(&mut self, part: BodyPart, old: &Body, new: &Body) {
        self.description(old.description.as_deref(), new.description.as_deref());
        if old.encoding != new.encoding {
            let what = What::EncodingChanged {
                part,
                before: old.encoding.clone(),
                after: new.encoding.clone(),
                shift: encoding(&old.encoding, &new.encoding),
            };
            self.property("encoding", true, true, what);
        }
        match (&old.schema, &new.schema) {
            (None, None) => {}
            (None, Some(_)) => self.property("schema", false, true, What::SchemaAdded { part }),
            (Some(_), None) => self.property("schema", true, false, What::SchemaRemoved { part }),
            (Some(old), Some(new)) => self.at("schema", |walk| walk.types(old, new)),
        }
    }

    /// Every subscription has messages, so where they come or go the kind
    /// differs too.
    fn messages(&mut self, old: Option<&Type>, new: Option<&Type>) {
        let part = BodyPart::Message;
        match (old, new) {
            (None, None) => {}
            (None, Some(_)) => self.property(part.name(), false, true, What::BodyAdded { part }),
            (Some(_), None) => self.property(part.name(), true, false, What::BodyRemoved { part }),
            (Some(old), Some(new)) => {
                let steps = [part.name(), "schema"];
                self.at_each(&steps, &steps, |walk| walk.types(old, new));
            }
        }
    }

    fn errors(&mut self, old: &[Variant], new: &[Variant]) {
        let (before, after) = (places(old), places(new));
        for (place, error) in old.iter().enumerate() {
            let place = place.to_string();
            match after.get(error.name.as_str()) {
                None => {
                    let name = error.name.clone();
                    let old = self.below(Side::Old, &["errors", &place]);
                    let new = self.no_error(Side::New, new);
                    self.note(old, new, What::ErrorRemoved { name });
                }
                Some((now, other)) => {
                    let now = now.to_string();
                    let steps = (["errors", place.as_str()], ["errors", now.as_str()]);
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
                let new = self.below(Side::New, &["errors", &place.to_string()]);
                self.note(
                    self.no_error(Side::Old, old),
                    new,
                    What::ErrorAdded { name },
                );
            }
        }
    }

    fn no_error(&self, side: Side, errors: &[Variant]) -> Spot {
        match errors.is_empty() {
            true => self.nothing_here(side),
            false => self.nothing_below(side, &["errors"]),
        }
    }
}

/// The errors by name, and where in their list they stand. No name is there
/// twice.
fn places(errors: &[Variant]) -> HashMap<&str, (usize, &Variant)> {
    let errors = errors.iter().enumerate();
    errors.map(|it| (it.1.name.as_str(), it)).collect()
}
