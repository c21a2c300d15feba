//! Records, as JSON and in the data model.

use ipld_core::{cid::Cid, ipld::Ipld};
use serde_json::{Value, json};

use crate::page::text::Author;

impl Author {
    /// A record of a collection.
    pub fn record(&mut self, collection: &str) -> Value {
        let mut record = match collection {
            "app.bsky.feed.like" | "app.bsky.feed.repost" => {
                let mut record = json!({ "subject": self.strong_ref() });
                if self.chance(15) {
                    record["via"] = self.strong_ref();
                }
                record
            }
            "app.bsky.graph.follow" | "app.bsky.graph.block" => json!({ "subject": self.did() }),
            "app.bsky.graph.listitem" => json!({
                "list": self.uri("app.bsky.graph.list"),
                "subject": self.did(),
            }),
            "app.bsky.feed.threadgate" => json!({
                "allow": [{ "$type": "app.bsky.feed.threadgate#followingRule" }],
                "hiddenReplies": [],
                "post": self.uri("app.bsky.feed.post"),
            }),
            "app.bsky.actor.profile" => {
                let (avatar, banner) = (self.blob_cid(), self.blob_cid());
                json!({
                    "avatar": self.blob(&avatar),
                    "banner": self.blob(&banner),
                    "description": self.text(5..35),
                    "displayName": self.text(1..4),
                })
            }
            _ => self.post(true).0,
        };
        record["$type"] = json!(collection);
        record["createdAt"] = json!(self.datetime());
        record.sort_all_objects();
        record
    }
}

/// The data that JSON stands for.
pub fn data(json: &Value) -> Ipld {
    match json {
        Value::Null => Ipld::Null,
        Value::Bool(value) => Ipld::Bool(*value),
        Value::Number(number) => Ipld::Integer(number.as_i64().unwrap_or_default().into()),
        Value::String(text) => Ipld::String(text.clone()),
        Value::Array(items) => Ipld::List(items.iter().map(data).collect()),
        Value::Object(fields) => match fields.get("$link").and_then(Value::as_str) {
            Some(link) => Cid::try_from(link).map_or(Ipld::Null, Ipld::Link),
            None => {
                let fields = fields
                    .iter()
                    .map(|(name, value)| (name.clone(), data(value)));
                Ipld::Map(fields.collect())
            }
        },
    }
}
