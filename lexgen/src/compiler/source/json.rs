//! A JSON parser for lexicons: distinguishes integers from other numbers,
//! borrows text from the source, and detects repeated keys.
//!
//! Positions are not kept: [`crate::compiler::diagnostic`] parses again if it needs
//! them.

use std::{borrow::Cow, cell::Cell, collections::HashSet, fmt, ops::Range};

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// The largest nesting depth of arrays and objects in a document. Published
/// lexicons stay below 20.
pub const MAX_DEPTH: usize = 100;

/// The most bytes that the keys on the way to a value have together. Every
/// problem with a value names its place, so longer keys multiply.
const MAX_KEYS: usize = 2000;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json<'t> {
    Null,
    Bool(bool),
    Integer(i64),
    /// Anything with a fraction or exponent, or beyond 64 bits.
    Number(f64),
    String(Cow<'t, str>),
    Array(Vec<Json<'t>>),
    Object(Object<'t>),
}

/// The members of an object, in source order. If a name is repeated, only its
/// first value is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Object<'t>(pub(crate) Vec<(Cow<'t, str>, Json<'t>)>);

impl<'t> Object<'t> {
    pub(crate) fn get(&self, name: &str) -> Option<&Json<'t>> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Json<'t>)> {
        self.0.iter().map(|(key, value)| (key.as_ref(), value))
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(key, _)| key.as_ref())
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Json<'_> {
    /// The type, as in "expected …, found …".
    pub(crate) fn description(&self) -> String {
        match self {
            Self::Null => "null".into(),
            Self::Bool(value) => format!("`{value}`"),
            Self::Integer(value) => format!("the number {value}"),
            Self::Number(value) => format!("the number {value}"),
            Self::String(_) => "a string".into(),
            Self::Array(_) => "an array".into(),
            Self::Object(_) => "an object".into(),
        }
    }

    /// Whether both are equal, regardless of the order of members.
    pub(crate) fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Array(a), Self::Array(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same(b))
            }
            (Self::Object(a), Self::Object(b)) => a.same(b),
            (a, b) => a == b,
        }
    }

    /// Converts to a value of `serde_json`.
    pub(crate) fn to_value(&self) -> serde_json::Value {
        match self {
            Self::Null => serde_json::Value::Null,
            Self::Bool(value) => (*value).into(),
            Self::Integer(value) => (*value).into(),
            Self::Number(value) => (*value).into(),
            Self::String(value) => value.as_ref().into(),
            Self::Array(items) => items.iter().map(Self::to_value).collect(),
            Self::Object(members) => members
                .iter()
                .map(|(key, value)| (key.to_owned(), value.to_value()))
                .collect(),
        }
    }
}

impl<'t> Json<'t> {
    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn as_object(&self) -> Option<&Object<'t>> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }
}

impl Object<'_> {
    /// Like [`Json::same`].
    pub(crate) fn same(&self, other: &Self) -> bool {
        let mut left: Vec<_> = self.iter().collect();
        let mut right: Vec<_> = other.iter().collect();
        left.sort_unstable_by_key(|(key, _)| *key);
        right.sort_unstable_by_key(|(key, _)| *key);
        left.len() == right.len()
            && left
                .iter()
                .zip(&right)
                .all(|((a, x), (b, y))| a == b && x.same(y))
    }
}

/// A parsed text.
pub(crate) struct Parsed<'t> {
    pub(crate) value: Json<'t>,
    /// Whether an object has a repeated key.
    pub(crate) has_repeated_keys: bool,
}

/// A syntax error.
#[derive(Debug)]
pub(crate) struct ParseError {
    pub(crate) kind: ParseErrorKind,
    /// The parser's message.
    pub(crate) message: String,
    /// The position in bytes.
    pub(crate) offset: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParseErrorKind {
    Syntax,
    TooDeep,
}

/// Parses a whole text.
pub(crate) fn parse(text: &str) -> Result<Parsed<'_>, ParseError> {
    let state = State::default();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let result = Seed {
        state: &state,
        depth: 0,
        keys: 0,
    }
    .deserialize(&mut deserializer)
    .and_then(|value| deserializer.end().map(|()| value));
    match result {
        Ok(value) => Ok(Parsed {
            value,
            has_repeated_keys: state.repeated_key.get(),
        }),
        Err(error) => {
            let kind = if state.too_deep.get() {
                ParseErrorKind::TooDeep
            } else {
                ParseErrorKind::Syntax
            };
            let mut offset = offset(text, error.line(), error.column());
            if kind == ParseErrorKind::TooDeep {
                // The parser has already read the byte after the bracket.
                let before = text.get(..offset).unwrap_or_default();
                offset = before.rfind(['{', '[']).unwrap_or(offset);
            } else if message(&error) == "invalid number" {
                // Here, it has already read the byte after a sign or a point.
                let before = text.get(..offset).unwrap_or_default().trim_end();
                offset = before
                    .len()
                    .saturating_sub(usize::from(before.len() < offset));
            }
            Err(ParseError {
                kind,
                message: message(&error),
                offset,
            })
        }
    }
}

/// The message for an incomplete text.
pub(crate) const TOO_EARLY: &str = "the input ends too early";

