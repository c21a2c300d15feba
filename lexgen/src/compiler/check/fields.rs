//! Reading the members of a definition: each has one type of JSON.
//!
//! A member that is `null` counts as absent: tools write `null` for empty
//! fields, and a reference implementation reads it as absent.

use std::collections::HashSet;

use super::{context::Context, habits, value_habits};
use crate::compiler::{
    diagnostic::rules,
    schema::Kind,
    source::json::{Json, Object},
};

/// A member that is there.
pub(super) fn get<'j>(object: &'j Object<'j>, key: &str) -> Option<&'j Json<'j>> {
    object.get(key).filter(|value| !matches!(value, Json::Null))
}

/// The integer a value is. `1.0` and `1e3` are integers to a reference
/// implementation, which does not distinguish them.
pub(super) fn as_integer(value: &Json<'_>) -> Option<i64> {
    const SAFE: f64 = 9_007_199_254_740_992.0;
    match value {
        Json::Integer(integer) => Some(*integer),
        Json::Number(number) if number.fract() == 0.0 && number.abs() <= SAFE => {
            Some(*number as i64)
        }
        _ => None,
    }
}

impl<'j> Context<'j> {
    /// Reports that a member holds the wrong kind of JSON.
    pub(super) fn wrong_type(&mut self, key: &str, expected: &str, found: &Json<'_>) {
        let message = format!(
            "`{key}`: expected {expected}, found {}",
            found.description()
        );
        let report = self
            .report_field(key, &rules::WRONG_JSON_TYPE, message)
            .label(format!("expected {expected}"));
        if let Some(meant) = meant(expected, found) {
            report.help(format!("write `{meant}`"));
        } else if let Some(help) = value_habits::help(key, expected, found) {
            report.help(help);
        }
    }

    /// The value of a field, if it has the expected type.
    fn typed<T>(
        &mut self,
        object: &'j Object<'j>,
        key: &str,
        expected: &str,
        of: impl FnOnce(&'j Json<'j>) -> Option<T>,
    ) -> Option<T> {
        let value = get(object, key)?;
        let typed = of(value);
        if typed.is_none() {
            self.wrong_type(key, expected, value);
        }
        typed
    }

    /// Reports a missing member of the object the walk is at.
    pub(super) fn require(&mut self, object: &Object<'_>, key: &str, whose: &str, help: &str) {
        if get(object, key).is_none() {
            self.missing(key, whose, help);
        }
    }

    pub(super) fn missing(&mut self, key: &str, whose: &str, help: &str) {
        self.report(&rules::MISSING_FIELD, format!("missing `{key}` in {whose}"))
            .on_key()
            .label(format!("`{key}` is required"))
            .help(help);
    }

    pub(super) fn string(&mut self, object: &'j Object<'j>, key: &'static str) -> Option<&'j str> {
        self.typed(object, key, "a string", |value| match value {
            Json::String(text) => Some(text.as_ref()),
            _ => None,
        })
    }

    /// `description` and other text for people.
    pub(super) fn text(&mut self, object: &'j Object<'j>, key: &'static str) -> Option<String> {
        self.string(object, key).map(str::to_owned)
    }

    pub(super) fn boolean(&mut self, object: &'j Object<'j>, key: &'static str) -> Option<bool> {
        self.typed(object, key, "`true` or `false`", |value| match value {
            Json::Bool(value) => Some(*value),
            _ => None,
        })
    }

    pub(super) fn integer(&mut self, object: &'j Object<'j>, key: &'static str) -> Option<i64> {
        let value = get(object, key)?;
        let Some(integer) = as_integer(value) else {
            let expected = match value {
                Json::Number(number) if number.fract() == 0.0 => "an integer of 64 bits",
                _ => "an integer",
            };
            self.wrong_type(key, expected, value);
            return None;
        };
        if integer.unsigned_abs() > 1 << 53 {
            self.report_field(
                key,
                &rules::UNSAFE_INTEGER,
                format!("`{key}`: JavaScript cannot represent {integer} exactly"),
            )
            .label("outside ±2^53");
        }
        Some(integer)
    }

    /// A length or a size.
    pub(super) fn count(&mut self, object: &'j Object<'j>, key: &'static str) -> Option<u64> {
        let value = self.integer(object, key)?;
        let count = u64::try_from(value).ok();
        if count.is_none() {
            self.report_field(
                key,
                &rules::NEGATIVE_BOUND,
                format!("`{key}` cannot be negative"),
            )
            .label("must be 0 or more");
        }
        count
    }

    pub(super) fn array(
        &mut self,
        object: &'j Object<'j>,
        key: &'static str,
        expected: &str,
    ) -> Option<&'j [Json<'j>]> {
        self.typed(object, key, expected, |value| match value {
            Json::Array(items) => Some(items.as_slice()),
            _ => None,
        })
    }

