//! Types that hold themselves.

use super::{super::DefinitionKind, sound};

/// Which fields are boxed, as `Struct.field`.
fn boxed(documents: &[(&str, &str)]) -> Vec<String> {
    let ir = sound(documents);
    let mut boxed = Vec::new();
    for definition in ir.modules.iter().flat_map(|module| &module.definitions) {
        if let DefinitionKind::Object(object) = &definition.kind {
            for field in object.fields.iter().filter(|field| field.boxed) {
                boxed.push(format!("{}.{}", object.rust_name, field.rust_name));
            }
        }
    }
    boxed
}

fn object(fields: &str) -> String {
    format!(r#"{{"type":"object","properties":{{{fields}}}}}"#)
}

fn reference(name: &str, to: &str) -> String {
    format!(r#""{name}":{{"type":"ref","ref":"{to}"}}"#)
}

#[test]
fn only_plain_fields_on_a_cycle_are_boxed() {
    let array = r##""many":{"type":"array","items":{"type":"ref","ref":"#node"}}"##;
    let union = r##""one":{"type":"union","refs":["#node"]}"##;
    let node = object(
        &[
            &reference("next", "#node"),
            &reference("leaf", "#leaf"),
            array,
            union,
        ]
        .join(","),
    );
    let defs = format!(r#""node":{node},"leaf":{}"#, object(""));
    assert_eq!(boxed(&[("com.example.defs", &defs)]), ["Node.next"]);
}

#[test]
fn cycles_across_documents_are_found() {
    let a = format!(r#""a":{}"#, object(&reference("b", "com.example.two#b")));
    let b = format!(r#""b":{}"#, object(&reference("a", "com.example.one#a")));
    assert_eq!(
        boxed(&[("com.example.one", &a), ("com.example.two", &b)]),
        ["A.b", "B.a"]
    );
}

#[test]
fn arrays_of_themselves_are_newtypes() {
    let defs = r##""tree":{"type":"array","items":{"type":"ref","ref":"#tree"}},
        "trees":{"type":"array","items":{"type":"ref","ref":"#tree"}}"##;
    let ir = sound(&[("com.example.defs", defs)]);
    let newtypes: Vec<bool> = ir.modules[0]
        .definitions
        .iter()
        .map(|it| matches!(it.kind, DefinitionKind::Type { newtype: true, .. }))
        .collect();
    assert_eq!(newtypes, [true, false]);
}
