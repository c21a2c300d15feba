//! Parameters, which are sent as text whatever their type is.

use super::Integers;
use crate::{
    compiler::{
        ir::{Text, TypeKind},
        schema::{Boolean, StringType},
    },
    syntax::Format,
};

/// Whether each text that stands for a value of one type stands for a value of
/// the other, which is of another kind.
pub(in crate::compiler::compare) fn stands_for(inner: &TypeKind, outer: &TypeKind) -> bool {
    match (inner, outer) {
        (TypeKind::Boolean(inner), TypeKind::String(outer)) => {
            let mut texts = booleans(inner).map(|it| it.to_string());
            texts.all(|text| outer.schema.allows(&text))
        }
        (TypeKind::Integer(inner), TypeKind::String(outer)) => {
            are_texts(&Integers::of(inner), &outer.schema)
        }
        (TypeKind::String(inner), TypeKind::Integer(outer)) => {
            let outer = Integers::of(outer);
            let is_one = |text: &str| text.parse().is_ok_and(|it| outer.contain(it));
            listed(inner).is_some_and(|mut texts| texts.all(is_one))
        }
        (TypeKind::String(inner), TypeKind::Boolean(outer)) => {
            let is_one = |text: &str| booleans(outer).any(|it| text == it.to_string());
            listed(inner).is_some_and(|mut texts| texts.all(is_one))
        }
        _ => false,
    }
}

fn booleans(schema: &Boolean) -> impl Iterator<Item = bool> {
    let only = schema.constant;
    let all = [false, true].into_iter();
    all.filter(move |it| only.is_none_or(|only| only == *it))
}

/// The texts of a string that lists them.
fn listed(text: &Text) -> Option<impl Iterator<Item = &str>> {
    let schema = &text.schema;
    let all = match &schema.constant {
        Some(only) => std::slice::from_ref(only),
        None if schema.values.is_empty() => return None,
        None => &schema.values,
    };
    let texts = all.iter().map(String::as_str);
    Some(texts.filter(|it| schema.allows(it)))
}

/// Whether integers in decimal are texts of a type.
fn are_texts(integers: &Integers, schema: &StringType) -> bool {
    let is_text = |it: &i64| schema.allows(&it.to_string());
    if let Some(listed) = integers.listed() {
        return listed.iter().all(is_text);
    }
    // Of these formats the digits are like any other letters.
    let is_plain = matches!(schema.format, None | Some(Format::RecordKey | Format::Cid))
        && schema.values.is_empty()
        && schema.constant.is_none();
    // The longest and the shortest of them, with a sign and without.
    is_plain && integers.extremes().iter().all(is_text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::ir::tests::sound;

    /// Two parameters, and whether all of the one are of the other, each way.
    #[track_caller]
    fn assert(one: &str, other: &str, expected: [bool; 2]) {
        let main = format!(
            r#""main": {{"type": "query", "parameters": {{"type": "params",
                "properties": {{"a": {{{one}}}, "b": {{{other}}}}}}}}}"#
        );
        let ir = sound(&[("com.example.it", &main)]);
        let crate::compiler::ir::DefinitionKind::Endpoint(endpoint) =
            &ir.modules[0].definitions[0].kind
        else {
            panic!("an endpoint");
        };
        let fields = &endpoint.params.as_ref().expect("parameters").fields;
        let types = ["a", "b"].map(|name| {
            let field = fields.iter().find(|field| field.name == name);
            &field.expect("a field").r#type
        });
        let found = [
            stands_for(types[0], types[1]),
            stands_for(types[1], types[0]),
        ];
        assert_eq!(found, expected, "{one} and {other}");
    }

    #[test]
    fn numbers_and_truth_are_texts() {
        let (string, integer) = (r#""type": "string""#, r#""type": "integer""#);
        assert(integer, string, [true, false]);
        assert(r#""type": "boolean""#, string, [true, false]);
        assert(r#""type": "boolean""#, integer, [false, false]);
        let below = |most: u32| format!(r#""type": "string", "maxLength": {most}"#);
        assert(integer, &below(20), [true, false]);
        assert(integer, &below(19), [false, false]);
        let small = r#""type": "integer", "minimum": -9, "maximum": 99"#;
        assert(small, &below(2), [true, false]);
        assert(small, &below(1), [false, false]);
        let one_byte = r#""type": "string", "minLength": 2"#;
        assert(small, one_byte, [false, false]);
        assert(
            small,
            r#""type": "string", "format": "record-key""#,
            [true, false],
        );
        assert(
            small,
            r#""type": "string", "format": "handle""#,
            [false, false],
        );
    }

    #[test]
    fn listed_texts_may_be_numbers() {
        let digits = r#""type": "string", "enum": ["1", "2"]"#;
        assert(digits, r#""type": "integer""#, [true, false]);
        assert(digits, r#""type": "integer", "maximum": 1"#, [false, false]);
        assert(digits, r#""type": "integer", "enum": [2, 1]"#, [true, true]);
        let yes = r#""type": "string", "const": "true""#;
        assert(yes, r#""type": "boolean""#, [true, false]);
        assert(yes, r#""type": "boolean", "const": true"#, [true, true]);
        assert(yes, r#""type": "boolean", "const": false"#, [false, false]);
    }
}
