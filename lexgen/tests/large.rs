//! Lexicons far larger than anybody writes. A pass that looks at every pair of
//! what it is given takes minutes for these, and no test here would end.

#![cfg(feature = "codegen")]

use std::{collections::BTreeSet, fmt::Write as _};

use lexgen::__internal::{
    check::{Checked, check},
    compare::{self, Comparison, compare},
    diagnostic::Report,
    dynamic::{Schema, Subject},
    ir::{self, DefinitionKind, Ir, TypeKind},
    items,
    lint::lint,
    print,
    source::Sources,
};
use lexgen::Data;
use serde_json::Value;

/// How many entries a list has.
const MANY: usize = 30_000;

/// Entries of an object or an array.
fn many(entry: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for number in 0..MANY {
        let comma = if number == 0 { "" } else { "," };
        write!(text, "{comma}{}", entry(number)).expect("a text");
    }
    text
}

/// A document of one line with these definitions.
fn document(defs: &str) -> String {
    format!(r#"{{"lexicon":1,"id":"com.example.large","defs":{{{defs}}}}}"#)
}

/// An object as `main`.
fn object(members: &str, properties: &str) -> String {
    document(&format!(
        r#""main":{{"type":"object"{members},"properties":{{{properties}}}}}"#
    ))
}

fn checked(text: String) -> (Sources, Checked) {
    let mut sources = Sources::default();
    sources.add("large.json", None, text);
    let checked = check(&sources);
    (sources, checked)
}

/// What a sound document means.
fn resolved(text: String) -> Ir {
    let (_, checked) = checked(text);
    assert!(!checked.has_errors(), "{:?}", checked.diagnostics.first());
    let (ir, problems) = ir::resolve(
        &checked.documents,
        &checked.refused,
        &ir::Options::default(),
    );
    assert_eq!(problems, []);
    ir
}

fn compared(old: String, new: String) -> Comparison {
    compare(&resolved(old), &resolved(new), &compare::Options::default())
}

fn codes(comparison: &Comparison) -> BTreeSet<&str> {
    let verdicts = comparison.verdicts.iter();
    verdicts.map(|it| it.rule.code).collect()
}

/// The names of the variants of the only property of `main`.
fn variants(ir: &Ir) -> BTreeSet<&str> {
    let DefinitionKind::Object(object) = &ir.modules[0].definitions[0].kind else {
        panic!("an object");
    };
    match &object.fields[0].r#type.kind {
        TypeKind::Union(union) => (union.members.iter())
            .map(|it| it.rust_name.as_str())
            .collect(),
        TypeKind::String(text) => (text.values.iter())
            .flat_map(|it| &it.variants)
            .map(|it| it.rust_name.as_str())
            .collect(),
        other => panic!("{other:?}"),
    }
}

