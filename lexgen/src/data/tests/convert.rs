//! Between [`Data`] and other types, both ways.

use std::collections::BTreeMap;

use serde::de::value::Error as OtherError;
use serde::{Deserialize, Serialize};

use super::rules::CID;
use crate::data::{Blob, Bytes, CidLink, Data, DataError, Fields, decode::object_access};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
enum Choice {
    Plain,
    One(u8),
    Two(u8, String),
    Named { x: Option<i64> },
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Post {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply: Option<String>,
    null: Option<bool>,
    count: u32,
    link: CidLink,
    bytes: Bytes,
    blob: Blob,
    old: Blob,
    choices: Vec<Choice>,
    unknown: Data,
    pair: (i8, char),
    unit: (),
}

fn post() -> Post {
    let link = CidLink::new(CID).unwrap();
    Post {
        text: "hello".into(),
        reply: None,
        null: None,
        count: 7,
        bytes: Bytes::from(b"\x00\xff".as_slice()),
        blob: Blob::new(link.clone(), "a/b", 9),
        old: Blob::legacy(link.cid().clone(), "a/b"),
        choices: vec![
            Choice::Plain,
            Choice::One(1),
            Choice::Two(2, "z".into()),
            Choice::Named { x: Some(3) },
        ],
        unknown: Data::from_iter([Data::from(link.clone()), Data::null(), Data::from(-1)]),
        pair: (-1, 'é'),
        unit: (),
        link,
    }
}

#[test]
fn a_type_survives_the_way_through_data() {
    let data = Data::encode(&post()).unwrap();
    assert_eq!(data.decode::<Post>().unwrap(), post());
    assert_eq!(data.clone().into_decoded::<Post>().unwrap(), post());
    // What was encoded is what JSON says.
    let json = serde_json::to_value(post()).unwrap();
    assert_eq!(serde_json::to_value(&data).unwrap(), json);
    assert_eq!(serde_json::from_value::<Data>(json).unwrap(), data);
}

/// The crate for DAG-CBOR brings serde to the type of the `cid` crate.
#[cfg(feature = "dag-cbor")]
#[test]
fn the_type_of_the_cid_crate_is_a_link() {
    let cid = cid::Cid::try_from(CID).unwrap();
    let data = Data::encode(&cid).unwrap();
    assert_eq!(data, Data::from(CidLink::new(CID).unwrap()));
    assert_eq!(data.decode::<cid::Cid>().unwrap(), cid);
    assert_eq!(data.into_decoded::<cid::Cid>().unwrap(), cid);
}

#[test]
fn data_reads_and_writes_itself() {
    let data = Data::encode(&post()).unwrap();
    assert_eq!(Data::encode(&data).unwrap(), data);
    assert_eq!(data.decode::<Data>().unwrap(), data);
    assert_eq!(data.clone().into_decoded::<Data>().unwrap(), data);
}

#[test]
fn texts_can_be_borrowed() {
    let data = Data::from("hello");
    assert_eq!(data.decode::<&str>().unwrap(), "hello");
}

#[test]
fn what_does_not_fit_is_refused() {
    assert!(Data::from(300).decode::<u8>().is_err());
    assert!(Data::from(-1).into_decoded::<u64>().is_err());
    assert!(Data::from("x").decode::<i64>().is_err());
    assert!(Data::from("Other").decode::<Choice>().is_err());
    assert!(Data::from(1).into_decoded::<Choice>().is_err());
    assert!(Data::null().decode::<String>().is_err());
    assert!(
        Data::from_iter([const { Data::null() }; 3])
            .decode::<((), ())>()
            .is_err()
    );
    assert!(
        Data::from_iter([const { Data::null() }; 3])
            .into_decoded::<((), ())>()
            .is_err()
    );
    // Texts and objects that only look like a link are none.
    assert!(Data::from(CID).decode::<CidLink>().is_err());
    assert!(Data::from("aGk").decode::<Bytes>().is_err());
}

#[test]
fn what_json_cannot_carry_is_refused() {
    assert!(Data::encode(&f64::NAN).is_err());
    assert!(Data::encode(&f64::INFINITY).is_err());
    assert!(Data::encode(&BTreeMap::from([(1, 2)])).is_err());
    let mut twice = post().blob;
    twice.extra_mut().insert("size", 1);
    assert!(Data::encode(&twice).is_err());
}

#[test]
fn what_is_not_in_the_data_model_is_kept() {
    assert_eq!(Data::encode(&2.0).unwrap(), Data::from(2));
    for (data, kind) in [
        (Data::encode(&1.5).unwrap(), "number"),
        (Data::encode(&u64::MAX).unwrap(), "number"),
        (Data::encode(&u128::MAX).unwrap(), "number"),
        (Data::encode(&i128::MIN).unwrap(), "number"),
        (
            Data::encode(&BTreeMap::from([("$type", "")])).unwrap(),
            "object",
        ),
        (
            Data::encode(&BTreeMap::from([("$link", "x")])).unwrap(),
            "object",
        ),
        (
            Data::encode(&BTreeMap::from([("$type", "blob")])).unwrap(),
            "object",
        ),
    ] {
        assert_eq!(data.kind(), kind, "{data:?}");
        assert!(data.check().is_err(), "{data:?}");
        let json = serde_json::to_string(&data).unwrap();
        assert_eq!(serde_json::from_str::<Data>(&json).unwrap(), data);
    }
}

#[test]
fn a_list_that_announces_too_much_reserves_little() {
    struct Liar;
    impl<'de> serde::Deserializer<'de> for Liar {
        type Error = OtherError;
        fn deserialize_any<V: serde::de::Visitor<'de>>(
            self,
            visitor: V,
        ) -> Result<V::Value, OtherError> {
            visitor.visit_seq(self)
        }
        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
            unit unit_struct seq tuple tuple_struct map struct identifier option newtype_struct
            enum ignored_any
        }
    }
    impl<'de> serde::de::SeqAccess<'de> for Liar {
        type Error = OtherError;
        fn next_element_seed<T: serde::de::DeserializeSeed<'de>>(
            &mut self,
            _seed: T,
        ) -> Result<Option<T::Value>, OtherError> {
            Ok(None)
        }
        fn size_hint(&self) -> Option<usize> {
            Some(usize::MAX)
        }
    }
    assert_eq!(Data::deserialize(Liar).unwrap(), Data::from(vec![]));
}

