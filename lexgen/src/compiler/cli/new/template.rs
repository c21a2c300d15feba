//! Documents to start from. Each one passes `lexgen lint`.

use serde_json::json;

use super::NewKind;
use crate::{
    compiler::{
        cli::scopes::document::{Grants, definitions},
        layout::layout,
    },
    syntax::Nsid,
};

/// The text of a new document.
pub(super) fn text(kind: NewKind, nsid: &Nsid, grants: &Grants<'_>) -> Option<String> {
    let definitions = match kind {
        NewKind::Record => RECORD.to_owned(),
        NewKind::Query => QUERY.to_owned(),
        NewKind::Procedure => PROCEDURE.to_owned(),
        NewKind::Subscription => SUBSCRIPTION.to_owned(),
        NewKind::PermissionSet => permission_set(nsid, grants),
        NewKind::Space => space(grants),
        // A new kind of document has its template here.
    };
    let nsid = nsid.as_str();
    layout(&format!(
        r#"{{"lexicon":1,"id":"{nsid}","defs":{definitions}}}"#
    ))
}

const RECORD: &str = r#"{
  "main": {
    "type": "record",
    "description": "TODO: what a record says, and who writes it.",
    "key": "tid",
    "record": {
      "type": "object",
      "required": ["text", "createdAt"],
      "properties": {
        "text": {
          "type": "string",
          "description": "TODO",
          "maxLength": 3000,
          "maxGraphemes": 300
        },
        "createdAt": {
          "type": "string",
          "format": "datetime",
          "description": "When the record was created, as the client says."
        }
      }
    }
  }
}"#;

const QUERY: &str = r##"{
  "main": {
    "type": "query",
    "description": "TODO: what the query returns, and whether it requires auth.",
    "parameters": {
      "type": "params",
      "properties": {
        "limit": { "type": "integer", "minimum": 1, "maximum": 100, "default": 50 },
        "cursor": { "type": "string", "maxLength": 512 }
      }
    },
    "output": {
      "encoding": "application/json",
      "schema": {
        "type": "object",
        "required": ["items"],
        "properties": {
          "cursor": { "type": "string", "maxLength": 512 },
          "items": {
            "type": "array",
            "maxLength": 100,
            "items": { "type": "ref", "ref": "#item" }
          }
        }
      }
    }
  },
  "item": {
    "type": "object",
    "description": "TODO",
    "required": ["uri"],
    "properties": {
      "uri": { "type": "string", "format": "at-uri" }
    }
  }
}"##;

const PROCEDURE: &str = r#"{
  "main": {
    "type": "procedure",
    "description": "TODO: what the procedure does, and whether it requires auth.",
    "input": {
      "encoding": "application/json",
      "schema": {
        "type": "object",
        "required": ["uri"],
        "properties": {
          "uri": { "type": "string", "format": "at-uri" }
        }
      }
    },
    "output": {
      "encoding": "application/json",
      "schema": {
        "type": "object",
        "properties": {}
      }
    },
    "errors": [
      { "name": "NotFound", "description": "TODO: when this happens." }
    ]
  }
}"#;

const SUBSCRIPTION: &str = r##"{
  "main": {
    "type": "subscription",
    "description": "TODO: what the messages are about, and whether they require auth.",
    "parameters": {
      "type": "params",
      "properties": {
        "cursor": {
          "type": "integer",
          "description": "The last known sequence number to resume from."
        }
      }
    },
    "message": {
      "schema": { "type": "union", "refs": ["#event"] }
    },
    "errors": [
      { "name": "FutureCursor", "description": "The cursor is ahead of the latest message." }
    ]
  },
  "event": {
    "type": "object",
    "description": "TODO",
    "required": ["seq", "time"],
    "properties": {
      "seq": { "type": "integer", "description": "The sequence number of the message." },
      "time": { "type": "string", "format": "datetime", "description": "When the message was sent." }
    }
  }
}"##;

/// A type of spaces with the records of its namespace.
fn space(grants: &Grants<'_>) -> String {
    let collections = json!(grants.records);
    format!(
        r#"{{"main":{{
          "type": "space",
          "description": "TODO: what the spaces are for, and who reads and writes them.",
          "key": "any",
          "name": "TODO: a name for users",
          "collections": {collections}
        }}}}"#
    )
}

/// A set that grants everything in its namespace, or an example if there is nothing.
fn permission_set(nsid: &Nsid, grants: &Grants<'_>) -> String {
    let mut permissions = grants.permissions();
    if permissions.is_empty() {
        let group = nsid
            .as_str()
            .rsplit_once('.')
            .map_or("", |(group, _)| group);
        let example = format!("{group}.thing");
        let example = Grants {
            records: vec![&example],
            ..Grants::default()
        };
        permissions = example.permissions();
    }
    definitions(permissions).to_string()
}
