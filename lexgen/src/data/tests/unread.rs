//! Data that is kept as its JSON is the same data.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
    panic::{RefUnwindSafe, UnwindSafe},
};

use serde::{Deserialize, Deserializer, Serialize, de::Visitor, forward_to_deserialize_any};

use crate::{
    Data, Fields,
    data::{DataError, View, value::Repr},
    json::{from_str, to_string},
};

const CID: &str = "bafkreiccldh766hwcnuxnf2wh6jgzepf2nlu2lvcllt63eww5p6chi4ity";

fn is_kept(data: &Data) -> bool {
    matches!(data.0, Repr::Unread(_))
}

/// An object that is long enough to be kept as its text.
fn long(fields: &str) -> String {
    format!(r#"{{{fields}"x":"{}"}}"#, "x".repeat(200))
}

fn hash(data: &Data) -> u64 {
    let mut hasher = DefaultHasher::new();
    data.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn it_compares_and_hashes_as_its_tree() {
    let json = long(r#""b":[true,null],"a":{"c":-5},"#);
    let kept: Data = from_str(&json).unwrap();
    let tree: Data = serde_json::from_str(&json).unwrap();
    assert!(is_kept(&kept) && !is_kept(&tree));
    assert_eq!(kept, tree);
    assert_eq!(tree, kept);
    assert_eq!(hash(&kept), hash(&tree));
    assert_eq!(kept.cmp(&tree), std::cmp::Ordering::Equal);
    let more: Data = from_str(&json.replace("-5", "-4")).unwrap();
    assert!(is_kept(&more) && more != kept && more > kept && more > tree);
    assert_eq!(format!("{kept:?}"), format!("{tree:?}"));
    // Also after it was looked at.
    assert_eq!(
        kept.get("a").and_then(|a| a.get("c")),
        Some(&Data::from(-5))
    );
    assert_eq!(kept, tree);
    assert_eq!(kept.kind(), "object");
    assert_eq!(kept.as_object(), tree.as_object());
    assert_eq!(kept.clone().into_object(), tree.clone().into_object());
    assert!(kept.into_array().is_err());
}

#[test]
fn a_change_is_written() {
    let mut data: Data = from_str(&long("")).unwrap();
    let copy = data.clone();
    data.as_object_mut().unwrap().insert("a", 1);
    assert!(!is_kept(&data));
    assert!(to_string(&data).unwrap().starts_with(r#"{"a":1,"x":"#));
    assert_eq!(to_string(&copy).unwrap(), long(""));
    assert_ne!(data, copy);
}

/// The text is written as it is only if that is what the tree gives.
#[test]
fn it_is_written_as_its_tree() {
    let blob =
        format!(r#"{{"$type":"blob","ref":{{"$link":"{CID}"}},"mimeType":"image/png","size":10}}"#);
    for (fields, is_as_written) in [
        (r#""a":1,"b":"é\n\"\u0001","#.to_owned(), true),
        (format!(r#""a":{blob},"#), true),
        (format!(r#""$type":"a.b.c","l":{{"$link":"{CID}"}},"#), true),
        (r#""b":1,"a":1,"#.to_owned(), false),
        (r#""a": 1,"#.to_owned(), false),
        (r#""a":1 ,"#.to_owned(), false),
        (r#""a" :1,"#.to_owned(), false),
        (r#""a":[ ],"#.to_owned(), false),
        (r#""a":{ },"#.to_owned(), false),
        (r#""a":[1 ],"#.to_owned(), false),
        (r#""a":"\u00e9","#.to_owned(), false),
        (r#""a":"\/","#.to_owned(), false),
        (format!(r#""a":{},"#, blob.replace("10", "-10")), false),
        (format!(r#""a":{},"#, blob.replace("bafk", "aafk")), false),
        (
            format!(
                r#""a":{},"#,
                blob.replace(r#""size":10"#, r#""size":10,"x":1"#)
            ),
            false,
        ),
        // In order, and a blob: its fields are written in another one.
        (
            format!(
                r#""a":{{"$type":"blob","mimeType":"a/b","ref":{{"$link":"{CID}"}},"size":1}},"#
            ),
            false,
        ),
        (
            r#""a":{"mimeType":"a/b","$type":"blob"},"#.to_owned(),
            false,
        ),
    ] {
        let json = long(&fields);
        let data: Data = from_str(&json).unwrap();
        assert!(is_kept(&data), "{json}");
        let tree: Data = serde_json::from_str(&json).unwrap();
        let written = to_string(&data).unwrap();
        assert_eq!(written, serde_json::to_string(&tree).unwrap());
        assert!(written == json || !is_as_written, "{json}");
        let Repr::Unread(text) = &data.0 else {
            panic!("{json}")
        };
        assert_eq!(text.is_canonical(), is_as_written, "{json}");
        // By others, by way of the tree.
        assert_eq!(serde_json::to_string(&data).unwrap(), written);
        let value = serde_json::to_value(&data).unwrap();
        assert_eq!(value, serde_json::Value::from(data.clone()));
        assert_eq!(Data::encode(&data).unwrap(), tree);
    }
}

/// The levels of what is kept are those that can be read again.
#[test]
fn it_is_as_deep_as_can_be_read() {
    let link = format!(r#"{{"$link":"{CID}"}}"#);
    let blob = format!(r#"{{"$type":"blob","ref":{link},"mimeType":"a/b","size":42}}"#);
    let long = format!(r#""{}""#, "x".repeat(200));
    for levels in 55..75 {
        for inner in [&blob, &link, &long] {
            let json = "[".repeat(levels) + inner + &"]".repeat(levels);
            let data: Data = from_str(&json).unwrap();
            let tree: Data = serde_json::from_str(&json).unwrap();
            assert_eq!(data, tree, "{levels}: {inner}");
        }
    }
}

/// A link can be as long as what is kept.
#[test]
fn a_blob_is_made_of_what_is_kept() {
    let space = " ".repeat(200);
    let link = format!(r#"{{"$link":{space}"{CID}"}}"#);
    let json = format!(r#"{{"$type":"blob","ref":{link},"mimeType":"a/b","size":42}}"#);
    let fields: BTreeMap<String, Data> = from_str(&json).unwrap();
    assert!(is_kept(&fields["ref"]));
    let data = Data::from_iter(fields);
    assert_eq!(data.kind(), "blob");
    assert_eq!(data, from_str(&json).unwrap());
}

#[test]
fn types_are_read_from_its_text() {
    let json = long(&format!(r#""n":1,"l":{{"$link":"{CID}"}},"#));
    let data: Data = from_str(&json).unwrap();
    let fields: BTreeMap<&str, Data> = data.decode().unwrap();
    assert_eq!(fields["n"], Data::from(1));
    assert!(matches!(fields["l"].view(), View::Link(_)));
    // An error has the place that it has in the tree.
    let error = data.decode::<BTreeMap<String, String>>().unwrap_err();
    let tree: Data = serde_json::from_str(&json).unwrap();
    let other = tree.decode::<BTreeMap<String, String>>().unwrap_err();
    assert_eq!(error, other);
    // What JSON has no form for is in the tree.
    let link = data.get("l").unwrap();
    assert_eq!(link.decode::<crate::CidLink>().unwrap().as_str(), CID);
}

/// Data of DAG-CBOR may have what is a link in JSON as an object. Text in it is JSON even so.
#[test]
fn its_tree_does_not_depend_on_where_it_is_made() {
    let json = long(&format!(r#""l":{{"$link":"{CID}"}},"#));
    let tree: Data = serde_json::from_str(&json).unwrap();
    let kept: Data = from_str(&json).unwrap();
    let around = Fields::from([("$link", Data::from(5)), ("a", kept.clone())]);
    let copy: Data = Data::from(around).decode().unwrap();
    assert_eq!(kept, tree);
    assert!(kept.check().is_ok());
    assert_eq!(copy.get("a"), Some(&tree));
}

/// A format that knows newtypes, as most do not.
struct Other;

impl<'de> Deserializer<'de> for Other {
    type Error = DataError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DataError> {
        visitor.visit_i64(5)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: V,
    ) -> Result<V::Value, DataError> {
        Err(DataError::new(name))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        option unit unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

#[test]
fn other_formats_do_not_see_it() {
    assert_eq!(Data::deserialize(Other), Ok(Data::from(5)));
    let json = long("");
    let kept: Data = from_str(&json).unwrap();
    let text = by_serde_json(&kept);
    assert_eq!(
        text,
        by_serde_json(&serde_json::from_str::<Data>(&json).unwrap())
    );
}

fn by_serde_json(data: &Data) -> String {
    let mut bytes = Vec::new();
    data.serialize(&mut serde_json::Serializer::new(&mut bytes))
        .unwrap();
    String::from_utf8(bytes).unwrap()
}

/// What the reader cannot keep is read or refused as before.
#[test]
fn only_what_is_known_to_be_read_is_kept() {
    for fields in [
        r#""a":{"$bytes":"aGk"},"#,
        r#""a":{"\u0061":1},"#,
        r#""a":{"b":1,"a":2,"c":3,"#,
    ] {
        let closes = "}".repeat(fields.matches('{').count() - fields.matches('}').count());
        let json = long(fields) + &closes;
        let data = from_str::<Data>(&json).ok();
        assert_eq!(data, serde_json::from_str(&json).ok(), "{json}");
        if let Some(data) = data {
            assert_eq!(is_kept(&data), fields.contains("\"b\":1"), "{json}");
        }
    }
    let refused = [
        long(r#""a":1,"a":2,"#),
        long(r#""b":1,"a":1,"a":2,"#),
        long(r#""a":[{"b":1,"b":1}],"#),
        long(r#""$serde_json::private::Number":"1","#),
    ];
    for json in refused {
        let error = from_str::<Data>(&json).unwrap_err();
        let error = error.to_string();
        let other = serde_json::from_str::<Data>(&json).unwrap_err().to_string();
        assert!(error.contains(&other), "{error}: {other}");
    }
    // Small values, and ones with fractions.
    assert!(!is_kept(&from_str(r#"{"a":[]}"#).unwrap()));
    assert!(!is_kept(&from_str(&long(r#""a":0.5,"#)).unwrap()));
    assert_eq!(from_str::<Data>(r#""text""#).unwrap(), Data::from("text"));
}

#[test]
fn data_can_be_sent_and_outlive_a_panic() {
    fn check<T: Send + Sync + UnwindSafe + RefUnwindSafe + 'static>() {}
    check::<Data>();
}
