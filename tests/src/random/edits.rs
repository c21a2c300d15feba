//! Random edits of lexicons, like those of an author.

use serde_json::{Map, Value, json};

use super::{
    Author, SUBPROTOCOLS,
    lexicons::{COLLECTIONS, NAMES, Position, not_always_empty},
};

impl Author {
    /// Makes a random edit. The result may be invalid.
    pub fn edit(&mut self, documents: &mut Vec<Value>) {
        if documents.is_empty() || self.random.chance(3) {
            return self.edit_set(documents);
        }
        let at = self.random.below(documents.len());
        let document = &mut documents[at];
        if self.random.chance(8) {
            return self.edit_definitions(document);
        }
        let mut nodes = nodes(document);
        if nodes.is_empty() {
            return self.edit_definitions(document);
        }
        // Unions are rare, but have many rules.
        let is_union = |(pointer, _): &(String, Position)| {
            (document.pointer(pointer)).is_some_and(|it| it["type"] == "union")
        };
        if self.random.chance(10) && nodes.iter().any(is_union) {
            nodes.retain(is_union);
        }
        let (pointer, position) = self.random.pick(&nodes);
        if self.random.chance(6) && position == Position::Property {
            return self.move_out(document, &pointer);
        }
        let is_reference = document
            .pointer(&pointer)
            .is_some_and(|it| it["type"] == "ref");
        if self.random.chance(15) && is_reference && position == Position::Property {
            return move_in(documents, at, &pointer);
        }
        let Some(node) = document.pointer_mut(&pointer) else {
            return;
        };
        match position {
            Position::Property | Position::Parameter if self.random.chance(12) => {
                *node = self.value(2, position);
            }
            _ => self.edit_node(node, position),
        }
    }

    /// Adds or removes a document.
    fn edit_set(&mut self, documents: &mut Vec<Value>) {
        if documents.len() > 1 && self.random.chance(50) {
            let at = self.random.below(documents.len());
            documents.remove(at);
            return;
        }
        let id = format!("com.example.new{}", self.random.below(3));
        if documents.iter().all(|it| it["id"] != id.as_str()) {
            let kind = self.main_kind();
            self.tell(&id, "main", kind);
            let main = self.definition(kind);
            documents.push(json!({"lexicon": 1, "id": id, "defs": {"main": main}}));
        }
    }

    /// Adds, removes, replaces or renames a definition.
    fn edit_definitions(&mut self, document: &mut Value) {
        let id = document["id"].as_str().unwrap_or_default().to_owned();
        let Some(definitions) = document["defs"].as_object_mut() else {
            return;
        };
        let name = self.random.pick(&NAMES);
        let names: Vec<_> = definitions.keys().cloned().collect();
        let other = self.random.pick(&names);
        match self.random.below(4) {
            0 if names.len() > 1 => drop(definitions.remove(&other)),
            1 if other != "main" => {
                if let Some(definition) = definitions.remove(&other) {
                    definitions.insert(name.to_owned(), definition);
                }
            }
            2 => {
                let kind = match other == "main" {
                    true => self.main_kind(),
                    false => self.named_kind(),
                };
                let definition = self.definition(kind);
                definitions.insert(other, definition);
            }
            _ => {
                let kind = self.named_kind();
                self.tell(&id, name, kind);
                let definition = self.definition(kind);
                definitions.insert(name.to_owned(), definition);
            }
        }
    }

    /// Moves an inline type to a definition.
    fn move_out(&mut self, document: &mut Value, pointer: &str) {
        let id = document["id"].as_str().unwrap_or_default().to_owned();
        let name = self.random.pick(&NAMES);
        let Some(node) = document.pointer_mut(pointer) else {
            return;
        };
        if ["ref", "union", "unknown"]
            .iter()
            .any(|it| node["type"] == *it)
        {
            return;
        }
        let moved = std::mem::replace(node, json!({"type": "ref", "ref": format!("{id}#{name}")}));
        document["defs"][name] = moved;
    }

    fn edit_node(&mut self, node: &mut Value, position: Position) {
        let kind = node["type"].as_str().unwrap_or_default().to_owned();
        match kind.as_str() {
            "boolean" => match self.random.below(3) {
                0 => self.toggle(node, "default", true.into()),
                _ => {
                    let value = self.random.chance(50);
                    self.toggle(node, "const", value.into());
                }
            },
            "integer" => match self.random.below(6) {
                0 => self.toggle(node, "default", 3.into()),
                1 => self.toggle(node, "const", 4.into()),
                2 => self.edit_list(node, "enum", &[2.into(), 3.into(), 5.into(), 8.into()]),
                3 | 4 => self.edit_bound(node, "minimum", 9),
                _ => self.edit_bound(node, "maximum", 9),
            },
            "string" => self.edit_string(node),
            "bytes" | "array" => {
                let name = self.random.pick(&["minLength", "maxLength"]);
                self.edit_bound(node, name, 5);
                if kind == "array" {
                    not_always_empty(node);
                }
            }
            "blob" => match self.random.chance(50) {
                true => {
                    let accept = self.accept();
                    self.toggle(node, "accept", accept);
                }
                false => self.edit_bound(node, "maxSize", 1000),
            },
            "object" => self.edit_object(node, Position::Property),
            "params" => self.edit_object(node, Position::Parameter),
            "ref" => node["ref"] = self.target(false).into(),
            "union" => self.edit_union(node),
            "record" => node["key"] = self.record_key().into(),
            "query" | "procedure" | "subscription" => self.edit_endpoint(node, &kind),
            "space" => self.edit_space(node),
            "token" => {}
            _ if position == Position::Definition => {}
            _ => *node = self.value(2, position),
        }
    }

