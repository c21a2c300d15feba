//! The error for a body that does not match its type, without secrets.

use std::fmt;

use serde::de::DeserializeOwned;

use crate::{
    data::{json::Unread, pointer, says_what_was_found},
    shown::{message, shown},
};

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
    /// The Rust type in which the value is, such as `create_session::Output`.
    pub type_name: Option<String>,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", message(&self.path))?;
        }
        f.write_str(&self.message)?;
        let in_type = self.type_name.as_ref().map(|name| format!("in `{name}`"));
        let is_told = self.message == EMPTY || says_what_was_found(&self.message);
        let found = (!is_told).then(|| format!("found {}", self.excerpt));
        let details: Vec<String> = in_type.into_iter().chain(found).collect();
        if details.is_empty() {
            return Ok(());
        }
        write!(f, " ({})", details.join(", "))
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("path", &shown(&self.path).up_to(PATH))
            .field("message", &self.message)
            .field("excerpt", &self.excerpt)
            .field("type_name", &self.type_name)
            .finish()
    }
}

impl std::error::Error for DecodeError {}

/// The message for a body without bytes, in place of the parser's end of file.
const EMPTY: &str = "the body is empty, expected JSON";

/// The most bytes of a path that `Debug` shows.
const PATH: usize = 1000;

/// The error for `bytes` that are not a `T`.
pub(super) fn of<T: DeserializeOwned>(bytes: &[u8]) -> DecodeError {
    let Some(unread) = Unread::find::<T>(bytes) else {
        return DecodeError {
            path: String::new(),
            message: "the body cannot be read".to_owned(),
            excerpt: "JSON".to_owned(),
            type_name: None,
        };
    };
    DecodeError {
        path: pointer(&unread.path),
        excerpt: (unread.found(bytes))
            .unwrap_or_else(|| format!("{} bytes that are not JSON", bytes.len())),
        type_name: unread.trace.type_name(),
        message: match bytes {
            [] => EMPTY.to_owned(),
            _ => unread.message,
        },
    }
}

/// The error for a field of a body that is not what it should be.
#[cfg(feature = "client")]
pub(super) fn at(field: &str, message: &str) -> DecodeError {
    DecodeError {
        path: format!("/{field}"),
        message: message.to_owned(),
        excerpt: "another value".to_owned(),
        type_name: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Extra;

    #[derive(PartialEq)]
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
            "/0/tries: invalid type: string …, expected an integer at line 1 column 46 (in `tests::Login`)"
        );
    }

    #[test]
    fn a_number_may_be_a_secret() {
        let text = error(r#"[{"password": 4711}]"#);
        assert_eq!(
            text,
            "/0/password: invalid type: integer `…`, expected a string at line 1 column 18 (in `tests::Login`)"
        );
        let text = error(r#"[{"password": 47.11}]"#);
        assert!(!text.contains("47"), "{text}");
    }

    #[test]
    fn what_is_missing_is_told_with_what_is_there() {
        let text = error(r#"[{"password": "hunter2", "other": 1}]"#);
        assert_eq!(
            text,
            "/0: missing field `tries` at line 1 column 36 (in `tests::Login`, found an object with other, password)"
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

    #[test]
    fn an_empty_body_is_told_as_that() {
        assert_eq!(error(""), "the body is empty, expected JSON");
    }

    #[derive(PartialEq)]
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
