//! Frames of a firehose: likes and follows most, posts, and deletes.

use lexgen::{
    Bytes, Data,
    car::{BlockCid, Codec, Writer},
    data::to_dag_cbor,
};
use serde_json::{Value, json};

use super::{did, follow, key, letters, like, link, record, time};

/// Frames of commits with one operation each: a header and a body in DAG-CBOR. A
/// body has a CAR file with the commit, some nodes of the tree, and the record.
#[must_use]
pub fn frames() -> Vec<Vec<u8>> {
    (0..200).map(frame).collect()
}

fn frame(place: usize) -> Vec<u8> {
    let (collection, record) = match place % 10 {
        0..5 => ("like", Some(like(place))),
        5..7 => ("follow", Some(follow(place))),
        7..9 => ("post", Some(record(place))),
        _ => ("like", None),
    };
    let action = match record {
        Some(_) => "create",
        None => "delete",
    };
    let record = record.map(|json| {
        let data: Data = serde_json::from_str(&json).unwrap_or_default();
        to_dag_cbor(&data).unwrap_or_default()
    });
    let commit = dag_cbor(&json!({
        "did": did(place),
        "version": 3,
        "data": link(),
        "rev": key(place),
        "prev": null,
        "sig": bytes(&[7; 64])
    }));
    let cid = record
        .as_ref()
        .map(|record| json!({ "$link": BlockCid::of(Codec::DagCbor, record).to_string() }));
    let mut frame = dag_cbor(&json!({ "op": 1, "t": "#commit" }));
    frame.extend(dag_cbor(&json!({
        "seq": 9_731_204_411_i64 + place as i64,
        "rebase": false,
        "tooBig": false,
        "repo": did(place),
        "commit": { "$link": BlockCid::of(Codec::DagCbor, &commit).to_string() },
        "rev": key(place),
        "since": key(place + 1),
        "blocks": bytes(&archive(place, &commit, record.as_deref())),
        "ops": [{
            "action": action,
            "path": format!("com.example.feed.{collection}/{}", key(place)),
            "cid": cid
        }],
        "blobs": [],
        "prevData": link(),
        "time": time(place)
    })));
    frame
}

/// A CAR file: the commit, three to five nodes of the tree, the record.
fn archive(place: usize, commit: &[u8], record: Option<&[u8]>) -> Vec<u8> {
    let nodes = (0..3 + place % 3).map(|level| {
        let entries: Vec<Value> = (0..1 + (place + level) % 5)
            .map(|at| {
                let key = letters((place * 8 + at) as u64, 20);
                json!({ "p": 24, "k": bytes(key.as_bytes()), "v": link(), "t": link() })
            })
            .collect();
        dag_cbor(&json!({ "l": link(), "e": entries, "level": level }))
    });
    let blocks = [commit.to_vec()].into_iter().chain(nodes);
    write(blocks.chain(record.map(<[u8]>::to_vec))).unwrap_or_default()
}

fn write(blocks: impl Iterator<Item = Vec<u8>>) -> std::io::Result<Vec<u8>> {
    let mut blocks = blocks.peekable();
    let roots = blocks.peek().map(|root| BlockCid::of(Codec::DagCbor, root));
    let mut file = Writer::new(Vec::new(), roots.as_slice())?;
    for block in blocks {
        file.write(Codec::DagCbor, &block)?;
    }
    Ok(file.into_inner())
}

fn dag_cbor(json: &Value) -> Vec<u8> {
    let data = Data::encode(json).unwrap_or_default();
    to_dag_cbor(&data).unwrap_or_default()
}

fn bytes(bytes: &[u8]) -> Value {
    json!({ "$bytes": Bytes::from(bytes.to_vec()).to_base64() })
}
