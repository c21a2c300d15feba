//! Generates thousands of synthetic lexicons, the same in every run: areas of
//! twenty documents with realistic kinds, sizes and references.

use std::{fs, path::Path};

use anyhow::Result;
use fastrand::Rng;
use serde_json::{Map, Value, json};

/// The number of documents in an area.
const AREA: usize = 20;

/// Writes this many lexicons to a folder, at paths that mirror the NSIDs.
pub fn write(folder: &Path, count: usize) -> Result<()> {
    let mut author = Author(Rng::with_seed(11));
    for at in 0..count {
        let (area, number) = (at / AREA, at % AREA);
        let (name, defs) = author.document(area, number);
        let place = folder.join(format!("com/example/area{area}"));
        if number == 0 {
            fs::create_dir_all(&place)?;
        }
        let document =
            json!({ "lexicon": 1, "id": format!("com.example.area{area}.{name}"), "defs": defs });
        fs::write(
            place.join(format!("{name}.json")),
            serde_json::to_vec_pretty(&document)?,
        )?;
    }
    Ok(())
}

/// Generates documents, which refer to their own area and to earlier ones.
struct Author(Rng);

impl Author {
    fn document(&mut self, area: usize, number: usize) -> (String, Value) {
        match number {
            0 => ("defs".to_owned(), self.views(area)),
            1..6 => (format!("record{number}"), self.record(area)),
            6..13 => (format!("getThing{number}"), self.query(area)),
            13..18 => (format!("putThing{number}"), self.procedure(area)),
            _ => (
                format!("embed{number}"),
                json!({ "main": self.object(area, 4) }),
            ),
        }
    }

    /// The shared definitions of an area: views, a union of them, a token, known
    /// values.
    fn views(&mut self, area: usize) -> Value {
        let refs: Vec<String> = (0..4).map(|at| format!("#view{at}")).collect();
        let mut defs = Map::new();
        for at in 0..4 {
            defs.insert(format!("view{at}"), self.object(area, 8));
        }
        let list = json!({
            "type": "object",
            "required": ["items"],
            "properties": {
                "items": { "type": "array", "items": { "type": "union", "refs": refs } },
            },
        });
        defs.insert("listView".to_owned(), list);
        let token = json!({ "type": "token", "description": "A reason that someone gives." });
        defs.insert("reasonToken".to_owned(), token);
        let known = json!({
            "type": "string",
            "knownValues": [format!("com.example.area{area}.defs#reasonToken"), "other"],
        });
        defs.insert("reason".to_owned(), known);
        Value::Object(defs)
    }

    fn record(&mut self, area: usize) -> Value {
        json!({ "main": {
            "type": "record",
            "description": "Something that somebody has written down.",
            "key": "tid",
            "record": self.object(area, 7),
        }})
    }

    fn query(&mut self, area: usize) -> Value {
        json!({ "main": {
            "type": "query",
            "description": "Lists what there is, page by page.",
            "parameters": {
                "type": "params",
                "required": ["actor"],
                "properties": {
                    "actor": { "type": "string", "format": "at-identifier" },
                    "limit": { "type": "integer", "minimum": 1, "maximum": 100, "default": 50 },
                    "cursor": { "type": "string" },
                },
            },
            "output": { "encoding": "application/json", "schema": {
                "type": "object",
                "required": ["items"],
                "properties": {
                    "cursor": { "type": "string" },
                    "items": { "type": "array", "items": self.reference(area) },
                },
            }},
            "errors": [{ "name": "NotFound" }, { "name": "BlockedActor" }],
        }})
    }

    fn procedure(&mut self, area: usize) -> Value {
        json!({ "main": {
            "type": "procedure",
            "description": "Changes something. Requires authentication.",
            "input": { "encoding": "application/json", "schema": self.object(area, 5) },
            "output": { "encoding": "application/json", "schema": self.object(area, 3) },
            "errors": [{ "name": "InvalidSwap", "description": "Somebody else was faster." }],
        }})
    }

    fn object(&mut self, area: usize, fields: usize) -> Value {
        let properties: Map<String, Value> = (0..fields)
            .map(|at| (format!("field{at}"), self.field(area)))
            .collect();
        // No finite value has a view that requires itself.
        let required = ["field0", "field1"].into_iter();
        let required: Vec<&str> = required
            .filter(|name| properties.get(*name).is_some_and(|it| it["type"] != "ref"))
            .collect();
        json!({
            "type": "object",
            "required": required,
            "properties": properties,
        })
    }

    fn field(&mut self, area: usize) -> Value {
        match self.0.u32(0..12) {
            0 => json!({ "type": "string", "maxLength": 3000, "maxGraphemes": 300 }),
            1 => json!({ "type": "string", "format": "datetime", "description": "When it was." }),
            2 => json!({ "type": "string", "format": "did" }),
            3 => json!({ "type": "string", "format": "at-uri" }),
            4 => json!({ "type": "string", "knownValues": ["one", "two", "three"] }),
            5 => json!({ "type": "integer", "minimum": 0 }),
            6 => json!({ "type": "boolean" }),
            7 => json!({ "type": "blob", "accept": ["image/*"], "maxSize": 1_000_000 }),
            8 => json!({ "type": "array", "items": self.reference(area), "maxLength": 8 }),
            9 => json!({ "type": "union", "refs": [self.view(area), self.view(area)] }),
            10 => self.reference(area),
            _ => json!({ "type": "unknown" }),
        }
    }

    fn reference(&mut self, area: usize) -> Value {
        json!({ "type": "ref", "ref": self.view(area) })
    }

    /// A view of this area, or occasionally of an earlier one.
    fn view(&mut self, area: usize) -> String {
        let area = match self.0.u32(0..10) {
            0..7 => area,
            _ => self.0.usize(0..=area),
        };
        format!("com.example.area{area}.defs#view{}", self.0.u32(0..4))
    }
}
