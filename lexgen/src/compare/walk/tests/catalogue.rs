//! Every property of every construct, edited by itself: one difference each, at
//! the right place.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{ChangeOptions, changes, kitchen, mirror};
use crate::{
    check::known_fields,
    compare::{Change, Spot},
};

/// An edit: in which lexicon, where, what stands there then (`-` takes it
/// away), the change it is, and where that is found. Nothing said, it is found
/// where the edit is, or at what holds it where there is nothing. Both places
/// are written `old | new`, or once where they are the same; `-` before one is
/// what would hold it.
type Edit = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const EDITS: &[Edit] = &[
    // Definitions.
    (
        "defs",
        "/defs/blue",
        r#"{"type": "token"}"#,
        "DefinitionAdded",
        "-/defs | /defs/blue",
    ),
    (
        "defs",
        "/defs/red",
        "-",
        "DefinitionRemoved",
        "/defs/red | -/defs",
    ),
    (
        "defs",
        "/defs/red",
        r#"{"type": "string"}"#,
        "KindChanged",
        "/defs/red/type",
    ),
    (
        "defs",
        "/defs/tag",
        r#"{"type": "integer"}"#,
        "TypeChanged",
        "/defs/tag/type",
    ),
    ("defs", "/defs/tag/maxLength", "64", "LimitChanged", ""),
    ("defs", "/defs/tags/maxLength", "10", "LimitChanged", ""),
    (
        "defs",
        "/defs/tags/items/ref",
        r##""#red""##,
        "ReferenceChanged",
        "",
    ),
    (
        "getThing",
        "/defs/main/type",
        r#""procedure""#,
        "KindChanged",
        "",
    ),
    // Records.
    (
        "record",
        "/defs/main/key",
        r#""any""#,
        "RecordKeyChanged",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/fresh",
        r#"{"type": "string"}"#,
        "FieldAdded",
        "-/defs/main/record/properties | /defs/main/record/properties/fresh",
    ),
    (
        "record",
        "/defs/main/record/properties/any",
        "-",
        "FieldRemoved",
        "/defs/main/record/properties/any | -/defs/main/record/properties",
    ),
    (
        "record",
        "/defs/main/record/required",
        "[]",
        "FieldBecameOptional",
        "/defs/main/record/properties/text",
    ),
    (
        "record",
        "/defs/main/record/required",
        r#"["text", "at"]"#,
        "FieldBecameRequired",
        "/defs/main/record/properties/at",
    ),
    (
        "record",
        "/defs/main/record/nullable",
        r#"["at"]"#,
        "FieldBecameNullable",
        "/defs/main/record/properties/at",
    ),
    (
        "putThing",
        "/defs/main/input/schema/nullable",
        r#"["hint"]"#,
        "FieldNoLongerNullable",
        "/defs/main/input/schema/properties/data",
    ),
    // Strings.
    (
        "record",
        "/defs/main/record/properties/text/minLength",
        "2",
        "LimitChanged",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/text/minLength",
        "-",
        "LimitChanged",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/text/maxLength",
        "-",
        "LimitChanged",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/text/minGraphemes",
        "3",
        "LimitChanged",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/text/maxGraphemes",
        "30",
        "LimitChanged",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/at/format",
        r#""tid""#,
        "FormatChanged",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/at/format",
        "-",
        "FormatChanged",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/text/format",
        r#""uri""#,
        "FormatChanged",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/size/knownValues",
        r#"["small", "huge"]"#,
        "KnownValuesChanged",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/text/knownValues",
        r#"["a"]"#,
        "KnownValuesChanged",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/level/enum",
        r#"["low", "high", "top"]"#,
        "EnumChanged",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/level/enum",
        "-",
        "EnumChanged",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/level/default",
        r#""high""#,
        "DefaultChanged",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/level/default",
        "-",
        "DefaultChanged",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/kind/const",
        r#""else""#,
        "ConstChanged",
        "",
    ),
    // Integers.
    (
        "getThing",
        "/defs/main/parameters/properties/limit/minimum",
        "0",
        "LimitChanged",
        "",
    ),
    (
        "getThing",
        "/defs/main/parameters/properties/limit/maximum",
        "-",
        "LimitChanged",
        "",
    ),
    (
        "getThing",
        "/defs/main/parameters/properties/limit/default",
        "20",
        "DefaultChanged",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/count/enum",
        "[1, 2]",
        "EnumChanged",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/one/const",
        "-",
        "ConstChanged",
        "",
    ),
    // Booleans.
    (
        "record",
        "/defs/main/record/properties/isNew/default",
        "true",
        "DefaultChanged",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/isTrue/const",
        "false",
        "ConstChanged",
        "",
    ),
    // Bytes, blobs, arrays, objects.
    (
        "record",
        "/defs/main/record/properties/raw/minLength",
        "-",
        "LimitChanged",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/raw/maxLength",
        "65",
        "LimitChanged",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/image/accept",
        r#"["image/*"]"#,
        "AcceptChanged",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/image/accept",
        "-",
        "AcceptChanged",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/image/maxSize",
        "999",
        "LimitChanged",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/list/minLength",
        "-",
        "LimitChanged",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/list/maxLength",
        "9",
        "LimitChanged",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/list/items/minimum",
        "1",
        "LimitChanged",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/list/items",
        r#"{"type": "string"}"#,
        "TypeChanged",
        "/defs/main/record/properties/list/items/type",
    ),
    (
        "record",
        "/defs/main/record/properties/inner/properties/a~1b",
        r#"{"type": "boolean"}"#,
        "TypeChanged",
        "/defs/main/record/properties/inner/properties/a~1b/type",
    ),
    (
        "record",
        "/defs/main/record/properties/inner/required",
        r#"["a/b"]"#,
        "FieldBecameRequired",
        "/defs/main/record/properties/inner/properties/a~1b",
    ),
    (
        "record",
        "/defs/main/record/properties/link",
        r#"{"type": "bytes"}"#,
        "TypeChanged",
        "/defs/main/record/properties/link/type",
    ),
    (
        "record",
        "/defs/main/record/properties/any",
        r#"{"type": "object", "properties": {}}"#,
        "TypeChanged",
        "/defs/main/record/properties/any/type",
    ),
    // Unions and references.
    (
        "record",
        "/defs/main/record/properties/open/refs/1",
        "-",
        "MemberRemoved",
        "/defs/main/record/properties/open/refs/1 | -/defs/main/record/properties/open/refs",
    ),
    (
        "record",
        "/defs/main/record/properties/closed/refs/0",
        "-",
        "MemberRemoved",
        "/defs/main/record/properties/closed/refs/0 | -/defs/main/record/properties/closed/refs",
    ),
    (
        "watch",
        "/defs/main/message/schema/refs",
        r##"["com.example.kitchen.defs#other", "com.example.kitchen.defs#view"]"##,
        "MemberAdded",
        "-/defs/main/message/schema/refs | /defs/main/message/schema/refs/0",
    ),
    (
        "record",
        "/defs/main/record/properties/open/closed",
        "true",
        "UnionClosed",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/closed/closed",
        "-",
        "UnionOpened",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/ref/ref",
        r##""com.example.kitchen.defs#other""##,
        "ReferenceChanged",
        "",
    ),
    (
        "record",
        "/defs/main/record/properties/ref",
        r#"{"type": "object", "properties": {}}"#,
        "ReferenceChanged",
        "/defs/main/record/properties/ref/ref | /defs/main/record/properties/ref/type",
    ),
    // Endpoints.
    (
        "getThing",
        "/defs/main/parameters/properties/more",
        r#"{"type": "string"}"#,
        "FieldAdded",
        "-/defs/main/parameters/properties | /defs/main/parameters/properties/more",
    ),
    (
        "getThing",
        "/defs/main/parameters/required",
        "-",
        "FieldBecameOptional",
        "/defs/main/parameters/properties/id",
    ),
    (
        "getThing",
        "/defs/main/parameters/properties/flags/items",
        r#"{"type": "integer"}"#,
        "TypeChanged",
        "/defs/main/parameters/properties/flags/items/type",
    ),
    (
        "watch",
        "/defs/main/parameters",
        "-",
        "FieldRemoved",
        "/defs/main/parameters/properties/cursor | -/defs/main",
    ),
    (
        "putThing",
        "/defs/main/parameters",
        r#"{"type": "params", "properties": {"dry": {"type": "boolean"}}}"#,
        "FieldAdded",
        "-/defs/main | /defs/main/parameters/properties/dry",
    ),
    ("getThing", "/defs/main/output", "-", "BodyRemoved", ""),
    ("putThing", "/defs/main/input", "-", "BodyRemoved", ""),
    ("putThing", "/defs/main/output", "-", "BodyRemoved", ""),
    (
        "putThing",
        "/defs/main/output/encoding",
        r#""*/*""#,
        "EncodingChanged",
        "",
    ),
    (
        "putThing",
        "/defs/main/output/schema",
        r#"{"type": "object", "properties": {}}"#,
        "SchemaAdded",
        "",
    ),
    (
        "putThing",
        "/defs/main/input/schema",
        "-",
        "SchemaRemoved",
        "",
    ),
    (
        "putThing",
        "/defs/main/input/encoding",
        r#""application/cbor""#,
        "EncodingChanged",
        "",
    ),
    (
        "getThing",
        "/defs/main/errors/0",
        "-",
        "ErrorRemoved",
        "/defs/main/errors/0 | -/defs/main/errors",
    ),
    (
        "getThing",
        "/defs/main/errors/2",
        r#"{"name": "New"}"#,
        "ErrorAdded",
        "-/defs/main/errors | /defs/main/errors/2",
    ),
    (
        "putThing",
        "/defs/main/errors",
        r#"[{"name": "New"}]"#,
        "ErrorAdded",
        "-/defs/main | /defs/main/errors/0",
    ),
    (
        "watch",
        "/defs/main/errors",
        "-",
        "ErrorRemoved",
        "/defs/main/errors/0 | -/defs/main",
    ),
    // Permission sets.
    (
        "set",
        "/defs/main/title",
        r#""Cookery""#,
        "PermissionTextChanged",
        "",
    ),
    (
        "set",
        "/defs/main/title:lang/de",
        r#""Kochen""#,
        "PermissionTextChanged",
        "",
    ),
    (
        "set",
        "/defs/main/title:lang/fr",
        r#""Cuisine""#,
        "PermissionTextChanged",
        "-/defs/main/title:lang | /defs/main/title:lang/fr",
    ),
    ("set", "/defs/main/detail", "-", "PermissionTextChanged", ""),
    (
        "set",
        "/defs/main/detail:lang",
        "-",
        "PermissionTextChanged",
        "/defs/main/detail:lang/de | -/defs/main",
    ),
    (
        "set",
        "/defs/main/permissions/0/collection/1",
        r#""com.example.kitchen.plate""#,
        "PermissionGranted",
        "-/defs/main/permissions | /defs/main/permissions/0",
    ),
    (
        "set",
        "/defs/main/permissions/0/action",
        "-",
        "PermissionGranted",
        "-/defs/main/permissions | /defs/main/permissions/0",
    ),
    (
        "set",
        "/defs/main/permissions/0/action",
        r#"["create"]"#,
        "PermissionRevoked",
        "/defs/main/permissions/0 | -/defs/main/permissions",
    ),
    (
        "set",
        "/defs/main/permissions/1/lxm/0",
        "-",
        "PermissionRevoked",
        "/defs/main/permissions/1 | -/defs/main/permissions",
    ),
    (
        "set",
        "/defs/main/permissions/2",
        "-",
        "PermissionRevoked",
        "/defs/main/permissions/2 | -/defs/main/permissions",
    ),
];

