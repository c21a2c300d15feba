//! Formats JSON for review: a value without nested objects is on one line if it
//! fits; all others have a line for each member.

use std::fmt::Write;

use crate::compiler::diagnostic::to_json;

/// The longest line for a whole value, in bytes.
const WIDTH: usize = 100;

/// A JSON value whose members have an order.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// A scalar, as JSON.
    Scalar(String),
    List(Vec<Node>),
    Members(Vec<(String, Node)>),
}

impl Node {
    pub(super) fn text(text: &str) -> Self {
        Self::Scalar(to_json(&text))
    }

    /// An arbitrary value, with sorted keys.
    pub(super) fn of(value: &serde_json::Value) -> Self {
        match value {
            serde_json::Value::Array(items) => Self::List(items.iter().map(Self::of).collect()),
            serde_json::Value::Object(members) => {
                let mut members: Vec<_> = members
                    .iter()
                    .map(|(key, value)| (key.clone(), Self::of(value)))
                    .collect();
                members.sort_by(|(a, _), (b, _)| a.cmp(b));
                Self::Members(members)
            }
            scalar => Self::Scalar(to_json(scalar)),
        }
    }

    /// The text at the nesting level `depth`.
    pub(super) fn to_text(&self, depth: usize) -> String {
        let mut text = String::new();
        self.write(&mut text, depth, 0);
        text
    }

    /// `used` is the length of the rest of the line, without indentation.
    fn write(&self, text: &mut String, depth: usize, used: usize) {
        let ([open, close], space, entries): (_, _, Vec<_>) = match self {
            Self::Scalar(scalar) => return text.push_str(scalar),
            Self::List(items) => {
                let entries = items.iter().map(|item| (String::new(), item));
                (["[", "]"], "", entries.collect())
            }
            Self::Members(members) => {
                let entries = members.iter().map(|(key, value)| (prefix(key), value));
                let space = if members.is_empty() { "" } else { " " };
                (["{", "}"], space, entries.collect())
            }
        };
        if entries.iter().all(|(_, value)| value.is_scalar()) {
            let values = entries
                .iter()
                .map(|(prefix, value)| format!("{prefix}{}", value.to_text(depth)));
            let values: Vec<_> = values.collect();
            let line = format!("{open}{space}{}{space}{close}", values.join(", "));
            if line.len() + used + 2 * depth < WIDTH {
                return text.push_str(&line);
            }
        }
        text.push_str(open);
        for (index, (prefix, value)) in entries.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            let inner = 2 * (depth + 1);
            // Writing to a string cannot fail.
            let _ = write!(text, "{comma}\n{:inner$}{prefix}", "");
            value.write(text, depth + 1, prefix.len());
        }
        let _ = write!(text, "\n{:1$}{close}", "", 2 * depth);
    }

    fn is_scalar(&self) -> bool {
        matches!(self, Self::Scalar(_))
    }
}

fn prefix(key: &str) -> String {
    format!("{}: ", to_json(&key))
}
