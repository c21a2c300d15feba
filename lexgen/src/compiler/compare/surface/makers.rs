//! The changes that can make a difference, found by place.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::Bound,
};

use super::{Difference, difference::Cause};
use crate::compiler::compare::{Change, Spot, What};

/// Of many changes at the place of something that none of them names, so many
/// are taken for its reason.
const MOST_UNNAMED: usize = 16;

/// The changes of a comparison by where they are.
pub(super) struct Makers<'c> {
    changes: &'c [Change],
    /// For the old and the new side: by NSID and [`anchor`].
    sides: [HashMap<&'c str, Anchored<'c>>; 2],
}

type Anchored<'c> = BTreeMap<&'c str, Here<'c>>;

/// The changes at one place, by their indices.
#[derive(Default)]
struct Here<'c> {
    all: Vec<usize>,
    /// Those that replace what stands inside the place.
    replacing: Vec<usize>,
    /// Those that name a value, member or error.
    naming: HashMap<&'c str, Vec<usize>>,
}

impl<'c> Makers<'c> {
    pub(super) fn index(changes: &'c [Change]) -> Self {
        let mut sides = [HashMap::new(), HashMap::new()];
        for (index, change) in changes.iter().enumerate() {
            let spots = [
                (change.old_nsid(), &change.old),
                (change.nsid.as_str(), &change.new),
            ];
            for (side, (nsid, spot)) in sides.iter_mut().zip(spots) {
                if spot.present {
                    let anchored: &mut Anchored<'_> = side.entry(nsid).or_default();
                    let here = anchored.entry(anchor(change, spot)).or_default();
                    here.insert(index, &change.what);
                }
            }
        }
        Self { changes, sides }
    }