/// Edits of which two differences come, because they take one thing away and
/// add another.
const EXCHANGES: &[(&str, &str, &str, [&str; 2])] = &[
    (
        "getThing",
        "/defs/main/errors/0/name",
        r#""Missing""#,
        ["ErrorAdded", "ErrorRemoved"],
    ),
    (
        "set",
        "/defs/main/permissions/1/inheritAud",
        "-",
        ["PermissionGranted", "PermissionRevoked"],
    ),
    (
        "set",
        "/defs/main/permissions/2/aud",
        "-",
        ["PermissionGranted", "PermissionRevoked"],
    ),
];

/// Edits that mean nothing.
const HARMLESS: &[(&str, &str, &str)] = &[
    ("defs", "/revision", "2"),
    ("watch", "/defs/main/message/description", r#""Else.""#),
    (
        "putThing",
        "/defs/main/parameters",
        r#"{"type": "params", "properties": {}}"#,
    ),
    ("putThing", "/defs/main/errors", "[]"),
    (
        "putThing",
        "/defs/main/input/schema/required",
        r#"["data", "id"]"#,
    ),
    (
        "putThing",
        "/defs/main/input/schema/nullable",
        r#"["hint", "data"]"#,
    ),
    (
        "record",
        "/defs/main/record/properties/count/enum",
        "[4, 1, 2]",
    ),
    (
        "record",
        "/defs/main/record/properties/level/enum",
        r#"["high", "low"]"#,
    ),
    (
        "record",
        "/defs/main/record/properties/size/knownValues",
        r#"["large", "small"]"#,
    ),
    (
        "record",
        "/defs/main/record/properties/open/closed",
        "false",
    ),
    (
        "record",
        "/defs/main/record/properties/image/accept",
        r#"["image/JPEG", "image/png"]"#,
    ),
    (
        "record",
        "/defs/main/record/properties/open/refs",
        r#"["com.example.kitchen.defs#other", "com.example.kitchen.defs#view"]"#,
    ),
    (
        "getThing",
        "/defs/main/errors",
        r#"[{"name": "Gone"}, {"name": "NotFound", "description": "There is none."}]"#,
    ),
    (
        "set",
        "/defs/main/permissions/0/action",
        r#"["update", "create"]"#,
    ),
    (
        "set",
        "/defs/main/permissions/1/lxm",
        r#"["com.example.kitchen.watch", "com.example.kitchen.getThing"]"#,
    ),
    (
        "defs",
        "/defs/view/properties/next/ref",
        r#""com.example.kitchen.defs#view""#,
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
    let kind = |change: &Change| {
        let text = format!("{:?}", change.what);
        let end = text.find(|c: char| !c.is_alphanumeric());
        text[..end.unwrap_or(text.len())].to_owned()
    };
    changes.iter().map(kind).collect()
}

/// Where an edit is found.
fn spots(before: &[Value], after: &[Value], (name, at, _, _, places): &Edit) -> (Spot, Spot) {
    let id = format!("com.example.kitchen.{name}");
    let usual = |lexicons: &[Value]| {
        let lexicon = lexicons.iter().find(|it| it["id"] == id).expect("is there");
        let present = lexicon.pointer(at).is_some();
        let holder = at.rsplit_once('/').expect("a pointer").0;
        let pointer = if present { at } else { holder };
        Spot {
            pointer: pointer.to_owned(),
            present,
        }
    };
    let written = |text: &str| match text.strip_prefix('-') {
        Some(holder) => Spot {
            pointer: holder.to_owned(),
            present: false,
        },
        None => Spot {
            pointer: text.to_owned(),
            present: true,
        },
    };
    match places.split_once(" | ") {
        Some((old, new)) => (written(old), written(new)),
        None if places.is_empty() => (usual(before), usual(after)),
        None => (written(places), written(places)),
    }
}

#[test]
fn each_edit_is_one_difference_at_its_place() {
    let before = kitchen::lexicons();
    for edit @ (name, at, to, kind, _) in EDITS {
        let after = edited(&before, name, at, to);
        let changes = found(&before, &after, ChangeOptions::default());
        assert_eq!(kinds(&changes), [*kind], "{name} {at} {to}");
        let change = &changes[0];
        assert_eq!(change.nsid, format!("com.example.kitchen.{name}"));
        let definition = at.split('/').nth(2);
        assert_eq!(change.definition.as_deref(), definition, "{at}");
        let (old, new) = spots(&before, &after, edit);
        assert_eq!((&change.old, &change.new), (&old, &new), "{name} {at} {to}");
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
    let options = ChangeOptions { descriptions: true };
    for (name, at, to) in HARMLESS {
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
    // The message's own is nowhere to be seen: see `HARMLESS`.
    places.retain(|(_, at)| at != "/defs/main/message/description");
    assert!(places.len() > 20, "{places:?}");
    for (name, at) in places {
        for to in [r#""Else.""#, "-"] {
            let after = edited(&before, name, &at, to);
            assert_eq!(found(&before, &after, ChangeOptions::default()), [], "{at}");
            let changes = found(&before, &after, ChangeOptions { descriptions: true });
            assert_eq!(kinds(&changes), ["DescriptionChanged"], "{name} {at}");
            assert_eq!(changes[0].old.pointer, at);
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
    let edits = EDITS.iter().map(|(name, at, to, ..)| (*name, *at, *to));
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
        .flat_map(|(kind, fields)| fields.iter().map(move |field| (kind, *field)))
        .filter(|(kind, field)| !edited_fields.contains(&((*kind).into(), (*field).into())))
        .collect();
    assert_eq!(missing, [], "no edit for these");
}
