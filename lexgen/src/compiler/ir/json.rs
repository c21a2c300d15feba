//! The IR as JSON: what `lexgen ir` prints and snapshots hold.

use serde_json::Value;

use super::Ir;
use crate::compiler::pattern::Pattern;

impl Ir {
    /// Every document as JSON: its definitions with their Rust names, and
    /// references resolved. Absent fields of a lexicon are absent here too.
    pub fn to_json(&self) -> Value {
        self.matching_to_json(&[])
    }

    /// The documents whose NSID matches one of `only`, or all if it is empty.
    #[doc(hidden)]
    pub fn matching_to_json(&self, only: &[Pattern]) -> Value {
        let modules = self
            .modules
            .iter()
            .filter(|module| only.is_empty() || only.iter().any(|it| it.matches(&module.nsid)))
            .filter_map(|module| serde_json::to_value(module).ok())
            .map(without_absent)
            .collect();
        Value::Array(modules)
    }
}

/// Drops `null`s and empty arrays and maps, which mean the same as nothing.
fn without_absent(value: Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(
            map.into_iter()
                .map(|(key, value)| (key, without_absent(value)))
                .filter(|(_, value)| {
                    !value.is_null()
                        && value.as_array().is_none_or(|it| !it.is_empty())
                        && value.as_object().is_none_or(|it| !it.is_empty())
                })
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.into_iter().map(without_absent).collect()),
        scalar => scalar,
    }
}
