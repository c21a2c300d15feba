//! Which change of a lexicon makes which difference.
//!
//! Both know their place. A difference belongs to the change at its own place;
//! or to the one that replaced what it stands in; or to those further inside
//! that show at its place, such as a format within an array. What is left
//! follows from the whole: the order of `required`, names that are told apart,
//! recursion, a definition that others refer to and that was missing.

use super::{Difference, Origin, difference::Cause};
use crate::compare::{Change, Semver, Spot, What};

/// The differences by the changes that make them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attribution {
    /// For each change, what callers see of it.
    of: Vec<Vec<Difference>>,
    /// What no change of a lexicon makes.
    pub unexplained: Vec<Difference>,
}

impl Attribution {
    /// Finds for each difference the changes that make it.
    pub fn new(changes: &[Change], differences: Vec<Difference>) -> Self {
        let mut attribution = Self {
            of: vec![Vec::new(); changes.len()],
            unexplained: Vec::new(),
        };
        for difference in differences {
            let makers = makers(changes, &difference);
            for maker in &makers {
                if let Some(seen) = attribution.of.get_mut(*maker) {
                    seen.push(difference.clone());
                }
            }
            if makers.is_empty() {
                attribution.unexplained.push(difference);
            }
        }
        attribution.follow_types();
        attribution
    }

    /// Where a type is another one because its item was renamed, came or went,
    /// the change that did this is the reason also in the places that only
    /// refer to it.
    fn follow_types(&mut self) {
        for difference in std::mem::take(&mut self.unexplained) {
            let paths = difference.exchanged_items();
            let makers: Vec<usize> = (0..self.of.len())
                .filter(|&index| {
                    let items = self.of(index).iter().filter(|it| it.is_whole_item());
                    items
                        .into_iter()
                        .any(|it| paths.contains(&it.path.as_str()))
                })
                .collect();
            for maker in &makers {
                if let Some(seen) = self.of.get_mut(*maker) {
                    seen.push(difference.clone());
                }
            }
            if makers.is_empty() {
                self.unexplained.push(difference);
            }
        }
    }

    /// What callers see of the change at `index`.
    pub fn of(&self, index: usize) -> &[Difference] {
        self.of.get(index).map_or(&[], Vec::as_slice)
    }

    /// What the change at `index` makes the next version.
    pub fn semver_of(&self, index: usize) -> Semver {
        let seen = self.of(index).iter();
        seen.map(|it| it.semver).max().unwrap_or_default()
    }
}

/// How a change's place lies to a difference's; a later one is a better reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    /// It is about something further inside.
    Inside,
    /// It replaced what the difference stands in; how long its pointer is.
    Around(usize),
    /// It is about the same.
    Same,
}

fn makers(changes: &[Change], difference: &Difference) -> Vec<usize> {
    if difference.cause == Cause::Order {
        return Vec::new();
    }
    let reaches: Vec<(usize, Reach)> = changes
        .iter()
        .enumerate()
        .filter_map(|(index, change)| Some((index, reach(change, difference)?)))
        .collect();
    let best = reaches.iter().map(|(_, reach)| *reach).max();
    let best = reaches
        .into_iter()
        .filter(|(_, reach)| Some(*reach) == best)
        .map(|(index, _)| index);
    let best: Vec<usize> = best.collect();
    let named = best.iter().copied().filter(|&index| {
        let what = changes.get(index).map(|it| &it.what);
        what.is_some_and(|what| is_about(what, difference))
    });
    let named: Vec<usize> = named.collect();
    if named.is_empty() { best } else { named }
}

/// Whether a change names the value, member or error that differs.
fn is_about(what: &What, difference: &Difference) -> bool {
    let Some(wire) = &difference.wire else {
        return false;
    };
    match what {
        What::MemberAdded { member, .. } | What::MemberRemoved { member, .. } => member == wire,
        What::ErrorAdded { name } | What::ErrorRemoved { name } => name == wire,
        What::KnownValuesChanged { added, removed } => {
            added.contains(wire) || removed.contains(wire)
        }
        What::EnumChanged { added, removed, .. } => {
            let mut values = added.iter().chain(removed);
            values.any(|value| value.as_str() == Some(wire))
        }
        _ => false,
    }
}

fn reach(change: &Change, difference: &Difference) -> Option<Reach> {
    if !can_show(&change.what, difference) {
        return None;
    }
    let sides = [
        (change.old_nsid(), &change.old, &difference.old),
        (change.nsid.as_str(), &change.new, &difference.new),
    ];
    let reaches = sides.into_iter().filter_map(|(nsid, spot, origin)| {
        let origin = origin.as_ref().filter(|origin| origin.nsid == nsid)?;
        on_side(change, spot, difference, origin)
    });
    reaches.max()
}

fn on_side(
    change: &Change,
    spot: &Spot,
    difference: &Difference,
    origin: &Origin,
) -> Option<Reach> {
    if !spot.present {
        return None;
    }
    let (of_change, of_difference) = (anchor(change, spot), origin.pointer.as_str());
    if of_change == of_difference {
        return Some(Reach::Same);
    }
    if is_below(of_difference, of_change) && replaces(&change.what) {
        return Some(Reach::Around(of_change.len()));
    }
    let shows_outside = !replaces_field(&change.what) || difference.cause == Cause::Properties;
    (is_below(of_change, of_difference) && shows_outside).then_some(Reach::Inside)
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

fn is_below(pointer: &str, above: &str) -> bool {
    let rest = pointer.strip_prefix(above);
    rest.is_some_and(|rest| rest.starts_with('/'))
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

/// Whether a change can be seen in Rust at all.
fn can_show(what: &What, difference: &Difference) -> bool {
    match what {
        What::LimitChanged { .. } | What::ConstChanged { .. } | What::AcceptChanged { .. } => false,
        What::DescriptionChanged { .. } => difference.reason.ends_with("is deprecated"),
        _ => true,
    }
}
