//! Errors of reading DAG-CBOR: where, what was expected, and what was found.

use std::{borrow::Cow, convert::Infallible};

use serde_ipld_dagcbor::{DecodeError, de::Deserializer};

use super::{DataError, excerpt, place, trace::recorded};

type Error = DecodeError<Infallible>;

/// Reads bytes with `read`, which is called again to explain an error.
///
/// # Errors
/// Those of `read`, with their place.
pub(crate) fn decoded<'de, T>(
    bytes: &'de [u8],
    read: impl Fn(&'de [u8]) -> Result<T, Error>,
) -> Result<T, DataError> {
    match read(bytes) {
        Ok(value) => Ok(value),
        Err(error) => Err(explained(bytes, error, read)),
    }
}

#[cold]
fn explained<'de, T>(
    bytes: &'de [u8],
    error: Error,
    read: impl Fn(&'de [u8]) -> Result<T, Error>,
) -> DataError {
    // No value is wrong if there are bytes after the last.
    if matches!(error, DecodeError::TrailingData) {
        return DataError::new(text(&error));
    }
    let Err((_, trace)) = recorded(|| read(bytes)) else {
        return DataError::new(text(&error));
    };
    // The decoder does not tell where it is. But of bytes that end before the error, it
    // says that they end too early.
    let ends_early = |end: &usize| {
        let start = bytes.get(..*end).unwrap_or_default();
        matches!(read(start), Err(DecodeError::Eof { .. }))
    };
    let mut ends = 0..bytes.len();
    while !ends.is_empty() {
        let middle = ends.start + ends.len() / 2;
        if ends_early(&middle) {
            ends.start = middle + 1;
        } else {
            ends.end = middle;
        }
    }
    let path = place::path(&trace, place::in_cbor(bytes, ends.start));
    let found = excerpt::find(&mut Deserializer::from_slice(bytes), &path);
    DataError::of_reading(&text(&error), &path, &trace, found.ok().flatten())
}

fn text(error: &Error) -> Cow<'_, str> {
    match error {
        DecodeError::Msg(text) => Cow::Borrowed(text),
        DecodeError::Mismatch { name, .. } => Cow::Owned(format!("expected {}", kind(name))),
        DecodeError::CastOverflow { .. } | DecodeError::ArithmeticOverflow { .. } => {
            Cow::Borrowed("expected a 64-bit integer")
        }
        DecodeError::DepthOverflow { .. } => Cow::Borrowed("nested too deeply"),
        DecodeError::LengthMismatch { .. } => {
            Cow::Borrowed("expected an array or an object of another length")
        }
        other => Cow::Owned(format!("not DAG-CBOR: {}", broken(other))),
    }
}

/// What the decoder's name of a type is in the data model.
fn kind(name: &str) -> &str {
    match name {
        "str" | "string" => "a string",
        "bytes" => "bytes",
        "bool" => "a boolean",
        "f32" | "f64" => "a number that is finite",
        "map" => "an object",
        "array" => "an array",
        "CBOR tag head" | "CBOR tag" => "a link",
        "null" | "unit" => "null",
        _ => "an integer",
    }
}

fn broken(error: &Error) -> &'static str {
    match error {
        DecodeError::Eof { .. } => "the bytes end too early",
        DecodeError::RequireLength { .. } | DecodeError::IndefiniteSize => "indefinite length",
        DecodeError::RequireUtf8 { .. } => "a string is not UTF-8",
        DecodeError::LengthOverflow { .. } => "a length is too large",
        DecodeError::TrailingData => "there are bytes after the value",
        DecodeError::NonMinimal { .. } => "a number is not in its shortest form",
        DecodeError::UnorderedKey => "keys are not in canonical order",
        _ => "an item is of a kind that it does not have",
    }
}
