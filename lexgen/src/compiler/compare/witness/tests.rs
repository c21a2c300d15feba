use super::{Evidence, Witness, difference, find};
use crate::{
    compiler::{
        compare::{
            BodyPart, Change, ChangeOptions, Limit, Presence, Shift, Side, Spot, What, changes,
        },
        dynamic::{Subject, tests::world},
        ir::Ir,
    },
    syntax::Format,
};

/// One lexicon, `com.example.it`, with these definitions.
fn lexicon(definitions: &str) -> Ir {
    let text = format!(r#"{{"lexicon": 1, "id": "com.example.it", "defs": {{{definitions}}}}}"#);
    world([text.as_str()])
}

fn change(pointer: &str, what: What) -> Change {
    let spot = Spot {
        pointer: pointer.to_owned(),
        present: true,
    };
    Change {
        nsid: "com.example.it".to_owned(),
        definition: Some("main".to_owned()),
        old: spot.clone(),
        new: spot,
        what,
    }
}

fn one(witnesses: Vec<Witness>) -> String {
    assert_eq!(witnesses.len(), 1, "{witnesses:#?}");
    witnesses[0].to_string()
}

#[test]
fn a_bound_deep_inside_is_probed_on_both_sides() {
    let record = |most: u64| {
        lexicon(&format!(
            r##""main": {{"type": "record", "key": "tid", "record": {{"type": "object",
                "required": ["at"], "properties": {{
                    "at": {{"type": "string", "format": "datetime"}},
                    "lines": {{"type": "array", "minLength": 2, "items": {{
                        "type": "string", "minGraphemes": 1, "maxLength": {most}}}}}}}}}}}"##
        ))
    };
    let pointer = "/defs/main/record/properties/lines/items/maxLength";
    let limit = |before, after, shift| What::LimitChanged {
        limit: Limit::MaxLength,
        before: Some(before),
        after: Some(after),
        shift,
    };
    let what = limit(5, 3, Shift::NARROWED);
    let witnesses = find(&record(5), &record(3), &change(pointer, what));
    insta::assert_snapshot!(one(witnesses), @r#"
    the old version accepts this `com.example.it`, the new one refuses it: /lines/0: has 4 bytes, more than 3
    {
      "$type": "com.example.it",
      "at": "2024-01-02T03:04:05.678Z",
      "lines": [
        "aaaa",
        "a"
      ]
    }
    "#);
    let what = limit(3, 300, Shift::WIDENED);
    let witnesses = find(&record(3), &record(300), &change(pointer, what));
    insta::assert_snapshot!(one(witnesses), @r#"
    the new version accepts this `com.example.it`, the old one refuses it: /lines/0: has 4 bytes, more than 3
    {
      "$type": "com.example.it",
      "at": "2024-01-02T03:04:05.678Z",
      "lines": [
        "aaaa",
        "a"
      ]
    }
    "#);
}

#[test]
fn a_witness_is_about_its_own_change() {
    let object = |more: &str| {
        lexicon(&format!(
            r#""main": {{"type": "object", {more}, "properties": {{
                "a": {{"type": "integer"}}, "b": {{"type": "integer"}}}}}}"#
        ))
    };
    let old = object(r#""required": ["a"], "nullable": ["b"]"#);
    let new = object(r#""required": ["a", "b"]"#);
    let pointer = "/defs/main/properties/b";
    let required = find(&old, &new, &change(pointer, What::FieldBecameRequired));
    insta::assert_snapshot!(one(required), @r#"
    the old version accepts this `com.example.it`, the new one refuses it: /b: is missing
    {
      "a": 0
    }
    "#);
    let null = find(&old, &new, &change(pointer, What::FieldNoLongerNullable));
    insta::assert_snapshot!(one(null), @r#"
    the old version accepts this `com.example.it`, the new one refuses it: /b: is null, which the lexicon does not allow here
    {
      "a": 0,
      "b": null
    }
    "#);
    let added = What::FieldAdded {
        presence: Presence::Optional,
    };
    assert_eq!(find(&old, &new, &change(pointer, added)), []);
}

#[test]
fn two_types_behind_a_reference_are_searched_to_the_difference() {
    let definitions = |target: &str| {
        lexicon(&format!(
            r##""main": {{"type": "object", "properties": {{
                    "next": {{"type": "ref", "ref": "#{target}"}}}}}},
                "one": {{"type": "object", "required": ["inner"], "properties": {{
                    "again": {{"type": "ref", "ref": "#one"}},
                    "inner": {{"type": "union", "refs": ["#leaf"]}}}}}},
                "two": {{"type": "object", "required": ["inner"], "properties": {{
                    "again": {{"type": "ref", "ref": "#two"}},
                    "inner": {{"type": "union", "closed": true, "refs": ["#leaf"]}}}}}},
                "leaf": {{"type": "object", "properties": {{}}}}"##
        ))
    };
    let what = What::ReferenceChanged {
        before: "com.example.it#one".to_owned(),
        after: "com.example.it#two".to_owned(),
        shift: Shift::NARROWED,
    };
    let (old, new) = (definitions("one"), definitions("two"));
    let witnesses = find(&old, &new, &change("/defs/main/properties/next", what));
    insta::assert_snapshot!(one(witnesses), @r#"
    the old version accepts this `com.example.it`, the new one refuses it: /next/inner/$type: is `com.example.unheard.of`, no member of this closed union: expected `com.example.it#leaf`
    {
      "next": {
        "inner": {
          "$type": "com.example.unheard.of"
        }
      }
    }
    "#);
    let reverse = difference(&old, &new, "com.example.it", Subject::Value, Side::New);
    assert_eq!(reverse, None);
}

