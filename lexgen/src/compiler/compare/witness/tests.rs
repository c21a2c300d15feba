use super::{Evidence, Witness, difference, find};
use crate::{
    compiler::{
        compare::{
            BodyAspect, BodyChange, BodyPart, Change, ChangeKind, ChangeOptions, Constraint,
            ConstraintChange, DefinitionChange, Inside, Limit, Location, Presence, PropertyChange,
            Referent, Side, ValueSetChange, changes,
        },
        dynamic::{Subject, tests::world},
        ir::Ir,
        schema::{FullName, Kind, Path, Step},
    },
    syntax::{Format, Nsid},
};

/// One lexicon, `com.example.it`, with these definitions.
fn lexicon(definitions: &str) -> Ir {
    let text = format!(r#"{{"lexicon": 1, "id": "com.example.it", "defs": {{{definitions}}}}}"#);
    world([text.as_str()])
}

fn name(text: &str) -> FullName {
    FullName::parse(text).expect("a name")
}

/// A change of `main`, some steps down.
fn change(steps: &[Step], kind: ChangeKind) -> Change {
    let mut path = Path::definition("main");
    steps.iter().for_each(|step| path.push(step.clone()));
    let location = Location {
        path,
        present: true,
    };
    Change {
        nsid: Nsid::new("com.example.it").expect("an NSID"),
        definition: Some("main".to_owned()),
        old: location.clone(),
        new: location,
        kind,
        old_document: None,
    }
}

fn constraint(constraint: Constraint, value_set: ValueSetChange) -> ChangeKind {
    ChangeKind::Constraint(ConstraintChange {
        constraint,
        value_set,
    })
}

fn body(aspect: BodyAspect) -> ChangeKind {
    let part = BodyPart::Input;
    ChangeKind::Body(BodyChange { part, aspect })
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
    let place = [
        Step::Record,
        Step::Property("lines".to_owned()),
        Step::Items,
        Step::Keyword("maxLength"),
    ];
    let limit = |before, after| Constraint::Limit {
        limit: Limit::MaxBytes,
        before: Some(before),
        after: Some(after),
    };
    let kind = constraint(limit(5, 3), ValueSetChange::NARROWED);
    let witnesses = find(&record(5), &record(3), &change(&place, kind));
    insta::assert_snapshot!(one(witnesses), @r#"
    the old version accepts this `com.example.it`, and the new version refuses it: /lines/0: has 4 bytes, more than 3
    {
      "$type": "com.example.it",
      "at": "2024-01-02T03:04:05.678Z",
      "lines": [
        "aaaa",
        "a"
      ]
    }
    "#);
    let kind = constraint(limit(3, 300), ValueSetChange::WIDENED);
    let witnesses = find(&record(3), &record(300), &change(&place, kind));
    insta::assert_snapshot!(one(witnesses), @r#"
    the new version accepts this `com.example.it`, and the old version refuses it: /lines/0: has 4 bytes, more than 3
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
    let place = [Step::Property("b".to_owned())];
    let found = |kind| find(&old, &new, &change(&place, ChangeKind::Property(kind)));
    let required = found(PropertyChange::BecameRequired);
    insta::assert_snapshot!(one(required), @r#"
    the old version accepts this `com.example.it`, and the new version refuses it: /b: is missing
    {
      "a": 0
    }
    "#);
    let null = found(PropertyChange::NoLongerNullable);
    insta::assert_snapshot!(one(null), @r#"
    the old version accepts this `com.example.it`, and the new version refuses it: /b: is null, which the lexicon does not allow here
    {
      "a": 0,
      "b": null
    }
    "#);
    let added = PropertyChange::Added {
        presence: Presence::Optional,
    };
    assert_eq!(found(added), []);
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
    let reference = Constraint::Reference {
        before: Referent::Definition(name("com.example.it#one")),
        after: Referent::Definition(name("com.example.it#two")),
        inside: Inside::default(),
    };
    let kind = constraint(reference, ValueSetChange::NARROWED);
    let (old, new) = (definitions("one"), definitions("two"));
    let place = [Step::Property("next".to_owned())];
    let witnesses = find(&old, &new, &change(&place, kind));
    insta::assert_snapshot!(one(witnesses), @r#"
    the old version accepts this `com.example.it`, and the new version refuses it: /next/inner/$type: is `com.example.unheard.of`, not a member of this closed union: expected `com.example.it#leaf`
    {
      "next": {
        "inner": {
          "$type": "com.example.unheard.of"
        }
      }
    }
    "#);
    let reverse = difference(
        &old,
        &new,
        &name("com.example.it"),
        Subject::Value,
        Side::New,
    );
    assert_eq!(reverse, None);
}

/// What the comparison says of two formats is what values say.
#[test]
fn every_two_formats_are_told_apart_where_they_differ() {
    let formats = Format::ALL.map(|it| format!(r#", "format": "{it}""#));
    let all: Vec<_> = formats.into_iter().chain([String::new()]).collect();
    let string = |more: &str| lexicon(&format!(r#""main": {{"type": "string"{more}}}"#));
    let worlds: Vec<_> = all.iter().map(|it| string(it)).collect();
    let main = name("com.example.it");
    let mut wrong = Vec::new();
    for (before, old) in all.iter().zip(&worlds) {
        for (after, new) in all.iter().zip(&worlds) {
            let found = [Side::Old, Side::New]
                .map(|side| difference(old, new, &main, Subject::Value, side).is_some());
            let changes = changes(old, new, ChangeOptions::default());
            let value_set = changes
                .first()
                .map_or(ValueSetChange::UNCHANGED, |it| it.kind.value_set());
            if found != [value_set.narrowed, value_set.widened] {
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
    let input = [Step::Input];
    let added = change(&input, body(BodyAspect::Added));
    let added = find(&without, &with, &added);
    insta::assert_snapshot!(one(added), @"the old version accepts a request of `com.example.it` without a body, and the new version refuses it: the input of `com.example.it` is `image/*`");
    let removed = change(&input, body(BodyAspect::Removed));
    let removed = find(&with, &without, &removed);
    insta::assert_snapshot!(one(removed), @"the old version accepts a request of `com.example.it` with a body of `image/x-any`, and the new version refuses it: `com.example.it` has no input");
    let kind = ChangeKind::Definition(DefinitionChange::KindChanged {
        before: Kind::Procedure,
        after: Kind::Query,
        value_set: ValueSetChange::BOTH,
    });
    let both = find(&without, &query, &change(&[], kind));
    let both: Vec<_> = both.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(both.join("\n"), @r"
    the old version accepts `com.example.it` called as a procedure, and the new version refuses it: `com.example.it` is a query
    the new version accepts `com.example.it` called as a query, and the old version refuses it: `com.example.it` is a procedure
    ");
    let none = Ir::default();
    let kind = Kind::Procedure;
    let removed = ChangeKind::Definition(DefinitionChange::Removed { kind });
    insta::assert_snapshot!(one(find(&with, &none, &change(&[], removed))), @"the old version accepts `com.example.it` called as a procedure, and the new version refuses it: `com.example.it` is not an endpoint");
    let typed = endpoint(
        r#""procedure", "input": {"encoding": "image/*", "schema": {"type": "object",
            "required": ["a"], "properties": {"a": {"type": "boolean"}}}}"#,
    );
    let added = change(&[Step::Input, Step::Schema], body(BodyAspect::SchemaAdded));
    let added = find(&with, &typed, &added);
    insta::assert_snapshot!(one(added), @r"
    the old version accepts this request to `com.example.it`, and the new version refuses it: /a: is missing
    {}
    ");
}

#[test]
fn a_program_reads_all_of_it() {
    let witness = Witness {
        definition: name("com.example.it"),
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
