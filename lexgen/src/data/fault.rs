//! What decoding keeps although it is not in the data model.

use super::{DataError, Fields, Number, View, blob, marker};

/// Why a number is not in the data model.
pub(crate) fn number_fault(number: Number) -> DataError {
    DataError::new(format_args!(
        "{number} is not a 64-bit integer, and the data model has no other numbers"
    ))
}

/// Why the object with these fields is not in the data model, apart from their
/// values.
pub(crate) fn fault(fields: &Fields) -> Option<DataError> {
    for (name, value) in fields {
        // The fields are sorted, and most names sort after all that start with `$`.
        if name.as_bytes().first() > Some(&b'$') {
            break;
        }
        match name {
            marker::LINK | marker::BYTES => {
                return Some(marker::fault(name, value, fields.len()));
            }
            "$type" => match value.view() {
                View::String(blob::TYPE) => return blob::fault(|name| fields.get(name)),
                View::String("") => return Some(type_fault()),
                View::String(_) => {}
                _ => return Some(type_fault()),
            },
            _ => {}
        }
    }
    None
}

fn type_fault() -> DataError {
    DataError::new("`$type` must be a non-empty string")
}
