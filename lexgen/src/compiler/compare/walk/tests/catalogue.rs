//! Every property of every construct, edited by itself: one difference each, at
//! the right place.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{ChangeOptions, changes, kitchen, mirror};
use crate::compiler::{check::known_fields, compare::Change};

/// An edit: in which lexicon, where, what stands there then, the change that it
/// is, if any, and where that is found. The file says more.
struct Edit {
    name: &'static str,
    at: &'static str,
    to: &'static str,
    kind: Option<&'static str>,
    places: Option<&'static str>,
}

/// All edits.
fn edits() -> Vec<Edit> {
    let lines = include_str!("edits.txt").lines();
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let (edit, change) = match line.split_once(" => ") {
                Some((edit, change)) => (edit, Some(change)),
                None => (line, None),
            };
            let (place, to) = edit.split_once(" = ").expect(line);
            let (name, at) = place.split_once(' ').expect(line);
            let (kind, places) = match change.and_then(|it| it.split_once(" @ ")) {
                Some((kind, places)) => (Some(kind), Some(places)),
                None => (change, None),
            };
            Edit {
                name,
                at,
                to,
                kind,
                places,
            }
        })
        .collect()
}

/// Edits of which two differences come, because they take one thing away and
/// add another.
const EXCHANGES: &[(&str, &str, &str, [&str; 2])] = &[
    (
        "getThing",
        "/defs/main/errors/0/name",
        r#""Missing""#,
        ["error-added", "error-removed"],
    ),
    (
        "set",
        "/defs/main/permissions/1/inheritAud",
        "-",
        ["permission-granted", "permission-revoked"],
    ),
    (
        "set",
        "/defs/main/permissions/2/aud",
        "-",
        ["permission-granted", "permission-revoked"],
    ),
    (
        "set",
        "/defs/main/permissions/3/spaceType",
        r#""com.example.kitchen.hall""#,
        ["permission-granted", "permission-revoked"],
    ),
    (
        "set",
        "/defs/main/permissions/3/authority",
        r#""self""#,
        ["permission-granted", "permission-revoked"],
    ),
    (
        "set",
        "/defs/main/permissions/3/skey",
        r#""other""#,
        ["permission-granted", "permission-revoked"],
    ),
];

/// Does one edit to one of the lexicons.
fn edited(lexicons: &[Value], name: &str, at: &str, to: &str) -> Vec<Value> {
    let mut lexicons = lexicons.to_vec();
    let id = format!("com.example.kitchen.{name}");
    let lexicon = lexicons.iter_mut().find(|it| it["id"] == id);
    let lexicon = lexicon.expect("a lexicon of the kitchen");
    let (holder, step) = at.rsplit_once('/').expect("a pointer");
    let step = step.replace("~1", "/");
    match (lexicon.pointer_mut(holder).expect(at), to) {
        (Value::Object(map), "-") => drop(map.remove(&step).expect(at)),
        (Value::Object(map), to) => {
            map.insert(step, serde_json::from_str(to).expect(at));
        }
        (Value::Array(items), "-") => drop(items.remove(step.parse().expect(at))),
        (Value::Array(items), to) => {
            items.insert(step.parse().expect(at), serde_json::from_str(to).expect(at));
        }
        _ => panic!("{at} is in nothing"),
    }
    lexicons
}

fn found(before: &[Value], after: &[Value], options: ChangeOptions) -> Vec<Change> {
    let (old, new) = (kitchen::resolved(before), kitchen::resolved(after));
    let there = changes(&old, &new, options);
    mirror::assert_mirrored(&there, &changes(&new, &old, options));
    there
}

fn kinds(changes: &[Change]) -> Vec<String> {
    changes.iter().map(|it| it.kind.name().to_owned()).collect()
}

/// Where an edit is found, as a pointer and whether it is present.
fn locations(before: &[Value], after: &[Value], edit: &Edit) -> [(String, bool); 2] {
    let Edit { name, at, .. } = edit;
    let id = format!("com.example.kitchen.{name}");
    let usual = |lexicons: &[Value]| {
        let lexicon = lexicons.iter().find(|it| it["id"] == id).expect("is there");
        let present = lexicon.pointer(at).is_some();
        let holder = at.rsplit_once('/').expect("a pointer").0;
        let pointer = if present { at } else { holder };
        (pointer.to_owned(), present)
    };
    let written = |text: &str| match text.strip_prefix('-') {
        Some(holder) => (holder.to_owned(), false),
        None => (text.to_owned(), true),
    };
    match edit
        .places
        .map(|it| it.split_once(" | ").unwrap_or((it, it)))
    {
        Some((old, new)) => [written(old), written(new)],
        None => [usual(before), usual(after)],
    }
}

