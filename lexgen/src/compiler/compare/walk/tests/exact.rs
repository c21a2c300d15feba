//! What a change is said to do to the valid values, against the values
//! themselves: every combination of small bounds, closed lists and constants.

use crate::{
    compiler::{
        compare::{
            ValueSetChange,
            walk::{Found, Renames, Versions, Walk},
        },
        ir::{self, Ir, TypeKind},
        schema::{Blob, Boolean, Integer, StringType},
    },
    syntax::{Format, Nsid},
    validate::{self, Constraints, Validator},
};

/// The value_set that the walk finds between two types.
fn found(old: &TypeKind, new: &TypeKind) -> ValueSetChange {
    let ir = Ir::default();
    let renames = Renames::default();
    let versions = Versions {
        old: &ir,
        new: &ir,
        renames: &renames,
        is_search: false,
        finds_fields: true,
    };
    let nsid = Nsid::new("com.example.it").expect("an NSID");
    let mut walk = Walk::for_inside(versions, &nsid);
    walk.type_kinds(old, new);
    match walk.found {
        Found::Inside { inside, .. } => inside.value_set,
        Found::Changes { .. } => unreachable!("asked for the value_set"),
    }
}

/// Compares each type with each, given which of all values each allows.
#[track_caller]
fn assert_exact(types: &[(TypeKind, Vec<bool>)]) {
    for (old, before) in types {
        for (new, after) in types {
            let any = |one: &[bool], other: &[bool]| {
                one.iter().zip(other).any(|(one, other)| *one && !*other)
            };
            let expected = ValueSetChange {
                narrowed: any(before, after),
                widened: any(after, before),
            };
            assert_eq!(found(old, new), expected, "{old:#?} {new:#?}");
        }
    }
}