    /// The changes that make a difference: those about the same, else those
    /// that replaced what it stands in, else those further inside.
    pub(super) fn of(&self, difference: &Difference) -> BTreeSet<usize> {
        if difference.cause == Cause::Order {
            return BTreeSet::new();
        }
        let origins = [&difference.old, &difference.new];
        let sides = self.sides.iter().zip(origins);
        let places: Vec<(&Anchored<'_>, &str)> = sides
            .filter_map(|(side, origin)| {
                let origin = origin.as_ref()?;
                Some((side.get(origin.nsid.as_str())?, origin.pointer.as_str()))
            })
            .collect();
        let mut found = self.about_the_same(&places, difference);
        if found.is_empty() {
            found = self.around(&places, difference);
        }
        if found.is_empty() {
            found = self.inside(&places, difference);
        }
        found
    }

    fn about_the_same(
        &self,
        places: &[(&Anchored<'_>, &str)],
        difference: &Difference,
    ) -> BTreeSet<usize> {
        let here = places.iter().filter_map(|(all, pointer)| all.get(pointer));
        let here: Vec<&Here<'_>> = here.collect();
        let named = naming(&here, difference);
        if !named.is_empty() {
            return named;
        }
        let most = match &difference.wire {
            Some(_) => MOST_UNNAMED,
            None => usize::MAX,
        };
        let all = here.iter().flat_map(|it| &it.all).copied();
        all.filter(|it| self.can_show(*it, difference))
            .take(most)
            .collect()
    }

    /// Those with the longest pointer.
    fn around(&self, places: &[(&Anchored<'_>, &str)], difference: &Difference) -> BTreeSet<usize> {
        let mut longest = 0;
        let mut found = BTreeSet::new();
        for (anchored, pointer) in places {
            let ends = pointer.rmatch_indices('/').map(|(end, _)| end);
            for end in ends.take_while(|end| *end >= longest) {
                let here = pointer.get(..end).and_then(|above| anchored.get(above));
                let replacing = here.into_iter().flat_map(|it| &it.replacing).copied();
                let replacing = replacing.filter(|it| self.can_show(*it, difference));
                let replacing: Vec<usize> = replacing.collect();
                if !replacing.is_empty() {
                    if end > longest {
                        found.clear();
                    }
                    longest = end;
                    found.extend(replacing);
                    break;
                }
            }
        }
        found
    }

    fn inside(&self, places: &[(&Anchored<'_>, &str)], difference: &Difference) -> BTreeSet<usize> {
        let mut here = Vec::new();
        for (anchored, pointer) in places {
            let start = format!("{pointer}/");
            let from = (Bound::Included(start.as_str()), Bound::Unbounded);
            let below = anchored.range::<str, _>(from);
            let below = below.take_while(|(pointer, _)| pointer.starts_with(&start));
            here.extend(below.map(|(_, here)| here));
        }
        let named = naming(&here, difference);
        if !named.is_empty() {
            return named;
        }
        let all = here.iter().flat_map(|it| &it.all).copied();
        let shows = |index: &usize| {
            let what = self.changes.get(*index).map(|it| &it.what);
            let is_outside = what.is_some_and(|it| !replaces_field(it));
            is_outside || difference.cause == Cause::Properties
        };
        all.filter(|it| self.can_show(*it, difference) && shows(it))
            .collect()
    }

    /// Whether a change can be seen in Rust at all.
    fn can_show(&self, index: usize, difference: &Difference) -> bool {
        match self.changes.get(index).map(|it| &it.what) {
            None
            | Some(
                What::LimitChanged { .. } | What::ConstChanged { .. } | What::AcceptChanged { .. },
            ) => false,
            Some(What::DescriptionChanged { .. }) => difference.reason.ends_with("is deprecated"),
            Some(_) => true,
        }
    }
}

impl<'c> Here<'c> {
    fn insert(&mut self, index: usize, what: &'c What) {
        self.all.push(index);
        if replaces(what) {
            self.replacing.push(index);
        }
        let mut name = |wire: &'c str| self.naming.entry(wire).or_default().push(index);
        match what {
            What::MemberAdded { member, .. } | What::MemberRemoved { member, .. } => name(member),
            What::ErrorAdded { name: it } | What::ErrorRemoved { name: it } => name(it),
            What::KnownValuesChanged { added, removed } => {
                added.iter().chain(removed).for_each(|it| name(it));
            }
            What::EnumChanged { added, removed, .. } => {
                let values = added.iter().chain(removed);
                values.filter_map(|it| it.as_str()).for_each(name);
            }
            _ => {}
        }
    }
}

/// The changes that name the value, member or error that differs.
fn naming(here: &[&Here<'_>], difference: &Difference) -> BTreeSet<usize> {
    let Some(wire) = difference.wire.as_deref() else {
        return BTreeSet::new();
    };
    let named = here.iter().filter_map(|it| it.naming.get(wire));
    named.flatten().copied().collect()
}

/// The pointer of the type, body or list that a change is about, where the
/// change itself points at one of its words.
fn anchor<'a>(change: &Change, spot: &'a Spot) -> &'a str {
    let words: &[&str] = match &change.what {
        What::KindChanged { .. } | What::TypeChanged { .. } => &["/type"],
        What::ReferenceChanged { .. } => &["/ref", "/type"],
        What::FormatChanged { .. } => &["/format"],
        What::EnumChanged { .. } => &["/enum"],
        What::KnownValuesChanged { .. } => &["/knownValues"],
        What::EncodingChanged { .. } => &["/encoding"],
        What::RecordKeyChanged { .. } => &["/key"],
        What::UnionClosed | What::UnionOpened => &["/closed"],
        What::DescriptionChanged { .. } => &["/description"],
        What::MemberAdded { .. } | What::MemberRemoved { .. } => {
            return up_to(&spot.pointer, "/refs/");
        }
        What::ErrorAdded { .. } | What::ErrorRemoved { .. } => {
            let end = spot
                .pointer
                .rfind("/errors/")
                .map(|at| at + "/errors".len());
            return end
                .and_then(|end| spot.pointer.get(..end))
                .unwrap_or(&spot.pointer);
        }
        What::PermissionGranted { .. }
        | What::PermissionRevoked { .. }
        | What::PermissionTextChanged { .. } => {
            let definition = spot.pointer.match_indices('/').nth(2);
            return match definition {
                Some((end, _)) => spot.pointer.get(..end).unwrap_or_default(),
                None => &spot.pointer,
            };
        }
        _ => &[],
    };
    let stripped = words
        .iter()
        .find_map(|word| spot.pointer.strip_suffix(word));
    stripped.unwrap_or(&spot.pointer)
}

fn up_to<'a>(pointer: &'a str, step: &str) -> &'a str {
    pointer
        .rfind(step)
        .and_then(|end| pointer.get(..end))
        .unwrap_or(pointer)
}

/// Whether what stands inside the place of the change goes or comes with it.
fn replaces(what: &What) -> bool {
    matches!(
        what,
        What::DocumentAdded
            | What::DocumentRemoved
            | What::DefinitionAdded { .. }
            | What::DefinitionRemoved { .. }
            | What::DefinitionRenamed { .. }
            | What::KindChanged { .. }
            | What::BodyAdded { .. }
            | What::BodyRemoved { .. }
            | What::SchemaAdded { .. }
            | What::SchemaRemoved { .. }
            | What::TypeChanged { .. }
            | What::ReferenceChanged { .. }
    ) || replaces_field(what)
}

/// Whether it is about one property, so that nothing around it shows it.
fn replaces_field(what: &What) -> bool {
    matches!(
        what,
        What::FieldAdded { .. }
            | What::FieldRemoved { .. }
            | What::FieldBecameRequired
            | What::FieldBecameOptional
            | What::FieldBecameNullable
            | What::FieldNoLongerNullable
    )
}
