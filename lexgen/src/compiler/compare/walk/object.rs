//! Objects and parameters: which properties there are, and which must be there.

use std::collections::BTreeMap;

use super::{Found, Versions, Walk};
use crate::compiler::{
    compare::{ChangeKind, Presence, PropertyChange, Side},
    ir::{Field, Object},
    schema::{Described, Step},
};

/// Of objects with more fields on either side, none is looked for under another
/// name.
const MOST_RENAMED: usize = 16;

/// A field with its name.
type Named<'f> = (&'f str, &'f Field);

impl Walk<'_, '_> {
    pub(super) fn described(&mut self, old: &Described<Object>, new: &Described<Object>) {
        self.description(old.description.as_deref(), new.description.as_deref());
        self.objects(old, new);
    }

    pub(super) fn objects(&mut self, old: &Object, new: &Object) {
        let (old, new) = (by_name(old), by_name(new));
        let (mut removed, mut added) = (Vec::new(), Vec::new());
        for (&name, field) in &old {
            match new.get(name) {
                Some(other) => self.at(Step::Property(name.to_owned()), |walk| {
                    walk.fields(field, other);
                }),
                None => removed.push((name, *field)),
            }
        }
        for (&name, field) in &new {
            if !old.contains_key(name) {
                added.push((name, *field));
            }
        }
        for (before, after) in self.take_renamed(&mut removed, &mut added) {
            self.renamed_field(before, after);
        }
        for (name, field) in removed {
            let presence = presence(field);
            let change = PropertyChange::Removed { presence };
            self.only(Side::Old, name, !new.is_empty(), change);
        }
        for (name, field) in added {
            let presence = presence(field);
            let change = PropertyChange::Added { presence };
            self.only(Side::New, name, !old.is_empty(), change);
        }
    }

    /// Takes the pairs of a removed and an added field that are the same but for
    /// the name, where no other pair is possible.
    fn take_renamed<'f>(
        &self,
        removed: &mut Vec<Named<'f>>,
        added: &mut Vec<Named<'f>>,
    ) -> Vec<(Named<'f>, Named<'f>)> {
        let is_too_much = removed.len() > MOST_RENAMED || added.len() > MOST_RENAMED;
        if is_too_much || self.versions.is_search || !self.versions.finds_fields {
            return Vec::new();
        }
        let is_same = |(_, old): &Named<'f>, (_, new): &Named<'f>| self.is_same_field(old, new);
        let pairs = removed.iter().filter_map(|before| {
            let mut candidates = added.iter().filter(|after| is_same(before, after));
            let after = candidates.next().filter(|_| candidates.next().is_none())?;
            let mut rivals = removed.iter().filter(|rival| is_same(rival, after));
            rivals.next()?;
            rivals.next().is_none().then_some((*before, *after))
        });
        let pairs: Vec<_> = pairs.collect();
        removed.retain(|field| pairs.iter().all(|(before, _)| before.0 != field.0));
        added.retain(|field| pairs.iter().all(|(_, after)| after.0 != field.0));
        pairs
    }

    fn is_same_field(&self, old: &Field, new: &Field) -> bool {
        if (old.required, old.nullable) != (new.required, new.nullable) {
            return false;
        }
        let versions = Versions {
            is_search: true,
            ..self.versions
        };
        let mut walk = Walk::for_inside(versions, self.nsid);
        walk.is_query = self.is_query;
        walk.type_kinds(&old.r#type.kind, &new.r#type.kind);
        match walk.found {
            Found::Inside { inside, pairs } => inside.is_empty() && pairs.is_empty(),
            Found::Changes { .. } => false,
        }
    }

    fn renamed_field(&mut self, (before, old): Named<'_>, (after, new): Named<'_>) {
        let [before, after] = [before, after].map(|name| [Step::Property(name.to_owned())]);
        let change = PropertyChange::Renamed {
            presence: presence(old),
        };
        self.at_each(&before, &after, |walk| {
            let (old_place, new_place) = (walk.here(Side::Old), walk.here(Side::New));
            walk.note(old_place, new_place, ChangeKind::Property(change));
            // Descriptions may differ.
            walk.types(&old.r#type, &new.r#type);
        });
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
