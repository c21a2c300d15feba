//! The rules of the data model, one by one, on JSON.

use serde::Deserialize;

use crate::data::{Data, DataError, MAX_NESTING};

pub(super) const CID: &str = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";

fn read(json: &str) -> Result<Data, serde_json::Error> {
    serde_json::from_str(&json.replace("CID", CID))
}

fn message(json: &str) -> String {
    read(json).unwrap_err().to_string()
}

/// Reads JSON that is not in the data model, checks that it is written as it was
/// read, and returns what `check` reports.
fn violations(json: &str) -> String {
    let data = read(json).unwrap();
    let value: serde_json::Value = serde_json::from_str(&json.replace("CID", CID)).unwrap();
    assert_eq!(serde_json::to_value(&data).unwrap(), value, "{json}");
    assert_eq!(Data::encode(&value).unwrap(), data, "{json}");
    assert_eq!(data.decode::<Data>().unwrap(), data, "{json}");
    data.check().expect_err(json).to_string()
}

#[test]
fn every_kind_of_value_comes_back_from_json() {
    let json = r#"{"a":[1,-2,null,true,"x",[],{}],"b":{"$bytes":"aGk"},"c":{"$link":"CID"},"d":{"$type":"blob","ref":{"$link":"CID"},"mimeType":"a/b","size":3},"e":{"$type":"com.example.x"},"é\n":""}"#;
    let data = read(json).unwrap();
    assert_eq!(
        serde_json::to_string(&data).unwrap(),
        json.replace("CID", CID)
    );
    assert_eq!(data.get("b").unwrap().as_bytes(), Some(b"hi".as_slice()));
    assert_eq!(data.get("c").unwrap().as_link().unwrap().as_str(), CID);
    assert_eq!(data.get("d").unwrap().as_blob().unwrap().size(), Some(3));
    assert_eq!(data.get("d").unwrap().type_name(), Some("blob"));
    assert_eq!(data.get("e").unwrap().type_name(), Some("com.example.x"));
    let items = data.get("a").unwrap().as_array().unwrap();
    assert_eq!(items[0].as_i64(), Some(1));
    assert!(items[2].is_null());
    assert_eq!(items[3].as_bool(), Some(true));
    assert_eq!(items[4].as_str(), Some("x"));
    assert_eq!(data.type_name(), None);
    assert_eq!(data.get("zzz"), None);
    assert_eq!(items[0].get("x"), None);
}

