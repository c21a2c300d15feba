//! JSON Schema describes the data on the wire.

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Value, json};

use super::lexicons::{
    AnyRecord,
    com::example::{
        awkward::values::Values,
        shelf::{book::Book, defs::Condition, return_book, section::Section},
    },
};

/// The schema of a type and of those it refers to.
pub fn schema_of<T: JsonSchema>() -> Value {
    SchemaGenerator::new(SchemaSettings::draft2020_12())
        .into_root_schema_for::<T>()
        .to_value()
}

/// Where a value breaks the schema, for the keywords that lexgen writes. Assertions
/// that only annotate, such as formats, are ignored.
pub fn breaks(root: &Value, schema: &Value, value: &Value, path: &str) -> Option<String> {
    let within = |schema| breaks(root, schema, value, path);
    let Some(keywords) = schema.as_object() else {
        return (*schema == json!(false)).then(|| path.to_owned());
    };
    for (keyword, expected) in keywords {
        let list = || expected.as_array().into_iter().flatten();
        let least = expected.as_i64().unwrap_or_default();
        let characters = value.as_str().map(|text| text.chars().count() as i64);
        let items = value.as_array().map(|items| items.len() as i64);
        let broken = match keyword.as_str() {
            "$ref" => {
                let pointer = expected.as_str().and_then(|it| it.strip_prefix('#'));
                let target = pointer
                    .and_then(|it| root.pointer(it))
                    .expect("a definition");
                within(target)
            }
            "allOf" => list().find_map(within),
            "anyOf" => list()
                .all(|it| within(it).is_some())
                .then(|| path.to_owned()),
            "oneOf" => {
                (list().filter(|it| within(it).is_none()).count() != 1).then(|| path.to_owned())
            }
            "not" => within(expected).is_none().then(|| path.to_owned()),
            "properties" => expected
                .as_object()
                .into_iter()
                .flatten()
                .find_map(|(name, it)| {
                    breaks(root, it, value.get(name)?, &format!("{path}/{name}"))
                }),
            "items" => (value.as_array().into_iter().flatten().enumerate())
                .find_map(|(index, item)| breaks(root, expected, item, &format!("{path}/{index}"))),
            keyword => {
                let is_met = match keyword {
                    "type" => expected == kind(value) || list().any(|it| it == kind(value)),
                    "const" => expected == value,
                    "enum" => list().any(|it| it == value),
                    "required" => list().all(|name| {
                        !value.is_object() || value.get(name.as_str().expect("a name")).is_some()
                    }),
                    "minimum" => value.as_i64().is_none_or(|it| it >= least),
                    "maximum" => value.as_i64().is_none_or(|it| it <= least),
                    "minLength" => characters.is_none_or(|it| it >= least),
                    "maxLength" => characters.is_none_or(|it| it <= least),
                    "minItems" => items.is_none_or(|it| it >= least),
                    "maxItems" => items.is_none_or(|it| it <= least),
                    "additionalProperties" => {
                        let known = keywords["properties"].as_object().expect("properties");
                        (value.as_object().into_iter().flatten())
                            .all(|(name, _)| known.contains_key(name))
                    }
                    "$schema" | "title" | "$defs" | "description" | "examples" | "format"
                    | "contentEncoding" => true,
                    other => panic!("unknown keyword {other}"),
                };
                (!is_met).then(|| format!("{path}: {keyword}"))
            }
        };
        if broken.is_some() {
            return broken;
        }
    }
    None
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn refused<T: JsonSchema>(value: &Value) -> Option<String> {
    let schema = schema_of::<T>();
    breaks(&schema, &schema, value, "")
}

#[test]
fn names_and_descriptions_are_those_of_the_lexicon() {
    let schema = schema_of::<Book>();
    assert_eq!(
        schema["properties"]["$type"]["const"],
        "com.example.shelf.book"
    );
    let created = &schema["properties"]["createdAt"];
    assert_eq!(
        (&created["type"], &created["format"]),
        (&json!("string"), &json!("date-time"))
    );
    let required = schema["required"].as_array().expect("an array");
    assert!(required.contains(&json!("$type")) && required.contains(&json!("createdAt")));
    assert!(
        schema["description"]
            .as_str()
            .is_some_and(|it| it.contains("book")),
        "{schema}"
    );
    assert!(schema["properties"].get("created_at").is_none());
    assert!(schema["properties"].get("extra").is_none());
}

#[test]
fn what_a_lexicon_refuses_is_refused() {
    let book = json!({
        "$type": "com.example.shelf.book", "title": "Flora", "authors": ["Ada"],
        "createdAt": "2024-01-02T03:04:05Z", "pages": 212, "new": 1.5,
        "contents": {"$type": "com.example.shelf.book#plates", "count": 40},
    });
    assert_eq!(refused::<Book>(&book), None);
    for (pointer, value) in [
        ("/$type", json!("com.example.shelf.note")),
        ("/title", json!(null)),
        ("/title", json!("")),
        ("/authors", json!([])),
        ("/authors", json!([1])),
        ("/pages", json!(0)),
        ("/contents/$type", json!(1)),
        ("/contents/count", json!("40")),
    ] {
        let mut broken = book.clone();
        *broken.pointer_mut(pointer).expect(pointer) = value;
        assert!(refused::<Book>(&broken).is_some(), "{pointer}");
    }
    // A member that is not listed.
    let mut open = book;
    open["contents"] = json!({"$type": "com.example.new", "count": "40"});
    assert_eq!(refused::<Book>(&open), None);
    assert_eq!(refused::<Condition>(&json!("mint")), None);
    assert!(refused::<Condition>(&json!("new")).is_some());
    assert_eq!(
        refused::<Section>(&json!({"name": "Attic", "parent": {"name": "House"}})),
        None
    );
    assert!(refused::<Section>(&json!({"name": "Attic", "parent": {}})).is_some());
}

#[test]
fn any_record_is_described_by_its_type() {
    let note = json!({
        "$type": "com.example.shelf.note", "text": "hm", "createdAt": "2024-01-02T03:04:05Z",
    });
    assert_eq!(refused::<AnyRecord>(&note), None);
    assert!(refused::<AnyRecord>(&json!({"$type": "com.example.shelf.note"})).is_some());
    assert_eq!(
        refused::<AnyRecord>(&json!({"$type": "com.example.new"})),
        None
    );
}

#[test]
fn absent_and_null_are_told_apart() {
    let slip =
        |fine: Value| json!({"loan": "at://a.example/com.example.shelf.loan/1", "fine": fine});
    assert_eq!(refused::<return_book::Slip>(&slip(json!(null))), None);
    assert_eq!(refused::<return_book::Slip>(&slip(json!(5))), None);
    assert!(refused::<return_book::Slip>(&slip(json!("5"))).is_some());
    assert_eq!(
        refused::<return_book::Slip>(&json!({"loan": "at://a.example"})),
        None
    );
    assert!(refused::<Values>(&json!({"signIn": null})).is_some());
}
