//! What decoding keeps although it is not in the data model.

use super::{Data, DataError, Fields, View, blob, marker};

/// Why a number that is not a 64-bit integer is not in the data model.
pub(crate) const NUMBER: &str = "the data model has only integers of 64 bits";

/// Why the object with these fields is not in the data model, apart from their
/// values.
pub(crate) fn fault(fields: &Fields) -> Option<DataError> {
    // `$` sorts before all that usual names start with.
    let reserved = fields.keys().any(|key| key.starts_with('$'));
    if !reserved {
        return None;
    }
    for key in [marker::LINK, marker::BYTES] {
        if let Some(value) = fields.get(key) {
            return Some(marker::fault(key, value, fields.len()));
        }
    }
    match fields.get("$type").map(Data::view) {
        Some(View::String(blob::TYPE)) => blob::fault(|name| fields.get(name)),
        Some(View::String("")) => Some(type_fault()),
        None | Some(View::String(_)) => None,
        Some(_) => Some(type_fault()),
    }
}

fn type_fault() -> DataError {
    DataError::new("`$type` must be a non-empty string")
}
