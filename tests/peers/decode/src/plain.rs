//! Hand-written types for these pages: derives, the fields in the lexicons,
//! strings as `String`, and unknown fields dropped.
//!
//! `R` is the type of `unknown` fields: the struct that they contain in practice,
//! or any JSON.

use ipld_core::cid::Cid;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

/// Derives both traits for structs whose optional fields may be absent.
macro_rules! structs {
    ($($(#[$meta:meta])* struct $name:ident $(<$r:ident>)? {
        $($(#[$field_meta:meta])* $field:ident: $type:ty,)*
    })*) => {$(
        #[skip_serializing_none]
        #[derive(Debug, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        $(#[$meta])*
        pub struct $name $(<$r>)? {
            $($(#[$field_meta])* pub $field: $type,)*
        }
    )*};
}

/// Derives both traits for unions, which are tagged by `$type`.
macro_rules! unions {
    ($(enum $name:ident $(<$r:ident>)? { $($tag:literal => $member:ident($type:ty),)* })*) => {$(
        #[derive(Debug, Serialize, Deserialize)]
        #[serde(tag = "$type")]
        pub enum $name $(<$r>)? {
            $(#[serde(rename = $tag)] $member(Box<$type>),)*
            #[serde(other)]
            Unknown,
        }
    )*};
}

structs! {
    struct Timeline<R> {
        cursor: Option<String>,
        feed: Vec<FeedViewPost<R>>,
    }
    struct FeedViewPost<R> {
        post: PostView<R>,
        reply: Option<ReplyRef<R>>,
        reason: Option<Reason>,
        feed_context: Option<String>,
        req_id: Option<String>,
    }
    struct PostView<R> {
        uri: String,
        cid: String,
        author: Profile,
        record: R,
        embed: Option<EmbedView<R>>,
        bookmark_count: Option<i64>,
        reply_count: Option<i64>,
        repost_count: Option<i64>,
        like_count: Option<i64>,
        quote_count: Option<i64>,
        indexed_at: String,
        viewer: Option<PostViewer>,
        labels: Option<Vec<Label>>,
        threadgate: Option<Threadgate>,
    }
    struct PostViewer {
        repost: Option<String>,
        like: Option<String>,
        bookmarked: Option<bool>,
        thread_muted: Option<bool>,
        reply_disabled: Option<bool>,
        embedding_disabled: Option<bool>,
        pinned: Option<bool>,
    }
    struct Profile {
        did: String,
        handle: String,
        display_name: Option<String>,
        pronouns: Option<String>,
        avatar: Option<String>,
        associated: Option<Associated>,
        viewer: Option<ProfileViewer>,
        labels: Option<Vec<Label>>,
        created_at: Option<String>,
        verification: Option<Verification>,
    }
    struct Associated {
        lists: Option<i64>,
        feedgens: Option<i64>,
        starter_packs: Option<i64>,
        labeler: Option<bool>,
        chat: Option<AssociatedChat>,
        activity_subscription: Option<AssociatedSubscription>,
    }
    struct AssociatedChat {
        allow_incoming: String,
    }
    struct AssociatedSubscription {
        allow_subscriptions: String,
    }
    struct ProfileViewer {
        muted: Option<bool>,
        blocked_by: Option<bool>,
        blocking: Option<String>,
        following: Option<String>,
        followed_by: Option<String>,
    }
    struct Verification {
        verifications: Vec<VerificationView>,
        verified_status: String,
        trusted_verifier_status: String,
    }
    struct VerificationView {
        issuer: String,
        uri: String,
        is_valid: bool,
        created_at: String,
    }
    struct Label {
        ver: Option<i64>,
        src: String,
        uri: String,
        cid: Option<String>,
        val: String,
        neg: Option<bool>,
        cts: String,
        exp: Option<String>,
    }
    struct Threadgate {
        uri: Option<String>,
        cid: Option<String>,
    }
    struct ReplyRef<R> {
        root: PostOrNone<R>,
        parent: PostOrNone<R>,
        grandparent_author: Option<Profile>,
    }
    struct NotFound {
        uri: String,
        not_found: bool,
    }
    struct Blocked {
        uri: String,
        blocked: bool,
        author: BlockedAuthor,
    }
    struct BlockedAuthor {
        did: String,
        viewer: Option<ProfileViewer>,
    }
    struct ReasonRepost {
        by: Profile,
        uri: Option<String>,
        cid: Option<String>,
        indexed_at: String,
    }
    struct ReasonPin {}
    struct ImagesView {
        images: Vec<ImageView>,
    }
    struct ImageView {
        thumb: String,
        fullsize: String,
        alt: String,
        aspect_ratio: Option<AspectRatio>,
    }
    struct AspectRatio {
        height: i64,
        width: i64,
    }
    struct VideoView {
        cid: String,
        playlist: String,
        thumbnail: Option<String>,
        alt: Option<String>,
        aspect_ratio: Option<AspectRatio>,
    }
    struct ExternalView {
        external: ExternalViewCard,
    }
    struct ExternalViewCard {
        uri: String,
        title: String,
        description: String,
        thumb: Option<String>,
    }
    struct RecordView<R> {
        record: RecordViewRecord<R>,
    }
    struct QuotedPost<R> {
        uri: String,
        cid: String,
        author: Profile,
        value: R,
        labels: Option<Vec<Label>>,
        reply_count: Option<i64>,
        repost_count: Option<i64>,
        like_count: Option<i64>,
        quote_count: Option<i64>,
        embeds: Option<Vec<EmbedView<R>>>,
        indexed_at: String,
    }
    struct RecordWithMediaView<R> {
        record: RecordView<R>,
        media: MediaView,
    }

    struct Thread<R> {
        thread: ThreadNode<R>,
        threadgate: Option<Threadgate>,
    }
    struct ThreadViewPost<R> {
        post: PostView<R>,
        parent: Option<ThreadNode<R>>,
        replies: Option<Vec<ThreadNode<R>>>,
        thread_context: Option<ThreadContext>,
    }
    struct ThreadContext {
        root_author_like: Option<String>,
    }

    #[serde(tag = "$type", rename = "app.bsky.feed.post")]
    struct Post {
        created_at: String,
        embed: Option<Embed>,
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
    struct StrongRef {
        cid: String,
        uri: String,
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
    struct Images {
        images: Vec<Image>,
    }
    struct Image {
        alt: String,
        aspect_ratio: Option<AspectRatio>,
        image: Blob,
    }
    #[serde(tag = "$type", rename = "blob")]
    struct Blob {
        r#ref: BlobLink,
        mime_type: String,
        size: i64,
    }
    struct BlobLink {
        #[serde(rename = "$link")]
        link: String,
    }
    struct Video {
        alt: Option<String>,
        aspect_ratio: Option<AspectRatio>,
        video: Blob,
    }
    struct External {
        external: ExternalCard,
    }
    struct ExternalCard {
        description: String,
        thumb: Option<Blob>,
        title: String,
        uri: String,
    }
    struct Quote {
        record: StrongRef,
    }
    struct RecordWithMedia {
        media: Media,
        record: Quote,
    }

    struct Session<R> {
        access_jwt: String,
        refresh_jwt: String,
        handle: String,
        did: String,
        did_doc: Option<R>,
        email: Option<String>,
        email_confirmed: Option<bool>,
        email_auth_factor: Option<bool>,
        active: Option<bool>,
        status: Option<String>,
    }
    struct DidDocument {
        #[serde(rename = "@context")]
        context: Vec<String>,
        id: String,
        also_known_as: Vec<String>,
        verification_method: Vec<VerificationMethod>,
        service: Vec<Service>,
    }
    struct VerificationMethod {
        id: String,
        r#type: String,
        controller: String,
        public_key_multibase: String,
    }
    struct Service {
        id: String,
        r#type: String,
        service_endpoint: String,
    }

    struct Commit {
        seq: i64,
        rebase: bool,
        too_big: bool,
        repo: String,
        commit: Cid,
        rev: String,
        #[serialize_always]
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
        #[serialize_always]
        cid: Option<Cid>,
        prev: Option<Cid>,
    }
}

unions! {
    enum Reason {
        "app.bsky.feed.defs#reasonRepost" => Repost(ReasonRepost),
        "app.bsky.feed.defs#reasonPin" => Pin(ReasonPin),
    }
    enum PostOrNone<R> {
        "app.bsky.feed.defs#postView" => Post(PostView<R>),
        "app.bsky.feed.defs#notFoundPost" => NotFound(NotFound),
        "app.bsky.feed.defs#blockedPost" => Blocked(Blocked),
    }
    enum EmbedView<R> {
        "app.bsky.embed.images#view" => Images(ImagesView),
        "app.bsky.embed.video#view" => Video(VideoView),
        "app.bsky.embed.external#view" => External(ExternalView),
        "app.bsky.embed.record#view" => Record(RecordView<R>),
        "app.bsky.embed.recordWithMedia#view" => RecordWithMedia(RecordWithMediaView<R>),
    }
    enum MediaView {
        "app.bsky.embed.images#view" => Images(ImagesView),
        "app.bsky.embed.video#view" => Video(VideoView),
        "app.bsky.embed.external#view" => External(ExternalView),
    }
    enum RecordViewRecord<R> {
        "app.bsky.embed.record#viewRecord" => Record(QuotedPost<R>),
        "app.bsky.embed.record#viewNotFound" => NotFound(NotFound),
        "app.bsky.embed.record#viewBlocked" => Blocked(Blocked),
    }
    enum ThreadNode<R> {
        "app.bsky.feed.defs#threadViewPost" => Post(ThreadViewPost<R>),
        "app.bsky.feed.defs#notFoundPost" => NotFound(NotFound),
        "app.bsky.feed.defs#blockedPost" => Blocked(Blocked),
    }
    enum Embed {
        "app.bsky.embed.images" => Images(Images),
        "app.bsky.embed.video" => Video(Video),
        "app.bsky.embed.external" => External(External),
        "app.bsky.embed.record" => Record(Quote),
        "app.bsky.embed.recordWithMedia" => RecordWithMedia(RecordWithMedia),
    }
    enum Media {
        "app.bsky.embed.images" => Images(Images),
        "app.bsky.embed.video" => Video(Video),
        "app.bsky.embed.external" => External(External),
    }
    enum SelfLabelsUnion {
        "com.atproto.label.defs#selfLabels" => SelfLabels(SelfLabels),
    }
    enum Feature {
        "app.bsky.richtext.facet#mention" => Mention(Mention),
        "app.bsky.richtext.facet#link" => Link(Link),
        "app.bsky.richtext.facet#tag" => Tag(Tag),
    }
}
