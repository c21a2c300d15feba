//! Types whose values satisfy their own constraints.

use lexgen::syntax::Format;
use serde_json::{Map, Value, json};

use super::{Position, Stranger};

const EXTREMES: [i64; 9] = [
    i64::MIN,
    -9_007_199_254_740_993,
    -1,
    0,
    1,
    7,
    1_000_000,
    9_007_199_254_740_993,
    i64::MAX,
];

impl Stranger {
    /// A type for a place.
    pub(super) fn value(&mut self, depth: usize, position: Position) -> Value {
        let scalars = [
            "boolean", "integer", "integer", "string", "string", "string",
        ];
        let others = [
            "bytes", "cid-link", "blob", "unknown", "array", "object", "ref", "ref", "ref",
            "union", "union",
        ];
        let kind = match position {
            Position::Parameter if depth == 1 && self.random.chance(20) => "array",
            Position::Parameter => self.random.pick(&scalars),
            _ if depth > 4 || self.random.chance(50) => self.random.pick(&scalars),
            _ => self.random.pick(&others),
        };
        let mut it = self.of_kind(kind, depth, position);
        self.describe(&mut it);
        it
    }

    pub(super) fn of_kind(&mut self, kind: &str, depth: usize, position: Position) -> Value {
        match kind {
            "boolean" => self.boolean(),
            "integer" => self.integer(),
            "string" => self.string(),
            "bytes" => {
                let mut it = json!({"type": "bytes"});
                self.bounds(&mut it, "minLength", "maxLength");
                it
            }
            "blob" => self.blob(),
            "array" => self.array(depth, position),
            "object" => self.object(depth),
            "ref" => {
                let is_data = |kind: &str| !super::PRIMARY.contains(&kind) || kind == "record";
                match self.reference(is_data) {
                    Some(target) => json!({"type": "ref", "ref": target}),
                    None => json!({"type": "unknown"}),
                }
            }
            "union" => self.union(),
            kind => json!({"type": kind}),
        }
    }

    fn boolean(&mut self) -> Value {
        let mut it = json!({"type": "boolean"});
        match self.random.below(5) {
            0 => it["const"] = self.random.chance(50).into(),
            1 => it["default"] = self.random.chance(50).into(),
            _ => {}
        }
        it
    }

    fn integer(&mut self) -> Value {
        let mut it = json!({"type": "integer"});
        match self.random.below(6) {
            0 => it["const"] = self.random.pick(&EXTREMES).into(),
            1 => {
                let from = self.random.below(EXTREMES.len());
                it["enum"] = EXTREMES[from..].into();
                if self.random.chance(50) {
                    it["default"] = EXTREMES[from].into();
                }
            }
            2 => it["default"] = self.random.pick(&EXTREMES).into(),
            3 | 4 => {
                let low = self.random.below(EXTREMES.len());
                let high = low + self.random.below(EXTREMES.len() - low);
                it["minimum"] = EXTREMES[low].into();
                it["maximum"] = EXTREMES[high].into();
                if self.random.chance(40) {
                    it["default"] = EXTREMES[high].into();
                }
            }
            _ => {}
        }
        it
    }

    fn string(&mut self) -> Value {
        let mut it = json!({"type": "string"});
        match self.random.below(9) {
            0 => it["const"] = self.random.text().into(),
            1 => {
                let values = self.random.some_texts(12);
                if self.random.chance(50) {
                    it["default"] = self.random.pick(&values).into();
                }
                it["enum"] = values.into();
            }
            2 | 3 => {
                it["knownValues"] = self.random.some_texts(12).into();
                if self.random.chance(50) {
                    it["default"] = self.random.text().into();
                }
            }
            4 | 5 => self.formatted(&mut it),
            6 => {
                let text = self.random.text();
                let length = text.len() as u64;
                it["minLength"] = self.random.below(text.len() + 1).into();
                it["maxLength"] = (length + 3).into();
                it["maxGraphemes"] = length.into();
                it["minGraphemes"] = u64::from(!text.is_empty()).into();
                it["default"] = text.into();
            }
            7 => {
                self.bounds(&mut it, "minLength", "maxLength");
                self.bounds(&mut it, "minGraphemes", "maxGraphemes");
            }
            _ => {}
        }
        it
    }

