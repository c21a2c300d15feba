//! What a snapshot remembers of earlier versions: names that are gone, and breaks
//! that were accepted.
//!
//! Data of earlier versions still has the old names. If one comes back with another
//! type, that data is no longer valid, which no comparison of the last two versions
//! shows.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::layout::Node;
use crate::compiler::diagnostic::pointer::unescaped;

/// What is remembered of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// By the JSON pointers of the names: of definitions, of properties, and of
    /// members of unions, whose names follow `refs`.
    pub retired: BTreeMap<String, Retired>,
    /// Definitions that retired names refer to, as they were before they changed, by
    /// JSON pointer. Data with those names has their former form.
    pub former: BTreeMap<String, Retired>,
    /// In the order in which they were accepted.
    pub accepted: Vec<Accepted>,
}

/// A name that is gone, or the form of a definition that is gone.
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
    /// Why, if somebody said so.
    pub reason: Option<String>,
    /// What broke.
    pub breaks: Vec<AcceptedBreak>,
}

/// A break that was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedBreak {
    /// The rule and the JSON pointer; the first format had neither.
    pub rule: Option<(String, String)>,
    /// The change, in a sentence.
    pub what: String,
}

impl History {
    /// Whether there is nothing to remember.
    pub fn is_empty(&self) -> bool {
        self.retired.is_empty() && self.former.is_empty() && self.accepted.is_empty()
    }

    /// Adds the retired names to a document, where there is still what held them.
    pub(in crate::compiler::set) fn restore(&self, document: &mut Value) {
        for (name, retired) in &self.retired {
            let Some((holder, last)) = name.rsplit_once('/') else {
                continue;
            };
            let last = unescaped(last).into_owned();
            if let Some(union) = holder.strip_suffix("/refs")
                && let Some(refs) = document
                    .pointer_mut(union)
                    .and_then(|union| union.get_mut("refs"))
                    .and_then(Value::as_array_mut)
            {
                let member = Value::String(last);
                if !refs.contains(&member) {
                    refs.push(member);
                }
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
        for (name, names) in [("retired", &self.retired), ("former", &self.former)] {
            if !names.is_empty() {
                nodes.push((name, retired_node(names)));
            }
        }
        nodes.extend(accepted_node(&self.accepted).map(|node| ("accepted", node)));
        nodes
    }

    /// Reads one of the members.
    pub(super) fn read(&mut self, name: &str, value: &Value) -> Option<()> {
        match name {
            "retired" => self.retired = read_retired(value)?,
            "former" => self.former = read_retired(value)?,
            _ => self.accepted = read_accepted(value)?,
        }
        Some(())
    }
}

fn retired_node(names: &BTreeMap<String, Retired>) -> Node {
    let names = names.iter().map(|(name, retired)| {
        let mut members = vec![
            ("by".to_owned(), Node::text(&retired.by)),
            ("on".to_owned(), Node::text(&retired.on)),
        ];
        let was = retired.was.as_ref();
        members.extend(was.map(|was| ("was".to_owned(), Node::of(was))));
        (name.clone(), Node::Members(members))
    });
    Node::Members(names.collect())
}

/// The list of what was accepted, unless it is empty.
pub(super) fn accepted_node(all: &[Accepted]) -> Option<Node> {
    let accepted = all.iter().map(|accepted| {
        let mut members = vec![("on".to_owned(), Node::text(&accepted.on))];
        let reason = accepted.reason.as_ref();
        members.extend(reason.map(|reason| ("reason".to_owned(), Node::text(reason))));
        let breaks = accepted.breaks.iter().map(break_node).collect();
        members.push(("breaks".to_owned(), Node::List(breaks)));
        Node::Members(members)
    });
    (!all.is_empty()).then(|| Node::List(accepted.collect()))
}

fn break_node(accepted: &AcceptedBreak) -> Node {
    let what = Node::text(&accepted.what);
    let Some((rule, at)) = &accepted.rule else {
        return what;
    };
    Node::Members(vec![
        ("rule".to_owned(), Node::text(rule)),
        ("at".to_owned(), Node::text(at)),
        ("what".to_owned(), what),
    ])
}

fn text(value: &Value, key: &str) -> Option<String> {
    Some(value.get(key)?.as_str()?.to_owned())
}

fn read_retired(value: &Value) -> Option<BTreeMap<String, Retired>> {
    let names = value.as_object()?.iter().map(|(name, value)| {
        let retired = Retired {
            by: text(value, "by")?,
            on: text(value, "on")?,
            was: value.get("was").cloned(),
        };
        Some((name.clone(), retired))
    });
    names.collect()
}

pub(super) fn read_accepted(value: &Value) -> Option<Vec<Accepted>> {
    let accepted = value.as_array()?.iter().map(|value| {
        let breaks = value.get("breaks")?.as_array()?.iter();
        Some(Accepted {
            on: text(value, "on")?,
            reason: text(value, "reason"),
            breaks: breaks.map(read_break).collect::<Option<_>>()?,
        })
    });
    accepted.collect()
}

fn read_break(value: &Value) -> Option<AcceptedBreak> {
    if let Some(what) = value.as_str() {
        let what = what.to_owned();
        return Some(AcceptedBreak { rule: None, what });
    }
    Some(AcceptedBreak {
        rule: Some((text(value, "rule")?, text(value, "at")?)),
        what: text(value, "what")?,
    })
}
