//! What decoding keeps although it is not in the data model.

use super::{Data, DataError, Fields, Number, View, blob, marker};

/// Why a number is not in the data model.
pub(crate) fn number_fault(number: Number) -> DataError {
    DataError::new(format_args!(
        "{number} is not a 64-bit integer, and the data model has no other numbers"
    ))
}

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
