//! The [syntax] that all scopes have: `resource:positional?name=value&name=value`.
//!
//! [syntax]: https://atproto.com/specs/permission#scope-string-syntax

use std::{
    borrow::Cow,
    fmt::{self, Write},
};

use super::error::Fault;

/// A scope as text: not yet known to mean anything.
pub(super) struct Parts<'t> {
    pub(super) resource: &'t str,
    positional: Option<Cow<'t, str>>,
    parameters: Vec<(Cow<'t, str>, Cow<'t, str>)>,
}

impl<'t> Parts<'t> {
    pub(super) fn parse(text: &'t str) -> Result<Self, Fault> {
        if text.is_empty() {
            return Err("it is empty".into());
        }
        // The characters of a scope in RFC 6749.
        let is_allowed = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\');
        if let Some(at) = text.bytes().position(|byte| !is_allowed(byte)) {
            return Err(format!("the character at byte {at} is not allowed in a scope").into());
        }
        let (head, query) = match text.split_once('?') {
            Some((head, query)) => (head, query),
            None => (text, ""),
        };
        let (resource, positional) = match head.split_once(':') {
            Some((resource, positional)) => (resource, Some(decoded(positional)?)),
            None => (head, None),
        };
        let mut parameters = Vec::new();
        for part in query.split('&').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            parameters.push((decoded(name)?, decoded(value)?));
        }
        Ok(Self {
            resource,
            positional,
            parameters,
        })
    }

    /// The same if it has no other parameters. The first is the positional one.
    pub(super) fn with(&self, known: &[&'static str]) -> Result<&Self, Fault> {
        let mut names = self.parameters.iter().map(|(name, _)| name);
        match names.find(|name| !known.contains(&name.as_ref())) {
            None => Ok(self),
            Some(name) => Err(format!(
                "`{}` has no parameter {name:?}, only `{}`",
                self.resource,
                known.join("`, `")
            )
            .into()),
        }
    }

    /// The values of a parameter, which also has the place after the colon.
    pub(super) fn positional(&self, name: &'static str) -> Result<Vec<&str>, Fault> {
        let named = self.named(name);
        match &self.positional {
            None if named.is_empty() => Err(format!("`{name}` is missing").into()),
            None => Ok(named),
            Some(value) if named.is_empty() => Ok(vec![value]),
            Some(_) => Err(format!("`{name}` is given twice: after `:` and after `?`").into()),
        }
    }

    /// The values of a parameter.
    pub(super) fn named(&self, name: &str) -> Vec<&str> {
        let parameters = self.parameters.iter();
        let own = parameters.filter(|(own, _)| own == name);
        own.map(|(_, value)| value.as_ref()).collect()
    }

    /// The value of a parameter that is given at most once.
    pub(super) fn optional(&self, name: &'static str) -> Result<Option<&str>, Fault> {
        one(name, self.named(name))
    }

    /// The value of the parameter after the colon, which is given once.
    pub(super) fn single(&self, name: &'static str) -> Result<&str, Fault> {
        let value = one(name, self.positional(name)?)?;
        value.ok_or_else(|| format!("`{name}` is missing").into())
    }
}

fn one<'v>(name: &'static str, values: Vec<&'v str>) -> Result<Option<&'v str>, Fault> {
    match *values {
        [] => Ok(None),
        [value] => Ok(Some(value)),
        _ => Err(format!("`{name}` is given more than once").into()),
    }
}

/// Text without percent-encoding. A `+` is a plus sign: no value has spaces.
fn decoded(text: &str) -> Result<Cow<'_, str>, Fault> {
    let Some(first) = text.find('%') else {
        return Ok(text.into());
    };
    let (start, rest) = text.split_at(first);
    let mut bytes = start.as_bytes().to_vec();
    let mut pieces = rest.split('%');
    pieces.next();
    for piece in pieces {
        let byte = piece.get(..2).and_then(|digits| {
            let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
            is_hex.then(|| u8::from_str_radix(digits, 16).ok())?
        });
        let Some(byte) = byte else {
            return Err("a `%` must be followed by two hexadecimal digits".into());
        };
        bytes.push(byte);
        bytes.extend(piece.bytes().skip(2));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.into()),
        Err(_) => Err("what is percent-encoded is not UTF-8".into()),
    }
}

/// Writes a scope in its shortest form: one value of the first parameter is after
/// the colon, several are parameters.
pub(super) fn write<'v>(
    f: &mut fmt::Formatter<'_>,
    resource: &str,
    (name, values): (&str, Vec<&str>),
    parameters: impl IntoIterator<Item = (&'static str, &'v str)>,
) -> fmt::Result {
    f.write_str(resource)?;
    let mut sign = '?';
    let mut parameter = |f: &mut fmt::Formatter<'_>, name: &str, value: &str| {
        f.write_char(sign)?;
        sign = '&';
        write!(f, "{name}=")?;
        // Many read a `+` as a space here.
        encode(f, value, b"*-._:/,@")
    };
    if let [value] = *values {
        f.write_char(':')?;
        encode(f, value, b"*-._:/,@+~!'()")?;
    } else {
        for value in values {
            parameter(f, name, value)?;
        }
    }
    for (name, value) in parameters {
        parameter(f, name, value)?;
    }
    Ok(())
}

/// Writes text, and everything but letters, digits and the given characters
/// percent-encoded.
fn encode(f: &mut fmt::Formatter<'_>, text: &str, allowed: &[u8]) -> fmt::Result {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || allowed.contains(&byte) {
            f.write_char(char::from(byte))?;
        } else {
            write!(f, "%{byte:02X}")?;
        }
    }
    Ok(())
}
