//! Random changes of names, which everything that refers to them follows: of
//! documents, definitions, union members, tokens and fields. Definitions move, and
//! references are exchanged.

use serde_json::{Value, json};

use super::Author;

/// New names of definitions.
const NAMES: [&str; 4] = ["eta", "theta", "iota", "kappa"];
/// New names of fields.
const FIELDS: [&str; 3] = ["f", "g", "h"];
/// The document of the tokens.
const TOKENS: &str = "com.example.tokens";

impl Author {
    /// Adds a document with tokens, which some strings list.
    pub fn add_tokens(&mut self, documents: &mut Vec<Value>) {
        if !self.random.chance(60) {
            return;
        }
        let tokens = ["spam", "rude", "other"];
        let values: Vec<String> = tokens.iter().map(|it| format!("{TOKENS}#{it}")).collect();
        for document in documents.iter_mut() {
            for pointer in nodes(document, &|node| node == &json!({"type": "string"})) {
                if let Some(node) = document.pointer_mut(&pointer) {
                    match self.random.below(4) {
                        0 => node["knownValues"] = json!(values[..2]),
                        1 => node["enum"] = json!(values[..2]),
                        2 => node["const"] = json!(values[0]),
                        _ => {}
                    }
                }
            }
        }
        let defs = tokens.map(|name| {
            let token = json!({"type": "token", "description": format!("What is {name}.")});
            (name.to_owned(), token)
        });
        let defs: serde_json::Map<String, Value> = defs.into_iter().collect();
        documents.push(json!({"lexicon": 1, "id": TOKENS, "defs": defs}));
        self.targets.push((values[0].clone(), false));
    }

    /// Makes a random change of names. The result may be invalid.
    pub fn edit_names(&mut self, documents: &mut [Value]) {
        match self.random.below(8) {
            0..=2 => self.rename_definition(documents),
            3 => self.rename_document(documents),
            4 | 5 => self.rename_field(documents),
            6 => self.move_definition(documents),
            _ => self.exchange_references(documents),
        }
    }

    fn rename_definition(&mut self, documents: &mut [Value]) {
        let Some((at, before)) = self.any_definition(documents) else {
            return;
        };
        let after = self.random.pick(&NAMES);
        let Some(defs) = documents[at]["defs"].as_object_mut() else {
            return;
        };
        if defs.contains_key(after) {
            return;
        }
        let Some(definition) = defs.remove(&before) else {
            return;
        };
        defs.insert(after.to_owned(), definition);
        let id = documents[at]["id"].as_str().unwrap_or_default();
        let names = (format!("{id}#{before}"), format!("{id}#{after}"));
        follow(documents, &names.0, &names.1);
    }

    fn rename_document(&mut self, documents: &mut [Value]) {
        let at = self.random.below(documents.len());
        let before = documents[at]["id"].as_str().unwrap_or_default().to_owned();
        let after = format!("com.example.moved{}", self.random.below(3));
        if documents.iter().any(|it| it["id"] == after.as_str()) {
            return;
        }
        documents[at]["id"] = after.as_str().into();
        follow(documents, &before, &after);
        let defs = documents[at]["defs"].as_object();
        let names: Vec<String> = defs.into_iter().flat_map(|it| it.keys().cloned()).collect();
        for name in names {
            follow(
                documents,
                &format!("{before}#{name}"),
                &format!("{after}#{name}"),
            );
        }
    }

