//! A change for programs.

use serde_json::{Map, Value, json};

use super::{Change, Shift, Spot};

impl Change {
    /// As JSON. The fields are stable:
    ///
    /// | field | |
    /// |---|---|
    /// | `change` | which kind of change: `field-added`, `limit-changed` and so on |
    /// | `nsid` | the document |
    /// | `definition` | the definition's name, or `null` for the document as a whole |
    /// | `old`, `new` | where: `pointer`, a JSON pointer, and whether the thing is `present` |
    /// | `narrowed` | whether a value that was valid is so no more |
    /// | `widened` | whether a value that was not valid is so now |
    /// | `details` | the fields of [`What`](super::What), in `camelCase` |
    pub fn to_json(&self) -> Value {
        let (kind, mut details) = match serde_json::to_value(&self.what) {
            Ok(Value::Object(mut map)) if map.len() == 1 => {
                let first = map.keys().next().cloned().unwrap_or_default();
                let details = map.remove(&first).unwrap_or_default();
                (first, details)
            }
            Ok(Value::String(kind)) => (kind, Value::Object(Map::new())),
            // Nothing in a change is without a form in JSON.
            _ => (String::new(), Value::Null),
        };
        if let Value::Object(details) = &mut details {
            details.remove("shift");
        }
        let Shift { narrowed, widened } = self.what.shift();
        let spot = |spot: &Spot| json!({"pointer": spot.pointer, "present": spot.present});
        json!({
            "change": kind,
            "nsid": self.nsid,
            "definition": self.definition,
            "old": spot(&self.old),
            "new": spot(&self.new),
            "narrowed": narrowed,
            "widened": widened,
            "details": details,
        })
    }
}
