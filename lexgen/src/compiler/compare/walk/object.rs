//! Objects and parameters: which properties there are, and which must be there.

use std::collections::BTreeMap;

use super::Walk;
use crate::compiler::{
    compare::{ChangeKind, Presence, PropertyChange, Side},
    ir::{Field, Object},
    schema::{Described, Step},
};

impl Walk<'_, '_> {
    pub(super) fn described(&mut self, old: &Described<Object>, new: &Described<Object>) {
        self.description(old.description.as_deref(), new.description.as_deref());
        self.objects(old, new);
    }

    pub(super) fn objects(&mut self, old: &Object, new: &Object) {
        let (old, new) = (by_name(old), by_name(new));
        for (&name, field) in &old {
            match new.get(name) {
                Some(other) => self.at(Step::Property(name.to_owned()), |walk| {
                    walk.fields(field, other);
                }),
                None => {
                    let presence = presence(field);
                    let change = PropertyChange::Removed { presence };
                    self.only(Side::Old, name, !new.is_empty(), change);
                }
            }
        }
        for (&name, field) in &new {
            if !old.contains_key(name) {
                let presence = presence(field);
                let change = PropertyChange::Added { presence };
                self.only(Side::New, name, !old.is_empty(), change);
            }
        }
    }

    /// Notes a property that one side has; `others` is whether the other side
    /// has any. An object without properties may be parameters that are not
    /// there.
    fn only(&mut self, side: Side, name: &str, others: bool, change: PropertyChange) {
        let step = Step::Property(name.to_owned());
        let holder = others.then_some("properties");
        self.note_only(side, step, holder, ChangeKind::Property(change));
    }

    fn fields(&mut self, old: &Field, new: &Field) {
        let required = match (old.required, new.required) {
            (false, true) => Some(PropertyChange::BecameRequired),
            (true, false) => Some(PropertyChange::BecameOptional),
            (true, true) | (false, false) => None,
        };
        let nullable = match (old.nullable, new.nullable) {
            (false, true) => Some(PropertyChange::BecameNullable),
            (true, false) => Some(PropertyChange::NoLongerNullable),
            (true, true) | (false, false) => None,
        };
        for change in required.into_iter().chain(nullable) {
            let kind = ChangeKind::Property(change);
            self.note(self.here(Side::Old), self.here(Side::New), kind);
        }
        self.types(&old.r#type, &new.r#type);
    }
}

fn by_name(object: &Object) -> BTreeMap<&str, &Field> {
    let fields = object.fields.iter();
    fields.map(|field| (field.name.as_str(), field)).collect()
}

fn presence(field: &Field) -> Presence {
    if field.required {
        Presence::Required
    } else {
        Presence::Optional
    }
}
