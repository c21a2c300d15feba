//! The records to judge: about as many of each collection as on the network, and in the
//! midst of them invalid ones, with one defect each.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use anyhow::Result;
use fastrand::Rng;
use serde_json::{Value, json};

use crate::page::text::Author;

/// How many records of each collection, of 1,000.
const COLLECTIONS: [(u32, &str); 8] = [
    (600, "app.bsky.feed.like"),
    (140, "app.bsky.graph.follow"),
    (120, POST),
    (90, "app.bsky.feed.repost"),
    (20, "app.bsky.graph.block"),
    (10, "app.bsky.graph.listitem"),
    (5, "app.bsky.feed.threadgate"),
    (15, PROFILE),
];

const POST: &str = "app.bsky.feed.post";
const PROFILE: &str = "app.bsky.actor.profile";

/// One of this many records is invalid.
const INVALID_OF: usize = 101;

/// Something that the lexicon does not allow.
pub struct Defect {
    pub name: &'static str,
    collection: &'static str,
    spoil: fn(&mut Value),
}

/// The defects, which take turns.
pub const DEFECTS: [Defect; 12] = [
    Defect {
        name: "a malformed datetime",
        collection: "app.bsky.feed.like",
        spoil: |it| it["createdAt"] = json!("yesterday at about noon!"),
    },
    Defect {
        name: "a missing field",
        collection: "app.bsky.feed.like",
        spoil: |it| it["subject"] = json!({ "uri": it["subject"]["uri"] }),
    },
    Defect {
        name: "a malformed AT-URI",
        collection: "app.bsky.feed.like",
        spoil: |it| it["subject"]["uri"] = json!("https://example.com/1"),
    },
    Defect {
        name: "a malformed CID",
        collection: "app.bsky.feed.repost",
        spoil: |it| it["subject"]["cid"] = json!("not a CID"),
    },
    Defect {
        name: "a malformed DID",
        collection: "app.bsky.graph.follow",
        spoil: |it| it["subject"] = json!("alice.example.com"),
    },
    Defect {
        name: "301 graphemes",
        collection: POST,
        spoil: |it| it["text"] = json!("é".repeat(301)),
    },
    Defect {
        name: "641 bytes in one grapheme",
        collection: PROFILE,
        spoil: |it| it["displayName"] = json!("e".to_owned() + &"\u{301}".repeat(320)),
    },
    Defect {
        name: "a negative integer in an array",
        collection: POST,
        spoil: |it| {
            let tag = json!({ "$type": "app.bsky.richtext.facet#tag", "tag": "river" });
            let index = json!({ "byteStart": -1, "byteEnd": 3 });
            it["facets"] = json!([{ "features": [tag], "index": index }]);
        },
    },
    Defect {
        name: "a long array",
        collection: POST,
        spoil: |it| it["langs"] = json!(["de", "en", "fr", "ja"]),
    },
    Defect {
        name: "a text for an array",
        collection: POST,
        spoil: |it| it["langs"] = json!("en"),
    },
    Defect {
        name: "a blob's MIME type",
        collection: PROFILE,
        spoil: |it| it["avatar"]["mimeType"] = json!("text/plain"),
    },
    Defect {
        name: "a blob's size",
        collection: PROFILE,
        spoil: |it| it["avatar"]["size"] = json!(100_000_000),
    },
];

/// The defect of the record of an index, as an index of [`DEFECTS`].
pub fn defect(at: usize) -> Option<usize> {
    (at % INVALID_OF == INVALID_OF / 2).then_some(at / INVALID_OF % DEFECTS.len())
}

/// Writes records into a file, one a line.
pub fn write(path: &Path, records: usize) -> Result<()> {
    let mut lines = BufWriter::new(File::create(path)?);
    let mut author = Author(Rng::with_seed(13));
    for at in 0..records {
        let record = match defect(at) {
            Some(defect) => {
                let defect = &DEFECTS[defect];
                let mut record = author.record(defect.collection);
                (defect.spoil)(&mut record);
                record
            }
            None => {
                let collection = author.collection();
                author.record(collection)
            }
        };
        serde_json::to_writer(&mut lines, &record)?;
        lines.write_all(b"\n")?;
    }
    lines.flush()?;
    Ok(())
}

impl Author {
    fn collection(&mut self) -> &'static str {
        let mut at = self.0.u32(..1000);
        for (often, collection) in COLLECTIONS {
            match at.checked_sub(often) {
                Some(rest) => at = rest,
                None => return collection,
            }
        }
        POST
    }
}