    fn formatted(&mut self, it: &mut Value) {
        let format = self.random.pick(&Format::ALL);
        let examples = format.examples();
        it["format"] = format.name().into();
        match self.random.below(5) {
            0 => it["const"] = self.random.pick(examples).into(),
            1 => it["enum"] = examples.into(),
            2 => it["knownValues"] = examples.into(),
            3 => it["default"] = self.random.pick(examples).into(),
            _ => self.bounds(it, "minLength", "maxLength"),
        }
    }

    fn blob(&mut self) -> Value {
        let mut it = json!({"type": "blob"});
        if self.random.chance(60) {
            let mut accept: Vec<String> = Vec::new();
            for _ in 0..1 + self.random.below(3) {
                let mime = self.random.mime();
                if !accept.contains(&mime) {
                    accept.push(mime);
                }
            }
            it["accept"] = accept.into();
        }
        if self.random.chance(50) {
            it["maxSize"] = self.random.pick(&[0, 1, 1_000_000, i64::MAX]).into();
        }
        it
    }

    fn array(&mut self, depth: usize, position: Position) -> Value {
        // Occasionally, deeply nested arrays.
        let deep = depth == 0 && position == Position::Definition && self.random.chance(10);
        let inner = match position {
            Position::Definition => Position::Property,
            position => position,
        };
        let mut items = match deep {
            true => json!({"type": "string"}),
            false => self.value(depth + 2, inner),
        };
        for _ in 0..if deep { 30 } else { 0 } {
            items = json!({"type": "array", "items": items});
        }
        let mut it = json!({"type": "array", "items": items});
        self.bounds(&mut it, "minLength", "maxLength");
        it
    }

    pub(super) fn object(&mut self, depth: usize) -> Value {
        let mut properties = Map::new();
        for _ in 0..self.random.below(if depth == 0 { 8 } else { 4 }) {
            let name = self.random.any_name();
            let value = match depth == 0 && self.random.chance(1) {
                true => self.tower(30),
                false => self.value(depth + 1, Position::Property),
            };
            properties.insert(name, value);
        }
        let required = self.some_of(&properties, 40);
        let nullable = self.some_of(&properties, 15);
        let mut it = json!({"type": "object", "properties": properties});
        if self.random.chance(80) {
            it["required"] = required;
        }
        if self.random.chance(40) {
            it["nullable"] = nullable;
        }
        it
    }

    /// Nested objects.
    fn tower(&mut self, storeys: usize) -> Value {
        let mut it = json!({"type": "object", "properties": {}});
        for storey in 0..storeys {
            let name = self.random.pick(&["self", "a", "type"]);
            let required: &[&str] = if storey % 2 == 0 { &[name] } else { &[] };
            it = json!({"type": "object", "required": required, "properties": {name: it}});
        }
        it
    }

    pub(super) fn union(&mut self) -> Value {
        let most = if self.random.chance(5) { 200 } else { 6 };
        let mut refs: Vec<String> = Vec::new();
        for _ in 0..self.random.below(most) {
            let target = self.reference(|kind| kind == "object" || kind == "record");
            refs.extend(target.filter(|it| !refs.contains(it)));
        }
        match refs.is_empty() || self.random.chance(65) {
            true => json!({"type": "union", "refs": refs}),
            false => json!({"type": "union", "refs": refs, "closed": true}),
        }
    }

    /// Sets one bound, both, or none.
    fn bounds(&mut self, it: &mut Value, least: &str, most: &str) {
        const LENGTHS: [i64; 6] = [0, 1, 3, 640, 1 << 53, i64::MAX];
        let low = self.random.below(LENGTHS.len());
        let high = low + self.random.below(LENGTHS.len() - low);
        if self.random.chance(40) {
            it[least] = LENGTHS[low].into();
        }
        if self.random.chance(40) {
            it[most] = LENGTHS[high].into();
        }
    }

    pub(super) fn some_of(&mut self, properties: &Map<String, Value>, percent: usize) -> Value {
        let names = properties.keys().filter(|_| self.random.chance(percent));
        names.cloned().collect::<Vec<_>>().into()
    }
}
