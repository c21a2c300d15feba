//! The error of the data model.

use std::fmt::{self, Write};

use super::{
    place,
    trace::{Step, Trace},
};
use crate::shown::message;

/// A value is not atproto data, or does not match the type that is read with
/// [`Data::decode`](super::Data::decode) or written with
/// [`Data::encode`](super::Data::encode).
///
/// It says where in the value, what was expected and what was found, and in which type.
/// What it repeats of the value is short and escaped; an error of reading a type
/// repeats nothing but names of fields and types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataError(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    path: String,
    message: String,
    /// The type and what was found.
    details: Vec<String>,
}

impl DataError {
    pub(crate) fn new(text: impl fmt::Display) -> Self {
        Self(Box::new(Inner {
            path: String::new(),
            message: message(&text).to_string(),
            details: Vec::new(),
        }))
    }

    /// The error of reading a type, without values.
    pub(super) fn of_reading(
        text: &dyn fmt::Display,
        path: &[Step],
        trace: &Trace,
        found: Option<String>,
    ) -> Self {
        let text = message(&without_values(text)).to_string();
        let found = found.filter(|_| !says_what_was_found(&text));
        Self(Box::new(Inner {
            path: place::pointer(path),
            message: text,
            details: details(trace, found),
        }))
    }

    /// A [JSON pointer](https://www.rfc-editor.org/rfc/rfc6901) to the invalid value;
    /// empty for the whole, or if the place is not known. It has the names of the data:
    /// `Display` escapes and shortens it.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The error of the value at the pointer `start`, if it is there.
    #[cfg(all(feature = "dag-cbor", feature = "xrpc"))]
    pub(crate) fn below(mut self, start: &str) -> Self {
        if let Some(path) = self.0.path.strip_prefix(start) {
            self.0.path = path.to_owned();
        }
        self
    }

    /// The place, and the error without it.
    #[cfg(feature = "cli")]
    pub(crate) fn split_place(mut self) -> (String, Self) {
        let path = std::mem::take(&mut self.0.path);
        (path, self)
    }

    /// The error of a value that contains the value with this one.
    #[cold]
    pub(super) fn within(mut self, step: &Step) -> Self {
        let step = place::pointer(std::slice::from_ref(step));
        self.0.path.insert_str(0, &step);
        self
    }
}

/// Whether a message of serde begins with what was found, so that it is not told twice.
pub(crate) fn says_what_was_found(text: &str) -> bool {
    text.starts_with("invalid type: ") || text.starts_with("invalid value: ")
}

/// What more an error says: the type, and what was found.
pub(crate) fn details(trace: &Trace, found: Option<String>) -> Vec<String> {
    let in_type = trace.type_name().map(|name| format!("in `{name}`"));
    let found = found.map(|found| format!("found {found}"));
    in_type.into_iter().chain(found).collect()
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            path,
            message: text,
            details,
        } = &*self.0;
        if !path.is_empty() {
            write!(f, "{}: ", message(path))?;
        }
        f.write_str(text)?;
        if details.is_empty() {
            return Ok(());
        }
        write!(f, " ({})", details.join(", "))
    }
}

impl std::error::Error for DataError {}

impl serde::de::Error for DataError {
    fn custom<T: fmt::Display>(text: T) -> Self {
        Self::new(text)
    }
}

impl serde::ser::Error for DataError {
    fn custom<T: fmt::Display>(text: T) -> Self {
        Self::new(text)
    }
}

/// The message without values that serde repeats: strings in double quotes, and
/// numbers after their type.
pub(crate) fn without_values(error: &dyn fmt::Display) -> String {
    let mut text = Unquoted::default();
    // Writing to a string cannot fail.
    let _ = write!(text, "{error}");
    let mut message = text.kept;
    for kind in ["integer `", "floating point `", "boolean `", "character `"] {
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
