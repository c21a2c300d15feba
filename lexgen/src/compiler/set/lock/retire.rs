//! Names that a new version of a document loses.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{
    DEPTH, Pin, RetiredDocument,
    history::{History, Retired},
    layout::Node,
};
use crate::compiler::diagnostic::pointer::escaped;

impl Pin {
    /// Remembers what this version lost since one that meant `before`.
    pub(crate) fn advance_from(&mut self, before: &str, on: &str) {
        let [before, after] = [before, &self.meaning].map(serde_json::from_str);
        if let (Ok(before), Ok(after)) = (before, after) {
            self.history.advance(&before, &after, self.cid.as_str(), on);
        }
    }

    /// The document now that it is gone, with the names that it had lost before.
    pub(crate) fn into_retired(self, on: &str) -> RetiredDocument {
        let mut meaning = self.meaning;
        if !self.history.retired.is_empty()
            && let Ok(mut document) = serde_json::from_str(&meaning)
        {
            self.history.restore(&mut document);
            meaning = Node::of(&document).to_text(DEPTH);
        }
        RetiredDocument {
            on: on.to_owned(),
            meaning,
            accepted: self.history.accepted,
        }
    }
}

impl History {
    /// Adds the names that a new version of a document no longer has, and forgets
    /// those that it has again.
    pub(crate) fn advance(&mut self, old: &Value, new: &Value, by: &str, on: &str) {
        // What came back may lack names that it had before it was gone.
        let mut past = old.clone();
        self.restore(&mut past);
        let (before, after) = (names(&past), names(new));
        self.retired.retain(|name, _| !after.contains_key(name));
        let mut gone = BTreeSet::new();
        for (name, was) in before {
            // What is inside of a name that is gone comes and goes with it.
            let mut ends = name.match_indices('/').map(|(end, _)| end);
            let is_inside =
                ends.any(|end| name.get(..end).is_some_and(|outer| gone.contains(outer)));
            if is_inside || after.contains_key(&name) {
                continue;
            }
            gone.insert(name.clone());
            self.retired.entry(name).or_insert_with(|| Retired {
                by: by.to_owned(),
                on: on.to_owned(),
                was: was.cloned(),
            });
        }
    }
}

/// The names in a document, each with what it names.
fn names(document: &Value) -> BTreeMap<String, Option<&Value>> {
    let mut found = BTreeMap::new();
    let defs = document.get("defs").and_then(Value::as_object);
    for (name, definition) in defs.into_iter().flatten() {
        let pointer = format!("/defs/{}", escaped(name));
        search(definition, &pointer, &mut found);
        found.insert(pointer, Some(definition));
    }
    found
}

fn search<'v>(node: &'v Value, pointer: &str, found: &mut BTreeMap<String, Option<&'v Value>>) {
    let properties = node.get("properties").and_then(Value::as_object);
    for (name, property) in properties.into_iter().flatten() {
        let pointer = format!("{pointer}/properties/{}", escaped(name));
        search(property, &pointer, found);
        found.insert(pointer, Some(property));
    }
    let refs = node.get("refs").and_then(Value::as_array);
    let refs: BTreeSet<&str> = refs
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    for member in refs {
        found.insert(format!("{pointer}/refs/{}", escaped(member)), None);
    }
    for inner in [
        "items",
        "record",
        "parameters",
        "input/schema",
        "output/schema",
        "message/schema",
    ] {
        if let Some(node) = node.pointer(&format!("/{inner}")) {
            search(node, &format!("{pointer}/{inner}"), found);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn record(properties: Value) -> Value {
        json!({"lexicon": 1, "id": "com.example.note", "defs": {"main": {"type": "record",
            "key": "tid", "record": {"type": "object", "properties": properties}}}})
    }

    #[test]
    fn names_that_are_gone_are_remembered_until_they_come_back() {
        let both = record(json!({"a": {"type": "integer"}, "b": {"type": "object",
            "properties": {"c": {"type": "string"}}}}));
        let one = record(json!({"a": {"type": "integer"}}));
        let mut history = History::default();
        history.advance(&both, &one, "bafy1", "2026-01-31");
        let names: Vec<_> = history.retired.keys().collect();
        // What is inside comes and goes with it.
        assert_eq!(names, ["/defs/main/record/properties/b"]);

        let mut restored = one.clone();
        history.restore(&mut restored);
        assert_eq!(restored, both);
        history.advance(&one, &both, "bafy2", "2026-02-28");
        assert!(history.is_empty());
    }

    /// `-` sorts before `/`.
    #[test]
    fn what_is_inside_of_a_name_goes_with_it_whatever_sorts_between() {
        let inner = json!({"type": "object", "properties": {"y": {"type": "string"}}});
        let both = record(json!({"v": inner, "v-b": {"type": "string"}}));
        let mut history = History::default();
        history.advance(&both, &record(json!({})), "bafy1", "2026-01-31");
        let names: Vec<_> = history.retired.keys().collect();
        let expected = ["v", "v-b"].map(|name| format!("/defs/main/record/properties/{name}"));
        assert_eq!(names, expected.iter().collect::<Vec<_>>());
    }

    #[test]
    fn what_comes_back_without_a_name_that_it_had_still_has_it_to_remember() {
        let object =
            |properties: Value| record(json!({"v": {"type": "object", "properties": properties}}));
        let (whole, without) = (object(json!({"y": {"type": "string"}})), object(json!({})));
        let nothing = record(json!({}));
        let mut history = History::default();
        history.advance(&whole, &nothing, "bafy1", "2026-01-31");
        history.advance(&nothing, &without, "bafy2", "2026-02-28");
        let names: Vec<_> = history.retired.keys().collect();
        assert_eq!(names, ["/defs/main/record/properties/v/properties/y"]);
    }

    #[test]
    fn members_of_unions_are_names() {
        let union = |refs: &[&str]| record(json!({"a": {"type": "union", "refs": refs}}));
        let (both, one) = (union(&["x.y.z#a", "x.y.z#b"]), union(&["x.y.z#a"]));
        let mut history = History::default();
        history.advance(&both, &one, "bafy1", "2026-01-31");
        let mut restored = one;
        history.restore(&mut restored);
        assert_eq!(restored, both);
    }
}
