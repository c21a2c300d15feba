//! Random sets of lexicons with every construct of the language.

use lexgen::syntax::Format;
use serde_json::{Map, Value, json};

use super::{Random, SUBPROTOCOLS};

/// Names of properties: few, so that two versions often share some.
const PROPERTIES: [&str; 6] = ["a", "b", "c", "d", "e", "type"];
/// Names of definitions: few, for the same reason.
pub(super) const NAMES: [&str; 5] = ["alpha", "beta", "gamma", "delta", "view"];
const WORDS: [&str; 6] = ["", "x", "yes", "no", "é", "👩‍💻!"];

/// Record types of spaces: often those of the set.
pub(super) const COLLECTIONS: [&str; 4] = [
    "com.example.doc0",
    "com.example.doc1",
    "com.example.new0",
    "com.example.elsewhere",
];

/// Generates lexicons.
#[derive(Debug)]
pub struct Author {
    pub(super) random: Random,
    /// Every definition that can be referred to, and whether it can be a member
    /// of a union.
    pub(super) targets: Vec<(String, bool)>,
}

/// The place of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    Definition,
    Property,
    Parameter,
    Body,
    Message,
}

impl Author {
    /// Starts from a seed. The same seed gives the same lexicons.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            random: Random::new(seed),
            targets: Vec::new(),
        }
    }

    /// Documents that may refer to each other. Some are invalid: a listed value
    /// may be too long for its own type.
    pub fn lexicons(&mut self) -> Vec<Value> {
        let count = 1 + self.random.below(3);
        let mut plan = Vec::new();
        for document in 0..count {
            let id = format!("com.example.doc{document}");
            let main = self.main_kind();
            let mut names = vec![("main".to_owned(), main)];
            for name in NAMES {
                if self.random.chance(35) {
                    names.push((name.to_owned(), self.named_kind()));
                }
            }
            plan.push((id, names));
        }
        for (id, names) in &plan {
            for (name, kind) in names {
                self.tell(id, name, kind);
            }
        }
        if self.random.chance(30) {
            let main = ("main".to_owned(), "space");
            plan.push(("com.example.space".to_owned(), vec![main]));
        }
        let plan = plan.into_iter();
        plan.map(|(id, names)| {
            let definitions = names.into_iter();
            let defs: Map<_, _> = definitions
                .map(|(name, kind)| (name, self.definition(kind)))
                .collect();
            json!({"lexicon": 1, "id": id, "defs": defs})
        })
        .collect()
    }

    /// Records a definition.
    pub(super) fn tell(&mut self, nsid: &str, name: &str, kind: &str) {
        let name = match name {
            "main" => nsid.to_owned(),
            name => format!("{nsid}#{name}"),
        };
        if !["query", "procedure", "subscription", "space"].contains(&kind) {
            let is_member = ["record", "object"].contains(&kind);
            self.targets.push((name, is_member));
        }
    }

    pub(super) fn main_kind(&mut self) -> &'static str {
        self.random.pick(&[
            "record",
            "record",
            "record",
            "object",
            "query",
            "procedure",
            "procedure",
            "subscription",
            "string",
            "array",
            "token",
        ])
    }

    pub(super) fn named_kind(&mut self) -> &'static str {
        self.random.pick(&[
            "object", "object", "object", "object", "string", "string", "array", "integer",
            "token", "bytes", "blob", "boolean", "cid-link",
        ])
    }

    /// A definition of a kind.
    pub(super) fn definition(&mut self, kind: &str) -> Value {
        match kind {
            "record" => json!({
                "type": "record",
                "key": self.record_key(),
                "record": self.object(0),
            }),
            "query" | "procedure" | "subscription" => self.endpoint(kind),
            "token" => json!({"type": "token"}),
            "space" => self.space(),
            kind => self.of_kind(kind, 0, Position::Definition),
        }
    }

    pub(super) fn record_key(&mut self) -> &'static str {
        let keys = ["tid", "any", "nsid", "literal:self", "literal:other"];
        self.random.pick(&keys)
    }

    fn space(&mut self) -> Value {
        let collections: Vec<_> = COLLECTIONS
            .iter()
            .filter(|_| self.random.chance(40))
            .collect();
        json!({
            "type": "space",
            "key": self.record_key(),
            "name": self.space_name(),
            "collections": collections,
        })
    }

    pub(super) fn space_name(&mut self) -> &'static str {
        self.random.pick(&WORDS[1..])
    }

    fn endpoint(&mut self, kind: &str) -> Value {
        let mut it = json!({"type": kind});
        if self.random.chance(60) {
            it["parameters"] = self.parameters();
        }
        if kind == "procedure" && self.random.chance(70) {
            it["input"] = self.body();
        }
        if kind != "subscription" && self.random.chance(80) {
            it["output"] = self.body();
        }
        if kind == "subscription" {
            it["message"] = json!({"schema": self.union()});
            if self.random.chance(30) {
                it["subprotocol"] = self.random.pick(&SUBPROTOCOLS).into();
            }
        }
        if self.random.chance(40) {
            it["errors"] = json!([{"name": "Busy"}]);
        }
        it
    }

    pub(super) fn body(&mut self) -> Value {
        let encoding = self.encoding();
        match encoding {
            "application/json" => json!({"encoding": encoding, "schema": self.body_schema()}),
            _ => json!({"encoding": encoding}),
        }
    }

    pub(super) fn encoding(&mut self) -> &'static str {
        let json = "application/json";
        self.random
            .pick(&[json, json, json, "*/*", "text/plain", "image/*"])
    }

    pub(super) fn body_schema(&mut self) -> Value {
        let kind = self.random.pick(&["object", "object", "ref", "union"]);
        self.of_kind(kind, 0, Position::Body)
    }

    pub(super) fn parameters(&mut self) -> Value {
        let mut properties = Map::new();
        for name in PROPERTIES {
            if self.random.chance(30) {
                let value = self.value(1, Position::Parameter);
                properties.insert(name.to_owned(), value);
            }
        }
        let required = self.some_of(&properties, 30);
        json!({"type": "params", "properties": properties, "required": required})
    }

    /// A type for a place.
    pub(super) fn value(&mut self, depth: usize, position: Position) -> Value {
        let scalars = [
            "boolean", "integer", "integer", "string", "string", "string",
        ];
        let others = [
            "bytes", "cid-link", "blob", "unknown", "array", "object", "ref", "ref", "union",
        ];
        let kind = match position {
            Position::Parameter if depth > 0 && self.random.chance(25) => "array",
            Position::Parameter => self.random.pick(&scalars),
            Position::Body => return self.body_schema(),
            Position::Message => "union",
            Position::Definition => self.named_kind(),
            Position::Property if depth > 3 || self.random.chance(50) => self.random.pick(&scalars),
            Position::Property => self.random.pick(&others),
        };
        self.of_kind(kind, depth, position)
    }

    fn of_kind(&mut self, kind: &str, depth: usize, position: Position) -> Value {
        match kind {
            "boolean" => self.boolean(),
            "integer" => self.integer(),
            "string" => self.string(),
            "bytes" => {
                let mut it = json!({"type": "bytes"});
                self.bounds(&mut it, "minLength", "maxLength", 6);
                it
            }
            "blob" => self.blob(),
            "array" => {
                let position = match position {
                    Position::Parameter => position,
                    _ => Position::Property,
                };
                let depth = if position == Position::Parameter {
                    0
                } else {
                    depth + 1
                };
                let mut it = json!({"type": "array", "items": self.value(depth, position)});
                self.bounds(&mut it, "minLength", "maxLength", 3);
                not_always_empty(&mut it);
                it
            }
            "object" => self.object(depth + 1),
            "ref" => self.reference(),
            "union" => self.union(),
            kind => json!({"type": kind}),
        }
    }

    fn boolean(&mut self) -> Value {
        let mut it = json!({"type": "boolean"});
        match self.random.below(6) {
            0 => it["const"] = self.random.chance(50).into(),
            1 => it["default"] = self.random.chance(50).into(),
            _ => {}
        }
        it
    }

    fn integer(&mut self) -> Value {
        let mut it = json!({"type": "integer"});
        match self.random.below(6) {
            0 => it["const"] = self.random.below(5).into(),
            1 => it["enum"] = [2, 3, 5, 7][self.random.below(3)..].into(),
            2 => it["default"] = 3.into(),
            _ => self.bounds(&mut it, "minimum", "maximum", 9),
        }
        it
    }

    fn string(&mut self) -> Value {
        let mut it = json!({"type": "string"});
        match self.random.below(8) {
            0 => it["const"] = self.random.pick(&WORDS).into(),
            1 => it["enum"] = WORDS[1 + self.random.below(4)..].into(),
            2 => it["knownValues"] = WORDS[1 + self.random.below(4)..].into(),
            3 => it["format"] = self.format().into(),
            4 => {
                it["format"] = self.format().into();
                self.bounds(&mut it, "minLength", "maxLength", 40);
            }
            5 => self.bounds(&mut it, "minLength", "maxLength", 9),
            6 => {
                self.bounds(&mut it, "minLength", "maxLength", 9);
                self.bounds(&mut it, "minGraphemes", "maxGraphemes", 9);
            }
            _ => {}
        }
        it
    }

    pub(super) fn format(&mut self) -> &'static str {
        self.random.pick(&Format::ALL).name()
    }

    pub(super) fn word(&mut self) -> &'static str {
        self.random.pick(&WORDS)
    }

    fn blob(&mut self) -> Value {
        let mut it = json!({"type": "blob"});
        if self.random.chance(50) {
            it["accept"] = self.accept();
        }
        if self.random.chance(50) {
            it["maxSize"] = self.random.below(1000).into();
        }
        it
    }

    pub(super) fn accept(&mut self) -> Value {
        let lists: [&[&str]; 5] = [
            &["*/*"],
            &["image/*"],
            &["image/png", "image/jpeg"],
            &["video/mp4", "image/*"],
            &["image/png"],
        ];
        self.random.pick(&lists).into()
    }

    /// Sets one bound, both, or none.
    pub(super) fn bounds(&mut self, it: &mut Value, least: &str, most: &str, end: usize) {
        let low = self.random.below(end / 2 + 1);
        if self.random.chance(50) {
            it[least] = low.into();
        }
        if self.random.chance(50) {
            it[most] = (low + self.random.below(end - low + 1)).into();
        }
    }

    pub(super) fn object(&mut self, depth: usize) -> Value {
        let mut properties = Map::new();
        for name in PROPERTIES {
            if self.random.chance(40) {
                let value = self.value(depth + 1, Position::Property);
                properties.insert(name.to_owned(), value);
            }
        }
        let required = self.some_of(&properties, 40);
        let nullable = self.some_of(&properties, 15);
        let mut it = json!({"type": "object", "properties": properties});
        if self.random.chance(90) {
            it["required"] = required;
            it["nullable"] = nullable;
        }
        it
    }

    fn some_of(&mut self, properties: &Map<String, Value>, percent: usize) -> Value {
        let names = properties.keys().filter(|_| self.random.chance(percent));
        names.cloned().collect::<Vec<_>>().into()
    }

    pub(super) fn property_name(&mut self) -> &'static str {
        self.random.pick(&PROPERTIES)
    }

    pub(super) fn reference(&mut self) -> Value {
        let target = self.target(false);
        json!({"type": "ref", "ref": target})
    }

    pub(super) fn union(&mut self) -> Value {
        let count = 1 + self.random.below(3);
        let mut refs: Vec<String> = Vec::new();
        for _ in 0..count {
            let target = self.target(true);
            if !refs.contains(&target) {
                refs.push(target);
            }
        }
        match self.random.below(3) {
            0 => json!({"type": "union", "refs": refs, "closed": true}),
            _ => json!({"type": "union", "refs": refs}),
        }
    }

    /// The name of a definition, occasionally of a missing one.
    pub(super) fn target(&mut self, member: bool) -> String {
        let mut fitting = self.targets.clone();
        fitting.retain(|(_, is_member)| *is_member || !member);
        match fitting.is_empty() || self.random.chance(4) {
            true => "com.example.elsewhere#nothing".to_owned(),
            false => self.random.pick(&fitting).0,
        }
    }
}

/// Constraints on the elements of an array that is always empty have no effect.
pub(super) fn not_always_empty(array: &mut Value) {
    if array["maxLength"] == 0 {
        array["maxLength"] = 1.into();
    }
}