#[test]
fn each_edit_is_one_difference_at_its_place() {
    let before = kitchen::lexicons();
    for edit in edits() {
        let Edit { name, at, to, .. } = edit;
        let Some(kind) = edit.kind else { continue };
        let after = edited(&before, name, at, to);
        let changes = found(&before, &after, ChangeOptions::default());
        assert_eq!(kinds(&changes), [kind], "{name} {at} {to}");
        let change = &changes[0];
        assert_eq!(change.nsid.as_str(), format!("com.example.kitchen.{name}"));
        let definition = at.split('/').nth(2);
        assert_eq!(change.definition.as_deref(), definition, "{at}");
        let found = [&change.old, &change.new].map(|it| (it.path.to_string(), it.present));
        assert_eq!(found, locations(&before, &after, &edit), "{name} {at} {to}");
    }
}

#[test]
fn one_thing_for_another_is_two_differences() {
    let before = kitchen::lexicons();
    for (name, at, to, expected) in EXCHANGES {
        let mut after = edited(&before, name, at, to);
        let other = match at.rsplit_once('/').expect("a pointer") {
            (holder, "inheritAud") => Some((format!("{holder}/aud"), r#""*""#)),
            (holder, "aud") => Some((format!("{holder}/inheritAud"), "true")),
            _ => None,
        };
        if let Some((at, to)) = other {
            after = edited(&after, name, &at, to);
        }
        let mut kinds = kinds(&found(&before, &after, ChangeOptions::default()));
        kinds.sort();
        kinds.dedup();
        assert_eq!(kinds, expected, "{at}");
    }
}

#[test]
fn order_formatting_and_what_says_nothing_are_no_difference() {
    let before = kitchen::lexicons();
    let options = ChangeOptions {
        descriptions: true,
        ..ChangeOptions::default()
    };
    for edit in edits().into_iter().filter(|it| it.kind.is_none()) {
        let Edit { name, at, to, .. } = edit;
        let id = format!("com.example.kitchen.{name}");
        let is_there = |it: &Value| it["id"] == id && it.pointer(at).is_some();
        let after = match before.iter().any(is_there) {
            true => edited(&edited(&before, name, at, "-"), name, at, to),
            false => edited(&before, name, at, to),
        };
        assert_ne!(before, after, "{at} is no edit");
        assert_eq!(found(&before, &after, options), [], "{name} {at}");
    }
}

#[test]
fn descriptions_differ_only_for_those_who_ask() {
    let before = kitchen::lexicons();
    let mut places = Vec::new();
    for lexicon in &before {
        let id = lexicon["id"].as_str().expect("a text");
        let name = id.rsplit('.').next().expect("a name");
        descriptions(lexicon, String::new(), &mut |at| places.push((name, at)));
    }
    assert!(places.len() > 20, "{places:?}");
    for (name, at) in places {
        for to in [r#""Else.""#, "-"] {
            let after = edited(&before, name, &at, to);
            assert_eq!(found(&before, &after, ChangeOptions::default()), [], "{at}");
            let changes = found(
                &before,
                &after,
                ChangeOptions {
                    descriptions: true,
                    ..ChangeOptions::default()
                },
            );
            assert_eq!(kinds(&changes), ["description-changed"], "{name} {at}");
            assert_eq!(changes[0].old.path.to_string(), at);
            assert_eq!(changes[0].new.present, to != "-");
        }
    }
}

fn descriptions(value: &Value, at: String, found: &mut impl FnMut(String)) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let at = format!("{at}/{}", key.replace('/', "~1"));
                match (key.as_str(), value) {
                    ("description", Value::String(_)) => found(at),
                    _ => descriptions(value, at, found),
                }
            }
        }
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                descriptions(item, format!("{at}/{place}"), found);
            }
        }
        _ => {}
    }
}

/// The test that keeps the catalogue whole: a new property of the language must
/// be edited here too.
#[test]
fn every_property_of_the_language_is_edited() {
    let before = kitchen::lexicons();
    let edits = edits().into_iter().filter(|it| it.kind.is_some());
    let edits = edits.map(|it| (it.name, it.at, it.to));
    let exchanges = EXCHANGES.iter().map(|(name, at, to, _)| (*name, *at, *to));
    let mut edited_fields = BTreeSet::new();
    for (name, at, to) in edits.chain(exchanges) {
        let after = match to {
            "-" => before.clone(),
            to => edited(&before, name, at, to),
        };
        let id = format!("com.example.kitchen.{name}");
        let lexicon = after.iter().find(|it| it["id"] == id).expect("is there");
        let steps: Vec<&str> = at.split('/').skip(1).collect();
        for end in 0..steps.len() {
            let holder: String = steps[..end].iter().map(|step| format!("/{step}")).collect();
            if let Some(kind) = lexicon
                .pointer(&format!("{holder}/type"))
                .and_then(Value::as_str)
            {
                edited_fields.insert((kind.to_owned(), steps[end].to_owned()));
            }
        }
    }
    // An entry for another resource is another entry.
    edited_fields.insert(("permission".into(), "resource".into()));
    let missing: Vec<_> = known_fields::all()
        .flat_map(|(kind, fields)| fields.map(move |field| (kind, field)))
        .filter(|(kind, field)| !edited_fields.contains(&((*kind).into(), (*field).into())))
        .collect();
    assert_eq!(missing, [], "no edit for these");
}