    fn edit_string(&mut self, node: &mut Value) {
        let words = || ["x", "yes", "no", "é", "maybe"].map(Value::from);
        match self.random.below(9) {
            0 => self.toggle(node, "default", "x".into()),
            1 => {
                let word = self.word();
                self.toggle(node, "const", word.into());
            }
            2 | 3 => self.edit_list(node, "enum", &words()),
            4 => self.edit_list(node, "knownValues", &words()),
            5 => {
                let format = self.format();
                self.toggle(node, "format", format.into());
            }
            _ => {
                let names = ["minLength", "maxLength", "minGraphemes", "maxGraphemes"];
                let name = self.random.pick(&names);
                self.edit_bound(node, name, 12);
            }
        }
    }

    fn edit_object(&mut self, node: &mut Value, position: Position) {
        let Some(properties) = node["properties"].as_object_mut() else {
            return;
        };
        let names: Vec<_> = properties.keys().cloned().collect();
        let new = self.property_name();
        if names.is_empty() || self.random.chance(25) {
            if !properties.contains_key(new) {
                let value = self.value(2, position);
                properties.insert(new.to_owned(), value);
                if self.random.chance(40) {
                    flip(node, "required", new);
                }
            }
            return;
        }
        let name = self.random.pick(&names);
        match self.random.below(6) {
            0 => {
                properties.remove(&name);
                for items in lists(node) {
                    items.retain(|it| *it != name.as_str());
                }
            }
            1 if !properties.contains_key(new) => {
                if let Some(value) = properties.remove(&name) {
                    properties.insert(new.to_owned(), value);
                }
                for item in lists(node).flatten() {
                    if *item == name.as_str() {
                        *item = new.into();
                    }
                }
            }
            1..=3 if position == Position::Property => flip(node, "nullable", &name),
            _ => flip(node, "required", &name),
        }
    }

    fn edit_union(&mut self, node: &mut Value) {
        let new = self.target(true);
        let Some(refs) = node["refs"].as_array_mut() else {
            return;
        };
        match self.random.below(3) {
            0 => {
                let closed = node["closed"] == true;
                node["closed"] = (!closed).into();
            }
            1 if refs.len() > 1 => {
                let at = self.random.below(refs.len());
                refs.remove(at);
            }
            _ if refs.iter().all(|it| *it != new.as_str()) => refs.push(new.into()),
            _ => {}
        }
    }

    fn edit_space(&mut self, node: &mut Value) {
        match self.random.below(4) {
            0 => node["key"] = self.record_key().into(),
            1 => node["name"] = self.space_name().into(),
            _ => {
                let name = self.random.pick(&COLLECTIONS);
                flip(node, "collections", name);
            }
        }
    }

    fn edit_endpoint(&mut self, node: &mut Value, kind: &str) {
        let part = match kind {
            "query" => self
                .random
                .pick(&["parameters", "output", "errors", "type"]),
            "procedure" => {
                let parts = ["parameters", "output", "input", "input", "errors", "type"];
                self.random.pick(&parts)
            }
            _ => {
                let parts = ["parameters", "message", "errors", "subprotocol"];
                self.random.pick(&parts)
            }
        };
        match part {
            "parameters" => {
                let parameters = self.parameters();
                self.toggle(node, part, parameters);
            }
            "errors" => self.edit_list(
                node,
                part,
                &[json!({"name": "Busy"}), json!({"name": "Gone"})],
            ),
            "message" => node[part] = json!({"schema": self.union()}),
            "subprotocol" => {
                let subprotocol = self.random.pick(&SUBPROTOCOLS);
                self.toggle(node, part, subprotocol.into());
            }
            "type" if kind == "query" => node[part] = "procedure".into(),
            "type" => {
                node[part] = "query".into();
                node.as_object_mut().map(|it| it.remove("input"));
            }
            _ if node.get(part).is_none() || self.random.chance(20) => {
                let body = self.body();
                self.toggle(node, part, body);
            }
            _ => match self.random.chance(50) {
                true => node[part]["encoding"] = self.encoding().into(),
                false => {
                    let schema = self.body_schema();
                    self.toggle(&mut node[part], "schema", schema);
                }
            },
        }
    }

