//! What a type of spaces declares.
//!
//! It is advice to clients, except that a permission for spaces that lists no record
//! types is one for those of the declaration.

use super::{
    super::{Audience::*, Effect, Level::*, Party::*, SpaceChange},
    breaks, effect,
};

pub(super) fn effects(change: &SpaceChange) -> Vec<Effect> {
    match change {
        SpaceChange::Key(_) => {
            let reason =
                "spaces with keys of the old type exist, and new clients may not expect them";
            vec![
                effect(
                    Wire,
                    Risk,
                    OldClients,
                    "new spaces have keys of another type",
                ),
                effect(Records, Risk, StoredRecords, reason),
            ]
        }
        SpaceChange::CollectionAdded { collection } => {
            let reason = format!(
                "permissions that list no record types now include `{collection}`, but not yet where \
                 servers have the old version"
            );
            vec![effect(Wire, Risk, NewClients, reason)]
        }
        SpaceChange::CollectionRemoved { collection } => {
            let reason = format!(
                "old clients with a permission that lists no record types can no longer write \
                 `{collection}`"
            );
            breaks([Protocol, Wire], OldClients, reason).to_vec()
        }
        SpaceChange::Text { .. } => Vec::new(),
    }
}