fn names(prefix: &str) -> String {
    many(|number| format!(r#""{prefix}{number}""#))
}

fn strings(prefix: &str) -> String {
    many(|number| format!(r#""{prefix}{number}":{{"type":"string"}}"#))
}

#[test]
fn findings_in_a_line_without_end_have_their_columns() {
    // The last ones, for a report has only the first of many.
    let last = MANY - 150..MANY;
    let listed: Vec<_> = last
        .clone()
        .map(|number| format!(r#""p{number}""#))
        .collect();
    let nullable = format!(r#","nullable":[{}]"#, listed.join(","));
    let text = object(&nullable, &strings("p"));
    let (sources, checked) = checked(text.clone());
    let findings = lint(
        &sources,
        &checked.documents,
        &ir::resolve_all(&checked.documents),
    );
    let nullable = findings
        .into_iter()
        .filter(|it| it.code == "nullable-and-optional");
    let report = Report::new(&sources, nullable);
    assert_eq!(report.diagnostics().len(), last.len());

    let lines = report.to_json_lines();
    let last: Value = serde_json::from_str(lines.lines().last().expect("one")).expect("JSON");
    let last_name = format!("\"p{}\":", MANY - 1);
    let column = text.find(&last_name).expect("there") + 1;
    assert_eq!(
        (&last["line"], &last["column"]),
        (&1.into(), &column.into())
    );
    assert!(report.to_text(false).contains(&last_name));
}

#[test]
fn every_reference_that_leads_nowhere_is_told() {
    let defs = many(|number| {
        format!(r##""d{number}":{{"type":"array","items":{{"type":"ref","ref":"#no{number}"}}}}"##)
    });
    let (_, checked) = checked(document(&defs));
    let options = ir::Options::default();
    let (_, problems) = ir::resolve(&checked.documents, &checked.refused, &options);
    let told: usize = problems.iter().map(|problem| problem.occurrences).sum();
    assert_eq!(told, MANY);
    // The first ones by themselves.
    assert_eq!(problems.len(), 10_001);
}

#[test]
fn properties_are_compared_by_their_names() {
    let required = |prefix| format!(r#","required":[{}]"#, names(prefix));
    let properties = format!("{},{}", strings("p"), strings("q"));
    let comparison = compared(
        object(&required("p"), &properties),
        object(&required("q"), &properties),
    );
    assert_eq!(comparison.verdicts.len(), 2 * MANY);
    assert_eq!(
        codes(&comparison),
        ["field-became-optional", "field-became-required"].into()
    );
}

#[test]
fn values_are_compared_by_their_names() {
    for (list, code) in [
        ("enum", "enum-value-replaced"),
        ("knownValues", "known-value-removed"),
    ] {
        let of = |prefix| {
            let values = names(prefix);
            object(
                "",
                &format!(r#""a":{{"type":"string","{list}":[{values}]}}"#),
            )
        };
        assert_eq!(variants(&resolved(of("v"))).len(), MANY);
        let comparison = compared(of("v"), of("w"));
        assert!(
            codes(&comparison).contains(code),
            "{:?}",
            codes(&comparison)
        );
    }
}

#[test]
fn members_and_their_definitions_are_compared_by_their_names() {
    let of = |kept: usize| {
        let defs = many(|number| format!(r#""d{number}":{{"type":"object","properties":{{}}}}"#));
        let refs: Vec<String> = (0..MANY)
            .filter(|number| number % kept == 0)
            .map(|number| format!(r##""#d{number}""##))
            .collect();
        let refs = refs.join(",");
        document(&format!(
            r#""main":{{"type":"object","properties":{{"a":{{"type":"union","refs":[{refs}]}}}}}},{defs}"#
        ))
    };
    assert_eq!(variants(&resolved(of(1))).len(), MANY);
    let comparison = compared(of(1), of(2));
    assert_eq!(comparison.verdicts.len(), MANY / 2);
    // Each change is told what it does, and not what the others do.
    let reasons = comparison.verdicts.iter().map(|it| it.rust_reasons.len());
    assert_eq!(reasons.max(), Some(1));
}

#[test]
fn names_that_come_out_alike_stay_short() {
    let value = |number: usize| {
        let bits = format!("{number:016b}");
        let apart: String = (bits.chars())
            .map(|bit| if bit == '0' { '-' } else { '_' })
            .collect();
        format!(r#""a{apart}b""#)
    };
    let values = many(value);
    let ir = resolved(object(
        "",
        &format!(r#""a":{{"type":"string","knownValues":[{values}]}}"#),
    ));
    let names = variants(&ir);
    assert_eq!(names.len(), MANY);
    assert!(names.iter().all(|name| name.len() < 12));
    let text = print::single_file(&ir, &items::Options::default()).expect("laid out");
    assert!(text.contains(&format!("AB{}_", MANY - 1)));
}

#[test]
fn arrays_of_arrays_without_end_are_compared() {
    let of = |last: &str| {
        let defs = many(|number| {
            let next = number + 1;
            format!(r##""d{number}":{{"type":"array","items":{{"type":"ref","ref":"#d{next}"}}}}"##)
        });
        document(&format!(r#"{defs},"d{MANY}":{{"type":"{last}"}}"#))
    };
    let comparison = compared(of("string"), of("integer"));
    assert_eq!(codes(&comparison), ["type-changed"].into());
}

#[test]
fn definitions_that_hold_one_another_without_end_are_resolved() {
    let defs = many(|number| {
        let next = (number + 1) % MANY;
        format!(
            r##""d{number}":{{"type":"object","properties":{{"a":{{"type":"ref","ref":"#d{next}"}}}}}}"##
        )
    });
    let ir = resolved(document(&defs));
    for definition in &ir.modules[0].definitions {
        let DefinitionKind::Object(object) = &definition.kind else {
            panic!("an object");
        };
        assert!(object.fields[0].boxed, "{}", definition.name);
    }
}

#[test]
fn definitions_that_require_one_another_without_end_are_told_once() {
    let defs = many(|number| {
        let next = (number + 1) % MANY;
        format!(
            r##""d{number}":{{"type":"object","required":["a"],"properties":{{"a":{{"type":"ref","ref":"#d{next}"}}}}}}"##
        )
    });
    let (_, checked) = checked(document(&defs));
    let options = ir::Options::default();
    let (_, problems) = ir::resolve(&checked.documents, &checked.refused, &options);
    let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["infinite-type"]);
}

#[test]
fn values_and_members_of_data_are_looked_up_by_their_names() {
    let members = many(|number| format!(r##""#m{number}""##));
    let objects = many(|number| format!(r#""m{number}":{{"type":"object","properties":{{}}}}"#));
    let values = names("v");
    let ir = resolved(document(&format!(
        r#""main":{{"type":"object","properties":{{
            "values":{{"type":"array","items":{{"type":"string","enum":[{values}]}}}},
            "members":{{"type":"array","items":{{"type":"union","closed":true,
                "refs":[{members}]}}}}}}}},{objects}"#
    )));
    let members = many(|number| format!(r#"{{"$type":"com.example.large#m{number}"}}"#));
    let of = |more: &str| -> Data {
        let text = format!(r#"{{"values":[{values}{more}],"members":[{members}]}}"#);
        serde_json::from_str(&text).expect("data")
    };
    let schema = Schema::find(&ir, "com.example.large", Subject::Value).expect("is there");
    assert_eq!(schema.validate(&of("")), Ok(()));
    let violations = schema.validate(&of(r#","v""#)).expect_err("no value");
    let paths: Vec<_> = violations.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(paths, [format!("/values/{MANY}")]);
}
