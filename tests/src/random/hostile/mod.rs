//! Valid sets of lexicons as an attacker would write them: every construct of the
//! language, with the worst names and texts.
//!
//! The [`Author`](super::Author) is separate: its few plain names make two
//! versions of a set comparable.

mod endpoints;
mod finite;
mod names;
mod texts;
mod types;

use serde_json::{Map, Value, json};

use super::Random;

/// Generates sets. The same seed gives the same ones.
#[derive(Debug)]
pub struct Stranger {
    random: Random,
    targets: Vec<Target>,
    /// The current document.
    id: String,
}

/// A definition that can be referred to.
#[derive(Clone, Debug)]
struct Target {
    id: String,
    name: String,
    kind: &'static str,
}

/// The place of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Position {
    Definition,
    Property,
    Parameter,
}

/// The kinds of definitions that are not called `main`.
const NAMED: [&str; 14] = [
    "object", "object", "object", "object", "string", "string", "array", "array", "integer",
    "boolean", "bytes", "blob", "cid-link", "token",
];
const PRIMARY: [&str; 8] = [
    "record",
    "record",
    "query",
    "procedure",
    "procedure",
    "subscription",
    "permission-set",
    "space",
];

impl Stranger {
    /// Starts from a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            random: Random::new(seed ^ 0x00c0_ffee),
            targets: Vec::new(),
            id: String::new(),
        }
    }

    /// A set: documents that refer only to each other.
    pub fn lexicons(&mut self) -> Vec<Value> {
        let plan = self.plan();
        self.targets = plan
            .iter()
            .flat_map(|(id, definitions)| {
                definitions.iter().map(|(name, kind)| Target {
                    id: id.clone(),
                    name: name.clone(),
                    kind,
                })
            })
            .collect();
        let mut documents: Vec<Value> = plan
            .into_iter()
            .map(|(id, definitions)| self.document(id, definitions))
            .collect();
        finite::make_finite(&mut documents);
        documents
    }

    /// Chooses all definitions, before any is generated.
    fn plan(&mut self) -> Vec<(String, Vec<(String, &'static str)>)> {
        let mut plan: Vec<(String, Vec<_>)> = Vec::new();
        for _ in 0..1 + self.random.below(4) {
            let id = self.id(&plan);
            if plan.iter().any(|(other, _)| *other == id) {
                continue;
            }
            let mut definitions: Vec<(String, &'static str)> = Vec::new();
            if self.random.chance(75) {
                let primary = self.random.chance(75);
                let kind = match primary {
                    true => self.random.pick(&PRIMARY),
                    false => self.random.pick(&NAMED),
                };
                definitions.push(("main".to_owned(), kind));
            }
            let count = match self.random.chance(2) {
                true => 60,
                false => self.random.below(7),
            };
            for number in 0..count {
                let name = match count {
                    60 => format!("many{number}"),
                    _ => self.random.word(),
                };
                if name != "main" && definitions.iter().all(|(other, _)| *other != name) {
                    definitions.push((name, self.random.pick(&NAMED)));
                }
            }
            if definitions.is_empty() {
                definitions.push(("only".to_owned(), "token"));
            }
            plan.push((id, definitions));
        }
        plan
    }

    /// An NSID: often next to or below an existing one, or equal to it except
    /// for case.
    fn id(&mut self, plan: &[(String, Vec<(String, &'static str)>)]) -> String {
        let last = self.random.last_segment();
        let near = plan.last().map(|(id, _)| id.clone());
        let id = match (near, self.random.below(5)) {
            (Some(near), 0) => format!("{near}.{last}"),
            (Some(near), 1) => near
                .rsplit_once('.')
                .map_or(near.clone(), |(group, _)| format!("{group}.{last}")),
            (Some(near), 2) => flipped(&near),
            _ => {
                let (top, segment) = (self.random.top(), self.random.segment());
                format!("{top}.{segment}.{last}")
            }
        };
        match id.len() <= 253 {
            true => id,
            false => format!("com.example.{last}"),
        }
    }

    fn document(&mut self, id: String, definitions: Vec<(String, &'static str)>) -> Value {
        self.id.clone_from(&id);
        let defs: Map<_, _> = definitions
            .into_iter()
            .map(|(name, kind)| {
                let mut definition = self.definition(kind);
                self.describe(&mut definition);
                (name, definition)
            })
            .collect();
        let mut document = json!({"lexicon": 1, "id": id, "defs": defs});
        self.describe(&mut document);
        match self.random.below(12) {
            0 => document["$type"] = "com.atproto.lexicon.schema".into(),
            1 => document["revision"] = 3.into(),
            2 => document["x-*/ fn main(){}"] = json!([{"type": "nonsense"}]),
            _ => {}
        }
        document
    }

    /// Occasionally adds a description.
    fn describe(&mut self, it: &mut Value) {
        if self.random.chance(45) {
            it["description"] = self.random.prose().into();
        }
    }

    fn definition(&mut self, kind: &'static str) -> Value {
        match kind {
            "record" => self.record(),
            "query" | "procedure" | "subscription" => self.endpoint(kind),
            "permission-set" => self.permission_set(),
            "space" => self.space(),
            kind => self.of_kind(kind, 0, Position::Definition),
        }
    }

    /// The text of a reference to a definition of one of these kinds.
    fn reference(&mut self, fits: impl Fn(&str) -> bool) -> Option<String> {
        let fitting: Vec<&Target> = self.targets.iter().filter(|it| fits(it.kind)).collect();
        if fitting.is_empty() {
            return None;
        }
        let target = fitting[self.random.below(fitting.len())];
        let is_near = target.id == self.id && self.random.chance(70);
        Some(match (is_near, target.name.as_str()) {
            (true, name) => format!("#{name}"),
            (false, "main") if self.random.chance(80) => target.id.clone(),
            (false, name) => format!("{}#{name}", target.id),
        })
    }
}

/// The text with the case of each letter inverted.
fn flipped(id: &str) -> String {
    let flip = |c: char| match c.is_ascii_lowercase() {
        true => c.to_ascii_uppercase(),
        false => c.to_ascii_lowercase(),
    };
    id.chars().map(flip).collect()
}
