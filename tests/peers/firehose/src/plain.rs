//! Hand-written types: derives, the fields in the lexicons, strings as `String`, and
//! unknown fields dropped. The type of a record is the one that its collection names.
//!
//! `L` is a link: a CID in DAG-CBOR, an object in JSON.

use std::hint::black_box;

use ipld_core::cid::Cid;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use crate::{Result, Tally, archive};

/// Derives `Deserialize` for structs.
macro_rules! structs {
    ($($(#[$meta:meta])* struct $name:ident $(<$l:ident>)? {
        $($(#[$field_meta:meta])* $field:ident: $type:ty,)*
    })*) => {$(
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        #[allow(dead_code)]
        $(#[$meta])*
        struct $name $(<$l>)? {
            $($(#[$field_meta])* $field: $type,)*
        }
    )*};
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Header {
    op: i64,
    t: Option<String>,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Message<'j> {
    did: String,
    #[serde(rename = "time_us")]
    time_us: i64,
    #[serde(borrow)]
    commit: Option<Operation<'j>>,
    identity: Option<Identity>,
    account: Option<Account>,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Operation<'j> {
    rev: String,
    operation: String,
    collection: String,
    rkey: String,
    #[serde(borrow)]
    record: Option<&'j RawValue>,
    cid: Option<String>,
}

structs! {
    struct Commit {
        seq: i64,
        rebase: bool,
        too_big: bool,
        repo: String,
        commit: Cid,
        rev: String,
        since: Option<String>,
        #[serde(with = "serde_bytes")]
        blocks: Vec<u8>,
        ops: Vec<RepoOp>,
        blobs: Vec<Cid>,
        prev_data: Option<Cid>,
        time: String,
    }
    struct RepoOp {
        action: String,
        path: String,
        cid: Option<Cid>,
        prev: Option<Cid>,
    }
    struct Sync {
        seq: i64,
        did: String,
        #[serde(with = "serde_bytes")]
        blocks: Vec<u8>,
        rev: String,
        time: String,
    }
    struct Identity {
        seq: i64,
        did: String,
        time: String,
        handle: Option<String>,
    }
    struct Account {
        seq: i64,
        did: String,
        time: String,
        active: bool,
        status: Option<String>,
    }
    struct StrongRef {
        cid: String,
        uri: String,
    }
    struct Like {
        created_at: String,
        subject: StrongRef,
        via: Option<StrongRef>,
    }
    struct Follow {
        created_at: String,
        subject: String,
    }
    struct ListItem {
        created_at: String,
        list: String,
        subject: String,
    }
    struct Threadgate {
        created_at: String,
        post: String,
        allow: Option<Vec<Rule>>,
        hidden_replies: Option<Vec<String>>,
    }
    struct ListRule {
        list: String,
    }
    struct Nothing {}
    struct Profile<L> {
        avatar: Option<Blob<L>>,
        banner: Option<Blob<L>>,
        created_at: Option<String>,
        description: Option<String>,
        display_name: Option<String>,
        labels: Option<SelfLabelsUnion>,
        pinned_post: Option<StrongRef>,
        pronouns: Option<String>,
        website: Option<String>,
    }
    struct Post<L> {
        created_at: String,
        embed: Option<Embed<L>>,
        facets: Option<Vec<Facet>>,
        labels: Option<SelfLabelsUnion>,
        langs: Option<Vec<String>>,
        reply: Option<PostReply>,
        tags: Option<Vec<String>>,
        text: String,
    }
    struct PostReply {
        parent: StrongRef,
        root: StrongRef,
    }
    struct Facet {
        features: Vec<Feature>,
        index: ByteSlice,
    }
    struct ByteSlice {
        byte_end: i64,
        byte_start: i64,
    }
    struct Mention {
        did: String,
    }
    struct Link {
        uri: String,
    }
    struct Tag {
        tag: String,
    }
    struct SelfLabels {
        values: Vec<SelfLabel>,
    }
    struct SelfLabel {
        val: String,
    }
    struct Images<L> {
        images: Vec<Image<L>>,
    }
    struct Image<L> {
        alt: String,
        aspect_ratio: Option<AspectRatio>,
        image: Blob<L>,
    }
    struct AspectRatio {
        height: i64,
        width: i64,
    }
    struct Blob<L> {
        r#ref: L,
        mime_type: String,
        size: i64,
    }
    struct JsonLink {
        #[serde(rename = "$link")]
        link: String,
    }
    struct Video<L> {
        alt: Option<String>,
        aspect_ratio: Option<AspectRatio>,
        video: Blob<L>,
    }
    struct External<L> {
        external: ExternalCard<L>,
    }
    struct ExternalCard<L> {
        description: String,
        thumb: Option<Blob<L>>,
        title: String,
        uri: String,
    }
    struct Quote {
        record: StrongRef,
    }
    struct RecordWithMedia<L> {
        media: Media<L>,
        record: Quote,
    }
}

/// Derives it for unions, which are tagged by `$type`.
macro_rules! unions {
    ($(enum $name:ident $(<$l:ident>)? { $($tag:literal => $member:ident($type:ty),)* })*) => {$(
        #[derive(Deserialize)]
        #[serde(tag = "$type")]
        #[allow(dead_code)]
        enum $name $(<$l>)? {
            $(#[serde(rename = $tag)] $member(Box<$type>),)*
            #[serde(other)]
            Unknown,
        }
    )*};
}

unions! {
    enum Embed<L> {
        "app.bsky.embed.images" => Images(Images<L>),
        "app.bsky.embed.video" => Video(Video<L>),
        "app.bsky.embed.external" => External(External<L>),
        "app.bsky.embed.record" => Record(Quote),
        "app.bsky.embed.recordWithMedia" => RecordWithMedia(RecordWithMedia<L>),
    }
    enum Media<L> {
        "app.bsky.embed.images" => Images(Images<L>),
        "app.bsky.embed.video" => Video(Video<L>),
        "app.bsky.embed.external" => External(External<L>),
    }
    enum SelfLabelsUnion {
        "com.atproto.label.defs#selfLabels" => SelfLabels(SelfLabels),
    }
    enum Feature {
        "app.bsky.richtext.facet#mention" => Mention(Mention),
        "app.bsky.richtext.facet#link" => Link(Link),
        "app.bsky.richtext.facet#tag" => Tag(Tag),
    }
    enum Rule {
        "app.bsky.feed.threadgate#mentionRule" => Mention(Nothing),
        "app.bsky.feed.threadgate#followerRule" => Follower(Nothing),
        "app.bsky.feed.threadgate#followingRule" => Following(Nothing),
        "app.bsky.feed.threadgate#listRule" => List(ListRule),
    }
}

/// Reads a value of a type in a format.
trait Read<'b> {
    type Link: DeserializeOwned;

    fn read<T: Deserialize<'b>>(&self) -> Result<T>;
}

impl<'b> Read<'b> for &'b [u8] {
    type Link = Cid;

    fn read<T: Deserialize<'b>>(&self) -> Result<T> {
        Ok(serde_ipld_dagcbor::from_slice(self)?)
    }
}

impl<'b> Read<'b> for &'b RawValue {
    type Link = JsonLink;

    fn read<T: Deserialize<'b>>(&self) -> Result<T> {
        Ok(serde_json::from_str(self.get())?)
    }
}

/// Reads a record of a collection.
fn record<'b, R: Read<'b>>(collection: &str, record: &R, tally: &mut Tally) -> Result<()> {
    match collection {
        "app.bsky.feed.like" | "app.bsky.feed.repost" => {
            black_box(record.read::<Like>()?);
        }
        "app.bsky.graph.follow" | "app.bsky.graph.block" => {
            black_box(record.read::<Follow>()?);
        }
        "app.bsky.graph.listitem" => {
            black_box(record.read::<ListItem>()?);
        }
        "app.bsky.feed.threadgate" => {
            black_box(record.read::<Threadgate>()?);
        }
        "app.bsky.actor.profile" => {
            black_box(record.read::<Profile<R::Link>>()?);
        }
        "app.bsky.feed.post" => {
            let post: Post<R::Link> = record.read()?;
            tally.text += post.text.len() as u64;
            black_box(post);
        }
        _ => return Ok(()),
    }
    tally.records += 1;
    Ok(())
}

pub fn frame(frame: &'static [u8], tally: &mut Tally) -> Result<()> {
    let (header, body) = split(frame)?;
    tally.events += 1;
    match header.t.as_deref() {
        Some("#commit") => commit(body, tally),
        Some("#sync") => {
            black_box(body.read::<Sync>()?);
            Ok(())
        }
        Some("#identity") => {
            black_box(body.read::<Identity>()?);
            Ok(())
        }
        Some("#account") => {
            black_box(body.read::<Account>()?);
            Ok(())
        }
        _ => Err("an unknown frame".into()),
    }
}

/// The header of a frame, and the bytes of its body.
fn split(frame: &'static [u8]) -> Result<(Header, &'static [u8])> {
    let mut rest = frame;
    let header = serde_ipld_dagcbor::de::from_reader_once(&mut rest)?;
    Ok((header, rest))
}

fn commit(body: &'static [u8], tally: &mut Tally) -> Result<()> {
    let commit: Commit = body.read()?;
    let blocks = archive::blocks(&commit.blocks)?;
    for op in &commit.ops {
        let Some(cid) = op.cid else {
            tally.deleted += 1;
            continue;
        };
        let (collection, _) = op.path.split_once('/').ok_or("a path without a key")?;
        let block = blocks.iter().find(|(its, _)| *its == cid);
        let (_, data) = block.ok_or("a record is missing")?;
        archive::verify(cid.hash().digest(), data)?;
        record(collection, data, tally)?;
    }
    black_box(commit);
    Ok(())
}

/// The bytes of the records of a frame.
pub fn records(frame: &'static [u8]) -> Result<Vec<&'static [u8]>> {
    let (header, body) = split(frame)?;
    let mut records = Vec::new();
    if header.t.as_deref() == Some("#commit") {
        let commit: Commit = body.read()?;
        let blocks = archive::blocks(commit.blocks.leak())?;
        for cid in commit.ops.iter().filter_map(|op| op.cid) {
            records.extend(blocks.iter().filter(|(its, _)| *its == cid).map(|it| it.1));
        }
    }
    Ok(records)
}

pub fn message(message: &'static [u8], tally: &mut Tally) -> Result<()> {
    let message: Message<'_> = serde_json::from_slice(message)?;
    tally.events += 1;
    if let Some(commit) = &message.commit {
        match &commit.record {
            Some(raw) => record(&commit.collection, raw, tally)?,
            None => tally.deleted += 1,
        }
    }
    black_box(message);
    Ok(())
}
