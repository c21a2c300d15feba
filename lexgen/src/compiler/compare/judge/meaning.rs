//! Changes that leave all values valid and can still lose information.
//!
//! Each is a risk for those who depend on what is gone, wherever it is found: at
//! its place, behind a reference that leads elsewhere, under another name.

use super::{
    super::{
        Audience::*, ChangeKind, Constraint, Effect, InsideChange, Level::*, MemberChange,
        Party::*, PropertyChange, Replaced, sentence::names,
    },
    effect,
    reason::{Reason, by_direction, stored, to_client, to_service},
    uses::Uses,
};

/// The effects of a change of this kind, of a property with this name.
pub(super) fn effects(kind: &ChangeKind, property: &str, uses: &Uses) -> Vec<Effect> {
    match kind {
        ChangeKind::Property(change) if kind.value_set().is_unchanged() => match change {
            PropertyChange::Removed { .. } => field_removed(property, uses),
            PropertyChange::Renamed { .. } => field_removed(property, uses),
            _ => Vec::new(),
        },
        ChangeKind::Member(MemberChange::Removed {
            member,
            closed: false,
        }) => {
            let mut effects = name_gone(&format!("`{member}`"), uses);
            let reason = "types must not be removed from unions, not even from open ones";
            effects.push(effect(Protocol, Break, OldClients, reason));
            effects
        }
        ChangeKind::Constraint(change) => match &change.constraint {
            Constraint::KnownValues { removed, .. } if !removed.is_empty() => {
                name_gone(&names(removed), uses)
            }
            Constraint::Default(Replaced { before, after }) => {
                default_changed(before.is_some(), after.is_some(), uses)
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The same for what differs behind a reference that leads elsewhere.
pub(super) fn inside(differences: &[InsideChange], uses: &Uses) -> Vec<Effect> {
    let mut effects: Vec<Effect> = Vec::new();
    for difference in differences {
        for effect in self::effects(&difference.kind, &difference.property, uses) {
            if !effects.contains(&effect) {
                effects.push(effect);
            }
        }
    }
    effects
}

/// An optional property was removed, or has another name: its values are ignored.
pub(super) fn field_removed(property: &str, uses: &Uses) -> Vec<Effect> {
    let reasons = [
        to_service(
            Risk,
            OldClients,
            "new services ignore {it}, which old clients may still send in {place}",
        ),
        to_client(
            Risk,
            OldClients,
            "old clients may look for {it}, which is no longer in {place}",
        ),
        stored(
            Risk,
            StoredRecords,
            "new readers ignore {it}, which stored {place} may contain",
        ),
    ];
    by_direction(uses, &format!("`{property}`"), &reasons)
}

/// A name that data contains is no longer known: a member of an open union, a
/// known value, a token. Its data stays valid and is not understood.
pub(super) fn name_gone(name: &str, uses: &Uses) -> Vec<Effect> {
    let reasons: [Reason; 4] = [
        to_service(
            Risk,
            OldClients,
            "new services may not know {it}, which old clients may send in {place}",
        ),
        to_client(
            Risk,
            OldClients,
            "old clients may expect {it}, which new services no longer send in {place}",
        ),
        to_client(
            Risk,
            NewClients,
            "new clients may not know {it}, which {services} may send in {place}",
        ),
        stored(
            Risk,
            StoredRecords,
            "new readers may not know {it}, which stored {place} may contain",
        ),
    ];
    by_direction(uses, name, &reasons)
}

/// Both versions read the same data and assume different values.
fn default_changed(was: bool, is: bool, uses: &Uses) -> Vec<Effect> {
    let [service, client, record] = match (was, is) {
        (false, _) => [
            "old clients that omit it from {place} get the default, and expect none",
            "where it is absent from {place}, old clients assume no default, and new ones do",
            "stored {place} without it have the default for new readers, and were written without \
             one",
        ],
        (true, false) => [
            "old clients that omit it from {place} expect the default, which is gone",
            "where it is absent from {place}, old clients assume the default, which is gone",
            "stored {place} without it no longer have the default for new readers",
        ],
        (true, true) => [
            "old clients that omit it from {place} get the new default",
            "where it is absent from {place}, old clients assume the old default",
            "stored {place} without it have another meaning for new readers",
        ],
    };
    let reasons = [
        to_service(Risk, OldClients, service),
        to_client(Risk, OldClients, client),
        stored(Risk, StoredRecords, record),
    ];
    by_direction(uses, "", &reasons)
}
