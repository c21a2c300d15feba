//! JSON files that commands write and read again: errors show the place in the file.

use std::{fmt::Display, ops::Range, path::Path, str::FromStr};

use jsonc_parser::{
    ast::{Object, Value},
    common::Ranged,
};

use super::SettingsError;
use crate::compiler::source::json;

/// A file, and the advice that its errors give unless they have their own.
pub(crate) struct JsonFile<'t> {
    pub(crate) path: &'t Path,
    pub(crate) text: &'t str,
    pub(crate) help: &'static str,
    /// The advice for a conflict that git left in the file.
    pub(crate) conflict_help: &'static str,
}

impl<'t> JsonFile<'t> {
    /// The value of the whole file, if it is JSON in which no key is repeated.
    pub(crate) fn parse(&self) -> Result<Value<'t>, SettingsError> {
        if let Some(conflict) = self.conflict_marker() {
            let error = self.error(conflict, "the file contains conflict markers");
            return Err(error.help(self.conflict_help));
        }
        let (message, at) = match json::parse(self.text) {
            Err(error) => (error.message, error.offset),
            Ok(parsed) => {
                let repeated = parsed
                    .has_repeated_keys
                    .then(|| json::repeated_keys(self.text));
                if let Some(key) = repeated.unwrap_or_default().first() {
                    let message = format!("duplicate key `{}`", key.name);
                    return Err(self.error(key.again.clone(), message));
                }
                match json::parse_with_positions(self.text) {
                    Some(value) => return Ok(value),
                    None => ("no value".to_owned(), 0),
                }
            }
        };
        Err(self.error(at..at, format!("not valid JSON: {message}")))
    }

    fn conflict_marker(&self) -> Option<Range<usize>> {
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            if line.starts_with("<<<<<<< ") {
                return Some(start..start + line.trim_end().len());
            }
            start += line.len();
        }
        None
    }

    /// An error at a place of the file.
    pub(crate) fn error(&self, at: Range<usize>, message: impl Into<String>) -> SettingsError {
        SettingsError::new(message)
            .help(self.help)
            .at(self.path, self.text, at)
    }

    /// An error about a value.
    pub(crate) fn error_at(
        &self,
        value: &impl Ranged,
        message: impl Into<String>,
    ) -> SettingsError {
        let range = value.range();
        self.error(range.start..range.end, message)
    }

    /// The value as an object. `name` is what messages call it.
    pub(crate) fn object<'v>(
        &self,
        value: &'v Value<'t>,
        name: &str,
    ) -> Result<&'v Object<'t>, SettingsError> {
        match value {
            Value::Object(object) => Ok(object),
            other => Err(self.error_at(other, format!("{name} must be an object"))),
        }
    }

    /// A member that an object must have. `of` is what messages call the object.
    pub(crate) fn member<'v>(
        &self,
        object: &'v Object<'t>,
        key: &str,
        of: &str,
    ) -> Result<&'v Value<'t>, SettingsError> {
        match object.get(key) {
            Some(property) => Ok(&property.value),
            None => {
                let start = object.range().start;
                Err(self.error(start..start + 1, format!("{of} has no `{key}`")))
            }
        }
    }

    /// A text with a meaning. `name` is what messages call it.
    pub(crate) fn parsed<T: FromStr<Err: Display>>(
        &self,
        value: &Value<'t>,
        name: &str,
    ) -> Result<T, SettingsError> {
        let Some(text) = value.as_string_lit() else {
            return Err(self.error_at(value, format!("{name} must be a string")));
        };
        let parsed = text.value.parse();
        parsed.map_err(|error| self.error_at(value, format!("invalid {name}: {error}")))
    }
}
