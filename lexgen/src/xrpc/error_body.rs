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

#[cfg(test)]
mod tests {
    use super::*;

    /// The name and the message.
    fn parts(body: impl AsRef<[u8]>) -> Option<(String, Option<String>)> {
        let error = read(body.as_ref())?;
        Some((error.error, error.message))
    }

    fn named(message: Option<&str>) -> Option<(String, Option<String>)> {
        Some(("TooFar".to_owned(), message.map(str::to_owned)))
    }

    #[test]
    fn name_and_message_are_kept_whatever_else_there_is() {
        for (body, message) in [
            (r#"{"error":"TooFar","message":"far"}"#, Some("far")),
            (r#"{"error":"TooFar"}"#, None),
            (r#"{"error":"TooFar","message":null}"#, None),
            (r#"{"error":"TooFar","message":5}"#, None),
            (r#"{"error":"TooFar","message":{"text":"far"}}"#, None),
            (r#"{"error":"TooFar","message":"far","x":1.5}"#, Some("far")),
            (
                r#"{"x":1e999,"error":"TooFar","message":"far"}"#,
                Some("far"),
            ),
            (
                r#"{"x":99999999999999999999,"error":"TooFar","message":"far"}"#,
                Some("far"),
            ),
            // Twice: the last, as `JSON.parse` reads it.
            (
                r#"{"error":"Near","error":"TooFar","message":"near","message":"far"}"#,
                Some("far"),
            ),
            (r#"{"x":1,"x":2,"error":"TooFar"}"#, None),
            // Not data of the protocol.
            (r#"{"x":{"$link":"no"},"error":"TooFar"}"#, None),
            // Half of a surrogate pair.
            (
                r#"{"\ud800":0,"x":"\udc00","error":"TooFar","message":"f\ud800r"}"#,
                Some("f\u{fffd}\u{fffd}\u{fffd}r"),
            ),
            ("\u{feff} {\"error\":\"TooFar\"}\n", None),
        ] {
            assert_eq!(parts(body), named(message), "{body}");
        }
        let bytes = b"{\"x\":\"\xff\",\"error\":\"TooFar\",\"message\":\"f\xffr\"}";
        assert_eq!(parts(bytes), named(Some("f\u{fffd}r")));
    }

    #[test]
    fn depth_has_no_limit() {
        for (start, end) in [("[", "]"), ("{\"x\":", "}")] {
            let deep = start.repeat(1_000_000) + "0" + &end.repeat(1_000_000);
            let body = format!(r#"{{"error":"TooFar","x":{deep},"message":"far"}}"#);
            assert_eq!(parts(body), named(Some("far")));
        }
    }

    #[test]
    fn other_fields_are_kept_if_they_can_be() {
        let error = read(br#"{"error":"TooFar","message":null,"retryAfter":1.5,"by":"x"}"#);
        let extra = error.unwrap().extra;
        assert_eq!(extra.get("by").and_then(Data::as_str), Some("x"));
        assert_eq!(extra.len(), 2);
    }

    #[test]
    fn what_has_no_name_is_no_error() {
        for body in [
            "",
            "null",
            "[]",
            "\"TooFar\"",
            r#"{"message":"the database is down"}"#,
            r#"{"error":"","message":"x"}"#,
            r#"{"error":null}"#,
            r#"{"error":{"code":5}}"#,
            r#"{"error":true}"#,
            r#"{"error":"TooFar""#,
            r#"{"error":"TooFar"} x"#,
            "upstream timed out",
        ] {
            assert_eq!(parts(body), None, "{body}");
        }
    }

    #[test]
    fn an_excerpt_is_the_text_without_tokens() {
        let jwt = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOjF9.c2ln";
        for (body, expected) in [
            ("upstream timed out", "upstream timed out"),
            (
                r#"{"message":"the database is down"}"#,
                r#"{"message":"the database is down"}"#,
            ),
            ("<h1>\r\n  Bad\tgateway</h1>", "<h1> Bad gateway</h1>"),
            (
                &format!("Authorization: Bearer {jwt}, no"),
                "Authorization: Bearer …, no",
            ),
            (&format!("token={jwt}"), "…"),
            ("a 0123456789abcdef0123456789abcdef b", "a … b"),
            ("ray 8f3", "ray 8f3"),
            (
                "internationalization-of-everything",
                "internationalization-of-everything",
            ),
        ] {
            assert_eq!(excerpt(body.as_bytes()), expected);
        }
        assert_eq!(excerpt(b"\x89PNG\0\0\0"), "");
        assert_eq!(excerpt(&[0xff; 100]), "");
        let long = excerpt("é ".repeat(1 << 20).as_bytes());
        assert!(long.chars().count() <= EXCERPT + 1, "{long}");
        assert!(excerpt(&vec![b'a'; 1 << 20]).chars().count() <= EXCERPT + 1);
    }
}
