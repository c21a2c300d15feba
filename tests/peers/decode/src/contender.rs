//! One type that a page is read into: what is timed, and what is checked
//! before, so that nothing is timed that does less than it seems to.

use std::{fmt::Debug, hint::black_box};

use ipld_core::ipld::Ipld;
use serde::{Deserialize, Serialize, de::IgnoredAny};

/// The bytes of a page. They live as long as the program, so that types that
/// borrow from them are nothing special.
pub type Bytes = &'static [u8];

pub struct Page {
    pub name: &'static str,
    pub bytes: Bytes,
    /// The same with one datetime that is none, if there is a datetime.
    pub spoiled: Option<Bytes>,
    pub contenders: Vec<Contender>,
}

pub struct Contender {
    pub name: &'static str,
    /// Decodes the page, and drops what came out.
    pub decode: Box<dyn Fn()>,
    /// Encodes what was decoded; nothing for what cannot be encoded.
    pub encode: Option<Box<dyn Fn()>>,
    /// What becomes of the page on the way in and out again.
    pub kept: String,
    /// What one malformed datetime does.
    pub spoiled: String,
}

/// A form of data on the wire.
pub trait Format {
    fn decode<T: Deserialize<'static>>(bytes: Bytes) -> Result<T, String>;
    fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, String>;
    /// Whether both are the same data, in any order of keys.
    fn same(one: Bytes, other: Bytes) -> bool;
}

pub struct Json;

impl Format for Json {
    fn decode<T: Deserialize<'static>>(bytes: Bytes) -> Result<T, String> {
        serde_json::from_slice(bytes).map_err(|error| error.to_string())
    }

    fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, String> {
        serde_json::to_vec(value).map_err(|error| error.to_string())
    }

    fn same(one: Bytes, other: Bytes) -> bool {
        let parse = |bytes| Self::decode::<serde_json::Value>(bytes);
        parse(one) == parse(other)
    }
}

pub struct DagCbor;

impl Format for DagCbor {
    fn decode<T: Deserialize<'static>>(bytes: Bytes) -> Result<T, String> {
        serde_ipld_dagcbor::from_slice(bytes).map_err(|error| error.to_string())
    }

    fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, String> {
        serde_ipld_dagcbor::to_vec(value).map_err(|error| error.to_string())
    }

    fn same(one: Bytes, other: Bytes) -> bool {
        let parse = |bytes| Self::decode::<Ipld>(bytes);
        parse(one) == parse(other)
    }
}

impl Page {
    /// Adds a type that is read and written.
    ///
    /// # Panics
    /// When it cannot read the page, or not write what it read.
    #[must_use]
    pub fn with<F: Format + 'static, T>(mut self, name: &'static str) -> Self
    where
        T: Deserialize<'static> + Serialize + Debug + 'static,
    {
        let bytes = self.bytes;
        let page = self.name;
        let value: T =
            F::decode(bytes).unwrap_or_else(|error| panic!("{name} cannot decode {page}: {error}"));
        let again = F::encode(&value)
            .unwrap_or_else(|error| panic!("{name} cannot encode {page}: {error}"));
        let kept = match (F::same(bytes, again.leak()), opaque(&value)) {
            (true, 0) => "same data back".to_owned(),
            (false, 0) => "other data back".to_owned(),
            (same, opaque) => format!("same data back: {same}, {opaque} members opaque"),
        };
        let spoiled = match self
            .spoiled
            .map(|page| F::decode::<T>(page).map(|it| opaque(&it)))
        {
            None => String::new(),
            Some(Ok(0)) => "one bad datetime keeps the page".to_owned(),
            Some(Ok(_)) => "one bad datetime makes what it is in opaque".to_owned(),
            Some(Err(_)) => "one bad datetime loses the page".to_owned(),
        };
        self.contenders.push(Contender {
            name,
            decode: Box::new(move || drop(black_box(F::decode::<T>(black_box(bytes))))),
            encode: Some(Box::new(move || {
                drop(black_box(F::encode(black_box(&value))))
            })),
            kept,
            spoiled,
        });
        self
    }

    /// Adds the floor: reading the page and keeping nothing.
    #[must_use]
    pub fn with_skipping<F: Format + 'static>(mut self) -> Self {
        let bytes = self.bytes;
        self.contenders.push(Contender {
            name: "IgnoredAny (the floor)",
            decode: Box::new(move || drop(black_box(F::decode::<IgnoredAny>(black_box(bytes))))),
            encode: None,
            kept: String::new(),
            spoiled: String::new(),
        });
        self
    }
}

/// How many members of unions were kept as something that is not known. A peer
/// reads so what it fails to read, and what is not read is not worth timing.
/// All three generators call it one of two names.
fn opaque(value: &impl Debug) -> usize {
    let text = format!("{value:?}");
    text.matches("Unknown(").count() + text.matches("Other(").count()
}