fn is_allowed(check: impl FnOnce(&mut Validator<'_>)) -> bool {
    let mut validator = Validator::default();
    check(&mut validator);
    validator.finish().is_ok()
}

/// A text for each number of bytes and of graphemes, and some with a format.
fn texts() -> Vec<String> {
    let mut texts = vec![
        String::new(),
        "3jzfcijpj2z2a".to_owned(),
        "did:a:b".to_owned(),
        "a.b".to_owned(),
        "did:plc:abcdefg".to_owned(),
        "did:plc:abcde".to_owned(),
        "did:plc:abcdef".to_owned(),
        "ab.example.com".to_owned(),
        "b.c".to_owned(),
        "a.example.com".to_owned(),
        "alice.example.com".to_owned(),
        "3jzfcijpj2z2b".to_owned(),
        "13 characters".to_owned(),
        "14 characters.".to_owned(),
        "b b".to_owned(),
        "no format at all".to_owned(),
    ];
    for bytes in 1..8 {
        for graphemes in 1..=bytes {
            let marks = bytes - graphemes;
            let first = if marks % 2 == 0 { "b" } else { "é" };
            texts.push(format!(
                "{}{first}{}",
                "b".repeat(graphemes - 1),
                "\u{301}".repeat(marks / 2)
            ));
        }
    }
    texts
}

fn string(schema: StringType, texts: &[String]) -> (TypeKind, Vec<bool>) {
    let values: Vec<&str> = schema.values.iter().map(String::as_str).collect();
    let rules = Constraints {
        min_length: schema.min_length,
        max_length: schema.max_length,
        min_graphemes: schema.min_graphemes,
        max_graphemes: schema.max_graphemes,
        strings: &values,
        string: schema.constant.as_deref(),
        format: schema.format,
        ..Constraints::NONE
    };
    let allowed = texts
        .iter()
        .map(|text| is_allowed(|validator| validate::string(text, &rules, validator)))
        .collect();
    let text = ir::Text {
        schema,
        values: None,
        lookup: Default::default(),
    };
    (TypeKind::String(text), allowed)
}

#[test]
fn strings_of_every_length() {
    let texts = texts();
    let mut types = Vec::new();
    for min_length in [None, Some(0), Some(2)] {
        for max_length in [None, Some(0), Some(1), Some(3)] {
            for min_graphemes in [None, Some(1), Some(2)] {
                for max_graphemes in [None, Some(0), Some(1), Some(3)] {
                    let is_ordered = |least: Option<u64>, most: Option<u64>| {
                        least.unwrap_or(0) <= most.unwrap_or(u64::MAX)
                    };
                    if !is_ordered(min_length, max_length)
                        || !is_ordered(min_graphemes, max_graphemes)
                    {
                        continue;
                    }
                    let schema = StringType {
                        min_length,
                        max_length,
                        min_graphemes,
                        max_graphemes,
                        ..StringType::default()
                    };
                    types.push(string(schema, &texts));
                }
            }
        }
    }
    assert!(types.len() > 60);
    assert_exact(&types);
}

#[test]
fn strings_that_are_listed_or_have_a_format() {
    let texts = texts();
    let mut types = Vec::new();
    let lists: [&[&str]; 4] = [&[], &["a.b"], &["a.b", "did:a:b"], &["b", "bb", "é"]];
    let formats = [
        None,
        Some(Format::Did),
        Some(Format::AtIdentifier),
        Some(Format::Handle),
        Some(Format::Tid),
    ];
    for list in lists {
        for format in formats {
            for max_length in [None, Some(2), Some(13), Some(14)] {
                for constant in [None, Some("a.b"), Some("b")] {
                    let values = list.iter().map(|it| (*it).to_owned()).collect();
                    let schema = StringType {
                        format,
                        values,
                        max_length,
                        constant: constant.map(str::to_owned),
                        ..StringType::default()
                    };
                    types.push(string(schema, &texts));
                }
            }
        }
    }
    assert_exact(&types);
}

#[test]
fn integers() {
    let values: Vec<i64> = (-3..7).chain([i64::MIN, i64::MAX]).collect();
    let mut types = Vec::new();
    for minimum in [None, Some(i64::MIN), Some(0), Some(2)] {
        for maximum in [None, Some(i64::MAX), Some(2), Some(4)] {
            for list in [&[][..], &[0, 1, 2], &[4, 3, 2], &[2]] {
                for constant in [None, Some(2), Some(5)] {
                    let schema = Integer {
                        minimum,
                        maximum,
                        values: list.to_vec(),
                        constant,
                        ..Integer::default()
                    };
                    let rules = Constraints {
                        minimum,
                        maximum,
                        integers: list,
                        integer: constant,
                        ..Constraints::NONE
                    };
                    let allowed = values.iter().map(|value| {
                        is_allowed(|validator| validate::integer(*value, &rules, validator))
                    });
                    let allowed = allowed.collect();
                    types.push((TypeKind::Integer(schema), allowed));
                }
            }
        }
    }
    assert_exact(&types);
}

#[test]
fn booleans() {
    let types: Vec<_> = [None, Some(true), Some(false)]
        .into_iter()
        .map(|constant| {
            let schema = Boolean {
                constant,
                ..Boolean::default()
            };
            let allowed = [true, false].map(|value| constant.is_none_or(|it| it == value));
            (TypeKind::Boolean(schema), allowed.to_vec())
        })
        .collect();
    assert_exact(&types);
}

#[test]
fn blobs() {
    let patterns: [Option<&[&str]>; 7] = [
        None,
        Some(&["*/*"]),
        Some(&["image/*"]),
        Some(&["image/png"]),
        Some(&["image/png", "image/jpeg"]),
        Some(&["video/mp4", "image/*"]),
        Some(&["IMAGE/PNG; a=b"]),
    ];
    let types_of_blobs = ["image/png", "image/jpeg", "image/x", "video/mp4", "a/b"];
    let mut types = Vec::new();
    for accept in patterns {
        for max_size in [None, Some(5), Some(9)] {
            let schema = Blob {
                accept: accept.map(|it| it.iter().map(|it| (*it).to_owned()).collect()),
                max_size,
            };
            let mut allowed = Vec::new();
            for mime_type in types_of_blobs {
                for size in [5, 9, 99] {
                    let json = serde_json::json!({
                        "$type": "blob", "mimeType": mime_type, "size": size,
                        "ref": {"$link":
                            "bafkreibjo4xmgaevkgud7mbifn3dzp4v4lyaui4yvqp3f2bqwtxcjrdqg4"}
                    });
                    let blob: crate::Blob = serde_json::from_value(json).expect("a blob");
                    let rules = Constraints {
                        accept,
                        max_size,
                        ..Constraints::NONE
                    };
                    allowed.push(is_allowed(|validator| {
                        validate::blob(&blob, &rules, validator);
                    }));
                }
            }
            types.push((TypeKind::Blob(schema), allowed));
        }
    }
    assert_exact(&types);
}
