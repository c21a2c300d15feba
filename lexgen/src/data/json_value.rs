//! Conversions between [`Data`] and [`serde_json::Value`] (feature `serde_json`).

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Data, DataError, Fields, marker, value::Repr};

/// The data that this JSON is. Nothing is lost but how a number is written: 64-bit
/// integers are exact, signed or not, `5.0` is the integer `5`, and other numbers are
/// doubles.
///
/// ```
/// use lexgen::Data;
/// use serde_json::{Value, json};
///
/// let json = json!({"likes": 3, "avatar": {"$bytes": "aGVsbG8"}});
/// let data = Data::try_from(json.clone())?;
/// assert_eq!(data.get("avatar").and_then(Data::as_bytes), Some(&b"hello"[..]));
/// assert_eq!(Value::from(data), json);
/// # Ok::<(), lexgen::data::DataError>(())
/// ```
///
/// # Errors
/// If arrays and objects are nested too deeply (see
/// [`MAX_NESTING`](super::MAX_NESTING)), or if a number is too large for a double,
/// which only the feature `arbitrary_precision` of `serde_json` makes possible.
impl TryFrom<Value> for Data {
    type Error = DataError;

    fn try_from(value: Value) -> Result<Self, DataError> {
        Self::deserialize(value).map_err(|error| DataError::new(error.to_string()))
    }
}

/// The JSON of the data, which serializing it gives too: bytes and links are the
/// objects `{"$bytes": …}` and `{"$link": …}`.
impl From<Data> for Value {
    fn from(data: Data) -> Self {
        match data.into_tree().0 {
            Repr::Null => Self::Null,
            Repr::Boolean(value) => value.into(),
            Repr::Integer(value) => value.into(),
            Repr::Number(number) => match number.as_u64() {
                Some(value) => value.into(),
                None => number.as_f64().into(),
            },
            Repr::String(value) => value.into(),
            Repr::Bytes(value) => marked(marker::BYTES, value.to_base64()),
            Repr::Link(value) => marked(marker::LINK, value.as_str().to_owned()),
            Repr::Blob(value) => value.into_object().into(),
            Repr::Array(items) => items.into_iter().map(Self::from).collect(),
            Repr::Object(fields) => fields.into(),
            Repr::Unread(text) => text.data().clone().into(),
        }
    }
}

fn marked(key: &str, text: String) -> Value {
    Value::Object(Map::from_iter([(key.to_owned(), text.into())]))
}

impl From<Fields> for Value {
    fn from(fields: Fields) -> Self {
        fields.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const CID: &str = "bafkreiccldh766hwcnuxnf2wh6jgzepf2nlu2lvcllt63eww5p6chi4ity";

    #[test]
    fn json_comes_back_as_it_was() {
        for json in [
            json!(null),
            json!([true, "x", -1, i64::MAX, i64::MIN]),
            json!({"a": {"b": [{"c": {}}, []]}}),
            json!({"$link": CID}),
            json!({"$bytes": "aGVsbG8"}),
            json!({"$type": "blob", "ref": {"$link": CID}, "mimeType": "a/b", "size": 7, "alt": 1}),
            json!({"cid": CID, "mimeType": "a/b"}),
            // What the data model does not have.
            json!([1.5, -0.1, 1e300, u64::MAX]),
            json!({"$link": 5, "$bytes": [], "$type": {}}),
        ] {
            let data = Data::try_from(json.clone()).unwrap();
            assert_eq!(serde_json::to_value(&data).unwrap(), json);
            assert_eq!(Value::from(data), json);
        }
    }

    #[test]
    fn it_is_the_data_that_the_text_is() {
        let text = r#"{"a":5.0,"b":1e3,"c":-0.0,"d":18446744073709551616,"e":0.1}"#;
        let read: Data = serde_json::from_str(text).unwrap();
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(Data::try_from(value).unwrap(), read);
        assert_eq!(read.get("a"), Some(&Data::from(5)));
    }

    #[test]
    fn what_is_too_deep_is_refused() {
        let nested = |levels| (0..levels).fold(json!(1), |inner, _| json!([inner]));
        assert!(Data::try_from(nested(super::super::MAX_NESTING)).is_ok());
        let error = Data::try_from(nested(super::super::MAX_NESTING + 1)).unwrap_err();
        assert!(error.to_string().contains("nested"), "{error}");
    }
}
