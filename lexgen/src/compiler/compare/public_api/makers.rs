//! The changes that can make a difference, found by place.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::Bound,
};

use super::{Difference, difference::Cause};
use crate::compiler::{
    compare::{BodyAspect, Change, ChangeKind, Constraint, ErrorChange, Location, MemberChange},
    schema::{Path, Step},
};

/// Of many changes at the place of something that none of them names, so many
/// are taken for its reason.
const MOST_UNNAMED: usize = 16;

/// The changes of a comparison by where they are.
pub(super) struct Makers<'c> {
    changes: &'c [Change],
    /// For the old and the new side: by NSID and [`anchor`].
    sides: [HashMap<&'c str, Anchored<'c>>; 2],
}

type Anchored<'c> = BTreeMap<Path, Here<'c>>;

/// The places of one difference among the changes of either side.
type Places<'a> = [(&'a Anchored<'a>, &'a Path)];

/// The changes at one place, by their indices.
#[derive(Default)]
struct Here<'c> {
    all: Vec<usize>,
    /// Those that replace what is inside the place.
    replacing: Vec<usize>,
    /// Those that name a value, member or error.
    naming: HashMap<&'c str, Vec<usize>>,
}

impl<'c> Makers<'c> {
    pub(super) fn index(changes: &'c [Change]) -> Self {
        let mut sides = [HashMap::new(), HashMap::new()];
        for (index, change) in changes.iter().enumerate() {
            let locations = [
                (change.old_nsid(), &change.old),
                (change.nsid.as_str(), &change.new),
            ];
            for (side, (nsid, location)) in sides.iter_mut().zip(locations) {
                if location.present {
                    let anchored: &mut Anchored<'_> = side.entry(nsid).or_default();
                    let here = anchored.entry(anchor(change, location)).or_default();
                    here.insert(index, &change.kind);
                }
            }
        }
        Self { changes, sides }
    }

