//! Changes that leave every value valid and can still lose something.

use super::{
    super::{Audience::*, Effect, Level::*, Party::*},
    effect,
    values::place,
};
use crate::compiler::flow::{Direction, Use};

/// An optional property is gone: what is in it is not looked at.
pub(super) fn field_removed(uses: &[Use]) -> Vec<Effect> {
    let effects = uses.iter().map(|it| {
        let place = place(it);
        match it.direction {
            Direction::ToService => {
                let reason = format!(
                    "new services pass over it, and old clients may still send it in {place}"
                );
                effect(Wire, Risk, OldClients, reason)
            }
            Direction::ToClient => {
                let reason =
                    format!("old clients may look for it, and it is not in {place} any more");
                effect(Wire, Risk, OldClients, reason)
            }
            Direction::Stored => {
                let reason = format!("new readers pass over it, and stored {place} may hold it");
                effect(Records, Risk, StoredRecords, reason)
            }
        }
    });
    effects.collect()
}

/// An open union has a member fewer: its data is kept and not understood.
pub(super) fn member_removed(member: &str, uses: &[Use]) -> Vec<Effect> {
    let effects = uses.iter().map(|it| {
        let place = place(it);
        match it.direction {
            Direction::ToService => {
                let reason = format!(
                    "new services need not know `{member}`, which old clients may send in {place}"
                );
                effect(Wire, Risk, OldClients, reason)
            }
            Direction::ToClient => {
                let reason = format!(
                    "new clients need not know `{member}`, which services that are not updated \
                     yet may send in {place}"
                );
                effect(Wire, Risk, NewClients, reason)
            }
            Direction::Stored => {
                let reason =
                    format!("new readers need not know `{member}`, which stored {place} may hold");
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
                let reason = format!(
                    "old clients that leave it out of {place} get what the new default says"
                );
                effect(Wire, Risk, OldClients, reason)
            }
            Direction::ToClient => {
                let reason = format!(
                    "where it is absent from {place}, old clients assume what the old default says"
                );
                effect(Wire, Risk, OldClients, reason)
            }
            Direction::Stored => {
                let reason =
                    format!("stored {place} without it mean something else to new readers");
                effect(Records, Risk, StoredRecords, reason)
            }
        }
    });
    effects.collect()
}
