//! Bodies of responses that refuse a call: XRPC errors, also odd ones, and the text of
//! others.
//! [Specification](https://atproto.com/specs/xrpc#error-responses).

use std::fmt;

use serde::{
    Deserializer,
    de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor},
};

use super::XrpcError;
use crate::data::{Data, Fields};

/// The most characters of an excerpt.
const EXCERPT: usize = 400;

/// The length from which a word without spaces may be a token.
const TOKEN: usize = 20;

/// The XRPC error in a body, whatever its encoding says. Its name and message are kept
/// if other fields cannot be read, such as ones that are nested too deeply.
pub(super) fn read(body: &[u8]) -> Option<XrpcError> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let name = field(body, "error").filter(|name| !name.is_empty())?;
    if let Ok(error) = serde_json::from_slice::<XrpcError>(body) {
        return Some(error);
    }
    let mut error = XrpcError::new(name);
    error.message = field(body, "message");
    let data = serde_json::from_slice::<Data>(body);
    if let Some(Ok(fields)) = data.ok().map(Data::into_object) {
        let others = fields.into_iter();
        let others = others.filter(|(name, _)| name != "error" && name != "message");
        error.extra = others.collect::<Fields>().into();
    }
    Some(error)
}

/// The text of a field, if the body is an object with it.
fn field(body: &[u8], name: &'static str) -> Option<String> {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let found = deserializer.deserialize_map(Field(name)).ok()?;
    deserializer.end().ok()?;
    found
}

/// The last field of a name, as `JSON.parse` reads it.
struct Field(&'static str);

impl<'de> Visitor<'de> for Field {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(name) = fields.next_key_seed(Text)? {
            if name == self.0 {
                found = Some(fields.next_value_seed(Text)?);
            } else {
                // Without a limit for nesting, and without recursion.
                fields.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// A string, also one that is not UTF-8 or has half of a surrogate pair.
struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_bytes(self)
    }
}

impl Visitor<'_> for Text {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_bytes<E>(self, text: &[u8]) -> Result<String, E> {
        Ok(String::from_utf8_lossy(text).into_owned())
    }
}

/// The start of a body that is no XRPC error, for a log. Words that may be tokens are
/// left out, and so is a body that is not text.
pub(super) fn excerpt(body: &[u8]) -> String {
    // Enough for the characters, however long each is.
    let start = body.get(..EXCERPT * 4).unwrap_or(body);
    let text = String::from_utf8_lossy(start);
    if text.contains('\0') || text.matches('\u{fffd}').count() > 4 {
        return String::new();
    }
    let mut excerpt = String::new();
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-_.~+/=".contains(c);
    for part in text.split_inclusive(|c| !is_part(c)) {
        let word = part.trim_end_matches(|c| !is_part(c));
        let is_token = word.len() >= TOKEN && word.contains(|c: char| c.is_ascii_digit());
        excerpt.push_str(if is_token { "…" } else { word });
        excerpt.push_str(&part[word.len()..]);
    }
    let excerpt = excerpt.split_whitespace().collect::<Vec<_>>().join(" ");
    match excerpt.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", &excerpt[..end]),
        None => excerpt,
    }
}