    fn rename_field(&mut self, documents: &mut [Value]) {
        let at = self.random.below(documents.len());
        let has_fields = |node: &Value| {
            let fields = node["properties"].as_object();
            fields.is_some_and(|it| !it.is_empty())
        };
        let found = nodes(&documents[at], &has_fields);
        if found.is_empty() {
            return;
        }
        let pointer = self.random.pick(&found);
        let after = self.random.pick(&FIELDS);
        let Some(node) = documents[at].pointer_mut(&pointer) else {
            return;
        };
        let Some(fields) = node["properties"].as_object_mut() else {
            return;
        };
        let names: Vec<String> = fields.keys().cloned().collect();
        let before = self.random.pick(&names);
        if fields.contains_key(after) {
            return;
        }
        let Some(field) = fields.remove(&before) else {
            return;
        };
        fields.insert(after.to_owned(), field);
        for list in ["required", "nullable"] {
            for name in node
                .get_mut(list)
                .and_then(Value::as_array_mut)
                .into_iter()
                .flatten()
            {
                if *name == before.as_str() {
                    *name = after.into();
                }
            }
        }
    }

    fn move_definition(&mut self, documents: &mut [Value]) {
        let Some((at, name)) = self.any_definition(documents) else {
            return;
        };
        let to = self.random.below(documents.len());
        if to == at || documents[to]["defs"].get(&name).is_some() {
            return;
        }
        let moved = documents[at]["defs"].as_object_mut();
        let Some(definition) = moved.and_then(|it| it.remove(&name)) else {
            return;
        };
        documents[to]["defs"][&name] = definition;
        let [from, to] = [at, to].map(|it| {
            format!(
                "{}#{name}",
                documents[it]["id"].as_str().unwrap_or_default()
            )
        });
        follow(documents, &from, &to);
    }

    /// Two references lead where the other one did, or two unions exchange a member.
    fn exchange_references(&mut self, documents: &mut [Value]) {
        let is_union = self.random.chance(50);
        let holder = if is_union { "/refs/0" } else { "/ref" };
        let mut found = Vec::new();
        for (at, document) in documents.iter().enumerate() {
            let pointers = nodes(document, &|node| node.pointer(holder).is_some());
            found.extend(pointers.into_iter().map(|it| (at, it + holder)));
        }
        if found.len() < 2 {
            return;
        }
        let (one, other) = (self.random.pick(&found), self.random.pick(&found));
        let [first, second] =
            [&one, &other].map(|(at, pointer)| documents[*at].pointer(pointer).cloned());
        if let (Some(first), Some(second)) = (first, second) {
            if let Some(node) = documents[one.0].pointer_mut(&one.1) {
                *node = second;
            }
            if let Some(node) = documents[other.0].pointer_mut(&other.1) {
                *node = first;
            }
        }
    }

    /// A definition other than `main`.
    fn any_definition(&mut self, documents: &[Value]) -> Option<(usize, String)> {
        let all = documents.iter().enumerate().flat_map(|(at, document)| {
            let defs = document["defs"].as_object().into_iter().flatten();
            let names = defs.map(|(name, _)| name).filter(|name| *name != "main");
            names.map(move |name| (at, name.clone()))
        });
        let all: Vec<_> = all.collect();
        (!all.is_empty()).then(|| self.random.pick(&all))
    }
}

/// A pointer to every value of a document for which this is true.
fn nodes(document: &Value, is_wanted: &dyn Fn(&Value) -> bool) -> Vec<String> {
    fn search(
        node: &Value,
        pointer: &str,
        is_wanted: &dyn Fn(&Value) -> bool,
        found: &mut Vec<String>,
    ) {
        if is_wanted(node) {
            found.push(pointer.to_owned());
        }
        match node {
            Value::Object(fields) => {
                for (name, value) in fields {
                    search(value, &format!("{pointer}/{name}"), is_wanted, found);
                }
            }
            Value::Array(items) => {
                for (index, value) in items.iter().enumerate() {
                    search(value, &format!("{pointer}/{index}"), is_wanted, found);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    search(document, "", is_wanted, &mut found);
    found
}

/// Replaces a name wherever it stands.
fn follow(documents: &mut [Value], before: &str, after: &str) {
    for document in documents {
        for pointer in nodes(document, &|node| node == before) {
            // The document's own NSID is not a reference to it.
            if pointer != "/id"
                && let Some(node) = document.pointer_mut(&pointer)
            {
                *node = after.into();
            }
        }
    }
}
