//! The order in which a lexicon lists the fields of its objects.
//!
//! The IR has them in the order of the Rust, which the order in the text does not change:
//! the required ones first.

use std::collections::HashMap;

use jsonc_parser::ast::{Object as JsonObject, Value};

use super::super::address::{anchor, inside};
use crate::compiler::{ir::Field, source::json::parse_with_positions};

/// The names of the fields of each object, by the `id` of its place.
#[derive(Debug, Default)]
pub(super) struct Order(HashMap<String, HashMap<String, usize>>);

impl Order {
    /// The order in the text of a document.
    pub(super) fn of(json: &str) -> Self {
        let mut order = Self::default();
        let document = parse_with_positions(json);
        let Some(Value::Object(document)) = &document else {
            return order;
        };
        if is_canonical(document) {
            return order;
        }
        if let Some(definitions) = document.get_object("defs") {
            for definition in &definitions.properties {
                if let Value::Object(object) = &definition.value {
                    order.add(object, &anchor([definition.name.as_str()]));
                }
            }
        }
        order
    }

    /// The fields of the object at a place, in its order; in that of the IR if it has none.
    pub(super) fn fields<'f>(&self, place: &str, fields: &'f [Field]) -> Vec<&'f Field> {
        let mut fields: Vec<&Field> = fields.iter().collect();
        if let Some(positions) = self.0.get(place) {
            fields.sort_by_key(|field| positions.get(&field.name));
        }
        fields
    }

    /// Adds what is inside a type, a body or a definition. How deep they are in each other
    /// is limited when a document is read.
    fn add(&mut self, object: &JsonObject<'_>, place: &str) {
        for member in &object.properties {
            let Value::Object(inner) = &member.value else {
                continue;
            };
            match member.name.as_str() {
                "properties" => self.add_fields(inner, place),
                "record" | "schema" | "items" => self.add(inner, place),
                name @ ("parameters" | "input" | "output" | "message") => {
                    self.add(inner, &inside(place, name));
                }
                _ => {}
            }
        }
    }

    fn add_fields(&mut self, properties: &JsonObject<'_>, place: &str) {
        let mut positions = HashMap::new();
        for (position, property) in properties.properties.iter().enumerate() {
            let name = property.name.as_str();
            positions.insert(name.to_owned(), position);
            if let Value::Object(inner) = &property.value {
                self.add(inner, &inside(place, name));
            }
        }
        self.0.insert(place.to_owned(), positions);
    }
}

/// Whether the keys of a document are in the order of DAG-CBOR, shorter ones first. It is
/// from a repository, which has lost the order of its author.
fn is_canonical(document: &JsonObject<'_>) -> bool {
    let names = document
        .properties
        .iter()
        .map(|member| member.name.as_str());
    names.is_sorted_by_key(|name| (name.len(), name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn positions(json: &str, place: &str) -> Vec<String> {
        let order = Order::of(json);
        let positions = order.0.get(place).cloned().unwrap_or_default();
        let mut names: Vec<_> = positions.into_iter().collect();
        names.sort_by_key(|(_, position)| *position);
        names.into_iter().map(|(name, _)| name).collect()
    }

    const DEFINITIONS: &str = r#""defs": {"main": {"input": {"schema": {"properties": {
        "b": {"type": "array", "items": {"properties": {"z": {}, "y": {}}}}, "a": {}}}}}}"#;

    #[test]
    fn fields_are_in_the_order_of_the_text() {
        let document = format!(r#"{{"lexicon": 1, "id": "com.example.a", {DEFINITIONS}}}"#);
        assert_eq!(positions(&document, "main.input"), ["b", "a"]);
        assert_eq!(positions(&document, "main.input.b"), ["z", "y"]);
    }

    #[test]
    fn a_repository_has_no_order() {
        let record = format!(r#"{{"id": "com.example.a", {DEFINITIONS}, "lexicon": 1}}"#);
        assert!(positions(&record, "main.input").is_empty());
        assert!(positions("", "main").is_empty());
    }
}
