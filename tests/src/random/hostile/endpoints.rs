//! Records, endpoints, permission sets and types of spaces.

use serde_json::{Map, Value, json};

use super::{super::SUBPROTOCOLS, Position, Stranger};

/// Keys of records and of spaces.
const KEYS: [&str; 7] = [
    "tid",
    "any",
    "nsid",
    "literal:self",
    "literal:~._:-",
    "literal:...",
    "literal:crate",
];

impl Stranger {
    pub(super) fn record(&mut self) -> Value {
        let mut record = self.object(0);
        self.describe(&mut record);
        json!({"type": "record", "key": self.random.pick(&KEYS), "record": record})
    }

    pub(super) fn space(&mut self) -> Value {
        let mut collections = Vec::new();
        for target in &self.targets {
            if target.kind == "record" && !collections.contains(&target.id) {
                collections.push(target.id.clone());
            }
        }
        if self.random.chance(40) {
            collections.push("com.example.elsewhere".to_owned());
        }
        let mut it = json!({
            "type": "space",
            "key": self.random.pick(&KEYS),
            "name": self.space_name(),
            "collections": collections,
        });
        if self.random.chance(40) {
            it["name:lang"] = json!({"de": self.space_name(), "pt-BR": self.random.prose()});
        }
        it
    }

    /// From 1 to 64 characters, as JavaScript counts them.
    fn space_name(&mut self) -> String {
        let mut left = 64;
        let name: String = self.random.prose();
        let name = name.chars().take_while(|c| {
            let is_fitting = left >= c.len_utf16();
            left -= c.len_utf16().min(left);
            is_fitting
        });
        let name: String = name.collect();
        match name.is_empty() {
            true => "*/".to_owned(),
            false => name,
        }
    }

    pub(super) fn endpoint(&mut self, kind: &'static str) -> Value {
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
            let mut message = json!({"schema": self.union()});
            self.describe(&mut message);
            it["message"] = message;
            if self.random.chance(30) {
                it["subprotocol"] = self.random.pick(&SUBPROTOCOLS).into();
            }
        }
        if self.random.chance(60) {
            it["errors"] = self.errors();
        }
        it
    }

    fn errors(&mut self) -> Value {
        let mut names: Vec<String> = Vec::new();
        for _ in 0..self.random.below(6) {
            let name = self.random.word();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let errors = names.into_iter().map(|name| {
            let mut error = json!({"name": name});
            self.describe(&mut error);
            error
        });
        errors.collect()
    }

    fn body(&mut self) -> Value {
        let mut body = match self.random.chance(70) {
            true => json!({"encoding": "application/json"}),
            false => json!({"encoding": self.random.mime()}),
        };
        if body["encoding"] == "application/json" && self.random.chance(90) {
            let is_object = |kind: &str| kind == "object" || kind == "record";
            let reference = self.reference(is_object);
            body["schema"] = match (self.random.below(4), reference) {
                (0, Some(target)) => json!({"type": "ref", "ref": target}),
                (1, _) => self.union(),
                _ => self.object(1),
            };
            self.describe(&mut body["schema"]);
        }
        self.describe(&mut body);
        body
    }

    fn parameters(&mut self) -> Value {
        let mut properties = Map::new();
        for _ in 0..self.random.below(6) {
            let name = self.random.any_name();
            let value = self.value(1, Position::Parameter);
            properties.insert(name, value);
        }
        let required = self.some_of(&properties, 40);
        let mut it = json!({"type": "params", "properties": properties});
        if self.random.chance(80) {
            it["required"] = required;
        }
        self.describe(&mut it);
        it
    }

    pub(super) fn permission_set(&mut self) -> Value {
        let group = self.id.rsplit_once('.').map_or("", |(group, _)| group);
        let near = |name: &str| format!("{group}.{name}");
        let (one, other, deep) = (near("post"), near("getPost"), near("deep.like"));
        let all = [
            json!({"type": "permission", "resource": "repo", "collection": [one, deep]}),
            json!({"type": "permission", "resource": "repo", "collection": [one], "action": ["create", "delete"]}),
            json!({"type": "permission", "resource": "rpc", "lxm": [other], "inheritAud": true}),
            json!({"type": "permission", "resource": "rpc", "lxm": [one, other], "aud": "*"}),
            json!({"type": "permission", "resource": "repo", "collection": [one], "action": []}),
            json!({"type": "permission", "resource": "space", "spaceType": near("forum"),
                "authority": "*", "skey": "~._:-", "collection": [one, "*"],
                "action": ["read", "create"], "manage": ["delete"]}),
            json!({"type": "permission", "resource": "space", "spaceType": near("forum"), "manage": []}),
            json!({"type": "permission", "resource": "*/ fn main(){}", "\"#]": ["\0", {"a": 1}]}),
        ];
        let count = self.random.below(all.len() + 1);
        let mut it = json!({"type": "permission-set", "permissions": all[..count]});
        for name in ["title", "detail"] {
            if self.random.chance(60) {
                it[name] = self.random.prose().into();
            }
            if self.random.chance(40) {
                let text = self.random.prose();
                it[format!("{name}:lang")] = json!({"de": text, "pt-BR": self.random.prose()});
            }
        }
        it
    }
}