    /// The changes that make a difference: those about the same, else those
    /// that replaced what it is in, else those further inside.
    pub(super) fn of(&self, difference: &Difference) -> BTreeSet<usize> {
        if difference.cause == Cause::Order {
            return BTreeSet::new();
        }
        let origins = [&difference.old, &difference.new];
        let sides = self.sides.iter().zip(origins);
        let places: Vec<(&Anchored<'_>, &Path)> = sides
            .filter_map(|(side, origin)| {
                let origin = origin.as_ref()?;
                Some((side.get(origin.nsid.as_str())?, &origin.place))
            })
            .collect();
        let mut found = self.about_the_same(&places, difference);
        if found.is_empty() {
            found = self.about_the_property(&places, difference);
        }
        if found.is_empty() {
            found = self.around(&places, difference);
        }
        if found.is_empty() {
            found = self.inside(&places, difference);
        }
        found
    }

    /// Those about the property of a default, which decide the type of it.
    fn about_the_property(&self, places: &Places<'_>, difference: &Difference) -> BTreeSet<usize> {
        let properties = places.iter().filter_map(|(all, place)| {
            let is_default = place.steps().last() == Some(&Step::Keyword("default"));
            Some((*all, place.parent().filter(|_| is_default)?))
        });
        let properties: Vec<(&Anchored<'_>, Path)> = properties.collect();
        let properties: Vec<(&Anchored<'_>, &Path)> = properties
            .iter()
            .map(|(all, place)| (*all, place))
            .collect();
        self.about_the_same(&properties, difference)
    }

    fn about_the_same(&self, places: &Places<'_>, difference: &Difference) -> BTreeSet<usize> {
        let here = places.iter().filter_map(|(all, place)| all.get(*place));
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

    /// Those nearest to the place.
    fn around(&self, places: &Places<'_>, difference: &Difference) -> BTreeSet<usize> {
        let mut deepest = 0;
        let mut found = BTreeSet::new();
        for (anchored, place) in places {
            let holders = std::iter::successors(place.parent(), Path::parent);
            for holder in holders.take_while(|holder| holder.depth() >= deepest) {
                let here = anchored.get(&holder).into_iter();
                let replacing = here.flat_map(|here| &here.replacing).copied();
                let replacing = replacing.filter(|it| self.can_show(*it, difference));
                let replacing: Vec<usize> = replacing.collect();
                if !replacing.is_empty() {
                    if holder.depth() > deepest {
                        found.clear();
                    }
                    deepest = holder.depth();
                    found.extend(replacing);
                    break;
                }
            }
        }
        found
    }

    fn inside(&self, places: &Places<'_>, difference: &Difference) -> BTreeSet<usize> {
        let mut here = Vec::new();
        for (anchored, place) in places {
            let below = anchored.range((Bound::Excluded(*place), Bound::Unbounded));
            let below = below.take_while(|(inner, _)| inner.is_within(place));
            here.extend(below.map(|(_, here)| here));
        }
        let named = naming(&here, difference);
        if !named.is_empty() {
            return named;
        }
        let all = here.iter().flat_map(|it| &it.all).copied();
        let shows = |index: &usize| {
            let what = self.changes.get(*index).map(|it| &it.kind);
            let is_outside = !matches!(what, None | Some(ChangeKind::Property(_)));
            is_outside || difference.cause == Cause::Properties
        };
        all.filter(|it| self.can_show(*it, difference) && shows(it))
            .collect()
    }

    /// Whether a change can be seen in Rust at all.
    fn can_show(&self, index: usize, difference: &Difference) -> bool {
        match self.changes.get(index).map(|it| &it.kind) {
            None => false,
            Some(ChangeKind::Constraint(change)) => match change.constraint {
                Constraint::Limit { .. } | Constraint::Accept(_) => false,
                Constraint::Const(_) => difference.cause == Cause::Constructor,
                Constraint::Type(_) | Constraint::Reference { .. } => true,
                _ => difference.cause != Cause::Constructor,
            },
            Some(ChangeKind::Description(_)) => difference.cause == Cause::Deprecation,
            Some(_) => true,
        }
    }
}

impl<'c> Here<'c> {
    fn insert(&mut self, index: usize, kind: &'c ChangeKind) {
        self.all.push(index);
        if replaces(kind) {
            self.replacing.push(index);
        }
        let mut name = |wire: &'c str| self.naming.entry(wire).or_default().push(index);
        match kind {
            ChangeKind::Member(
                MemberChange::Added { member, .. } | MemberChange::Removed { member, .. },
            ) => name(member),
            ChangeKind::Error(
                ErrorChange::Added { name: it } | ErrorChange::Removed { name: it },
            ) => {
                name(it);
            }
            ChangeKind::Constraint(change) => match &change.constraint {
                Constraint::KnownValues { added, removed } => {
                    added.iter().chain(removed).for_each(|it| name(it));
                }
                Constraint::Enum { added, removed, .. } => {
                    let values = added.iter().chain(removed);
                    values.filter_map(|it| it.as_str()).for_each(name);
                }
                _ => {}
            },
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

/// The place of the type, body or list that a change is about, where the
/// change itself is at one of its keywords.
fn anchor(change: &Change, location: &Location) -> Path {
    let mut path = location.path.clone();
    let steps = match (&change.kind, path.steps()) {
        (ChangeKind::Permission(_) | ChangeKind::Space(_), _) => 0,
        // The list of errors is an item of its own.
        (ChangeKind::Error(_), [outer @ .., Step::Error(_)]) => {
            let length = outer.len();
            path.truncate(length);
            path.push(Step::Keyword("errors"));
            return path;
        }
        (ChangeKind::Member(_), [outer @ .., Step::Member(_) | Step::Keyword("closed")])
        | (
            ChangeKind::Constraint(_),
            [
                outer @ ..,
                Step::Keyword("type" | "ref" | "format" | "enum" | "knownValues" | "const" | "key"),
            ],
        )
        | (
            ChangeKind::Definition(_) | ChangeKind::Body(_) | ChangeKind::Description(_),
            [
                outer @ ..,
                Step::Keyword("type" | "encoding" | "description"),
            ],
        ) => outer.len(),
        (_, steps) => steps.len(),
    };
    path.truncate(steps);
    path
}

/// Whether what is inside the place of the change goes or comes with it.
fn replaces(kind: &ChangeKind) -> bool {
    match kind {
        ChangeKind::Definition(_) | ChangeKind::Property(_) => true,
        ChangeKind::Constraint(change) => matches!(
            change.constraint,
            Constraint::Type(_) | Constraint::Reference { .. }
        ),
        ChangeKind::Body(change) => !matches!(change.aspect, BodyAspect::Encoding { .. }),
        ChangeKind::Member(_)
        | ChangeKind::Subprotocol(_)
        | ChangeKind::Error(_)
        | ChangeKind::Permission(_)
        | ChangeKind::Space(_)
        | ChangeKind::Description(_)
        | ChangeKind::Rust(_) => false,
    }
}
