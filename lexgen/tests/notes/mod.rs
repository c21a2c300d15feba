//! Lexicons of notes, and data, for tests that validate.

/// A record, and a definition beside it.
pub const NOTE: &str = r#"{"lexicon": 1, "id": "com.example.note", "defs": {
    "main": {"type": "record", "key": "tid", "record": {
        "type": "object", "required": ["text", "createdAt"], "properties": {
            "text": {"type": "string", "maxLength": 10},
            "createdAt": {"type": "string", "format": "datetime"},
            "tags": {"type": "array", "items": {"type": "string", "maxLength": 3}},
            "image": {"type": "blob"}, "gone": {"type": "ref", "ref": "com.example.gone"}
        }
    }},
    "tags": {"type": "array", "items": {"type": "string"}}
}}"#;

/// A query.
pub const SEARCH: &str = r#"{"lexicon": 1, "id": "com.example.search", "defs": {"main": {
    "type": "query",
    "parameters": {"type": "params", "required": ["q"], "properties": {
        "q": {"type": "string"}, "limit": {"type": "integer", "maximum": 100}
    }},
    "output": {"encoding": "application/json", "schema": {
        "type": "object", "properties": {"hits": {"type": "integer"}}
    }},
    "errors": [{"name": "Busy"}]
}}}"#;

/// A valid record of [`NOTE`].
pub const GOOD: &str =
    r#"{"$type": "com.example.note", "text": "hello", "createdAt": "2024-01-02T03:04:05Z"}"#;
