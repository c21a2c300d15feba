//! Posts as in responses of services: the record, the view of its embed, the
//! author and the counts.

use serde_json::{Map, Value, json};

use super::text::Author;

impl Author {
    pub fn feed_view_post(&mut self) -> Value {
        let mut item = json!({ "post": self.post_view(true) });
        if self.chance(30) {
            item["reply"] = json!({
                "root": tagged("app.bsky.feed.defs#postView", self.post_view(false)),
                "parent": tagged("app.bsky.feed.defs#postView", self.post_view(false)),
            });
            if self.chance(50) {
                item["reply"]["grandparentAuthor"] = self.profile();
            }
        }
        if self.chance(20) {
            item["reason"] = json!({
                "$type": "app.bsky.feed.defs#reasonRepost",
                "by": self.profile(),
                "uri": self.uri("app.bsky.feed.repost"),
                "cid": self.cid(),
                "indexedAt": self.datetime(),
            });
        }
        item
    }

    pub fn post_view(&mut self, with_embed: bool) -> Value {
        let (record, embed) = self.post(with_embed);
        let mut view = json!({
            "uri": self.uri("app.bsky.feed.post"),
            "cid": self.cid(),
            "author": self.profile(),
            "record": record,
        });
        if let Some(embed) = embed {
            view["embed"] = embed;
        }
        let fields = json!({
            "bookmarkCount": self.0.u32(0..20),
            "replyCount": self.0.u32(0..200),
            "repostCount": self.0.u32(0..500),
            "likeCount": self.0.u32(0..9000),
            "quoteCount": self.0.u32(0..50),
            "indexedAt": self.datetime(),
            "viewer": { "bookmarked": false, "threadMuted": false, "embeddingDisabled": false },
            "labels": [],
        });
        extend(&mut view, fields);
        if self.chance(30) {
            view["viewer"]["like"] = self.uri("app.bsky.feed.like");
        }
        if self.chance(10) {
            view["labels"] = json!([self.label()]);
        }
        view
    }

    /// A record, and the view of its embed.
    pub fn post(&mut self, with_embed: bool) -> (Value, Option<Value>) {
        let mut record = json!({
            "$type": "app.bsky.feed.post",
            "createdAt": self.datetime(),
        });
        let mut view = None;
        if with_embed && self.chance(70) {
            let (embed, its_view) = self.embed();
            record["embed"] = embed;
            view = Some(its_view);
        }
        if self.chance(40) {
            let count = self.0.usize(1..4);
            record["facets"] = (0..count).map(|_| self.facet()).collect();
        }
        if self.chance(5) {
            record["labels"] = json!({
                "$type": "com.atproto.label.defs#selfLabels",
                "values": [{ "val": "graphic-media" }],
            });
        }
        record["langs"] = json!(["en"]);
        if self.chance(30) {
            record["reply"] = json!({ "parent": self.strong_ref(), "root": self.strong_ref() });
        }
        record["text"] = self.text(12..45);
        (record, view)
    }

    /// An embed of a record, and its view.
    pub fn embed(&mut self) -> (Value, Value) {
        match self.0.u32(0..10) {
            0..5 => self.images(),
            5..7 => self.external(),
            7..9 => {
                let (embed, view) = self.quote();
                (
                    tagged("app.bsky.embed.record", embed),
                    tagged("app.bsky.embed.record#view", view),
                )
            }
            _ => {
                let ((quote, quote_view), (media, media_view)) = (self.quote(), self.images());
                (
                    json!({
                        "$type": "app.bsky.embed.recordWithMedia",
                        "media": media,
                        "record": quote,
                    }),
                    json!({
                        "$type": "app.bsky.embed.recordWithMedia#view",
                        "record": quote_view,
                        "media": media_view,
                    }),
                )
            }
        }
    }

    pub fn images(&mut self) -> (Value, Value) {
        let (mut images, mut views) = (Vec::new(), Vec::new());
        for _ in 0..self.0.usize(1..4) {
            let (did, cid, alt) = (self.did(), self.blob_cid(), self.text(4..20));
            let ratio = json!({ "height": self.0.u32(600..2000), "width": self.0.u32(600..2000) });
            images.push(json!({
                "alt": alt,
                "aspectRatio": ratio,
                "image": self.blob(&cid),
            }));
            views.push(json!({
                "thumb": picture("feed_thumbnail", &did, &cid),
                "fullsize": picture("feed_fullsize", &did, &cid),
                "alt": alt,
                "aspectRatio": ratio,
            }));
        }
        (
            json!({ "$type": "app.bsky.embed.images", "images": images }),
            json!({ "$type": "app.bsky.embed.images#view", "images": views }),
        )
    }

