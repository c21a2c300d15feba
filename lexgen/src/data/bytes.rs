//! Byte strings: `{"$bytes": "…"}` in JSON, a byte string in DAG-CBOR.

use std::fmt;
use std::ops::Deref;
use std::sync::LazyLock;

use data_encoding::{BASE64_NOPAD, Encoding};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::{DataError, marker};

/// Raw bytes.
///
/// In JSON they are `{"$bytes": "…"}` in base64 without padding. As in both
/// reference implementations, reading also accepts padding, and a last character
/// whose unused bits are not zero.
///
/// Specification: <https://atproto.com/specs/data-model#bytes>
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bytes(Vec<u8>);

/// `BASE64_NOPAD`, except that unused bits may have any value.
static BASE64_LENIENT: LazyLock<Encoding> = LazyLock::new(|| {
    let mut specification = BASE64_NOPAD.specification();
    specification.check_trailing_bits = false;
    // Only a specification that contradicts itself fails; this one was good.
    specification.encoding().unwrap_or(BASE64_NOPAD)
});

impl Bytes {
    /// Decodes base64, padded or not.
    ///
    /// # Errors
    /// If the text is not base64 in the standard alphabet.
    pub fn from_base64(text: &str) -> Result<Self, DataError> {
        let bare = match text.len() % 4 {
            0 => text
                .strip_suffix("==")
                .or_else(|| text.strip_suffix('='))
                .unwrap_or(text),
            _ => text,
        };
        match BASE64_LENIENT.decode(bare.as_bytes()) {
            Ok(bytes) => Ok(Self(bytes)),
            Err(error) => Err(DataError::new(format!("`$bytes` is not base64: {error}"))),
        }
    }

    /// The bytes in base64 without padding, as in JSON.
    #[must_use]
    pub fn to_base64(&self) -> String {
        BASE64_NOPAD.encode(&self.0)
    }

    /// The bytes themselves.
    #[must_use]
    pub fn into_vec(self) -> Vec<u8> {
        self.0
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Bytes {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl From<Bytes> for Vec<u8> {
    fn from(bytes: Bytes) -> Self {
        bytes.0
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bytes({})", self.to_base64())
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return serializer.serialize_bytes(&self.0);
        }
        let mut object = serializer.serialize_struct("Bytes", 1)?;
        object.serialize_field(marker::BYTES, &self.to_base64())?;
        object.end()
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            // Not `deserialize_map`: serde keeps what it buffers of a binary format, for
            // enums with a tag and flattened fields, and says that it is human-readable.
            deserializer.deserialize_any(BytesVisitor)
        } else {
            deserializer.deserialize_byte_buf(BytesVisitor)
        }
    }
}

struct BytesVisitor;

impl<'de> Visitor<'de> for BytesVisitor {
    type Value = Bytes;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bytes")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Bytes, A::Error> {
        marker::single(map, marker::BYTES, Bytes::from_base64)
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Bytes, E> {
        Ok(Bytes(bytes.to_vec()))
    }

    fn visit_byte_buf<E: Error>(self, bytes: Vec<u8>) -> Result<Bytes, E> {
        Ok(Bytes(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Bytes, serde_json::Error> {
        serde_json::from_str(json)
    }

    #[test]
    fn json_form_is_base64_without_padding() {
        let bytes = Bytes::from(b"hello".as_slice());
        let json = serde_json::to_string(&bytes).unwrap();
        assert_eq!(json, r#"{"$bytes":"aGVsbG8"}"#);
        assert_eq!(read(&json).unwrap(), bytes);
        assert_eq!(read(r#"{"$bytes":""}"#).unwrap(), Bytes::default());
    }

    #[test]
    fn padding_and_unused_bits_are_read() {
        for text in ["aGVsbG8", "aGVsbG8=", "aGVsbG9"] {
            assert_eq!(&*Bytes::from_base64(text).unwrap(), b"hello", "{text}");
        }
        assert_eq!(&*Bytes::from_base64("aA==").unwrap(), b"h");
    }

    #[test]
    fn what_is_not_base64_is_refused() {
        for text in [
            "aGVsbG8==",
            "aGVsbG8===",
            "aGVsb",
            "aGVs=",
            "=",
            "====",
            "a-_b",
            "aG=sbG8=",
            "aG Vs",
        ] {
            assert!(Bytes::from_base64(text).is_err(), "{text}");
        }
    }

    #[test]
    fn other_json_is_refused() {
        for json in [
            r#""aGVsbG8""#,
            "[1,2]",
            "{}",
            "null",
            r#"{"$bytes":[1]}"#,
            r#"{"$bytes":"aA","x":1}"#,
            r#"{"x":1,"$bytes":"aA"}"#,
            r#"{"$bytes":"aA","$bytes":"aA"}"#,
        ] {
            assert!(read(json).is_err(), "{json}");
        }
    }
}