#[test]
fn buffered_fields_are_read_with_the_error_of_the_caller() {
    let data = Data::encode(&post()).unwrap();
    let fields = data.require_object().unwrap().clone();
    let access = object_access::<OtherError>(fields);
    let read = Post::deserialize(serde::de::value::MapAccessDeserializer::new(access));
    assert_eq!(read.unwrap(), post());
    let access = object_access::<serde_json::Error>(Fields::new());
    let read = Post::deserialize(serde::de::value::MapAccessDeserializer::new(access));
    let error: serde_json::Error = read.unwrap_err();
    assert!(error.to_string().contains("missing field `text`"));
}

#[derive(Debug, Deserialize, PartialEq)]
struct Flat {
    a: Option<Data>,
    #[serde(flatten)]
    rest: BTreeMap<String, Data>,
}

/// Also where the object around it has a fault, and stays what it is.
#[test]
fn what_is_flattened_is_read_as_elsewhere() {
    let link = Data::from(CidLink::new(CID).unwrap());
    for (key, fault) in [("$type", Data::from("blob")), ("$link", Data::from(1))] {
        let fields = [(key, fault), ("l", link.clone()), ("a", link.clone())];
        let data = Data::from_iter(fields.map(|(key, value)| (key.to_owned(), value)));
        assert_eq!(data.kind(), "object");
        let flat: Flat = data.decode().unwrap();
        assert_eq!(flat.a, Some(link.clone()));
        assert_eq!(flat.rest["l"], link);
        assert_eq!(data.decode::<Data>().unwrap(), data);
        assert_eq!(data.into_decoded::<Flat>().unwrap(), flat);
    }
}

#[test]
fn conversions_from_plain_values() {
    assert_eq!(Data::from(None::<bool>), Data::null());
    assert_eq!(Data::from(Some(true)), Data::from(true));
    assert_eq!(Data::from(()), Data::default());
    assert_eq!(
        Data::from_iter([("a".to_owned(), Data::from(1))]).get("a"),
        Some(&Data::from(1))
    );
    let error: DataError = Data::null().require_object().unwrap_err();
    assert_eq!(error.to_string(), "expected an object, found null");
}
