//! What the macros that generated code calls mean on the wire, shown on types
//! written by hand the way the generator writes them.

use lexgen::{Data, Datetime, Did, ErrorDetail, Extra, Nullable, TypedObject, XrpcError};
use serde::{Serialize, de::DeserializeOwned};

#[derive(Clone, Default, PartialEq)]
struct Presence {
    required: String,
    required_nullable: Option<String>,
    optional: Option<String>,
    optional_nullable: Nullable<String>,
    extra: Extra,
}

lexgen::object! {
    Presence {
        required required = "required";
        required required_nullable = "requiredNullable";
        optional optional = "optional";
        nullable optional_nullable = "optionalNullable";
    }
}

#[derive(Clone, PartialEq)]
struct Post {
    text: String,
    created_at: Datetime,
    embed: Option<Embed>,
    extra: Extra,
}

lexgen::record! {
    Post = "com.example.post", "tid" {
        required text = "text";
        required created_at = "createdAt", lenient;
        optional embed = "embed";
    }
}

#[derive(Clone, PartialEq)]
struct Images {
    count: i64,
    authors: Vec<Did>,
    extra: Extra,
}

lexgen::object! {
    Images {
        required count = "count", lenient;
        required authors = "authors";
    }
}

#[derive(Clone, PartialEq)]
enum Embed {
    Images(Box<Images>),
    Post(Box<Post>),
    Other(Box<TypedObject>),
}

lexgen::union! {
    open Embed {
        Images = "com.example.images";
        Post = "com.example.post";
    }
}

#[derive(Clone, PartialEq)]
enum Only {
    Images(Box<Images>),
}

lexgen::union! {
    closed Only {
        Images = "com.example.images";
    }
}

#[derive(Clone, Debug, PartialEq, Hash)]
enum Size {
    Small,
    Large,
}