    pub fn external(&mut self) -> (Value, Value) {
        let (did, cid) = (self.did(), self.blob_cid());
        let (uri, title, description) = (self.link(), self.text(4..10), self.text(10..30));
        (
            json!({ "$type": "app.bsky.embed.external", "external": {
                "description": description,
                "thumb": self.blob(&cid),
                "title": title,
                "uri": uri,
            }}),
            json!({ "$type": "app.bsky.embed.external#view", "external": {
                "uri": uri,
                "title": title,
                "description": description,
                "thumb": picture("feed_thumbnail", &did, &cid),
            }}),
        )
    }

    /// A reference to a quoted record, and its view.
    pub fn quote(&mut self) -> (Value, Value) {
        let (uri, cid) = (self.uri("app.bsky.feed.post"), self.cid());
        let view = json!({
            "$type": "app.bsky.embed.record#viewRecord",
            "uri": uri,
            "cid": cid,
            "author": self.profile(),
            "value": self.post(false).0,
            "labels": [],
            "likeCount": self.0.u32(0..900),
            "replyCount": self.0.u32(0..90),
            "repostCount": self.0.u32(0..90),
            "quoteCount": self.0.u32(0..9),
            "indexedAt": self.datetime(),
            "embeds": if self.chance(50) { vec![self.images().1] } else { Vec::new() },
        });
        (
            json!({ "record": { "cid": cid, "uri": uri } }),
            json!({ "record": view }),
        )
    }

    pub fn facet(&mut self) -> Value {
        let feature = match self.0.u32(0..3) {
            0 => json!({ "$type": "app.bsky.richtext.facet#mention", "did": self.did() }),
            1 => json!({ "$type": "app.bsky.richtext.facet#link", "uri": self.link() }),
            _ => json!({ "$type": "app.bsky.richtext.facet#tag", "tag": self.word() }),
        };
        let start = self.0.u32(0..100);
        let index = json!({ "byteEnd": start + self.0.u32(3..30), "byteStart": start });
        json!({ "features": [feature], "index": index })
    }

    pub fn profile(&mut self) -> Value {
        let (did, cid) = (self.did(), self.blob_cid());
        let mut profile = json!({
            "did": did,
            "handle": self.handle(),
            "displayName": self.text(1..4),
            "avatar": picture("avatar", &did, &cid),
            "associated": {
                "chat": { "allowIncoming": "following" },
                "activitySubscription": { "allowSubscriptions": "followers" },
            },
            "viewer": { "muted": false, "blockedBy": false },
            "labels": [],
            "createdAt": self.datetime(),
        });
        if self.chance(60) {
            profile["viewer"]["following"] = self.uri("app.bsky.graph.follow");
        }
        if self.chance(15) {
            profile["labels"] = json!([self.label()]);
        }
        if self.chance(5) {
            profile["verification"] = json!({
                "verifications": [{
                    "issuer": self.did(),
                    "uri": self.uri("app.bsky.graph.verification"),
                    "isValid": true,
                    "createdAt": self.datetime(),
                }],
                "verifiedStatus": "valid",
                "trustedVerifierStatus": "none",
            });
        }
        profile
    }

    pub fn label(&mut self) -> Value {
        json!({
            "src": self.did(),
            "uri": self.uri("app.bsky.feed.post"),
            "cid": self.cid(),
            "val": "!no-unauthenticated",
            "cts": self.datetime(),
        })
    }

    pub fn thread_view_post(&mut self, depth: usize) -> Value {
        let post = self.post_view(depth == 8);
        let replies: Value = match depth {
            0 => json!([]),
            _ => {
                // One reply continues the thread; its siblings end soon.
                let siblings = self.0.usize(0..4);
                let mut replies = vec![self.thread_view_post(depth - 1)];
                replies.extend((0..siblings).map(|_| self.thread_view_post(depth.min(3) - 1)));
                if self.chance(30) {
                    replies.push(json!({
                        "$type": "app.bsky.feed.defs#blockedPost",
                        "uri": self.uri("app.bsky.feed.post"),
                        "blocked": true,
                        "author": { "did": self.did() },
                    }));
                }
                json!(replies)
            }
        };
        json!({
            "$type": "app.bsky.feed.defs#threadViewPost",
            "post": post,
            "replies": replies,
            "threadContext": {},
        })
    }

    pub fn strong_ref(&mut self) -> Value {
        json!({ "cid": self.cid(), "uri": self.uri("app.bsky.feed.post") })
    }

    pub fn blob(&mut self, cid: &str) -> Value {
        json!({
            "$type": "blob",
            "ref": { "$link": cid },
            "mimeType": "image/jpeg",
            "size": self.0.u32(20_000..990_000),
        })
    }
}

/// Adds a `$type` to the value.
fn tagged(name: &str, value: Value) -> Value {
    let mut object = json!({ "$type": name });
    extend(&mut object, value);
    object
}

fn extend(object: &mut Value, more: Value) {
    if let (Value::Object(object), Value::Object(more)) = (object, more) {
        object.extend::<Map<_, _>>(more);
    }
}

fn picture(kind: &str, did: &str, cid: &str) -> String {
    format!("https://cdn.bsky.app/img/{kind}/plain/{did}/{cid}@jpeg")
}
