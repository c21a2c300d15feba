//! Changes that leave all values valid and can still lose information.

use super::{
    super::{Audience::*, Effect, Level::*, Party::*},
    effect,
    values::place,
};
use crate::compiler::flow::{Direction, Use};

/// An optional property was removed: its values are ignored.
pub(super) fn field_removed(uses: &[Use]) -> Vec<Effect> {
    let effects = uses.iter().map(|it| {
        let place = place(it);
        match it.direction {
            Direction::ToService => {
                let reason =
                    format!("new services ignore it, and old clients may still send it in {place}");
                effect(Wire, Risk, OldClients, reason)
            }
            Direction::ToClient => {
                let reason = format!("old clients may look for it, and it is no longer in {place}");
                effect(Wire, Risk, OldClients, reason)
            }
            Direction::Stored => {
                let reason = format!("new readers ignore it, and stored {place} may contain it");
                effect(Records, Risk, StoredRecords, reason)
            }
        }
    });
    effects.collect()
}

/// A member of an open union was removed: its data is kept but not understood.
pub(super) fn member_removed(member: &str, uses: &[Use]) -> Vec<Effect> {
    let effects = uses.iter().map(|it| {
        let place = place(it);
        match it.direction {
            Direction::ToService => {
                let reason = format!(
                    "new services may not know `{member}`, which old clients may send in {place}"
                );
                effect(Wire, Risk, OldClients, reason)
            }
            Direction::ToClient => {
                let reason = format!(
                    "new clients may not know `{member}`, which services that are not yet \
                     updated may send in {place}"
                );
                effect(Wire, Risk, NewClients, reason)
            }
            Direction::Stored => {
                let reason = format!(
                    "new readers may not know `{member}`, which stored {place} may contain"
                );
                effect(Records, Risk, StoredRecords, reason)
            }
        }
    });
    effects.collect()
}

/// Both versions read the same data and assume different values.
pub(super) fn default_changed(uses: &[Use]) -> Vec<Effect> {
    let effects = uses.iter().map(|it| {
        let place = place(it);
        match it.direction {
            Direction::ToService => {
                let reason = format!("old clients that omit it from {place} get the new default");
                effect(Wire, Risk, OldClients, reason)
            }
            Direction::ToClient => {
                let reason =
                    format!("where it is absent from {place}, old clients assume the old default");
                effect(Wire, Risk, OldClients, reason)
            }
            Direction::Stored => {
                let reason =
                    format!("stored {place} without it have another meaning for new readers");
                effect(Records, Risk, StoredRecords, reason)
            }
        }
    });
    effects.collect()
}
