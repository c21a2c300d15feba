//! Generates the pages to decode: realistic responses, the same in every run. Keys
//! are in the order in which services send them.

mod post;
pub mod text;

use std::{fs, path::Path};

use anyhow::Result;
use fastrand::Rng;
use ipld_core::{ipld, ipld::Ipld};
use serde_json::{Value, json};
use text::Author;

/// A datetime that occurs once in each page that has datetimes. In the invalid
/// copy of the page, it is replaced by a text of the same length.
const DATETIME: &str = "2025-01-02T03:04:05.678Z";
const NO_DATETIME: &str = "yesterday at about noon!";

/// Writes all pages into a folder.
pub fn write(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let mut author = Author(Rng::with_seed(7));
    for (name, page) in [
        ("timeline.json", serde_json::to_vec(&author.timeline())?),
        ("thread.json", serde_json::to_vec(&author.thread())?),
        ("session.json", serde_json::to_vec(&author.session())?),
        ("commit.cbor", serde_ipld_dagcbor::to_vec(&author.commit())?),
    ] {
        fs::write(folder.join(name), &page)?;
        if let Some(spoiled) = spoil(&page) {
            fs::write(folder.join(name.replace('.', "-spoiled.")), spoiled)?;
        }
    }
    Ok(())
}

fn spoil(page: &[u8]) -> Option<Vec<u8>> {
    let length = DATETIME.len();
    let at = page
        .windows(length)
        .position(|text| text == DATETIME.as_bytes())?;
    let mut spoiled = page.to_vec();
    spoiled[at..at + length].copy_from_slice(NO_DATETIME.as_bytes());
    Some(spoiled)
}

impl Author {
    fn timeline(&mut self) -> Value {
        let mut feed: Vec<Value> = (0..100).map(|_| self.feed_view_post()).collect();
        feed[50]["post"]["indexedAt"] = json!(DATETIME);
        json!({ "feed": feed, "cursor": "2025-05-30T11:22:33.444Z::bafyreicursor" })
    }

    /// A thread that branches, eight posts deep, with one parent above it.
    fn thread(&mut self) -> Value {
        let mut thread = self.thread_view_post(8);
        thread["parent"] = self.thread_view_post(0);
        thread["post"]["indexedAt"] = json!(DATETIME);
        json!({ "thread": thread })
    }

    fn session(&mut self) -> Value {
        let (did, handle) = (self.did(), self.handle());
        json!({
            "did": did,
            "didDoc": {
                "@context": [
                    "https://www.w3.org/ns/did/v1",
                    "https://w3id.org/security/multikey/v1",
                    "https://w3id.org/security/suites/secp256k1-2019/v1",
                ],
                "id": did,
                "alsoKnownAs": [format!("at://{handle}")],
                "verificationMethod": [{
                    "id": format!("{did}#atproto"),
                    "type": "Multikey",
                    "controller": did,
                    "publicKeyMultibase": format!("zQ3sh{}", self.letters(44)),
                }],
                "service": [{
                    "id": "#atproto_pds",
                    "type": "AtprotoPersonalDataServer",
                    "serviceEndpoint": "https://morel.us-east.host.example.com",
                }],
            },
            "handle": handle,
            "email": "alice@example.com",
            "emailConfirmed": true,
            "emailAuthFactor": false,
            "accessJwt": format!("eyJ{}.eyJ{}.{}", self.letters(40), self.letters(280), self.letters(86)),
            "refreshJwt": format!("eyJ{}.eyJ{}.{}", self.letters(40), self.letters(300), self.letters(86)),
            "active": true,
        })
    }

    /// The body of a frame of the firehose.
    fn commit(&mut self) -> Ipld {
        let path = format!("app.bsky.feed.post/{}", self.tid());
        let blocks: Vec<u8> = (0..5000).map(|_| self.0.u8(..)).collect();
        let op = ipld!({ "action": "create", "path": path, "cid": self.hash() });
        ipld!({
            "seq": 12_345_678_901_i64,
            "rebase": false,
            "tooBig": false,
            "repo": self.did(),
            "commit": self.hash(),
            "rev": self.tid(),
            "since": self.tid(),
            "blocks": Ipld::Bytes(blocks),
            "ops": [op],
            "blobs": [],
            "prevData": self.hash(),
            "time": DATETIME,
        })
    }
}
