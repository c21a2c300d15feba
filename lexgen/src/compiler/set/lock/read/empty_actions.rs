//! What the first version of the format wrote for a permission that allows all
//! actions: an empty list, with which a permission in a lexicon grants nothing.

use std::ops::Range;

use jsonc_parser::{
    ast::{Object, Value},
    common::Ranged,
};

/// The text of a snapshot with spaces in the place of these lists.
///
/// Documents keep their places, for diagnostics.
pub(super) fn without(text: &str, snapshot: &Object<'_>) -> Option<String> {
    let documents = member(snapshot, "documents").and_then(Value::as_object)?;
    let mut text = text.as_bytes().to_vec();
    let mut found = false;
    for entry in &documents.properties {
        for range in entry.value.as_object().into_iter().flat_map(of_entry) {
            if let Some(bytes) = text.get_mut(range) {
                bytes.fill(b' ');
                found = true;
            }
        }
    }
    String::from_utf8(text).ok().filter(|_| found)
}

/// The places in the document of an entry.
fn of_entry(entry: &Object<'_>) -> Vec<Range<usize>> {
    let permissions = ["document", "defs", "main"]
        .into_iter()
        .try_fold(entry, |object, name| member(object, name)?.as_object())
        .and_then(|set| member(set, "permissions")?.as_array());
    let permissions = permissions.into_iter().flat_map(|list| &list.elements);
    permissions
        .filter_map(Value::as_object)
        .filter_map(of_permission)
        .collect()
}

/// The place of the list with the comma before it. As it was written: a permission that
/// servers ignored for another reason had other fields.
fn of_permission(permission: &Object<'_>) -> Option<Range<usize>> {
    let [r#type, resource, collection, action] = permission.properties.as_slice() else {
        return None;
    };
    let names = [r#type, resource, collection, action].map(|it| it.name.as_str());
    let is_for_records = resource.value.as_string_lit()?.value == "repo";
    let is_empty = action.value.as_array()?.elements.is_empty();
    let is_written = names == ["type", "resource", "collection", "action"];
    (is_written && is_for_records && is_empty).then(|| collection.range().end..action.range().end)
}

fn member<'o, 't>(object: &'o Object<'t>, name: &str) -> Option<&'o Value<'t>> {
    object.get(name).map(|property| &property.value)
}
