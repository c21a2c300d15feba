//! The strings of a page: valid identifiers, and words.

use fastrand::Rng;
use ipld_core::cid::{Cid, multihash::Multihash};
use serde_json::{Value, json};

const WORDS: &[&str] = &[
    "the",
    "a",
    "of",
    "and",
    "to",
    "in",
    "we",
    "they",
    "morning",
    "train",
    "garden",
    "release",
    "protocol",
    "server",
    "paper",
    "river",
    "coffee",
    "photo",
    "bird",
    "winter",
    "music",
    "city",
    "naïve",
    "café",
    "über",
    "日本語",
    "Привет",
    "🌱",
    "\"quoted\"",
    "don't",
    "maybe",
    "again",
    "finally",
    "because",
    "weather",
    "bridge",
    "library",
    "thread",
    "question",
    "answer",
];

/// Generates posts and authors.
pub struct Author(pub Rng);

impl Author {
    pub fn uri(&mut self, collection: &str) -> Value {
        json!(format!("at://{}/{collection}/{}", self.did(), self.tid()))
    }

    pub fn link(&mut self) -> String {
        format!(
            "https://example.com/{}/{}",
            self.letters(8),
            self.letters(30)
        )
    }

    pub fn handle(&mut self) -> String {
        format!("{}.bsky.social", self.letters(9))
    }

    pub fn did(&mut self) -> String {
        format!("did:plc:{}", self.letters(24))
    }

    pub fn cid(&mut self) -> String {
        self.hash().to_string()
    }

    /// The CID of a blob, which is of raw bytes.
    pub fn blob_cid(&mut self) -> String {
        self.cid_of(0x55).to_string()
    }

    /// A CID of DAG-CBOR by SHA-256.
    pub fn hash(&mut self) -> Cid {
        self.cid_of(0x71)
    }

    fn cid_of(&mut self, codec: u64) -> Cid {
        let digest: [u8; 32] = std::array::from_fn(|_| self.0.u8(..));
        let hash = Multihash::wrap(0x12, &digest).expect("32 bytes are fewer than 64");
        Cid::new_v1(codec, hash)
    }

    pub fn tid(&mut self) -> String {
        format!("3l{}", self.letters(11))
    }

    pub fn datetime(&mut self) -> String {
        let (day, hour, minute) = (self.0.u32(1..29), self.0.u32(0..24), self.0.u32(0..60));
        let millisecond = self.0.u32(0..60_000);
        let (second, fraction) = (millisecond / 1000, millisecond % 1000);
        format!("2025-05-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction:03}Z")
    }

    /// Letters and digits that are valid in every encoding.
    pub fn letters(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| char::from(b"abcdefghijkmnopqrstuvwxyz234567"[self.0.usize(..31)]))
            .collect()
    }

    pub fn text(&mut self, words: std::ops::Range<usize>) -> Value {
        let count = self.0.usize(words);
        let words: Vec<&str> = (0..count).map(|_| self.word()).collect();
        json!(words.join(if self.chance(10) { "\n" } else { " " }))
    }

    pub fn word(&mut self) -> &'static str {
        WORDS[self.0.usize(..WORDS.len())]
    }

    pub fn chance(&mut self, percent: u32) -> bool {
        self.0.u32(..100) < percent
    }
}
