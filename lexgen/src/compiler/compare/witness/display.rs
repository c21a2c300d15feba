//! A witness, for people and for programs.

use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use super::{Evidence, Witness, trial};
use crate::compiler::dynamic::Subject;

/// Characters of a text that people are shown.
const SHOWN: usize = 60;
/// Elements of an array that people are shown.
const SHOWN_ITEMS: usize = 8;

/// Says what it is and who refuses it why; long values are shortened.
impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (accepts, refuses) = (self.accepted_by.name(), self.refused_by().name());
        write!(
            f,
            "the {accepts} version accepts {}, and the {refuses} version refuses it: {}",
            self.subject(),
            self.reasons.join("; ")
        )?;
        if let Evidence::Data { data, .. } = &self.evidence {
            let mut value = serde_json::to_value(data).unwrap_or_default();
            shorten(&mut value);
            write!(f, "\n{value:#}")?;
        }
        Ok(())
    }
}

/// `definition`, `subject`, what it is under a key of its own (`data` whole),
/// `acceptedBy`, `refusedBy`, `reasons`.
impl Serialize for Witness {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("definition", &self.definition)?;
        match &self.evidence {
            Evidence::Data { subject, data } => {
                map.serialize_entry("subject", subject_name(*subject))?;
                map.serialize_entry("data", data)?;
            }
            Evidence::RecordKey(key) => map.serialize_entry("recordKey", key)?,
            Evidence::Call(method) => {
                map.serialize_entry("call", &method.kind())?;
            }
            Evidence::Body { part, content_type } => {
                map.serialize_entry("subject", part.name())?;
                map.serialize_entry("contentType", content_type)?;
            }
            Evidence::Name => map.serialize_entry("name", &self.definition)?,
        }
        map.serialize_entry("acceptedBy", self.accepted_by.name())?;
        map.serialize_entry("refusedBy", self.refused_by().name())?;
        map.serialize_entry("reasons", &self.reasons)?;
        map.end()
    }
}

impl Witness {
    /// What it is, in a sentence.
    fn subject(&self) -> String {
        let name = &self.definition;
        match &self.evidence {
            Evidence::Data { subject, .. } => match subject {
                Subject::Value => format!("this `{name}`"),
                Subject::Params => format!("these parameters of `{name}`"),
                Subject::Input => format!("this request to `{name}`"),
                Subject::Output => format!("this response of `{name}`"),
                Subject::Message => format!("this message of `{name}`"),
                Subject::ErrorBody => format!("this error of `{name}`"),
            },
            Evidence::RecordKey(key) => format!("the record key `{key}` for `{name}`"),
            Evidence::Call(method) => {
                format!("`{name}` called as {}", method.kind().with_article())
            }
            Evidence::Body { part, content_type } => {
                let carrier = trial::carrier(*part);
                match content_type {
                    Some(it) => format!("a {carrier} of `{name}` with a body of `{it}`"),
                    None => format!("a {carrier} of `{name}` without a body"),
                }
            }
            Evidence::Name => format!("the name `{name}`"),
        }
    }
}

fn subject_name(subject: Subject) -> &'static str {
    match subject {
        Subject::Value => "value",
        Subject::Params => "parameters",
        Subject::Input => "input",
        Subject::Output => "output",
        Subject::Message => "message",
        Subject::ErrorBody => "error",
    }
}

/// Shortens what is too long to be read.
fn shorten(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Some((end, _)) = text.char_indices().nth(SHOWN) {
                let bytes = text.len();
                text.truncate(end);
                text.push_str(&format!("… ({bytes} bytes)"));
            }
        }
        Value::Array(items) => {
            let count = items.len();
            if count > SHOWN_ITEMS {
                items.truncate(SHOWN_ITEMS);
                items.push(Value::String(format!("… ({count} items)")));
            }
            items.iter_mut().for_each(shorten);
        }
        Value::Object(fields) => fields.values_mut().for_each(shorten),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
