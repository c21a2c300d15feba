//! Objects and parameters: which properties there are, and which must be there.

use std::collections::BTreeMap;

use super::Walk;
use crate::compiler::{
    compare::{Presence, Side, Spot, What},
    ir::{Field, Object},
};

impl Walk<'_, '_> {
    pub(super) fn objects(&mut self, old: &Object, new: &Object) {
        self.description(old.description.as_deref(), new.description.as_deref());
        let (old, new) = (by_name(old), by_name(new));
        for (&name, field) in &old {
            match new.get(name) {
                Some(other) => self.at_each(&["properties", name], &["properties", name], |walk| {
                    walk.fields(field, other);
                }),
                None => {
                    let presence = presence(field);
                    let place = self.below(Side::Old, &["properties", name]);
                    let holder = self.no_property(Side::New, &new);
                    self.note(place, holder, What::FieldRemoved { presence });
                }
            }
        }
        for (&name, field) in &new {
            if !old.contains_key(name) {
                let presence = presence(field);
                let place = self.below(Side::New, &["properties", name]);
                let holder = self.no_property(Side::Old, &old);
                self.note(holder, place, What::FieldAdded { presence });
            }
        }
    }

    fn no_property(&self, side: Side, fields: &BTreeMap<&str, &Field>) -> Spot {
        // An object without properties may be parameters that are not there.
        match fields.is_empty() {
            true => self.nothing_here(side),
            false => self.nothing_below(side, &["properties"]),
        }
    }

    fn fields(&mut self, old: &Field, new: &Field) {
        let mut note = |what| self.note(self.here(Side::Old), self.here(Side::New), what);
        match (old.required, new.required) {
            (false, true) => note(What::FieldBecameRequired),
            (true, false) => note(What::FieldBecameOptional),
            (true, true) | (false, false) => {}
        }
        match (old.nullable, new.nullable) {
            (false, true) => note(What::FieldBecameNullable),
            (true, false) => note(What::FieldNoLongerNullable),
            (true, true) | (false, false) => {}
        }
        self.types(&old.r#type, &new.r#type);
    }
}

fn by_name(object: &Object) -> BTreeMap<&str, &Field> {
    let fields = object.fields.iter();
    fields.map(|field| (field.name.as_str(), field)).collect()
}

fn presence(field: &Field) -> Presence {
    match field.required {
        true => Presence::Required,
        false => Presence::Optional,
    }
}