/// The parser's message, without the position.
pub(crate) fn message(error: &serde_json::Error) -> String {
    let suffix = format!(" at line {} column {}", error.line(), error.column());
    let message = error.to_string();
    if error.is_eof() {
        return TOO_EARLY.to_owned();
    }
    message.strip_suffix(&suffix).unwrap_or(&message).to_owned()
}

/// The byte at a line and a column, both counted from 1.
pub(crate) fn offset(text: &str, line: usize, column: usize) -> usize {
    let start = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum::<usize>();
    (start + column.saturating_sub(1)).min(text.len())
}

#[derive(Default)]
struct State {
    repeated_key: Cell<bool>,
    too_deep: Cell<bool>,
}

#[derive(Clone, Copy)]
struct Seed<'s> {
    state: &'s State,
    depth: usize,
    /// The bytes of the keys so far.
    keys: usize,
}

impl Seed<'_> {
    fn deeper<E: Error>(self) -> Result<Self, E> {
        if self.depth >= MAX_DEPTH {
            self.state.too_deep.set(true);
            return Err(E::custom(format_args!(
                "nested more than {MAX_DEPTH} levels deep"
            )));
        }
        Ok(Self {
            depth: self.depth + 1,
            ..self
        })
    }

    fn below<E: Error>(self, key: &str) -> Result<Self, E> {
        let keys = self.keys + key.len();
        if keys > MAX_KEYS {
            self.state.too_deep.set(true);
            return Err(E::custom(format_args!(
                "the keys on the way to a value have more than {MAX_KEYS} bytes"
            )));
        }
        Ok(Self { keys, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Json<'de>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_unit<E>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Json<'de>, E> {
        Ok(Json::Bool(value))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Json<'de>, E> {
        Ok(Json::Integer(value))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Json<'de>, E> {
        Ok(i64::try_from(value).map_or(Json::Number(value as f64), Json::Integer))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Json<'de>, E> {
        Ok(Json::Number(value))
    }
    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::String(Cow::Borrowed(value)))
    }
    fn visit_str<E>(self, value: &str) -> Result<Json<'de>, E> {
        Ok(Json::String(Cow::Owned(value.to_owned())))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json<'de>, A::Error> {
        let seed = self.deeper()?;
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(seed)? {
            items.push(item);
        }
        Ok(Json::Array(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json<'de>, A::Error> {
        let seed = self.deeper()?;
        let mut members: Vec<(Cow<'de, str>, Json<'de>)> = Vec::new();
        let mut names = Names::default();
        while let Some(key) = access.next_key_seed(KeySeed)? {
            let value = access.next_value_seed(seed.below(&key)?)?;
            if names.is_new(&members, &key) {
                members.push((key, value));
            } else {
                self.state.repeated_key.set(true);
            }
        }
        Ok(Json::Object(Object(members)))
    }
}

/// The names in an object so far. Small objects are searched linearly; a set
/// keeps large ones from taking quadratic time.
#[derive(Default)]
struct Names(Option<HashSet<String>>);

impl Names {
    const SMALL: usize = 24;

    fn is_new(&mut self, members: &[(Cow<'_, str>, Json<'_>)], key: &str) -> bool {
        if members.len() < Self::SMALL {
            return members.iter().all(|(name, _)| name != key);
        }
        let set = self
            .0
            .get_or_insert_with(|| members.iter().map(|(name, _)| name.to_string()).collect());
        set.insert(key.to_owned())
    }
}

struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Cow<'de, str>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = Cow<'de, str>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }
    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(value))
    }
    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(value.to_owned()))
    }
}

/// A repeated key of an object.
pub(crate) struct RepeatedKey {
    pub(crate) name: String,
    /// The bytes of the first key, with its quotes.
    pub(crate) first: Range<usize>,
    /// The bytes of the later key, with its quotes.
    pub(crate) again: Range<usize>,
}

/// Finds the repeated keys if [`Parsed::has_repeated_keys`] is set.
pub(crate) fn repeated_keys(text: &str) -> Vec<RepeatedKey> {
    use jsonc_parser::{ast::Value, common::Ranged};

    let mut found = Vec::new();
    let mut pending: Vec<Value<'_>> = parse_with_positions(text).into_iter().collect();
    while let Some(value) = pending.pop() {
        match value {
            Value::Array(array) => pending.extend(array.elements),
            Value::Object(object) => {
                let mut seen = std::collections::HashMap::new();
                for property in object.properties {
                    let range = property.name.range();
                    let range = range.start..range.end;
                    let name = property.name.into_string();
                    match seen.get(&name) {
                        Some(first) => found.push(RepeatedKey {
                            name,
                            first: Range::clone(first),
                            again: range,
                        }),
                        None => {
                            seen.insert(name, range);
                            pending.push(property.value);
                        }
                    }
                }
            }
            Value::StringLit(_)
            | Value::NumberLit(_)
            | Value::BooleanLit(_)
            | Value::NullKeyword(_) => {}
        }
    }
    found.sort_by_key(|key| key.again.start);
    found
}

/// Parses again, with positions. `None` if the text is not strict JSON. (The
/// parser itself stops at 512 levels.)
pub(crate) fn parse_with_positions(text: &str) -> Option<jsonc_parser::ast::Value<'_>> {
    let strict = jsonc_parser::ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    jsonc_parser::parse_to_ast(text, &jsonc_parser::CollectOptions::default(), &strict)
        .ok()?
        .value
}
