//! What was only renamed, and what only looks like it.

use super::{differences, document};
use crate::compiler::compare::{Change, ChangeKind, DefinitionChange};

const VIEW: &str = r#"{"type": "object", "required": ["id"], "properties": {
    "id": {"type": "string"}, "note": {"type": "string", "maxLength": 9}}}"#;

fn renamed(change: &Change) -> Option<(&str, &str, bool)> {
    match &change.kind {
        ChangeKind::Definition(DefinitionChange::Renamed {
            before,
            after,
            on_the_wire,
        }) => Some((before, after, *on_the_wire)),
        _ => None,
    }
}

fn defs(entries: &[(&str, &str)]) -> [String; 1] {
    let entries: Vec<_> = entries
        .iter()
        .map(|(name, it)| format!("\"{name}\": {it}"))
        .collect();
    [document("com.example.defs", &entries.join(","))]
}

#[test]
fn references_follow_a_rename() {
    let holder = |name: &str| {
        format!(
            r##"{{"type": "object", "properties": {{
            "it": {{"type": "ref", "ref": "#{name}"}},
            "all": {{"type": "array", "items": {{"type": "ref", "ref": "#{name}"}}}}}}}}"##
        )
    };
    let old = defs(&[("view", VIEW), ("holder", &holder("view"))]);
    let new = defs(&[("viewBasic", VIEW), ("holder", &holder("viewBasic"))]);
    let found = differences(&old, &new);
    assert_eq!(found.len(), 1, "{found:#?}");
    let expected = ("com.example.defs#view", "com.example.defs#viewBasic", false);
    assert_eq!(renamed(&found[0]), Some(expected));
    assert_eq!(found[0].definition.as_deref(), Some("viewBasic"));
    assert_eq!(found[0].old.path.to_string(), "/defs/view");
}

#[test]
fn a_member_of_a_union_has_its_name_on_the_wire() {
    let holder = |name: &str| {
        format!(
            r##"{{"type": "object", "properties": {{
            "it": {{"type": "union", "closed": true, "refs": ["#{name}"]}}}}}}"##
        )
    };
    let old = defs(&[("view", VIEW), ("holder", &holder("view"))]);
    let new = defs(&[("viewBasic", VIEW), ("holder", &holder("viewBasic"))]);
    let found = differences(&old, &new);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(renamed(&found[0]).is_some_and(|it| it.2));
}

#[test]
fn what_refers_to_itself_or_to_others_is_found_under_its_new_name() {
    let node = |name: &str, other: &str| {
        format!(
            r##"{{"type": "object", "properties": {{
            "next": {{"type": "ref", "ref": "#{name}"}},
            "other": {{"type": "ref", "ref": "#{other}"}}}}}}"##
        )
    };
    let old = defs(&[("a", &node("a", "b")), ("b", VIEW)]);
    let new = defs(&[("c", &node("c", "d")), ("d", VIEW)]);
    let found = differences(&old, &new);
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found.iter().all(|it| renamed(it).is_some()));
}

#[test]
fn what_could_be_either_of_two_is_neither() {
    let old = defs(&[("view", VIEW)]);
    let new = defs(&[("one", VIEW), ("two", VIEW)]);
    let found = differences(&old, &new);
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(found.iter().all(|it| renamed(it).is_none()));
}

#[test]
fn what_has_no_shape_is_known_by_its_description() {
    let token = |text: &str| format!(r#"{{"type": "token", "description": "{text}"}}"#);
    let (spam, other) = (token("Unwanted mail."), token("Something else."));
    let found = differences(&defs(&[("spam", &spam)]), &defs(&[("junk", &spam)]));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(renamed(&found[0]).is_some_and(|it| it.2));
    let found = differences(&defs(&[("spam", &spam)]), &defs(&[("eggs", &other)]));
    assert_eq!(found.len(), 2, "{found:#?}");
    let empty = r#"{"type": "object", "properties": {}}"#;
    let found = differences(&defs(&[("a", empty)]), &defs(&[("b", empty)]));
    assert_eq!(found.len(), 2, "{found:#?}");
}

#[test]
fn another_bound_is_another_definition() {
    let tighter = VIEW.replace("9", "8");
    let found = differences(&defs(&[("view", VIEW)]), &defs(&[("viewBasic", &tighter)]));
    assert_eq!(found.len(), 2, "{found:#?}");
}

#[test]
fn a_document_moves_with_all_that_it_defines() {
    let moved = |nsid: &str| {
        let record = format!(
            r##""main": {{"type": "record", "key": "tid", "record": {{"type": "object",
            "properties": {{"view": {{"type": "ref", "ref": "{nsid}#view"}},
                "text": {{"type": "string"}}}}}}}}, "view": {VIEW}"##
        );
        let user = format!(
            r#""main": {{"type": "object", "properties": {{
            "it": {{"type": "ref", "ref": "{nsid}#view"}}}}}}"#
        );
        [document(nsid, &record), document("com.example.user", &user)]
    };
    let found = differences(&moved("com.example.old"), &moved("com.example.young"));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(
        renamed(&found[0]),
        Some(("com.example.old", "com.example.young", true))
    );
    assert_eq!(found[0].definition, None);
    assert_eq!(found[0].old_nsid(), "com.example.old");
}

/// Who forgot to follow refers to nothing now; that is no other reference.
#[test]
fn a_name_that_still_stands_is_no_difference() {
    let holder = r##"{"type": "object", "properties": {
        "it": {"type": "ref", "ref": "#view"},
        "one": {"type": "union", "refs": ["#view"]}}}"##;
    let old = defs(&[("view", VIEW), ("holder", holder)]);
    let new = defs(&[("viewBasic", VIEW), ("holder", holder)]);
    let found = differences(&old, &new);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(renamed(&found[0]).is_some_and(|it| it.2));
}
