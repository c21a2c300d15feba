//! A set of lexicons that has every property of every construct.

use serde_json::{Value, json};

use super::world;
use crate::compiler::ir::Ir;

/// Lexicons as JSON.
pub(super) fn lexicons() -> Vec<Value> {
    vec![
        defs(),
        get_thing(),
        put_thing(),
        record(),
        room(),
        set(),
        watch(),
    ]
}

/// The world that these lexicons make.
pub(super) fn resolved(lexicons: &[Value]) -> Ir {
    world(&lexicons.iter().map(Value::to_string).collect::<Vec<_>>())
}

fn defs() -> Value {
    json!({
        "lexicon": 1, "id": "com.example.kitchen.defs", "revision": 1, "description": "All kinds.",
        "defs": {
            "red": {"type": "token", "description": "A colour."},
            "view": {
                "type": "object", "description": "A view.",
                "required": ["id"], "nullable": ["note"],
                "properties": {
                    "id": {"type": "string"},
                    "note": {"type": "string"},
                    "next": {"type": "ref", "ref": "#view"}
                }
            },
            "other": {
                "type": "object", "required": ["id"],
                "properties": {"id": {"type": "string"}, "more": {"type": "integer"}}
            },
            "tag": {"type": "string", "maxLength": 640, "maxGraphemes": 64},
            "tags": {"type": "array", "items": {"type": "ref", "ref": "#tag"}, "maxLength": 9}
        }
    })
}

fn get_thing() -> Value {
    json!({
        "lexicon": 1, "id": "com.example.kitchen.getThing",
        "defs": {"main": {
            "type": "query", "description": "Gets it.",
            "parameters": {
                "type": "params", "description": "What to get.", "required": ["id"],
                "properties": {
                    "id": {"type": "string", "description": "Which."},
                    "limit": {"type": "integer", "minimum": 1, "maximum": 100, "default": 50},
                    "flags": {"type": "array", "items": {"type": "boolean"}}
                }
            },
            "output": {
                "encoding": "application/json", "description": "The thing.",
                "schema": {"type": "ref", "ref": "com.example.kitchen.defs#view"}
            },
            "errors": [
                {"name": "NotFound", "description": "There is none."},
                {"name": "Gone"}
            ]
        }}
    })
}

fn put_thing() -> Value {
    json!({
        "lexicon": 1, "id": "com.example.kitchen.putThing",
        "defs": {"main": {
            "type": "procedure",
            "input": {
                "encoding": "application/json", "description": "The new one.",
                "schema": {
                    "type": "object", "required": ["id", "data"], "nullable": ["data", "hint"],
                    "properties": {
                        "id": {"type": "string"},
                        "data": {"type": "unknown", "description": "Anything."},
                        "hint": {"type": "string"}
                    }
                }
            },
            "output": {"encoding": "application/vnd.ipld.car"}
        }}
    })
}

fn record() -> Value {
    json!({
        "lexicon": 1, "id": "com.example.kitchen.record",
        "defs": {"main": {
            "type": "record", "description": "A thing.", "key": "tid",
            "record": {
                "type": "object", "description": "Its fields.", "required": ["text"],
                "properties": {
                    "text": {
                        "type": "string", "description": "What it says.",
                        "minLength": 1, "maxLength": 3000,
                        "minGraphemes": 1, "maxGraphemes": 300
                    },
                    "size": {"type": "string", "knownValues": ["small", "large"]},
                    "level": {"type": "string", "enum": ["low", "high"], "default": "low"},
                    "kind": {"type": "string", "const": "thing"},
                    "at": {"type": "string", "format": "datetime"},
                    "count": {"type": "integer", "description": "How many.", "enum": [1, 2, 4]},
                    "one": {"type": "integer", "const": 1},
                    "isNew": {"type": "boolean", "description": "Or not.", "default": false},
                    "isTrue": {"type": "boolean", "const": true},
                    "raw": {
                        "type": "bytes", "description": "Bytes.",
                        "minLength": 2, "maxLength": 64
                    },
                    "link": {"type": "cid-link", "description": "A link."},
                    "image": {
                        "type": "blob", "description": "A picture.",
                        "accept": ["image/png", "image/jpeg"], "maxSize": 1000
                    },
                    "list": {
                        "type": "array", "description": "A list.",
                        "minLength": 1, "maxLength": 8,
                        "items": {"type": "integer", "minimum": 0}
                    },
                    "inner": {
                        "type": "object", "description": "An object.",
                        "properties": {"a/b": {"type": "integer"}}
                    },
                    "open": {
                        "type": "union", "description": "One of them.",
                        "refs": [
                            "com.example.kitchen.defs#view", "com.example.kitchen.defs#other"
                        ]
                    },
                    "closed": {
                        "type": "union", "closed": true,
                        "refs": [
                            "com.example.kitchen.defs#view", "com.example.kitchen.defs#other"
                        ]
                    },
                    "ref": {
                        "type": "ref", "description": "Elsewhere.",
                        "ref": "com.example.kitchen.defs#view"
                    },
                    "any": {"type": "unknown"}
                }
            }
        }}
    })
}

fn set() -> Value {
    json!({
        "lexicon": 1, "id": "com.example.kitchen.set",
        "defs": {"main": {
            "type": "permission-set", "description": "For developers.",
            "title": "Kitchen", "title:lang": {"de": "Küche"},
            "detail": "All of it.", "detail:lang": {"de": "Alles."},
            "permissions": [
                {
                    "type": "permission", "resource": "repo",
                    "collection": ["com.example.kitchen.record"], "action": ["create", "update"]
                },
                {
                    "type": "permission", "resource": "rpc", "inheritAud": true,
                    "lxm": ["com.example.kitchen.getThing", "com.example.kitchen.watch"]
                },
                {
                    "type": "permission", "resource": "rpc", "aud": "*",
                    "lxm": ["com.example.kitchen.putThing"]
                },
                {
                    "type": "permission", "resource": "space",
                    "spaceType": "com.example.kitchen.room", "authority": "*", "skey": "main",
                    "collection": ["com.example.kitchen.record"],
                    "action": ["read", "create"], "manage": ["update"]
                }
            ]
        }}
    })
}

fn room() -> Value {
    json!({
        "lexicon": 1, "id": "com.example.kitchen.room",
        "defs": {"main": {
            "type": "space", "description": "A room.", "key": "any",
            "name": "Kitchen", "name:lang": {"de": "Küche"},
            "collections": ["com.example.kitchen.record", "com.example.other.note"]
        }}
    })
}

fn watch() -> Value {
    json!({
        "lexicon": 1, "id": "com.example.kitchen.watch",
        "defs": {"main": {
            "type": "subscription", "description": "Watches.",
            "parameters": {"type": "params", "properties": {"cursor": {"type": "integer"}}},
            "message": {
                "description": "What happens.",
                "schema": {"type": "union", "refs": ["com.example.kitchen.defs#view"]}
            },
            "subprotocol": "xrpc.v1.json",
            "errors": [{"name": "TooSlow"}]
        }}
    })
}
