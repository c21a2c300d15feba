//! What this version of the language does not have.

use serde::Serialize;

/// A definition or a type whose `type` is unknown, or a definition with such a type
/// where nothing can stand in for it. It exists only with `--allow-unknown`, holds any
/// data, and cannot be compared with anything but itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Opaque {
    /// Its `type`.
    #[serde(rename = "unknownType")]
    pub r#type: String,
    /// All of it, as it is written.
    pub text: serde_json::Value,
}