/// What the comparison says of two formats is what values say.
#[test]
fn every_two_formats_are_told_apart_where_they_differ() {
    let formats = Format::ALL.map(|it| format!(r#", "format": "{it}""#));
    let all: Vec<_> = formats.into_iter().chain([String::new()]).collect();
    let string = |more: &str| lexicon(&format!(r#""main": {{"type": "string"{more}}}"#));
    let worlds: Vec<_> = all.iter().map(|it| string(it)).collect();
    let mut wrong = Vec::new();
    for (before, old) in all.iter().zip(&worlds) {
        for (after, new) in all.iter().zip(&worlds) {
            let found = [Side::Old, Side::New]
                .map(|side| difference(old, new, "com.example.it", Subject::Value, side).is_some());
            let changes = changes(old, new, ChangeOptions::default());
            let shift = changes.first().map_or(Shift::NONE, |it| it.what.shift());
            if found != [shift.narrowed, shift.widened] {
                wrong.push(format!("{before} to {after}: {found:?}"));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn endpoints_have_requests_and_bodies_for_witnesses() {
    let endpoint = |text: &str| lexicon(&format!(r#""main": {{"type": {text}}}"#));
    let with = endpoint(r#""procedure", "input": {"encoding": "image/*"}"#);
    let without = endpoint(r#""procedure""#);
    let query = endpoint(r#""query""#);
    let what = || What::BodyAdded {
        part: BodyPart::Input,
    };
    let added = find(&without, &with, &change("/defs/main/input", what()));
    insta::assert_snapshot!(one(added), @"the old version accepts a request of `com.example.it` without a body, the new one refuses it: the input of `com.example.it` is `image/*`");
    let removed = find(&with, &without, &change("/defs/main/input", what()));
    insta::assert_snapshot!(one(removed), @"the old version accepts a request of `com.example.it` with a body of `image/x-any`, the new one refuses it: `com.example.it` has no input");
    let what = What::KindChanged {
        before: "procedure",
        after: "query",
        shift: Shift::BOTH,
    };
    let both = find(&without, &query, &change("/defs/main", what));
    let both: Vec<_> = both.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(both.join("\n"), @r"
    the old version accepts `com.example.it` called as a procedure, the new one refuses it: `com.example.it` is a query
    the new version accepts `com.example.it` called as a query, the old one refuses it: `com.example.it` is a procedure
    ");
    let none = Ir::default();
    let what = What::DefinitionRemoved { kind: "procedure" };
    insta::assert_snapshot!(one(find(&with, &none, &change("/defs/main", what))), @"the old version accepts `com.example.it` called as a procedure, the new one refuses it: `com.example.it` is no endpoint");
    let what = What::SchemaAdded {
        part: BodyPart::Input,
    };
    let typed = endpoint(
        r#""procedure", "input": {"encoding": "image/*", "schema": {"type": "object",
            "required": ["a"], "properties": {"a": {"type": "boolean"}}}}"#,
    );
    let added = find(&with, &typed, &change("/defs/main/input/schema", what));
    insta::assert_snapshot!(one(added), @r"
    the old version accepts this request to `com.example.it`, the new one refuses it: /a: is missing
    {}
    ");
}

#[test]
fn a_program_reads_all_of_it() {
    let witness = Witness {
        definition: "com.example.it".to_owned(),
        evidence: Evidence::Data {
            subject: Subject::Input,
            data: "a".repeat(100).as_str().into(),
        },
        accepted_by: Side::Old,
        reasons: vec!["is too long".to_owned()],
    };
    let json = serde_json::to_value(&witness).unwrap();
    assert_eq!(json["data"].as_str().map(str::len), Some(100));
    assert_eq!(
        (&json["acceptedBy"], &json["refusedBy"]),
        (&"old".into(), &"new".into())
    );
    assert!(
        witness.to_string().ends_with("aaa… (100 bytes)\""),
        "{witness}"
    );
}
