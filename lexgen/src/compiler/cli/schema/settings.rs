//! The JSON Schema of `lexgen.toml`, from the table of settings.

use serde_json::{Map, Value as Json, json};

use super::DRAFT;
use crate::compiler::settings::table::{SETTINGS, Setting, Value};

/// The schema.
pub(super) fn schema() -> Json {
    let mut schema = table(SETTINGS);
    schema["$schema"] = DRAFT.into();
    schema["title"] = "Settings of lexgen".into();
    schema
}

fn table(settings: &[Setting]) -> Json {
    let required = settings.iter().filter(|setting| setting.is_required);
    let required: Vec<_> = required.map(|setting| setting.name).collect();
    let mut properties = Map::new();
    for setting in settings {
        let mut schema = value(setting.value);
        schema["description"] = setting.about.replace('\n', " ").into();
        properties.insert(setting.name.to_owned(), schema);
    }
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": required,
        "properties": properties,
    })
}

fn value(value: Value) -> Json {
    let text = || json!({ "type": "string" });
    let list = |items: Json| json!({ "type": "array", "items": items });
    let map = |values: Json| json!({ "type": "object", "additionalProperties": values });
    let pattern = || {
        let segment = "[A-Za-z0-9-]+";
        json!({ "type": "string", "pattern": format!(r"^(\*|{segment}(\.{segment})*(\.\*|\.{segment}))$") })
    };
    let codes = |rules: fn() -> Vec<&'static crate::compiler::diagnostic::Rule>| {
        rules().iter().map(|rule| rule.code).collect::<Vec<_>>()
    };
    match value {
        Value::Text => text(),
        Value::Texts => list(text()),
        Value::Flag => json!({ "type": "boolean" }),
        Value::Pattern => pattern(),
        Value::Patterns => list(pattern()),
        Value::OneOf(texts) => json!({ "enum": texts }),
        Value::Rule(rules) => json!({ "enum": codes(rules) }),
        Value::Rules(rules, more) => {
            let names = [codes(rules).as_slice(), more].concat();
            list(json!({ "enum": names }))
        }
        Value::Categories => list(json!({ "enum": Value::categories() })),
        Value::Date => json!({ "type": "string", "format": "date" }),
        Value::TextMap => map(text()),
        Value::TextsMap => map(list(text())),
        Value::Table(settings) => table(settings),
        Value::Tables(settings) => list(table(settings)),
    }
}
