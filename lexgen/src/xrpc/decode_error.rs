//! The error for a body that does not match its type, without secrets.

use std::fmt::{self, Write};

use serde::de::DeserializeOwned;

use super::excerpt;
use crate::shown::{message, shown};

/// A body does not match the lexicon.
///
/// The error does not repeat values, which may be secret: it has the length of
/// strings and nothing of numbers. Names of fields are short and escaped, except in
/// [`path`](Self::path).
///
/// Needs the feature `xrpc`.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecodeError {
    /// A [JSON pointer](https://www.rfc-editor.org/rfc/rfc6901) to the invalid
    /// value; empty for the whole body. It is the sender's text: `Display` escapes
    /// and shortens it.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// A short description of the invalid value.
    pub excerpt: String,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", message(&self.path))?;
        }
        write!(f, "{} (found {})", self.message, self.excerpt)
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("path", &shown(&self.path).up_to(PATH))
            .field("message", &self.message)
            .field("excerpt", &self.excerpt)
            .finish()
    }
}

impl std::error::Error for DecodeError {}

/// The most bytes of a path that `Debug` shows.
const PATH: usize = 1000;

/// The error for `bytes` that are not a `T`.
///
/// It is found without the tree of the body, which has many times its size.
pub(super) fn of<T: DeserializeOwned>(bytes: &[u8]) -> DecodeError {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let (steps, error) = match serde_path_to_error::deserialize::<_, T>(&mut deserializer) {
        Ok(_) => (Vec::new(), deserializer.end().err()),
        Err(error) => (steps(error.path()), Some(error.into_inner())),
    };
    let text = error.map_or_else(
        || "the body cannot be read".to_owned(),
        |error| message(&without_values(&error)).to_string(),
    );
    DecodeError {
        path: pointer(&steps),
        message: text,
        excerpt: excerpt::at(bytes, &steps)
            .unwrap_or_else(|| format!("{} bytes that are not JSON", bytes.len())),
    }
}

/// The keys and indexes that lead to the error.
fn steps(path: &serde_path_to_error::Path) -> Vec<String> {
    use serde_path_to_error::Segment;
    // What comes after an unknown step is not known; the place so far is.
    path.iter()
        .map_while(|segment| match segment {
            Segment::Seq { index } => Some(index.to_string()),
            Segment::Map { key } => Some(key.clone()),
            Segment::Enum { variant } => Some(variant.clone()),
            Segment::Unknown => None,
        })
        .collect()
}

fn pointer(steps: &[String]) -> String {
    let mut pointer = String::new();
    for step in steps {
        pointer.push('/');
        for c in step.chars() {
            match c {
                '~' => pointer.push_str("~0"),
                '/' => pointer.push_str("~1"),
                c => pointer.push(c),
            }
        }
    }
    pointer
}

/// The message without values that serde repeats: strings in double quotes, and
/// numbers after their type.
fn without_values(error: &serde_json::Error) -> String {
    let mut text = Unquoted::default();
    // Writing to a string cannot fail.
    let _ = write!(text, "{error}");
    let mut message = text.kept;
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

/// Text with an `…` for each string in double quotes.
#[derive(Default)]
struct Unquoted {
    kept: String,
    is_quoted: bool,
    is_escaped: bool,
}

impl Write for Unquoted {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for c in text.chars() {
            match (self.is_quoted, c) {
                (false, '"') => {
                    self.is_quoted = true;
                    self.kept.push('…');
                }
                (true, '"') if !self.is_escaped => self.is_quoted = false,
                (false, c) => self.kept.push(c),
                (true, _) => {}
            }
            self.is_escaped = self.is_quoted && c == '\\' && !self.is_escaped;
        }
        Ok(())
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
