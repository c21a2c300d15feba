//! What a snapshot remembers of earlier versions: names that are gone, and breaks
//! that were accepted.
//!
//! Data of earlier versions still has the old names. If one comes back with another
//! type, that data is no longer valid, which no comparison of the last two versions
//! shows.

use std::collections::BTreeMap;

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

fn unescaped(name: &str) -> String {
    name.replace("~1", "/").replace("~0", "~")
}
