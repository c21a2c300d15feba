//! Changes that leave all values valid and can still lose information.

use super::{
    super::{Effect, Level::*, Party::*},
    by_direction,
};
use crate::compiler::flow::Use;

/// An optional property was removed: its values are ignored.
pub(super) fn field_removed(uses: &[Use]) -> Vec<Effect> {
    let to_service = "new services ignore it, and old clients may still send it in {place}";
    let to_client = "old clients may look for it, and it is no longer in {place}";
    let stored = "new readers ignore it, and stored {place} may contain it";
    let reasons = [
        (Risk, OldClients, to_service),
        (Risk, OldClients, to_client),
        (Risk, StoredRecords, stored),
    ];
    by_direction(uses, "", reasons)
}

/// A member of an open union was removed: its data is kept but not understood.
pub(super) fn member_removed(member: &str, uses: &[Use]) -> Vec<Effect> {
    let to_service = "new services may not know `{it}`, which old clients may send in {place}";
    let to_client = "new clients may not know `{it}`, which services that are not yet updated may \
                     send in {place}";
    let stored = "new readers may not know `{it}`, which stored {place} may contain";
    let reasons = [
        (Risk, OldClients, to_service),
        (Risk, NewClients, to_client),
        (Risk, StoredRecords, stored),
    ];
    by_direction(uses, member, reasons)
}

/// Both versions read the same data and assume different values.
pub(super) fn default_changed(uses: &[Use]) -> Vec<Effect> {
    let to_service = "old clients that omit it from {place} get the new default";
    let to_client = "where it is absent from {place}, old clients assume the old default";
    let stored = "stored {place} without it have another meaning for new readers";
    let reasons = [
        (Risk, OldClients, to_service),
        (Risk, OldClients, to_client),
        (Risk, StoredRecords, stored),
    ];
    by_direction(uses, "", reasons)
}
