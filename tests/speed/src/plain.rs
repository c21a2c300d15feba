//! Hand-written types with serde's derives: the same fields, strings as `String`,
//! no checks, unknown fields and members dropped.
//!
//! Unions have two forms. [`tagged`] uses serde's attribute, which buffers each
//! member before parsing it; [`dispatched`] has a visitor that requires `$type`
//! as the first field and then parses directly.

/// A string field that may be absent.
type Text = Option<String>;

/// Declares all types, with one form of unions.
macro_rules! types {
    ($union:ident) => {
        use serde::{Deserialize, Serialize};
        use serde_json::Value;

        structs! {
            Timeline { feed: Vec<FeedViewPost> } { cursor: String }
            Thread { thread: ThreadItem } { threadgate: ThreadgateView }
            FeedViewPost { post: PostView } { reply: ReplyRef, reason: Reason, feed_context: String, req_id: String }
            ReplyRef { root: PostItem, parent: PostItem } { grandparent_author: ProfileViewBasic }
            ReasonRepost { by: ProfileViewBasic, indexed_at: String } { uri: String, cid: String }
            ReasonPin {} {}
            PostView { uri: String, cid: String, author: ProfileViewBasic, record: Value, indexed_at: String } {
                embed: EmbedView, bookmark_count: i64, reply_count: i64, repost_count: i64,
                like_count: i64, quote_count: i64, viewer: PostViewerState, labels: Vec<Label>,
                threadgate: ThreadgateView, debug: Value
            }
            PostViewerState {} {
                repost: String, like: String, bookmarked: bool, thread_muted: bool,
                reply_disabled: bool, embedding_disabled: bool, pinned: bool
            }
            ThreadgateView {} { uri: String, cid: String, record: Value }
            ThreadViewPost { post: PostView } { parent: ThreadItem, replies: Vec<ThreadItem> }
            NotFoundPost { uri: String, not_found: bool } {}
            BlockedPost { uri: String, blocked: bool, author: BlockedAuthor } {}
            BlockedAuthor { did: String } { viewer: ViewerState }
            ProfileViewBasic { did: String, handle: String } {
                display_name: String, pronouns: String, avatar: String, associated: Associated,
                viewer: ViewerState, labels: Vec<Label>, created_at: String,
                verification: VerificationState, status: StatusView, debug: Value
            }
            Associated {} { lists: i64, generators: i64, packs: i64, labeler: bool, chat: AssociatedChat }
            AssociatedChat { allow_incoming: String } {}
            ViewerState {} {
                muted: bool, muted_by_list: ListView, blocked_by: bool, blocking: String,
                following: String, followed_by: String, known_followers: Box<KnownFollowers>
            }
            KnownFollowers { count: i64, followers: Vec<ProfileViewBasic> } {}
            ListView { uri: String, cid: String, name: String } {
                purpose: String, avatar: String, labels: Vec<Label>, indexed_at: String
            }
            VerificationState {
                verifications: Vec<VerificationView>, verified_status: String,
                trusted_verifier_status: String
            } {}
            VerificationView { issuer: String, uri: String, is_valid: bool, created_at: String } {}
            StatusView { status: String, record: Value } { embed: StatusEmbed, expires_at: String, is_active: bool }
            Label { src: String, uri: String, val: String, cts: String } {
                ver: i64, cid: String, neg: bool, exp: String, sig: Value
            }
            ImagesView { images: Vec<ViewImage> } {}
            ViewImage { thumb: String, fullsize: String, alt: String } { aspect_ratio: AspectRatio }
            AspectRatio { width: i64, height: i64 } {}
            VideoView { cid: String, playlist: String } { thumbnail: String, alt: String, aspect_ratio: AspectRatio }
            ExternalView { external: ViewExternal } {}
            ViewExternal { uri: String, title: String, description: String } {
                thumb: String, reading_time: i64, labels: Vec<Label>
            }
            QuoteView { record: QuoteItem } {}
            ViewRecord { uri: String, cid: String, author: ProfileViewBasic, value: Value, indexed_at: String } {
                labels: Vec<Label>, reply_count: i64, repost_count: i64, like_count: i64,
                quote_count: i64, embeds: Vec<EmbedView>
            }
            ViewNotFound { uri: String, not_found: bool } {}
            ViewBlocked { uri: String, blocked: bool, author: BlockedAuthor } {}
            QuoteWithMediaView { record: QuoteView, media: MediaView } {}
        }

        $union! {
            Reason {
                Repost(ReasonRepost) = "com.example.feed.defs#reasonRepost",
                Pin(ReasonPin) = "com.example.feed.defs#reasonPin",
            }
        }
        $union! {
            PostItem {
                Post(PostView) = "com.example.feed.defs#postView",
                NotFound(NotFoundPost) = "com.example.feed.defs#notFoundPost",
                Blocked(BlockedPost) = "com.example.feed.defs#blockedPost",
            }
        }
        $union! {
            ThreadItem {
                Thread(ThreadViewPost) = "com.example.feed.defs#threadViewPost",
                NotFound(NotFoundPost) = "com.example.feed.defs#notFoundPost",
                Blocked(BlockedPost) = "com.example.feed.defs#blockedPost",
            }
        }
        $union! {
            EmbedView {
                Images(ImagesView) = "com.example.feed.images#view",
                Video(VideoView) = "com.example.feed.video#view",
                External(ExternalView) = "com.example.feed.external#view",
                Quote(QuoteView) = "com.example.feed.quote#view",
                QuoteWithMedia(QuoteWithMediaView) = "com.example.feed.quoteWithMedia#view",
            }
        }
        $union! {
            MediaView {
                Images(ImagesView) = "com.example.feed.images#view",
                Video(VideoView) = "com.example.feed.video#view",
                External(ExternalView) = "com.example.feed.external#view",
            }
        }
        $union! { StatusEmbed { External(ExternalView) = "com.example.feed.external#view", } }
        $union! {
            QuoteItem {
                Record(ViewRecord) = "com.example.feed.quote#viewRecord",
                NotFound(ViewNotFound) = "com.example.feed.quote#viewNotFound",
                Blocked(ViewBlocked) = "com.example.feed.quote#viewBlocked",
                List(ListView) = "com.example.feed.actor#listView",
            }
        }
    };
}