#[test]
fn json_is_written_in_one_order() {
    let one = read(r#"{"bb":1,"a":2,"c":3}"#).unwrap();
    let two = read(r#"{"c":3,"a":2,"bb":1}"#).unwrap();
    assert_eq!(one, two);
    assert_eq!(
        serde_json::to_string(&one).unwrap(),
        r#"{"a":2,"bb":1,"c":3}"#
    );
}

#[test]
fn markers_must_stand_alone_wherever_they_stand() {
    for json in [
        r#"{"$link":"CID","x":1}"#,
        r#"{"x":1,"$link":"CID"}"#,
        r#"{"$bytes":"aGk","x":1}"#,
        r#"{"x":1,"$bytes":"aGk"}"#,
        r#"{"$link":"CID","$bytes":"aGk"}"#,
        r#"{"$type":"com.example.x","$link":"CID"}"#,
    ] {
        assert!(
            violations(json).contains("must not have other fields"),
            "{json}"
        );
    }
}

#[test]
fn malformed_markers_stay_objects() {
    for json in [
        r#"{"$link":1}"#,
        r#"{"$link":{"$link":"CID"}}"#,
        r#"{"$link":{"$link":{"$link":"CID"}}}"#,
        r#"{"$link":{"$link":"CID"},"v":1}"#,
        r#"{"v":1,"$link":{"$link":"CID"}}"#,
        r#"{"$bytes":{"$bytes":"aGk"}}"#,
        r#"{"$link":null}"#,
        r#"{"$link":"."}"#,
        r#"{"$link":" CID"}"#,
        r#"{"$bytes":[1,2]}"#,
        r#"{"$bytes":"?"}"#,
        r#"[{"$bytes":{}}]"#,
    ] {
        let found = violations(json);
        assert!(
            found.contains("$link") || found.contains("link:") || found.contains("$bytes"),
            "{json}: {found}"
        );
    }
}

#[test]
fn type_must_be_a_string_with_content() {
    for json in [
        r#"{"$type":null}"#,
        r#"{"$type":1}"#,
        r#"{"$type":""}"#,
        r#"{"$type":["blob"]}"#,
        r#"{"a":{"x":1,"$type":{}}}"#,
    ] {
        let found = violations(json);
        assert!(found.contains("`$type` must be"), "{json}: {found}");
    }
}

#[test]
fn a_blob_must_be_whole_and_its_legacy_form_is_an_object() {
    assert_eq!(
        violations(r#"{"$type":"blob"}"#),
        "the `ref` of a blob must be a link"
    );
    assert_eq!(
        violations(r#"[{"$type":"blob","ref":{"$link":"CID"},"mimeType":"a/b","size":-3}]"#),
        "/0: the `size` of a blob must be a non-negative integer"
    );
    let legacy = read(r#"{"cid":"CID","mimeType":"a/b"}"#).unwrap();
    assert_eq!(legacy.kind(), "object");
}

#[test]
fn numbers_are_integers_of_64_bits() {
    assert_eq!(read("123.0").unwrap(), Data::from(123));
    assert_eq!(read("-9223372036854775808").unwrap(), Data::from(i64::MIN));
    for json in ["1.5", "9223372036854775808", "-9223372036854775809", "1e40"] {
        let found = violations(json);
        assert!(found.contains("is not a 64-bit integer"), "{json}: {found}");
    }
    let greatest = read("18446744073709551615").unwrap();
    assert_eq!(greatest.as_number().unwrap().as_u64(), Some(u64::MAX));
    assert!(read("1e400").is_err());
}

#[test]
fn numbers_are_equal_by_value_and_ordered() {
    let number = |json| read(json).unwrap().as_number().unwrap();
    assert_eq!(number("1.5"), number("1.50"));
    assert_ne!(number("9223372036854775808"), number("9223372036854775809"));
    let texts = [
        "-1e300",
        "-9223372036854775809",
        "-1.5",
        "-0.5",
        "1e-300",
        "0.5",
        "1.5",
        "9007199254740993.0",
        "9223372036854775808",
        "9223372036854775809",
        "18446744073709551615",
        "18446744073709551616",
        "1e300",
    ];
    let numbers = texts.map(number);
    assert!(numbers.is_sorted(), "{numbers:?}");
    for pair in numbers.windows(2) {
        assert!(pair[0] < pair[1], "{pair:?}");
    }
}

#[test]
fn a_key_twice_is_refused() {
    assert!(message(r#"{"a":1,"b":2,"a":1}"#).contains("duplicate field `a`"));
    assert!(read(r#"{"$type":"x.y.z","$type":"x.y.z"}"#).is_err());
}

#[test]
fn a_number_in_the_disguise_of_serde_json_is_not_an_object() {
    assert!(message(r#"{"$serde_json::private::Number":"5"}"#).contains("arbitrary_precision"));
}

/// A format without a limit of its own, in which a list holds a list.
struct Lists(usize);

impl<'de> serde::Deserializer<'de> for Lists {
    type Error = DataError;

    fn deserialize_any<V: serde::de::Visitor<'de>>(
        self,
        visitor: V,
    ) -> Result<V::Value, DataError> {
        match self.0.checked_sub(1) {
            None => visitor.visit_unit(),
            Some(inner) => visitor.visit_seq(serde::de::value::SeqDeserializer::new(
                std::iter::once(Lists(inner)),
            )),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier option newtype_struct enum
        ignored_any
    }
}

impl serde::de::IntoDeserializer<'_, DataError> for Lists {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

#[test]
fn nesting_has_a_limit() {
    let data = Data::deserialize(Lists(MAX_NESTING)).unwrap();
    // The usual reader takes what this one took.
    let json = serde_json::to_string(&data).unwrap();
    assert_eq!(serde_json::from_str::<Data>(&json).unwrap(), data);
    assert_eq!(Data::encode(&data).unwrap(), data);
    assert_eq!(data.decode::<Data>().unwrap(), data);
    for depth in [MAX_NESTING + 1, 10_000] {
        let error = Data::deserialize(Lists(depth)).unwrap_err();
        assert_eq!(error.to_string(), "nested deeper than 127 levels");
    }
    assert!(Data::encode(&Data::from_iter([data])).is_err());
    let objects = r#"{"a":"#.repeat(MAX_NESTING + 1) + "1" + &"}".repeat(MAX_NESTING + 1);
    assert!(read(&objects).is_err());
}

#[test]
fn the_top_of_a_record_is_an_object() {
    assert!(read("{}").unwrap().require_object().is_ok());
    for (json, kind) in [
        ("\"x\"", "string"),
        ("[]", "array"),
        ("null", "null"),
        (r#"{"$bytes":"aGk"}"#, "bytes"),
    ] {
        let error = read(json).unwrap().require_object().unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("expected an object, found {kind}")
        );
    }
}
