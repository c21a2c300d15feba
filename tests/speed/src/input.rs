//! The data, generated deterministically.
//!
//! It resembles responses of a social network: a page of posts has authors with
//! their relationship to the reader, rich text, pictures, links, quotes, and the
//! posts that are replied to.

mod frames;

use serde_json::{Value, json};

pub use frames::frames;

const CID: &str = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";
const BLOB: &str = "bafkreibjfgx2gprinfvicegelk5kosd6y2frmqpqzwqkg7usac74l3t2v4";

/// A page of 100 posts. Keys are in the same order as in real responses.
#[must_use]
pub fn timeline() -> String {
    let mut text = String::from(r#"{"cursor":"2025-11-03T17:21:09.812Z","feed":["#);
    for place in 0..100 {
        if place > 0 {
            text.push(',');
        }
        text.push_str(&feed_view_post(place));
    }
    text.push_str("]}");
    text
}

/// A post with 12 posts above it and 80 below it, some of which have replies.
#[must_use]
pub fn thread() -> String {
    let mut top = None;
    for place in 0..12 {
        let above = top.map_or_else(String::new, |it: String| format!(r#","parent":{it}"#));
        top = Some(format!(
            r#"{{"$type":"com.example.feed.defs#threadViewPost","post":{}{above}}}"#,
            post_view(place, "")
        ));
    }
    let replies: Vec<_> = (0..80)
        .map(|place| reply(20 + place * 3, place % 3))
        .collect();
    format!(
        r#"{{"thread":{{"$type":"com.example.feed.defs#threadViewPost","post":{},"parent":{},"replies":[{}]}}}}"#,
        post_view(12, ""),
        top.unwrap_or_default(),
        replies.join(",")
    )
}

fn reply(place: usize, depth: usize) -> String {
    let below = match depth {
        0 => String::new(),
        _ => reply(place + 1, depth - 1),
    };
    format!(
        r#"{{"$type":"com.example.feed.defs#threadViewPost","post":{},"replies":[{below}]}}"#,
        post_view(place, "")
    )
}

/// The response to a login.
#[must_use]
pub fn session() -> String {
    let token = format!("{}.{}.{}", "e".repeat(36), "y".repeat(180), "J".repeat(86));
    format!(
        r#"{{"did":"{}","didDoc":{{"@context":["https://www.w3.org/ns/did/v1","https://w3id.org/security/multikey/v1"],"id":"{}","alsoKnownAs":["at://{}"],"verificationMethod":[{{"id":"{}#atproto","type":"Multikey","controller":"{}","publicKeyMultibase":"zQ3shQo6TF2moaqMTrUZEM1jeuYRQXeHEx4evX9751y2qPqRA"}}],"service":[{{"id":"{}","type":"AtprotoPersonalDataServer","serviceEndpoint":"https://shelf.example.com"}}]}},"handle":"{}","email":"reader@example.com","emailConfirmed":true,"emailAuthFactor":false,"accessJwt":"{token}","refreshJwt":"{token}","active":true}}"#,
        did(1),
        did(1),
        handle(1),
        did(1),
        did(1),
        "#atproto_pds",
        handle(1)
    )
}

/// A commit of the firehose, without the frame's header, as DAG-CBOR. It has four
/// operations and 3 KiB of blocks.
#[must_use]
pub fn commit() -> Vec<u8> {
    let ops: Vec<Value> = (0..4)
        .map(|place| {
            json!({
                "action": "create",
                "path": format!("com.example.feed.post/{}", key(place)),
                "cid": link()
            })
        })
        .collect();
    let blocks: Vec<u8> = (0..3072_u32).map(|it| (it * 31 % 251) as u8).collect();
    let commit = json!({
        "seq": 9_731_204_411_i64,
        "rebase": false,
        "tooBig": false,
        "repo": did(3),
        "commit": link(),
        "rev": "3l3qo2vuowo2b",
        "since": "3l3qo2vutsw2b",
        "blocks": { "$bytes": lexgen::Bytes::from(blocks).to_base64() },
        "ops": ops,
        "blobs": [],
        "prevData": link(),
        "time": time(3)
    });
    let data = lexgen::Data::encode(&commit).unwrap_or_default();
    lexgen::data::to_dag_cbor(&data).unwrap_or_default()
}

fn link() -> Value {
    json!({ "$link": CID })
}

/// A record as JSON, as in the response of `getRecord`.
#[must_use]
pub fn one_like() -> String {
    like(3)
}

/// A record of each line: what an account writes, likes most.
#[must_use]
pub fn records() -> String {
    let lines = (0..500).map(|place| match place % 10 {
        0..5 => like(place),
        5..7 => follow(place),
        _ => record(place),
    });
    lines.map(|record| record + "\n").collect()
}

/// A record as stored in a repository: DAG-CBOR, which sorts shorter keys before
/// `$type`.
#[must_use]
pub fn post() -> Vec<u8> {
    let data: lexgen::Data = serde_json::from_str(&record(12)).unwrap_or_default();
    lexgen::data::to_dag_cbor(&data).unwrap_or_default()
}

fn feed_view_post(place: usize) -> String {
    let post = post_view(place, "");
    let mut more = String::new();
    if place.is_multiple_of(3) {
        let root = post_view(place + 200, r#""$type":"com.example.feed.defs#postView","#);
        let parent = match place % 4 {
            0 => format!(
                r#"{{"$type":"com.example.feed.defs#notFoundPost","uri":"{}","notFound":true}}"#,
                uri(place + 300, "post")
            ),
            _ => post_view(place + 300, r#""$type":"com.example.feed.defs#postView","#),
        };
        more.push_str(&format!(
            r#","reply":{{"root":{root},"parent":{parent},"grandparentAuthor":{}}}"#,
            author(place + 400)
        ));
    }
    if place.is_multiple_of(7) {
        more.push_str(&format!(
            r#","reason":{{"$type":"com.example.feed.defs#reasonRepost","by":{},"uri":"{}","cid":"{CID}","indexedAt":"{}"}}"#,
            author(place + 500),
            uri(place, "repost"),
            time(place)
        ));
    }
    format!(r#"{{"post":{post}{more}}}"#)
}

fn post_view(place: usize, first: &str) -> String {
    let embed = match place % 5 {
        0 => format!(r#","embed":{}"#, images_view(place)),
        1 => format!(r#","embed":{}"#, external_view(place)),
        2 => format!(r#","embed":{}"#, quote_view(place)),
        _ => String::new(),
    };
    let like = match place % 4 {
        0 => format!(r#""like":"{}","#, uri(place, "like")),
        _ => String::new(),
    };
    format!(
        r#"{{{first}"uri":"{}","cid":"{CID}","author":{},"record":{}{embed},"bookmarkCount":{},"replyCount":{},"repostCount":{},"likeCount":{},"quoteCount":{},"indexedAt":"{}","viewer":{{{like}"bookmarked":false,"threadMuted":false,"embeddingDisabled":false}},"labels":[{}]}}"#,
        uri(place, "post"),
        author(place),
        record(place),
        place % 3,
        place * 7 % 19,
        place * 13 % 101,
        place * 131 % 4099,
        place % 5,
        time(place),
        label(place, 6)
    )
}

fn author(place: usize) -> String {
    let following = match place % 3 {
        0 => format!(r#","following":"{}""#, uri(place, "follow")),
        _ => String::new(),
    };
    let verification = match place % 6 {
        0 => format!(
            r#","verification":{{"verifications":[{{"issuer":"{}","uri":"{}","isValid":true,"createdAt":"{}"}}],"verifiedStatus":"valid","trustedVerifierStatus":"none"}}"#,
            did(place + 9),
            uri(place + 9, "verification"),
            time(place)
        ),
        _ => String::new(),
    };
    format!(
        r#"{{"did":"{}","handle":"{}","displayName":"{}","avatar":"https://cdn.example.com/img/avatar/plain/{}/{BLOB}@jpeg","associated":{{"chat":{{"allowIncoming":"{}"}}}},"viewer":{{"muted":false,"blockedBy":false{following}}},"labels":[{}],"createdAt":"{}"{verification}}}"#,
        did(place),
        handle(place),
        ["Ada L.", "Jörg Müller", "reader 🌱", "水野"][place % 4],
        did(place),
        ["all", "following", "none"][place % 3],
        label(place, 5),
        time(place * 3)
    )
}

fn label(place: usize, every: usize) -> String {
    if !place.is_multiple_of(every) {
        return String::new();
    }
    format!(
        r#"{{"src":"{}","uri":"{}","cid":"{CID}","val":"!no-unauthenticated","cts":"{}"}}"#,
        did(place),
        uri(place, "post"),
        time(place)
    )
}

fn record(place: usize) -> String {
    const TEXT: &str = "Finished the third volume last night, and the plates alone are worth it. ";
    let text = format!(
        "{}{}",
        TEXT.repeat(1 + place % 3),
        ["", "“Why?” they ask.\\n\\n", "📚📚 ", "\\\"Quoted\\\" "][place % 4]
    );
    let facets = match place % 2 {
        0 => format!(
            r##","facets":[{{"$type":"com.example.feed.facet","features":[{{"$type":"com.example.feed.facet#mention","did":"{}"}}],"index":{{"byteStart":3,"byteEnd":19}}}},{{"features":[{{"$type":"com.example.feed.facet#link","uri":"https://example.com/volumes/{place}"}},{{"$type":"com.example.feed.facet#tag","tag":"books"}}],"index":{{"byteEnd":48,"byteStart":31}}}}]"##,
            did(place + 1)
        ),
        _ => String::new(),
    };
    let reply = match place % 3 {
        0 => format!(
            r#","reply":{{"parent":{{"cid":"{CID}","uri":"{}"}},"root":{{"cid":"{CID}","uri":"{}"}}}}"#,
            uri(place + 1, "post"),
            uri(place + 2, "post")
        ),
        _ => String::new(),
    };
    let embed = match place % 5 {
        0 => {
            let images: Vec<_> = (0..1 + place % 4)
                .map(|number| format!(r#"{{"alt":"A plate, number {number}","aspectRatio":{{"height":1500,"width":2000}},"image":{{"$type":"blob","ref":{{"$link":"{BLOB}"}},"mimeType":"image/jpeg","size":{}}}}}"#, 480_211 + number))
                .collect();
            format!(
                r#","embed":{{"$type":"com.example.feed.images","images":[{}]}}"#,
                images.join(",")
            )
        }
        1 => format!(
            r#","embed":{{"$type":"com.example.feed.external","external":{{"description":"What the third volume holds, and why it took so long.","thumb":{{"$type":"blob","ref":{{"$link":"{BLOB}"}},"mimeType":"image/jpeg","size":91231}},"title":"The third volume","uri":"https://example.com/volumes/{place}"}}}}"#
        ),
        2 => format!(
            r#","embed":{{"$type":"com.example.feed.quote","record":{{"cid":"{CID}","uri":"{}"}}}}"#,
            uri(place + 3, "post")
        ),
        _ => String::new(),
    };
    format!(
        r#"{{"$type":"com.example.feed.post","createdAt":"{}"{embed}{facets},"langs":["en"]{reply},"text":"{text}"}}"#,
        time(place)
    )
}

fn like(place: usize) -> String {
    format!(
        r#"{{"$type":"com.example.feed.like","subject":{{"cid":"{CID}","uri":"{}"}},"createdAt":"{}"}}"#,
        uri(place + 5, "post"),
        time(place)
    )
}

fn follow(place: usize) -> String {
    format!(
        r#"{{"$type":"com.example.feed.follow","subject":"{}","createdAt":"{}"}}"#,
        did(place + 5),
        time(place)
    )
}

fn images_view(place: usize) -> String {
    let images: Vec<_> = (0..1 + place % 4)
        .map(|number| {
            format!(
                r#"{{"thumb":"https://cdn.example.com/img/thumbnail/plain/{0}/{BLOB}@jpeg","fullsize":"https://cdn.example.com/img/fullsize/plain/{0}/{BLOB}@jpeg","alt":"A plate, number {number}","aspectRatio":{{"height":1500,"width":2000}}}}"#,
                did(place)
            )
        })
        .collect();
    format!(
        r#"{{"$type":"com.example.feed.images#view","images":[{}]}}"#,
        images.join(",")
    )
}

fn external_view(place: usize) -> String {
    format!(
        r#"{{"$type":"com.example.feed.external#view","external":{{"uri":"https://example.com/volumes/{place}","title":"The third volume","description":"What the third volume holds, and why it took so long.","thumb":"https://cdn.example.com/img/thumbnail/plain/{}/{BLOB}@jpeg"}}}}"#,
        did(place)
    )
}

fn quote_view(place: usize) -> String {
    let embeds = match place % 2 {
        0 => images_view(place + 1),
        _ => String::new(),
    };
    format!(
        r#"{{"$type":"com.example.feed.quote#view","record":{{"$type":"com.example.feed.quote#viewRecord","uri":"{}","cid":"{CID}","author":{},"value":{},"labels":[],"likeCount":{},"replyCount":2,"repostCount":3,"quoteCount":0,"indexedAt":"{}","embeds":[{embeds}]}}}}"#,
        uri(place + 3, "post"),
        author(place + 3),
        record(place + 3),
        place * 17 % 1031,
        time(place)
    )
}

fn did(place: usize) -> String {
    format!("did:plc:{}", letters(place as u64, 24))
}

fn handle(place: usize) -> String {
    match place % 3 {
        0 => format!("reader{place}.example.com"),
        1 => format!("{}.shelf.example", letters(place as u64, 9)),
        _ => format!("books-{place}.example.org"),
    }
}

fn uri(place: usize, collection: &str) -> String {
    format!(
        "at://{}/com.example.feed.{collection}/{}",
        did(place),
        key(place)
    )
}

fn key(place: usize) -> String {
    format!("3l{}", letters(place as u64 + 7, 11))
}

fn time(place: usize) -> String {
    format!(
        "2025-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
        1 + place % 12,
        1 + place % 28,
        place % 24,
        place * 7 % 60,
        place * 11 % 60,
        place * 37 % 1000
    )
}

/// Pseudo-random letters and digits, from a linear congruential generator.
fn letters(seed: u64, count: usize) -> String {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x1234_5678;
    (0..count)
        .map(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            char::from(b"234567abcdefghijklmnopqrstuvwxyz"[(state >> 59) as usize])
        })
        .collect()
}