    /// Sets a field to another value, or removes it.
    fn toggle(&mut self, node: &mut Value, name: &str, value: Value) {
        let Some(fields) = node.as_object_mut() else {
            return;
        };
        match fields.contains_key(name) && self.random.chance(50) {
            true => drop(fields.remove(name)),
            false => drop(fields.insert(name.to_owned(), value)),
        }
    }

    /// Adds, moves or removes a bound.
    fn edit_bound(&mut self, node: &mut Value, name: &str, end: usize) {
        let value = match node[name].as_u64() {
            Some(before) if self.random.chance(60) => match self.random.chance(50) {
                true => before + 1 + self.random.below(3) as u64,
                false => before.saturating_sub(1 + self.random.below(3) as u64),
            },
            _ => self.random.below(end + 1) as u64,
        };
        self.toggle(node, name, value.into());
    }

    /// Adds one of these to a list, or removes one.
    fn edit_list(&mut self, node: &mut Value, name: &str, all: &[Value]) {
        let mut list = node[name].as_array().cloned().unwrap_or_default();
        let item = self.random.pick(all);
        match list.iter().position(|it| *it == item) {
            Some(at) => drop(list.remove(at)),
            None => list.push(item),
        }
        if let Some(fields) = node.as_object_mut() {
            match list.is_empty() {
                true => drop(fields.remove(name)),
                false => drop(fields.insert(name.to_owned(), list.into())),
            }
        }
    }
}

/// The lists of names of properties.
fn lists(object: &mut Value) -> impl Iterator<Item = &mut Vec<Value>> {
    let fields = object.as_object_mut().into_iter().flatten();
    let lists = fields.filter(|(name, _)| ["required", "nullable"].contains(&name.as_str()));
    lists.filter_map(|(_, list)| list.as_array_mut())
}

/// Adds a name to a list or removes it.
fn flip(node: &mut Value, list: &str, name: &str) {
    let mut names = node[list].as_array().cloned().unwrap_or_default();
    match names.iter().position(|it| it == name) {
        Some(at) => drop(names.remove(at)),
        None => names.push(name.into()),
    }
    node[list] = names.into();
}

/// Replaces a reference by the type that it refers to.
fn move_in(documents: &mut [Value], at: usize, pointer: &str) {
    let reference = documents[at]
        .pointer(pointer)
        .and_then(|it| it["ref"].as_str());
    let Some((nsid, name)) = reference.map(|it| it.split_once('#').unwrap_or((it, "main"))) else {
        return;
    };
    let target = documents.iter().find(|it| it["id"] == nsid);
    let definition = target.and_then(|it| it["defs"].get(name)).cloned();
    let Some(definition) = definition else { return };
    let others = [
        "record",
        "token",
        "query",
        "procedure",
        "subscription",
        "space",
    ];
    let is_type = others.iter().all(|it| definition["type"] != *it);
    if let (true, Some(node)) = (is_type, documents[at].pointer_mut(pointer)) {
        *node = definition;
    }
}

/// A pointer to every definition and every type in a document.
fn nodes(document: &Value) -> Vec<(String, Position)> {
    let mut found = Vec::new();
    let none = Map::new();
    let definitions = document["defs"].as_object().unwrap_or(&none);
    for (name, definition) in definitions {
        let pointer = format!("/defs/{name}");
        found.push((pointer.clone(), Position::Definition));
        match definition["type"].as_str() {
            Some("record") => {
                let pointer = format!("{pointer}/record");
                walk(
                    &definition["record"],
                    &pointer,
                    Position::Definition,
                    &mut found,
                );
            }
            Some("query" | "procedure" | "subscription") => {
                let parts = [
                    ("parameters", Position::Parameter),
                    ("input/schema", Position::Body),
                    ("output/schema", Position::Body),
                    ("message/schema", Position::Message),
                ];
                for (part, position) in parts {
                    let pointer = format!("{pointer}/{part}");
                    if let Some(node) = document.pointer(&pointer) {
                        walk(node, &pointer, position, &mut found);
                    }
                }
            }
            _ => inside(definition, &pointer, &mut found),
        }
    }
    found
}

fn walk(node: &Value, pointer: &str, position: Position, found: &mut Vec<(String, Position)>) {
    found.push((pointer.to_owned(), position));
    inside(node, pointer, found);
}

fn inside(node: &Value, pointer: &str, found: &mut Vec<(String, Position)>) {
    let position = match node["type"] == "params" {
        true => Position::Parameter,
        false => Position::Property,
    };
    for (name, value) in node["properties"].as_object().into_iter().flatten() {
        walk(
            value,
            &format!("{pointer}/properties/{name}"),
            position,
            found,
        );
    }
    if let Some(items) = node.get("items") {
        // Not for types that are not allowed in arrays.
        inside(items, &format!("{pointer}/items"), found);
        found.push((format!("{pointer}/items"), Position::Message));
    }
}
