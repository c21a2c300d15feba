//! References: what they lead to decides, not what they are called.

use super::{differences, document, only, world};
use crate::compiler::compare::{ChangeKind, ChangeOptions, Constraint, ValueSetChange, changes};

/// What a field `it` is before and after, beside some definitions.
fn value_set(before: &str, after: &str, others: &str) -> ValueSetChange {
    let lexicon = |it: &str| {
        format!(
            r##""main": {{"type": "object", "properties": {{"it": {it}}}}}, {others},
            "list": {{"type": "array", "items": {{"type": "integer"}}}}"##
        )
    };
    let kind = only(&lexicon(before), &lexicon(after));
    let ChangeKind::Constraint(change) = &kind else {
        panic!("{kind:?}");
    };
    assert!(
        matches!(change.constraint, Constraint::Reference { .. }),
        "{change:?}"
    );
    kind.value_set()
}

fn reference(name: &str) -> String {
    format!(r##"{{"type": "ref", "ref": "#{name}"}}"##)
}

const SHORT_AND_LONG: &str = r#"
    "short": {"type": "string", "maxLength": 8},
    "long": {"type": "string", "maxLength": 80}"#;

#[test]
fn another_target_is_what_it_means() {
    let others = SHORT_AND_LONG;
    let (short, long) = (reference("short"), reference("long"));
    assert_eq!(value_set(&short, &long, others), ValueSetChange::WIDENED);
    assert_eq!(
        value_set(&short, &reference("list"), others),
        ValueSetChange::BOTH
    );
    let nowhere = r#"{"type": "ref", "ref": "com.example.nowhere"}"#;
    assert_eq!(value_set(&short, nowhere, others), ValueSetChange::BOTH);
}

#[test]
fn written_in_place_or_referred_to_is_the_same() {
    let others = SHORT_AND_LONG;
    let short = reference("short");
    let in_place = |most: u32| format!(r#"{{"type": "string", "maxLength": {most}}}"#);
    assert_eq!(
        value_set(&short, &in_place(8), others),
        ValueSetChange::UNCHANGED
    );
    assert_eq!(
        value_set(&short, &in_place(7), others),
        ValueSetChange::NARROWED
    );
    assert_eq!(
        value_set(&in_place(7), &short, others),
        ValueSetChange::WIDENED
    );
    assert_eq!(
        value_set(r#"{"type": "unknown"}"#, &short, others),
        ValueSetChange::BOTH
    );
}

#[test]
fn a_token_is_a_string_with_one_value() {
    let others = r#""red": {"type": "token", "description": "Red."}"#;
    let red = reference("red");
    let any = r#"{"type": "string"}"#;
    assert_eq!(value_set(&red, any, others), ValueSetChange::WIDENED);
    assert_eq!(value_set(any, &red, others), ValueSetChange::NARROWED);
    let same = r#"{"type": "string", "const": "com.example.thing#red"}"#;
    assert_eq!(value_set(&red, same, others), ValueSetChange::UNCHANGED);
    let other = r#"{"type": "string", "const": "com.example.thing#blue"}"#;
    assert_eq!(value_set(&red, other, others), ValueSetChange::BOTH);
}

#[test]
fn what_refers_to_itself_is_compared_once_around() {
    let tree = |name: &str, leaf: &str| {
        format!(
            r##""{name}": {{"type": "object", "properties": {{
                "leaf": {leaf},
                "left": {{"type": "ref", "ref": "#{name}"}},
                "rest": {{"type": "array", "items": {{"type": "ref", "ref": "#{name}"}}}}
            }}}}"##
        )
    };
    let narrow = r#"{"type": "integer", "maximum": 9}"#;
    let others = [
        tree("oak", r#"{"type": "integer"}"#),
        tree("elm", r#"{"type": "integer"}"#),
        tree("fir", narrow),
    ]
    .join(",");
    let (oak, elm, fir) = (reference("oak"), reference("elm"), reference("fir"));
    assert_eq!(value_set(&oak, &elm, &others), ValueSetChange::UNCHANGED);
    assert_eq!(value_set(&oak, &fir, &others), ValueSetChange::NARROWED);
    assert_eq!(value_set(&fir, &elm, &others), ValueSetChange::WIDENED);
}

/// What is learned on the way about pairs in a circle holds for each of them.
#[test]
fn every_reference_into_a_circle_sees_all_of_it() {
    let lexicon = |suffix: &str| {
        let target = |name: &str| format!("{name}{suffix}");
        let defs: Vec<String> = ["a", "b"]
            .iter()
            .map(|end| {
                let most = if *end == "a" { 9 } else { 5 };
                format!(
                    r##""x{end}": {{"type": "object", "properties": {{
                        "next": {{"type": "ref", "ref": "#y{end}"}}}}}},
                    "y{end}": {{"type": "object", "properties": {{
                        "next": {{"type": "ref", "ref": "#x{end}"}},
                        "size": {{"type": "integer", "maximum": {most}}}}}}}"##
                )
            })
            .collect();
        format!(
            r##""main": {{"type": "object", "properties": {{
                "one": {{"type": "ref", "ref": "#{}"}},
                "two": {{"type": "ref", "ref": "#{}"}}}}}}, {}"##,
            target("x"),
            target("y"),
            defs.join(",")
        )
    };
    let old = [document("com.example.thing", &lexicon("a"))];
    let new = [document("com.example.thing", &lexicon("b"))];
    let found = differences(&old, &new);
    let value_sets: Vec<_> = found.iter().map(|it| it.kind.value_set()).collect();
    assert_eq!(
        value_sets,
        [ValueSetChange::NARROWED, ValueSetChange::NARROWED],
        "{found:#?}"
    );
}

