//! The error for a body that does not match its type, without secrets.

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::Value;

/// A body does not match the lexicon.
///
/// The error does not repeat values, which may be secret: it has the length of
/// strings and nothing of numbers.
///
/// Needs the feature `xrpc`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecodeError {
    /// A [JSON pointer](https://www.rfc-editor.org/rfc/rfc6901) to the invalid
    /// value; empty for the whole body.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// A short description of the invalid value.
    pub excerpt: String,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "{} (found {})", self.message, self.excerpt)
    }
}

impl std::error::Error for DecodeError {}

/// The error for `bytes` that are not a `T`.
pub(super) fn of<T: DeserializeOwned>(bytes: &[u8]) -> DecodeError {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let (path, error) = match serde_path_to_error::deserialize::<_, T>(&mut deserializer) {
        Ok(_) => (String::new(), deserializer.end().err()),
        Err(error) => (pointer(error.path()), Some(error.into_inner())),
    };
    let message = error.map_or_else(
        || "the body cannot be read".to_owned(),
        |error| without_values(&error.to_string()),
    );
    let excerpt = match serde_json::from_slice::<Value>(bytes) {
        Ok(body) => summary(body.pointer(&path).unwrap_or(&body)),
        Err(_) => format!("{} bytes that are not JSON", bytes.len()),
    };
    DecodeError {
        path,
        message,
        excerpt,
    }
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in path {
        let step = match segment {
            Segment::Seq { index } => index.to_string(),
            Segment::Map { key } => key.replace('~', "~0").replace('/', "~1"),
            Segment::Enum { variant } => variant.clone(),
            // What comes after is not known; the place so far is.
            Segment::Unknown => break,
        };
        pointer.push('/');
        pointer.push_str(&step);
    }
    pointer
}

/// The message without values that serde repeats: strings in double quotes, and
/// numbers after their type.
fn without_values(message: &str) -> String {
    let mut message = without_quotes(message);
    for kind in ["integer `", "floating point `"] {
        if let Some((before, (_, after))) = message
            .split_once(kind)
            .and_then(|(before, rest)| Some((before, rest.split_once('`')?)))
        {
            message = format!("{before}{kind}…`{after}");
        }
    }
    message
}

fn without_quotes(message: &str) -> String {
    let mut kept = String::new();
    let mut is_quoted = false;
    let mut escaped = false;
    for c in message.chars() {
        match (is_quoted, c) {
            (false, '"') => {
                is_quoted = true;
                kept.push('…');
            }
            (true, '"') if !escaped => is_quoted = false,
            (false, c) => kept.push(c),
            (true, _) => {}
        }
        escaped = is_quoted && c == '\\' && !escaped;
    }
    kept
}

/// A short description of a value.
fn summary(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(_) => "a number".to_owned(),
        Value::String(text) => format!("a string of {} bytes", text.len()),
        Value::Array(items) => format!("an array of {} items", items.len()),
        Value::Object(fields) => {
            const SHOWN: usize = 8;
            let names: Vec<&str> = fields.keys().take(SHOWN).map(String::as_str).collect();
            let more = if fields.len() > SHOWN { ", …" } else { "" };
            format!("an object with {}{more}", names.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Extra;

    #[derive(Debug)]
    #[allow(dead_code)]
    struct Login {
        password: String,
        tries: i64,
        extra: Extra,
    }

    crate::object! {
        Login {
            required password = "password";
            required tries = "tries", lenient;
        }
    }

    fn error(json: &str) -> String {
        of::<Vec<Login>>(json.as_bytes()).to_string()
    }

    #[test]
    fn the_place_is_named_and_no_secret_repeated() {
        let text = error(r#"[{"password": "a", "tries": "hunter2 \" or so"}]"#);
        assert_eq!(
            text,
            "/0/tries: invalid type: string …, expected an integer at line 1 column 46 (found a string of 15 bytes)"
        );
    }

    #[test]
    fn a_number_may_be_a_secret() {
        let text = error(r#"[{"password": 4711}]"#);
        assert_eq!(
            text,
            "/0/password: invalid type: integer `…`, expected a string at line 1 column 18 (found a number)"
        );
        let text = error(r#"[{"password": 47.11}]"#);
        assert!(!text.contains("47"), "{text}");
    }

    #[test]
    fn what_is_missing_is_told_with_what_is_there() {
        let text = error(r#"[{"password": "hunter2", "other": 1}]"#);
        assert_eq!(
            text,
            "/0: missing field `tries` at line 1 column 36 (found an object with other, password)"
        );
    }

    #[test]
    fn a_page_of_html_is_not_repeated() {
        let text = error("<html>token=hunter2</html>");
        assert_eq!(
            text,
            "expected value at line 1 column 1 (found 26 bytes that are not JSON)"
        );
    }

    #[derive(Debug)]
    #[allow(dead_code)]
    struct Nest {
        nest: Option<Box<Nest>>,
        count: Option<i64>,
        extra: Extra,
    }

    crate::object! {
        Nest {
            optional nest = "nest";
            optional count = "count";
        }
    }

    /// Finding the path needs more stack than reading.
    #[test]
    fn a_thread_has_stack_enough_for_the_deepest_place() {
        let explain = || {
            for start in [r#"{"nest":"#, r#"{"new":"#] {
                for depth in [100, 126, 127, 128, 100_000] {
                    let json = start.repeat(depth) + r#"{"count":1.5}"# + &"}".repeat(depth);
                    let error = of::<Nest>(json.as_bytes());
                    assert!(error.path.len() <= depth * 5 + 6, "{error}");
                }
            }
        };
        let thread = std::thread::Builder::new().stack_size(2 << 20);
        thread.spawn(explain).unwrap().join().unwrap();
    }
}