/// Declares structs with required and optional fields.
macro_rules! structs {
    ($($name:ident { $($field:ident: $type:ty),* } { $($optional:ident: $inner:ty),* })*) => {$(
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        #[allow(missing_docs)]
        pub struct $name {
            $(pub $field: $type,)*
            $(#[serde(skip_serializing_if = "Option::is_none")] pub $optional: Option<$inner>,)*
        }
    )*};
}

/// Declares an enum with serde's derive.
macro_rules! derived {
    ($name:ident { $($variant:ident($type:ident) = $wire:literal,)* }) => {
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "$type")]
        #[allow(missing_docs)]
        pub enum $name {
            $(#[serde(rename = $wire)] $variant(Box<$type>),)*
            #[serde(other)]
            Other,
        }
    };
}

/// Declares an enum that parses its member directly from the input.
macro_rules! by_hand {
    ($name:ident { $($variant:ident($type:ident) = $wire:literal,)* }) => {
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[serde(tag = "$type")]
        #[allow(missing_docs)]
        pub enum $name {
            $(#[serde(rename = $wire)] $variant(Box<$type>),)*
            Other,
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                use serde::de::{Error, IgnoredAny, MapAccess, Visitor, value::MapAccessDeserializer};

                struct ByType;

                impl<'de> Visitor<'de> for ByType {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("an object whose `$type` comes first")
                    }

                    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                        if map.next_key::<&str>()? != Some("$type") {
                            return Err(A::Error::custom("`$type` does not come first"));
                        }
                        match map.next_value::<&str>()? {
                            $($wire => Deserialize::deserialize(MapAccessDeserializer::new(map))
                                .map(|it| $name::$variant(Box::new(it))),)*
                            _ => {
                                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                                Ok($name::Other)
                            }
                        }
                    }
                }

                from.deserialize_map(ByType)
            }
        }
    };
}

pub mod tagged {
    //! With `#[serde(tag = "$type")]`.
    types!(derived);
}

pub mod dispatched {
    //! With hand-written unions.
    types!(by_hand);
}

/// The types of a record.
pub mod record {
    use serde::{Deserialize, Serialize};

    structs! {
        Post { text: String, created_at: String } {
            facets: Vec<Facet>, reply: ReplyRef, embed: Embed, langs: Vec<String>,
            labels: SelfLabels, tags: Vec<String>
        }
        ReplyRef { root: StrongRef, parent: StrongRef } {}
        StrongRef { uri: String, cid: String } {}
        Facet { index: ByteSlice, features: Vec<Feature> } {}
        ByteSlice { byte_start: i64, byte_end: i64 } {}
        Mention { did: String } {}
        Link { uri: String } {}
        Tag { tag: String } {}
        Quote { record: StrongRef } {}
        SelfLabelValues { values: Vec<SelfLabel> } {}
        SelfLabel { val: String } {}
    }
    derived! {
        Feature {
            Mention(Mention) = "com.example.feed.facet#mention",
            Link(Link) = "com.example.feed.facet#link",
            Tag(Tag) = "com.example.feed.facet#tag",
        }
    }
    derived! { Embed { Quote(Quote) = "com.example.feed.quote", } }
    derived! { SelfLabels { Values(SelfLabelValues) = "com.example.feed.label#selfLabels", } }
}

/// The response to a login.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Session {
    pub access_jwt: String,
    pub refresh_jwt: String,
    pub handle: String,
    pub did: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub did_doc: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_confirmed: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_auth_factor: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Text,
}

/// A commit of the firehose.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Commit {
    pub seq: i64,
    pub rebase: bool,
    pub too_big: bool,
    pub repo: String,
    pub commit: cid::Cid,
    pub rev: String,
    pub since: Text,
    pub blocks: serde_bytes::ByteBuf,
    pub ops: Vec<RepoOp>,
    pub blobs: Vec<cid::Cid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prev_data: Option<cid::Cid>,
    pub time: String,
}

/// An operation of a commit.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[allow(missing_docs)]
pub struct RepoOp {
    pub action: String,
    pub path: String,
    pub cid: Option<cid::Cid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prev: Option<cid::Cid>,
}
