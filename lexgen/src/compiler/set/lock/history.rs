//! What a snapshot remembers of earlier versions: names that are gone, and breaks
//! that were accepted.
//!
//! Data of earlier versions still has the old names. If one comes back with another
//! type, that data is no longer valid, which no comparison of the last two versions
//! shows.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::layout::Node;

/// What is remembered of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// By the JSON pointers of the names: of definitions, of properties, and of
    /// members of unions, whose names follow `refs`.
    pub retired: BTreeMap<String, Retired>,
    /// In the order in which they were accepted.
    pub accepted: Vec<Accepted>,
}

/// A name that is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retired {
    /// The CID of the first version without it.
    pub by: String,
    /// The day on which that was accepted.
    pub on: String,
    /// What it was; nothing for a member of a union.
    pub was: Option<Value>,
}

/// Breaks that were accepted together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The day.
    pub on: String,
    /// Why.
    pub reason: String,
    /// What broke, in a sentence each.
    pub breaks: Vec<String>,
}

impl History {
    /// Whether there is nothing to remember.
    pub fn is_empty(&self) -> bool {
        self.retired.is_empty() && self.accepted.is_empty()
    }

    /// Adds the names that a new version of a document no longer has, and forgets
    /// those that it has again.
    pub(crate) fn advance(&mut self, old: &Value, new: &Value, by: &str, on: &str) {
        let (before, after) = (names(old), names(new));
        self.retired.retain(|name, _| !after.contains_key(name));
        let mut outer: Option<String> = None;
        for (name, was) in before {
            let is_inside = outer.as_ref().is_some_and(|outer| is_within(&name, outer));
            if is_inside || after.contains_key(&name) {
                continue;
            }
            outer = Some(name.clone());
            let retired = Retired {
                by: by.to_owned(),
                on: on.to_owned(),
                was: was.cloned(),
            };
            self.retired.insert(name, retired);
        }
    }

    /// Adds the retired names to a document, where there is still what held them.
    pub(in crate::compiler::set) fn restore(&self, document: &mut Value) {
        for (name, retired) in &self.retired {
            let Some((holder, last)) = name.rsplit_once('/') else {
                continue;
            };
            let last = unescaped(last);
            if let Some(union) = holder.strip_suffix("/refs")
                && let Some(refs) = document
                    .pointer_mut(union)
                    .and_then(|union| union.get_mut("refs"))
                    .and_then(Value::as_array_mut)
            {
                refs.push(Value::String(last));
                continue;
            }
            let Some(was) = &retired.was else { continue };
            if let Some(object) = holder.strip_suffix("/properties")
                && let Some(Value::Object(object)) = document.pointer_mut(object)
                && ["object", "params"]
                    .iter()
                    .any(|kind| object.get("type") == Some(&Value::from(*kind)))
            {
                let empty = || Value::Object(Map::new());
                object.entry("properties").or_insert_with(empty);
            }
            if let Some(Value::Object(map)) = document.pointer_mut(holder) {
                map.entry(last).or_insert_with(|| was.clone());
            }
        }
    }

    /// The members of a snapshot's entry that hold it.
    pub(super) fn nodes(&self) -> Vec<(&'static str, Node)> {
        let mut nodes = Vec::new();
        if !self.retired.is_empty() {
            let retired = self.retired.iter().map(|(name, retired)| {
                let mut members = vec![
                    ("by".to_owned(), Node::text(&retired.by)),
                    ("on".to_owned(), Node::text(&retired.on)),
                ];
                let was = retired.was.as_ref();
                members.extend(was.map(|was| ("was".to_owned(), Node::of(was))));
                (name.clone(), Node::Members(members))
            });
            nodes.push(("retired", Node::Members(retired.collect())));
        }
        if !self.accepted.is_empty() {
            let accepted = self.accepted.iter().map(|accepted| {
                let breaks = accepted.breaks.iter().map(|it| Node::text(it)).collect();
                Node::Members(vec![
                    ("on".to_owned(), Node::text(&accepted.on)),
                    ("reason".to_owned(), Node::text(&accepted.reason)),
                    ("breaks".to_owned(), Node::List(breaks)),
                ])
            });
            nodes.push(("accepted", Node::List(accepted.collect())));
        }
        nodes
    }

    /// Reads one of the members.
    pub(super) fn read(&mut self, name: &str, value: &Value) -> Option<()> {
        let text = |value: &Value, key: &str| Some(value.get(key)?.as_str()?.to_owned());
        match name {
            "retired" => {
                for (name, value) in value.as_object()? {
                    let retired = Retired {
                        by: text(value, "by")?,
                        on: text(value, "on")?,
                        was: value.get("was").cloned(),
                    };
                    self.retired.insert(name.clone(), retired);
                }
            }
            _ => {
                for value in value.as_array()? {
                    let breaks = value.get("breaks")?.as_array()?.iter();
                    let breaks = breaks.map(|it| it.as_str().map(str::to_owned));
                    self.accepted.push(Accepted {
                        on: text(value, "on")?,
                        reason: text(value, "reason")?,
                        breaks: breaks.collect::<Option<_>>()?,
                    });
                }
            }
        }
        Some(())
    }
}

/// Whether a pointer leads further inside than another.
pub(in crate::compiler::set) fn is_within(pointer: &str, outer: &str) -> bool {
    pointer
        .strip_prefix(outer)
        .is_some_and(|rest| rest.starts_with('/'))
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

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn unescaped(name: &str) -> String {
    name.replace("~1", "/").replace("~0", "~")
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