#[test]
fn records_are_told_apart_by_their_type() {
    let record = r#""main": {"type": "record", "key": "tid",
        "record": {"type": "object", "properties": {"a": {"type": "string"}}}}"#;
    let user = |nsid: &str| {
        let main = format!(
            r#""main": {{"type": "object", "properties": {{
            "it": {{"type": "ref", "ref": "{nsid}"}}}}}},
            "a": {{"type": "object", "properties": {{"a": {{"type": "string"}}}}}}"#
        );
        document("com.example.user", &main)
    };
    let world = |nsid: &str| {
        let records = ["com.example.one", "com.example.two"].map(|nsid| document(nsid, record));
        let mut documents = records.to_vec();
        documents.push(user(nsid));
        documents
    };
    let between = |old: &str, new: &str| {
        let found = differences(&world(old), &world(new));
        assert_eq!(found.len(), 1);
        found[0].kind.value_set()
    };
    assert_eq!(
        between("com.example.one", "com.example.two"),
        ValueSetChange::BOTH
    );
    let object = "com.example.user#a";
    assert_eq!(between("com.example.one", object), ValueSetChange::WIDENED);
    assert_eq!(between(object, "com.example.two"), ValueSetChange::NARROWED);
}

/// Two circles whose lengths have no common divisor make a pair of any two
/// definitions.
#[test]
fn hostile_circles_end_soon_and_are_not_called_harmless() {
    let circle = |prefix: &str, length: usize| {
        let defs: Vec<String> = (0..length)
            .map(|place| {
                let next = (place + 1) % length;
                format!(
                    r##""{prefix}{place}": {{"type": "object", "properties": {{
                        "next": {{"type": "ref", "ref": "#{prefix}{next}"}}}}}}"##
                )
            })
            .collect();
        defs.join(",")
    };
    let lexicon = |first: &str| {
        let main = format!(
            r##""main": {{"type": "object", "properties": {{
                "it": {{"type": "ref", "ref": "#{first}"}}}}}}, {}, {}"##,
            circle("a", 1009),
            circle("b", 1013)
        );
        [document("com.example.thing", &main)]
    };
    let (old, new) = (world(&lexicon("a0")), world(&lexicon("b0")));
    let found = changes(&old, &new, ChangeOptions::default());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].kind.value_set(), ValueSetChange::BOTH);
}
