//! Edits of a text that keep its formatting.
//!
//! Edits are ranges of bytes: indentation, the order of members and line endings do
//! not change.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use jsonc_parser::{ast::Value, common::Ranged};

use crate::compiler::{
    diagnostic::{Edit, Members, Pointer},
    source::{Source, json::parse_with_positions},
};

/// The whole text of a source with these edits applied to its document. Of two
/// overlapping edits only the first is applied. `None` if none can be applied.
///
/// A lexicon inside the response of a server is not changed: the response
/// contains its CID.
pub fn apply(source: &Source, edits: &[Edit]) -> Option<String> {
    let text = source.document();
    let top = parse_with_positions(text)?;
    let members = top.as_object().map(|it| it.properties.as_slice());
    if !members.is_some_and(|it| it.iter().any(|it| it.name.as_str() == "lexicon")) {
        return None;
    }
    let mut removed: BTreeMap<usize, (&Value<'_>, BTreeSet<usize>)> = BTreeMap::new();
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    let mut members = Members::default();
    for edit in edits {
        let (Edit::Remove(place) | Edit::Write(place, _)) = edit;
        let Some((parent, index)) = find(&mut members, &top, place) else {
            continue;
        };
        match edit {
            Edit::Remove(_) => {
                let start = parent.range().start;
                let entry = removed.entry(start).or_insert((parent, BTreeSet::new()));
                entry.1.insert(index);
            }
            Edit::Write(_, new) => {
                let range = match parent {
                    Value::Object(it) => it.properties.get(index)?.value.range(),
                    Value::Array(it) => it.elements.get(index)?.range(),
                    _ => continue,
                };
                let new = serde_json::to_string(new).ok()?;
                changes.push((range.start..range.end, new));
            }
        }
    }
    for (parent, indices) in removed.values() {
        let gone = removals(parent, indices);
        changes.extend(gone.into_iter().map(|range| (range, String::new())));
    }
    changes.sort_by_key(|(range, _)| (range.start, Reverse(range.end)));
    if changes.is_empty() {
        return None;
    }
    let mut new = source.text.get(..source.span.start)?.to_owned();
    let mut at = 0;
    for (range, replacement) in changes {
        if range.start >= at {
            new.push_str(text.get(at..range.start)?);
            new.push_str(&replacement);
            at = range.end;
        }
    }
    new.push_str(text.get(at..)?);
    new.push_str(source.text.get(source.span.end..)?);
    Some(new)
}

/// The object or array that holds the value at a place, and which of its children
/// that is.
fn find<'v, 's>(
    members: &mut Members,
    top: &'v Value<'s>,
    place: &Pointer,
) -> Option<(&'v Value<'s>, usize)> {
    let mut found = None;
    let mut value = top;
    for step in place.steps() {
        let index = match value {
            Value::Object(object) => members.place(object, step.as_name()?)?,
            _ => step.as_index()?,
        };
        found = Some((value, index));
        value = match value {
            Value::Object(object) => &object.properties.get(index)?.value,
            Value::Array(array) => array.elements.get(index)?,
            _ => return None,
        };
    }
    found
}

/// What to cut so that these children are gone, with a comma each. What stays
/// keeps its own line.
fn removals(parent: &Value<'_>, indices: &BTreeSet<usize>) -> Vec<Range<usize>> {
    let children: Vec<Range<usize>> = match parent {
        Value::Object(it) => (it.properties.iter().map(|it| it.range()))
            .map(|it| it.start..it.end)
            .collect(),
        Value::Array(it) => (it.elements.iter().map(|it| it.range()))
            .map(|it| it.start..it.end)
            .collect(),
        _ => return Vec::new(),
    };
    let last_kept = (0..children.len()).rev().find(|at| !indices.contains(at));
    let Some(last_kept) = last_kept else {
        let inside = parent.range();
        return std::iter::once(inside.start + 1..inside.end - 1).collect();
    };
    let mut cuts: Vec<_> = indices
        .range(..last_kept)
        .filter_map(|at| Some(children.get(*at)?.start..children.get(at + 1)?.start))
        .collect();
    if let (Some(kept), Some(last)) = (children.get(last_kept), children.last())
        && last.end > kept.end
    {
        cuts.push(kept.end..last.end);
    }
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::source::Sources;

    fn fixed(text: &str, edits: &[Edit]) -> Option<String> {
        let mut sources = Sources::default();
        let id = sources.add("a.json", None, text);
        apply(sources.get(id).expect("added"), edits)
    }

    fn remove(pointer: &str) -> Edit {
        Edit::Remove(Pointer::of_violation(pointer))
    }

    #[test]
    fn what_stays_keeps_its_layout() {
        let text =
            "{\r\n\t\"lexicon\":1 ,\r\n\r\n\t\"a\" : [ 1,2 , 3 ],\r\n  \"z\": {\"b\":0}\r\n}\r\n";
        assert_eq!(
            fixed(text, &[remove("/a/1")]).as_deref(),
            Some(text.replace("2 , ", "").as_str())
        );
        assert_eq!(
            fixed(text, &[remove("/a/2"), remove("/a/1")]).as_deref(),
            Some(text.replace(",2 , 3", "").as_str())
        );
        assert_eq!(
            fixed(text, &[remove("/z")]).as_deref(),
            Some(text.replace(",\r\n  \"z\": {\"b\":0}", "").as_str())
        );
        assert_eq!(
            fixed(text, &[remove("/a")]).as_deref(),
            Some(text.replace("\"a\" : [ 1,2 , 3 ],\r\n  ", "").as_str())
        );
        assert_eq!(
            fixed(text, &[remove("/a/0"), remove("/a/1"), remove("/a/2")]).as_deref(),
            Some(text.replace(" 1,2 , 3 ", "").as_str())
        );
    }

    #[test]
    fn edits_inside_what_goes_do_no_harm() {
        let text = r#"{"lexicon":1,"a":{"b":["c"],"d":2},"e":"f"}"#;
        let edits = [
            remove("/a/b/0"),
            remove("/a"),
            Edit::Write(Pointer::of_violation("/a/d"), "x".into()),
            Edit::Write(Pointer::of_violation("/e"), "\"".into()),
        ];
        assert_eq!(
            fixed(text, &edits).as_deref(),
            Some(r#"{"lexicon":1,"e":"\""}"#)
        );
    }

    #[test]
    fn what_is_not_there_or_not_ours_is_left_alone() {
        assert_eq!(fixed(r#"{"lexicon":1}"#, &[remove("/a/0")]), None);
        let answer = r#"{"uri":"at://a","cid":"b","value":{"lexicon":1,"id":"c","defs":{}}}"#;
        assert_eq!(fixed(answer, &[remove("/id")]), None);
        assert_eq!(fixed("{", &[remove("/a")]), None);
    }
}