lexgen::values! {
    closed Size {
        Small = "small";
        Large = "large";
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Failure {
    TooLate(ErrorDetail),
    Other(XrpcError),
}

lexgen::errors! {
    Failure {
        TooLate = "TooLate";
    }
}

#[derive(Clone, PartialEq)]
struct Tree(Vec<Tree>);

lexgen::newtype! {
    Tree {}
}

fn read<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

fn refusal<T: DeserializeOwned + std::fmt::Debug>(json: &str) -> String {
    serde_json::from_str::<T>(json).expect_err(json).to_string()
}

/// Reads, writes, and expects the same text.
fn round_trip<T: DeserializeOwned + Serialize>(json: &str) -> T {
    let value: T = read(json);
    assert_eq!(serde_json::to_string(&value).unwrap(), json);
    value
}

#[test]
fn absent_null_and_present_are_three_things() {
    let all: Presence = round_trip(
        r#"{"required":"a","requiredNullable":"b","optional":"c","optionalNullable":"d"}"#,
    );
    assert_eq!(all.optional_nullable, Nullable::Value("d".to_owned()));
    let least: Presence = round_trip(r#"{"required":"a","requiredNullable":null}"#);
    assert_eq!(
        (least.required_nullable, least.optional_nullable),
        (None, Nullable::Absent)
    );
    let null: Presence =
        round_trip(r#"{"required":"a","requiredNullable":null,"optionalNullable":null}"#);
    assert_eq!(null.optional_nullable, Nullable::Null);

    let error = refusal::<Presence>(r#"{"requiredNullable":null}"#);
    assert!(error.starts_with("missing field `required`"), "{error}");
    let error = refusal::<Presence>(r#"{"required":"a"}"#);
    assert!(
        error.starts_with("missing field `requiredNullable`"),
        "{error}"
    );
    for json in [
        r#"{"required":null,"requiredNullable":null}"#,
        r#"{"required":"a","requiredNullable":null,"optional":null}"#,
    ] {
        let error = refusal::<Presence>(json);
        assert!(
            error.starts_with("invalid type: null, expected a string"),
            "{error}"
        );
    }
}

#[test]
fn unknown_fields_survive() {
    let json = r#"{"required":"a","requiredNullable":null,"$type":"x.y.z","new":{"$bytes":"AA"}}"#;
    let value: Presence = read(json);
    assert_eq!(value.extra.len(), 2);
    assert_eq!(
        read::<Data>(&serde_json::to_string(&value).unwrap()),
        read::<Data>(json)
    );
}

#[test]
fn duplicates_are_refused() {
    for json in [
        r#"{"required":"a","required":"b","requiredNullable":null}"#,
        r#"{"new":1,"new":1,"required":"a","requiredNullable":null}"#,
    ] {
        assert!(refusal::<Presence>(json).starts_with("duplicate field `"));
    }
    for json in [
        r#"{"$type":"com.example.images","$type":"x","count":1,"authors":[]}"#,
        r#"{"count":1,"$type":"com.example.images","authors":[],"count":1}"#,
        r#"{"new":1,"$type":"x.y.z","new":1}"#,
        r#"{"$type":"x.y.z","new":1,"new":1}"#,
    ] {
        assert!(
            refusal::<Embed>(json).starts_with("duplicate field `"),
            "{json}"
        );
    }
}

#[test]
fn a_record_says_what_it_is() {
    let json = r#"{"$type":"com.example.post","text":"a","createdAt":"2024-01-01T00:00:00Z"}"#;
    round_trip::<Post>(json);
    let last: Post =
        read(r#"{"text":"a","createdAt":"2024-01-01T00:00:00Z","$type":"com.example.post"}"#);
    assert_eq!(serde_json::to_string(&last).unwrap(), json);
    let error = refusal::<Post>(r#"{"text":"a","createdAt":"2024-01-01T00:00:00Z"}"#);
    assert!(
        error.starts_with("missing `$type`, expected the record type `com.example.post`"),
        "{error}"
    );
    let error = refusal::<Post>(r#"{"$type":"com.example.like"}"#);
    assert!(
        error.starts_with("`$type` is `com.example.like`, expected the record"),
        "{error}"
    );
}

#[test]
fn a_malformed_datetime_loses_nothing() {
    let json = r#"{"$type":"com.example.post","text":"a","createdAt":"yesterday"}"#;
    let post: Post = round_trip(json);
    assert!(!post.created_at.is_valid());
    let error = refusal::<Post>(r#"{"$type":"com.example.post","text":"a","createdAt":1}"#);
    assert!(
        error.starts_with("invalid type: integer `1`, expected"),
        "{error}"
    );
}

#[test]
fn unions_follow_their_type_wherever_it_stands() {
    let first = r#"{"$type":"com.example.images","count":1,"authors":["did:plc:a"]}"#;
    let last = r#"{"count":1.0,"authors":["did:plc:a"],"$type":"com.example.images"}"#;
    let embed: Embed = round_trip(first);
    assert_eq!(read::<Embed>(last), embed);
    assert_eq!(read::<Only>(last), round_trip::<Only>(first));

    // What comes before the type is held to the same rules as what follows.
    let mixed = r#"{"new":{"a":1},"count":1,"$type":"com.example.images","authors":["did:plc:a"]}"#;
    let Embed::Images(images) = read::<Embed>(mixed) else {
        panic!("{mixed}")
    };
    assert_eq!((images.count, images.extra.len()), (1, 1));
    for (json, reason) in [
        (
            r#"{"count":1,"count":1,"$type":"com.example.images","authors":[]}"#,
            "duplicate field `count`",
        ),
        (
            r#"{"count":1,"$type":"com.example.images","count":1,"authors":[]}"#,
            "duplicate field `count`",
        ),
        (
            r#"{"a":1,"$type":"com.example.new","a":1}"#,
            "duplicate field `a`",
        ),
        (
            r#"{"a":1,"$type":"com.example.new","$type":"com.example.new"}"#,
            "duplicate field `$type`",
        ),
        (
            r#"{"$link":1,"$type":"com.example.images","count":1,"authors":[]}"#,
            "found `$link`",
        ),
        (
            r#"{"count":"1","authors":[],"$type":"com.example.images"}"#,
            "expected an integer",
        ),
    ] {
        let error = refusal::<Embed>(json);
        assert!(error.contains(reason), "{json}: {error}");
    }

    let nested = concat!(
        r#"{"$type":"com.example.post","text":"a","createdAt":"2024-01-01T00:00:00Z","#,
        r#""embed":{"$type":"com.example.post","text":"b","createdAt":"2024-01-01T00:00:00Z"}}"#
    );
    round_trip::<Embed>(nested);
}

#[test]
fn unknown_members_survive_in_open_unions_only() {
    let json = r#"{"$type":"com.example.new","a":[1],"b":{"c":null}}"#;
    let embed: Embed = round_trip(json);
    let Embed::Other(other) = &embed else {
        panic!("{embed:?}")
    };
    assert_eq!(other.type_name, "com.example.new");
    assert_eq!(
        read::<Embed>(r#"{"a":[1],"$type":"com.example.new","b":{"c":null}}"#),
        embed
    );
    let error = refusal::<Only>(json);
    assert!(
        error.contains("`com.example.new` is not a member of this closed union"),
        "{error}"
    );
}

#[test]
fn a_member_without_a_type_is_refused() {
    for json in ["{}", r#"{"count":1}"#] {
        assert!(
            refusal::<Embed>(json).starts_with("missing `$type`"),
            "{json}"
        );
    }
    for json in [r#"{"$type":1}"#, r#"{"count":1,"$type":null}"#] {
        let error = refusal::<Embed>(json);
        assert!(
            error.contains("`$type`") && error.contains("a string"),
            "{error}"
        );
    }
    assert!(refusal::<Embed>("[]").contains("an object with a `$type`"));
}

#[test]
fn an_unknown_member_can_be_decoded_later() {
    let embed: Embed = read(r#"{"$type":"com.example.imagesV2","count":2,"authors":[]}"#);
    let Embed::Other(other) = embed else { panic!() };
    assert_eq!(other.decode::<Images>().unwrap().count, 2);
}

#[test]
fn closed_enums_refuse_and_name_what_they_know() {
    assert_eq!(round_trip::<Size>(r#""small""#), Size::Small);
    let error = refusal::<Size>(r#""medium""#);
    assert!(
        error.starts_with("unknown value \"medium\", expected `small` or `large`"),
        "{error}"
    );
}

#[test]
fn errors_are_named_and_keep_what_they_do_not_know() {
    let named: Failure = round_trip(r#"{"error":"TooLate","message":"go home","code":7}"#);
    assert_eq!(named.to_string(), "TooLate: go home");
    let Failure::TooLate(detail) = &named else {
        panic!("{named:?}")
    };
    assert_eq!(detail.extra.get("code"), Some(&Data::from(7)));
    let other: Failure = round_trip(r#"{"error":"RateLimitExceeded"}"#);
    assert_eq!((other.name(), other.message()), ("RateLimitExceeded", None));
}

#[test]
fn a_named_array_of_itself_is_transparent() {
    round_trip::<Tree>("[[],[[]]]");
}

#[derive(Clone, PartialEq)]
struct Token {
    r#type: String,
    size: Option<Size>,
    note: Nullable<i64>,
    extra: Extra,
}

lexgen::object! {
    Token {
        required r#type = "$kind", max_length(1);
        optional size = "tokenSize", checked;
        nullable note = "note";
    }
}

#[test]
fn debug_is_that_of_a_derive() -> serde_json::Result<()> {
    let token: Token = serde_json::from_str(r#"{"$kind":"long","note":null,"new":1}"#)?;
    let shown = format!("{token:?}");
    let expected = r#"Token { type: "long", size: None, note: Null, extra: "#;
    assert_eq!(shown, format!("{expected}{:?} }}", token.extra));
    let pretty = format!("{token:#?}");
    assert!(pretty.starts_with("Token {\n    type: \"long\",\n    size: None,\n"));
    Ok(())
}
