//! JSON beside the Rust that it becomes, field by field.

use jsonc_parser::{
    ast::{Object as JsonObject, Value},
    common::Ranged,
};

use super::{
    super::{
        model::{Line, Pair},
        site::Site,
    },
    json::highlighted,
    rust::Rust,
};
use crate::compiler::{
    ir::{Body, DefinitionId, DefinitionKind, Module, Object, TypeKind},
    source::json::parse_with_positions,
};

/// The most fields for which it helps.
const MAX_FIELDS: usize = 40;

/// An object of the lexicon that becomes a struct.
struct Part<'i> {
    /// The names that lead to it in the JSON of the definition.
    path: &'static [&'static str],
    object: &'i Object,
    /// The name of the struct.
    name: String,
}

impl Site<'_> {
    /// The JSON of a definition beside its Rust: for each object that becomes a struct, a
    /// pair for the head and one for each field.
    pub(super) fn beside(&self, id: DefinitionId, json: &str, rust: &Rust) -> Vec<Pair> {
        let module = &self.ir().modules[id.module];
        let definition = &module.definitions[id.definition];
        let parts = parts(module, &definition.kind, &definition.rust_name);
        let fields: usize = parts.iter().map(|part| part.object.fields.len()).sum();
        if fields == 0 || fields > MAX_FIELDS {
            return Vec::new();
        }
        let Some(Value::Object(document)) = parse_with_positions(json) else {
            return Vec::new();
        };
        let of_definition = document.get_object("defs");
        let Some(of_definition) = of_definition.and_then(|defs| defs.get_object(&definition.name))
        else {
            return Vec::new();
        };
        let mut pairs = Vec::new();
        for part in &parts {
            let Some(object) = inside(of_definition, part.path) else {
                continue;
            };
            self.add_part(id.module, part, (json, object), rust, &mut pairs);
        }
        pairs
    }

    fn add_part(
        &self,
        index: usize,
        part: &Part<'_>,
        (json, object): (&str, &JsonObject<'_>),
        rust: &Rust,
        pairs: &mut Vec<Pair>,
    ) {
        let Some(declared) = Declared::find(rust.text(), &part.name) else {
            return;
        };
        let rust_lines = |text: &str| self.rust_lines(index, rust, text);
        pairs.push(Pair {
            json: Vec::new(),
            rust: rust_lines(&declared.head),
        });
        for field in &part.object.fields {
            let mut found = declared.fields.iter();
            let found = found.find(|(name, _)| *name == field.rust_name);
            let (Some((_, text)), Some(property)) = (found, object.get(&field.name)) else {
                continue;
            };
            let range = property.range();
            let text_of_json = without_indent(json, range.start, range.end);
            pairs.push(Pair {
                json: highlighted(self, index, &text_of_json).lines,
                rust: rust_lines(text),
            });
        }
        pairs.push(Pair {
            json: Vec::new(),
            rust: rust_lines("}"),
        });
    }

    fn rust_lines(&self, index: usize, rust: &Rust, text: &str) -> Vec<Line> {
        self.highlighted_rust(index, rust, text).lines
    }
}

/// The objects of a definition that become structs with a name.
fn parts<'i>(module: &Module, kind: &'i DefinitionKind, name: &str) -> Vec<Part<'i>> {
    let part = |path, object, name: &str| Part {
        path,
        object,
        name: name.to_owned(),
    };
    match kind {
        DefinitionKind::Record(record) => {
            vec![part(&["record", "properties"], &record.object, name)]
        }
        DefinitionKind::Object(object) => vec![part(&["properties"], object, name)],
        DefinitionKind::Endpoint(endpoint) => {
            let mut parts = Vec::new();
            if let Some(params) = &endpoint.params {
                let name = module.companion("Params");
                parts.push(part(&["parameters", "properties"], params, &name));
            }
            if let Some(object) = object_of(&endpoint.input) {
                let name = module.companion("Input");
                parts.push(part(&["input", "schema", "properties"], object, &name));
            }
            if let Some(object) = object_of(&endpoint.output) {
                let name = module.companion("Output");
                parts.push(part(&["output", "schema", "properties"], object, &name));
            }
            parts
        }
        DefinitionKind::PermissionSet(_)
        | DefinitionKind::Space(_)
        | DefinitionKind::Opaque(_)
        | DefinitionKind::Token { .. }
        | DefinitionKind::Type { .. } => Vec::new(),
    }
}

fn object_of(body: &Option<Body>) -> Option<&Object> {
    match &body.as_ref()?.schema.as_ref()?.kind {
        TypeKind::Object(object) => Some(object),
        _ => None,
    }
}

fn inside<'j, 't>(object: &'j JsonObject<'t>, path: &[&str]) -> Option<&'j JsonObject<'t>> {
    path.iter()
        .try_fold(object, |object, name| object.get_object(name))
}

/// A struct that lexgen has printed.
struct Declared {
    /// The line with its name.
    head: String,
    /// The lines of each field, with the name.
    fields: Vec<(String, String)>,
}

impl Declared {
    fn find(text: &str, name: &str) -> Option<Self> {
        let head = format!("pub struct {name} {{");
        let mut lines = text.lines().skip_while(|line| *line != head);
        let head = lines.next()?.to_owned();
        let mut fields = Vec::new();
        let mut lines_of_field = String::new();
        let mut name = None;
        for line in lines.take_while(|line| *line != "}") {
            let line = line.strip_prefix("    ").unwrap_or(line);
            lines_of_field.push_str(line);
            if let Some((start, _)) = line.strip_prefix("pub ").and_then(|it| it.split_once(':')) {
                name = Some(start.trim_start_matches("r#").to_owned());
            }
            if name.is_some() && line.ends_with(',') && !line.starts_with("    ") {
                let field = (name.take()?, std::mem::take(&mut lines_of_field));
                fields.push(field);
            } else {
                lines_of_field.push('\n');
            }
        }
        Some(Self { head, fields })
    }
}

/// A part of a text, with the columns before its first line taken away from the others.
fn without_indent(text: &str, start: usize, end: usize) -> String {
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let columns = start - line;
    let mut lines = text[start..end].lines();
    let mut part = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        let blank = line.len() - line.trim_start().len();
        part.push('\n');
        part.push_str(&line[blank.min(columns)..]);
    }
    part
}
