//! A consumer of commits that knows the records of two namespaces.

#![deny(warnings)]

use lexgen::{
    Data,
    data::{from_dag_cbor, to_dag_cbor},
    wire::RecordErrorKind,
};
use r#gen::AnyRecord;

pub mod r#gen;

const POST: &str = r#"{"$type":"app.bsky.feed.post","createdAt":"2024-09-09T19:46:02.102Z",
    "text":"tagged @alice","langs":["en"],
    "facets":[{"$type":"app.bsky.richtext.facet","index":{"byteStart":7,"byteEnd":13},
        "features":[{"$type":"app.bsky.richtext.facet#mention","did":"did:plc:z72i7hdynmk6r22z27h6tvur"}]}],
    "embed":{"$type":"app.bsky.embed.images","images":[{"alt":"","image":{"$type":"blob",
        "ref":{"$link":"bafkreibjfgx2gprinfvicegelk5kosd6y2frmqpqzwqkg7usac74l3t2v4"},
        "mimeType":"image/jpeg","size":562}}]},
    "reply":{"root":{"uri":"at://did:plc:z72i7hdynmk6r22z27h6tvur/app.bsky.feed.post/3l3qo2vuowo2b",
            "cid":"bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a"},
        "parent":{"uri":"at://did:plc:z72i7hdynmk6r22z27h6tvur/app.bsky.feed.post/3l3qo2vuowo2b",
            "cid":"bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a"}},
    "via":"another client"}"#;

const LIKE: &str = r#"{"$type":"app.bsky.feed.like","createdAt":"2024-09-09T19:46:02.102Z",
    "subject":{"uri":"at://did:plc:z72i7hdynmk6r22z27h6tvur/app.bsky.feed.post/3l3qo2vuowo2b",
        "cid":"bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a"}}"#;

const FOLLOW: &str = r#"{"$type":"app.bsky.graph.follow","createdAt":"2024-09-09T19:46:02.102Z",
    "subject":"did:plc:z72i7hdynmk6r22z27h6tvur"}"#;

/// Of a namespace whose feature is off.
const DOCUMENT: &str = r#"{"$type":"site.standard.document","title":"A title",
    "site":"https://example.com","publishedAt":"2024-09-09T19:46:02.102Z"}"#;

/// Of no lexicon here.
const STATUS: &str = r#"{"$type":"fyi.unravel.frontpage.post","title":"A title"}"#;

fn main() {
    let mut kinds = Vec::new();
    for json in [POST, LIKE, FOLLOW, DOCUMENT, STATUS] {
        let data: Data = serde_json::from_str(json).expect("data");
        let collection = data.type_name().expect("a record").to_owned();
        let block = to_dag_cbor(&data).expect("a block");

        let record = AnyRecord::from_dag_cbor(&collection, &block).expect(json);
        assert_eq!(record.type_name(), collection);
        assert_eq!(to_dag_cbor(&record).expect("a block"), block, "{json}");
        assert_eq!(from_dag_cbor(&block), Ok(record.clone()));
        assert_eq!(AnyRecord::from_data(&collection, data), Ok(record.clone()));
        let written = serde_json::to_string(&record).expect("JSON");
        assert_eq!(serde_json::from_str::<AnyRecord>(&written).expect("JSON"), record);

        kinds.push(match record {
            AnyRecord::AppBskyFeedPost(post) => format!("post {:?}", post.extra.get("via")),
            AnyRecord::AppBskyFeedLike(like) => format!("like {}", like.subject.uri),
            AnyRecord::AppBskyGraphFollow(follow) => format!("follow {}", follow.subject),
            AnyRecord::Other(other) => format!("other {}", other.type_name),
            _ => "known".to_owned(),
        });

        let error = AnyRecord::from_dag_cbor("app.bsky.feed.repost", &block).expect_err(json);
        assert_eq!(error.kind(), &RecordErrorKind::OtherType);
        assert_eq!(to_dag_cbor(error.data().expect("the record")).expect("a block"), block);
    }
    assert!(kinds[0].starts_with("post Some"), "{kinds:?}");
    assert!(kinds[1].starts_with("like at://"), "{kinds:?}");
    assert_eq!(kinds[2], "follow did:plc:z72i7hdynmk6r22z27h6tvur");
    assert_eq!(kinds[3], "other site.standard.document");
    assert_eq!(kinds[4], "other fyi.unravel.frontpage.post");
    assert!(AnyRecord::COLLECTIONS.contains(&"app.bsky.feed.post"));
    assert!(!AnyRecord::COLLECTIONS.contains(&"site.standard.document"));

    // A record that the lexicon does not allow is not lost.
    let broken = r#"{"$type":"app.bsky.feed.post","text":"no time"}"#;
    let broken: Data = serde_json::from_str(broken).expect("data");
    let error = AnyRecord::from_data("app.bsky.feed.post", broken.clone()).expect_err("no time");
    assert!(matches!(error.kind(), RecordErrorKind::Invalid(_)));
    assert_eq!(error.into_data(), Some(broken));
}
