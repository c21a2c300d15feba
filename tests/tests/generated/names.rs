//! Names that are not Rust identifiers are unchanged on the wire.

use lexgen::{Endpoint, Nullable};

use super::{
    lexicons::com::example::{
        _3d::scan::Scan,
        r#async::self_::super_::Super,
        awkward::{
            def_names, endpoint_names, field_names::FieldNames, url_tools, values::ValuesReaction,
        },
        deep_stacks::_2nd_floor::lift::Lift,
        r#type::r#match::Match,
    },
    round_trip,
};

#[test]
fn properties_keep_their_names() {
    let json = r#"{"$type":"com.example.awkward.fieldNames","type":"t","match":null,"self":"s","new":"n","fooBar":"1","URL":"https://a.test","2fa":true,"FooBar":"2","Self":"S","_":true,"a\"quote":"q","back\\slash":"b","extra":null,"foo-bar":"3","foo_bar":"4","url":"https://b.test","über":"u","数量":1,"👍":2,"more":0}"#;
    let fields: FieldNames = round_trip(json);
    assert_eq!(fields.foo_bar, "1");
    assert_eq!(fields.foo_bar_.as_deref(), Some("2"));
    assert_eq!(fields.url_, "https://a.test");
    assert_eq!(fields.extra_, Nullable::Null);
    assert_eq!(fields.extra.len(), 1);
}

#[test]
fn values_keep_their_names() {
    for value in ["+1", "-1", "👍", "", "*", " "] {
        let reaction: ValuesReaction = round_trip(&format!("{value:?}"));
        assert!(!matches!(reaction, ValuesReaction::Other(_)), "{value:?}");
        assert_eq!(reaction.as_str(), value);
    }
}

#[test]
fn documents_keep_their_names() {
    assert_eq!(Lift::NSID, "com.example.deep-stacks.2nd-floor.lift");
    assert_eq!(
        endpoint_names::EndpointNames::NSID,
        "com.example.awkward.endpointNames"
    );
    assert_eq!(url_tools::UrlTools::NSID, "com.example.awkward.URLTools");
    round_trip::<Scan>(r#"{"points":[[1,2,3]]}"#);
    round_trip::<Match>(r#"{"impl":{"for":"x"}}"#);
    round_trip::<Super>(r#"{"$type":"com.example.async.self.super","crate":{"for":"x"}}"#);
}

#[test]
fn definitions_may_be_called_like_the_prelude() {
    let json = r##"{"$type":"com.example.awkward.defNames","option":{"value":"o"},"string":{"value":"s","again":{"value":"t"}},"either":{"$type":"com.example.awkward.defNames#none","value":"n"},"list":[{"value":"v"}]}"##;
    let names: def_names::DefNames = round_trip(json);
    assert_eq!(names.string.value, "s");
    let error: endpoint_names::Error = round_trip(r#"{"error":"Other"}"#);
    assert!(matches!(error, endpoint_names::Error::Other_(_)));
}