    /// The strings of an array; other entries are reported and left out.
    pub(super) fn strings(
        &mut self,
        object: &'j Object<'j>,
        key: &'static str,
    ) -> Option<Vec<(usize, &'j str)>> {
        let items = self.array(object, key, "an array of strings")?;
        let mut strings = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            match item {
                Json::String(text) => strings.push((index, text.as_ref())),
                other => self.wrong_item(key, index, "a string", other),
            }
        }
        Some(strings)
    }

    /// Reports an array's entry of the wrong kind.
    pub(super) fn wrong_item(
        &mut self,
        key: &'static str,
        index: usize,
        expected: &str,
        found: &Json<'_>,
    ) {
        let described = found.description();
        let report = self
            .report_field(
                key,
                &rules::WRONG_JSON_TYPE,
                format!("each entry of `{key}` must be {expected}, found {described}"),
            )
            .item(index)
            .label(format!("expected {expected}"));
        match (key, found) {
            ("enum", Json::Null) => {
                report.help("remove it, and list the property in `nullable` of its object");
            }
            ("refs", Json::Object(member)) => {
                let reference = ["ref", "$ref"].into_iter().find_map(|key| member.get(key));
                let reference = reference.and_then(Json::as_str).and_then(habits::referred);
                report.help(match reference {
                    Some(reference) => format!("write `\"{reference}\"`"),
                    None => "move the object to a definition, and write `\"#name\"`".to_owned(),
                });
            }
            ("enum" | "knownValues", Json::Object(value)) => {
                let keys = ["value", "const", "name", "id"];
                let text = keys.into_iter().find_map(|key| value.get(key)?.as_str());
                report.help(match text {
                    Some(text) => format!("write `\"{text}\"`, and explain it in `description`"),
                    None => "write the value only, as a string, and explain it in `description`"
                        .to_owned(),
                });
            }
            ("errors", Json::String(name)) => {
                report.help(format!("write `{{ \"name\": \"{name}\" }}`"));
            }
            _ => {
                if let Some(meant) = meant(expected, found) {
                    report.help(format!("write `{meant}`"));
                }
            }
        }
    }

    /// Reports an array's entry that an earlier one names too.
    pub(super) fn duplicate(&mut self, key: &str, index: usize, entry: &str) {
        let message = format!("duplicate entry {entry} in `{key}`");
        self.report_field(key, &rules::DUPLICATE_ENTRY, message)
            .item(index)
            .label("already listed")
            .fix_by_removing();
    }

    /// The strings of an array, each once; entries named twice are reported.
    pub(super) fn unique_strings(
        &mut self,
        object: &'j Object<'j>,
        key: &'static str,
    ) -> Option<Vec<(usize, &'j str)>> {
        let all = self.strings(object, key)?;
        let mut seen = HashSet::new();
        let mut unique: Vec<(usize, &str)> = Vec::with_capacity(all.len());
        let is_short = all.len() < 16;
        for (index, text) in all {
            let is_new = if is_short {
                unique.iter().all(|(_, other)| *other != text)
            } else {
                seen.insert(text)
            };
            if is_new {
                unique.push((index, text));
            } else {
                self.duplicate(key, index, &format!("`{text}`"));
            }
        }
        Some(unique)
    }

    pub(super) fn object(
        &mut self,
        object: &'j Object<'j>,
        key: &'static str,
    ) -> Option<&'j Object<'j>> {
        self.typed(object, key, "an object", Json::as_object)
    }

    /// The value that the walk is at, if it is an object.
    pub(super) fn as_object(&mut self, value: &'j Json<'j>, what: &str) -> Option<&'j Object<'j>> {
        if let Json::Object(members) = value {
            return Some(members);
        }
        let found = value.description();
        let message = format!("each {what} must be an object, found {found}");
        let report = self
            .report(&rules::WRONG_JSON_TYPE, message)
            .label("expected an object");
        if let Some(meant) = meant("an object", value) {
            report.help(format!("write `{meant}`"));
        }
        None
    }
}

/// The JSON of the expected kind that is probably meant.
fn meant(expected: &str, found: &Json<'_>) -> Option<String> {
    match (expected, found) {
        ("an integer", Json::String(text)) => Some(text.parse::<i64>().ok()?.to_string()),
        ("`true` or `false`", Json::String(text)) => Some(text.parse::<bool>().ok()?.to_string()),
        ("a string", Json::Integer(number)) => Some(format!("\"{number}\"")),
        ("an array of strings", Json::String(text)) => Some(format!("[\"{text}\"]")),
        ("an object", Json::String(text)) => {
            if Kind::from_name(text).is_some_and(|kind| !kind.is_primary()) {
                return Some(format!("{{ \"type\": \"{text}\" }}"));
            }
            let reference = habits::referred(text).filter(|text| text.contains(['#', '.']))?;
            Some(format!("{{ \"type\": \"ref\", \"ref\": \"{reference}\" }}"))
        }
        _ => None,
    }
}
