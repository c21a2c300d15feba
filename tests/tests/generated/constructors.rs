//! `new` and `with`: what callers set, and what is set for them.

use lexgen::{AtIdentifier, Data, Did, Nsid, Uri, Validate};

use super::{
    lexicons::com::{
        atproto::repo::list_records,
        example::awkward::required::{
            Alone, Many, Many2, Many2Required, ManyRequired, ManyRequired_, ManyRequired__,
            Nullable, Required, RequiredClosed, RequiredListed, RequiredUnlisted,
        },
    },
    round_trip, written,
};

#[test]
fn constants_are_no_arguments() {
    let value = Required::new("a name");
    value.validate().unwrap();
    assert_eq!(value.kind, "author");
    assert_eq!((value.count, value.on), (-3, true));
    assert_eq!(value.did, Did::new("did:web:a.example").unwrap());
    assert_eq!(value.listed, RequiredListed::Y);
    assert_eq!(value.unlisted, RequiredUnlisted::Other("z".to_owned()));
    assert_eq!(value.closed, RequiredClosed::Y);
    assert_eq!(value.named, "author");
    assert_eq!(value.token, "com.example.awkward.required#spam");
    assert_eq!(value.optional, None);
    assert_eq!(round_trip::<Required>(&written(&value)), value);
}

#[test]
fn a_struct_of_constants_has_a_default() {
    assert_eq!(written(&Alone::default()), r#"{"kind":"alone"}"#);
}

#[test]
fn a_constant_that_may_be_null_is_an_argument() {
    assert_eq!(written(&Nullable::new(None)), r#"{"kind":null}"#);
}

#[test]
fn many_required_fields_have_names() {
    let inner = Many2::new(Many2Required {
        d: Uri::new("https://a.example").unwrap(),
        c: 3,
        b: 2,
        a: 1,
    });
    // The definition `manyRequired` keeps the name: definitions take precedence.
    let _ = ManyRequired::default();
    let many = Many::new(ManyRequired_ {
        r#type: "t".to_owned(),
        r#match: true,
        required: ManyRequired__::default(),
        extra_: inner,
    });
    assert_eq!(
        written(&many),
        r#"{"kind":"many","type":"t","match":true,"required":{},"extra":{"a":1,"b":2,"c":3,"d":"https://a.example"}}"#
    );
}

#[test]
fn optional_fields_are_set_in_the_same_expression() {
    let value = Required::new("a name").with(|value| value.optional = Some("x".to_owned()));
    assert_eq!(value.optional.as_deref(), Some("x"));
    let alone = Alone::default().with(|alone| {
        alone.note = Some("y".to_owned());
        alone.extra.insert("z", Data::from(1));
    });
    assert_eq!(written(&alone), r#"{"kind":"alone","note":"y","z":1}"#);
}

#[test]
fn arguments_convert_where_that_cannot_fail() {
    let did = Did::new("did:web:a.example").unwrap();
    let collection = Nsid::new("com.example.shelf.note").unwrap();
    let params = list_records::Params::new(did.clone(), collection);
    assert_eq!(params.repo, AtIdentifier::from(did));
}
