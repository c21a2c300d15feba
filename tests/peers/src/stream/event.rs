//! Events: what happens how often, and the frame and the messages that tell of it.

use anyhow::Result;
use ipld_core::{cid::Cid, ipld, ipld::Ipld};
use serde::Serialize;
use serde_json::{Value, json};

use super::{archive::Blocks, record::data};
use crate::page::text::Author;

/// An event in both forms.
pub struct Event {
    /// Of `com.atproto.sync.subscribeRepos`: a header and a body in DAG-CBOR.
    pub frame: Vec<u8>,
    /// Of a Jetstream: one for each operation. It does not tell of `#sync`.
    pub messages: Vec<Value>,
}

/// What happens.
#[derive(Clone, Copy)]
enum Kind {
    /// Records of these collections are created.
    Create(&'static [&'static str]),
    Update(&'static str),
    Delete(&'static str),
    Identity,
    Account,
    Sync,
}

/// How often each happens, of 1,000 times.
const KINDS: [(u32, Kind); 16] = [
    (540, Kind::Create(&["app.bsky.feed.like"])),
    (130, Kind::Create(&["app.bsky.graph.follow"])),
    (110, Kind::Create(&["app.bsky.feed.post"])),
    (80, Kind::Create(&["app.bsky.feed.repost"])),
    (20, Kind::Create(&["app.bsky.graph.block"])),
    (10, Kind::Create(&["app.bsky.graph.listitem"])),
    (
        5,
        Kind::Create(&["app.bsky.feed.post", "app.bsky.feed.threadgate"]),
    ),
    (
        5,
        Kind::Create(&["app.bsky.actor.profile", "app.bsky.graph.follow"]),
    ),
    (10, Kind::Update("app.bsky.actor.profile")),
    (35, Kind::Delete("app.bsky.feed.like")),
    (15, Kind::Delete("app.bsky.graph.follow")),
    (12, Kind::Delete("app.bsky.feed.post")),
    (8, Kind::Delete("app.bsky.feed.repost")),
    (8, Kind::Identity),
    (7, Kind::Account),
    (5, Kind::Sync),
];

/// The key of records of which an account has one.
const SELF: &str = "app.bsky.actor.profile/self";

impl Author {
    pub fn event(&mut self, seq: u64) -> Result<Event> {
        let mut at = self.0.u32(..1000);
        for (often, kind) in KINDS {
            match at.checked_sub(often) {
                Some(rest) => at = rest,
                None => return self.event_of(kind, seq),
            }
        }
        self.event_of(Kind::Sync, seq)
    }

    fn event_of(&mut self, kind: Kind, seq: u64) -> Result<Event> {
        let (did, time) = (self.did(), self.datetime());
        let seq = i64::try_from(seq)?;
        match kind {
            Kind::Create(collections) => {
                let ops = collections.iter().map(|it| ("create", *it)).collect();
                self.commit_event(seq, &did, &time, ops)
            }
            Kind::Update(collection) => {
                self.commit_event(seq, &did, &time, vec![("update", collection)])
            }
            Kind::Delete(collection) => {
                self.commit_event(seq, &did, &time, vec![("delete", collection)])
            }
            Kind::Identity => {
                let handle = self.handle();
                let body = json!({ "seq": seq, "did": did, "time": time, "handle": handle });
                told("#identity", "identity", seq, &did, body)
            }
            Kind::Account => {
                let mut body = json!({ "seq": seq, "did": did, "time": time, "active": true });
                if self.chance(50) {
                    body["active"] = json!(false);
                    body["status"] = json!("deactivated");
                }
                told("#account", "account", seq, &did, body)
            }
            Kind::Sync => {
                let (rev, tree) = (self.tid(), self.hash());
                let mut blocks = Blocks::default();
                let commit = self.commit_block(&mut blocks, &did, &rev, tree)?;
                let body = ipld!({
                    "seq": seq,
                    "did": did,
                    "blocks": Ipld::Bytes(blocks.file(commit)?),
                    "rev": rev,
                    "time": time,
                });
                Ok(Event {
                    frame: frame("#sync", &body)?,
                    messages: Vec::new(),
                })
            }
        }
    }

    fn commit_event(
        &mut self,
        seq: i64,
        did: &str,
        time: &str,
        changes: Vec<(&'static str, &'static str)>,
    ) -> Result<Event> {
        let mut blocks = Blocks::default();
        let (rev, since) = (self.tid(), self.tid());
        let (mut ops, mut messages) = (Vec::new(), Vec::new());
        let mut root: Option<Cid> = None;
        for (action, collection) in changes {
            let path = match collection {
                "app.bsky.actor.profile" => SELF.to_owned(),
                _ => format!("{collection}/{}", self.tid()),
            };
            let record = (action != "delete").then(|| self.record(collection));
            let cid = record
                .as_ref()
                .map(|record| blocks.add(&data(record)))
                .transpose()?;
            root = Some(self.tree(&mut blocks, &path, cid)?);
            let mut op = vec![
                ("action".to_owned(), Ipld::String(action.to_owned())),
                ("path".to_owned(), Ipld::String(path.clone())),
                ("cid".to_owned(), cid.map_or(Ipld::Null, Ipld::Link)),
            ];
            if action != "create" {
                op.push(("prev".to_owned(), Ipld::Link(self.hash())));
            }
            ops.push(Ipld::Map(op.into_iter().collect()));
            let (_, key) = path.split_once('/').unwrap_or_default();
            let mut commit = json!({
                "rev": rev,
                "operation": action,
                "collection": collection,
                "rkey": key,
            });
            if let (Some(record), Some(cid)) = (record, cid) {
                commit["record"] = record;
                commit["cid"] = json!(cid.to_string());
            }
            messages.push(message("commit", seq, did, commit));
        }
        let tree = root.unwrap_or_else(|| self.hash());
        let commit = self.commit_block(&mut blocks, did, &rev, tree)?;
        let body = ipld!({
            "seq": seq,
            "rebase": false,
            "tooBig": false,
            "repo": did,
            "commit": commit,
            "rev": rev,
            "since": since,
            "blocks": Ipld::Bytes(blocks.file(commit)?),
            "ops": ops,
            "blobs": [],
            "prevData": self.hash(),
            "time": time,
        });
        Ok(Event {
            frame: frame("#commit", &body)?,
            messages,
        })
    }
}

/// An event without blocks.
fn told(name: &str, kind: &str, seq: i64, did: &str, body: Value) -> Result<Event> {
    Ok(Event {
        frame: frame(name, &data(&body))?,
        messages: vec![message(kind, seq, did, body)],
    })
}

fn frame(name: &str, body: &Ipld) -> Result<Vec<u8>> {
    let mut frame = serde_ipld_dagcbor::to_vec(&ipld!({ "op": 1, "t": name }))?;
    frame.extend(serde_ipld_dagcbor::to_vec(body)?);
    Ok(frame)
}

fn message(kind: &str, seq: i64, did: &str, body: impl Serialize) -> Value {
    let micros = 1_725_911_162_329_308 + seq;
    json!({ "did": did, "time_us": micros, "kind": kind, kind: body })
}
