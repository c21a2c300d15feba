//! A type to decode a page into: the operations to time, and checks that it
//! really decodes everything.

use std::{fmt::Debug, hint::black_box};

use ipld_core::ipld::Ipld;
use serde::{Deserialize, Serialize, de::IgnoredAny};

/// The bytes of a page. They are `'static`, so that borrowing types need no special
/// case.
pub type Bytes = &'static [u8];

pub struct Page {
    pub name: &'static str,
    pub bytes: Bytes,
    /// The same page with an invalid datetime, if it has one.
    pub spoiled: Option<Bytes>,
    pub contenders: Vec<Contender>,
}

pub struct Contender {
    pub name: &'static str,
    /// Decodes the page, and drops the value.
    pub decode: Box<dyn Fn()>,
    /// Encodes the decoded value; `None` if it cannot be encoded.
    pub encode: Option<Box<dyn Fn()>>,
    /// The result of a round trip.
    pub kept: String,
    /// The effect of an invalid datetime.
    pub spoiled: String,
}

/// A data format.
pub trait Format {
    fn decode<T: Deserialize<'static>>(bytes: Bytes) -> Result<T, String>;
    fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, String>;
    /// Whether both are the same data, regardless of the order of keys.
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

/// JSON by the functions of lexgen.
pub struct LexgenJson;

impl Format for LexgenJson {
    fn decode<T: Deserialize<'static>>(bytes: Bytes) -> Result<T, String> {
        lexgen::json::from_slice(bytes).map_err(|error| error.to_string())
    }

    fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, String> {
        lexgen::json::to_vec(value).map_err(|error| error.to_string())
    }

    fn same(one: Bytes, other: Bytes) -> bool {
        Json::same(one, other)
    }
}

/// DAG-CBOR by the functions of lexgen.
pub struct LexgenDagCbor;

impl Format for LexgenDagCbor {
    fn decode<T: Deserialize<'static>>(bytes: Bytes) -> Result<T, String> {
        lexgen::dag_cbor::from_slice(bytes).map_err(|error| error.to_string())
    }

    fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, String> {
        lexgen::dag_cbor::to_vec(value).map_err(|error| error.to_string())
    }

    fn same(one: Bytes, other: Bytes) -> bool {
        DagCbor::same(one, other)
    }
}

impl Page {
    /// Adds a type to decode and encode.
    ///
    /// # Panics
    /// If it cannot decode the page or encode the value.
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

    /// Adds a type whose records are then read as their type. `read` returns how many those
    /// are.
    ///
    /// # Panics
    /// If the type cannot decode the page, or not all of the records are read.
    #[must_use]
    pub fn with_records<F: Format + 'static, T>(
        mut self,
        name: &'static str,
        records: usize,
        read: impl Fn(T) -> usize + 'static,
    ) -> Self
    where
        T: Deserialize<'static> + 'static,
    {
        let bytes = self.bytes;
        let work = move || F::decode(bytes).map(&read);
        assert_eq!(work(), Ok(records), "{name} does not read the records");
        self.contenders.push(Contender {
            name,
            decode: Box::new(move || drop(black_box(work()))),
            encode: None,
            kept: format!("{records} records read as their type"),
            spoiled: String::new(),
        });
        self
    }

    /// Adds the lower bound: parsing the page and keeping nothing.
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

/// The number of union members that were kept as unknown data. Peers do this with
/// members that they fail to decode, which would make the timing meaningless. All
/// three generators use one of two names for it.
fn opaque(value: &impl Debug) -> usize {
    let text = format!("{value:?}");
    text.matches("Unknown(").count() + text.matches("Other(").count()
}
