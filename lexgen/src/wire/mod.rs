//! Serialization of generated types.
//!
//! Generated code passes a table of wire names for each type to one of the macros
//! of this module. A macro expands to two short generic functions, one that reads
//! and one that writes. The rest is code of this module: the visitor, `$type`, and
//! missing, duplicate and unknown fields. Reader and writer keep the first error
//! instead of returning it at each field, because functions with many early
//! returns are slow to compile.
//!
//! Expanded functions that are not generic are `#[inline]`, so that they are
//! compiled in the crates that call them: a crate of all lexicons calls almost
//! none.

#[cfg(feature = "arbitrary")]
mod arbitrary;
mod check_data;
#[cfg(all(feature = "dag-cbor", feature = "xrpc"))]
mod envelope;
mod in_effect;
mod newtype;
#[cfg(not(feature = "schemars"))]
mod no_schema;
mod object;
mod reader;
mod record;
mod records;
mod redacted;
#[cfg(feature = "schemars")]
mod schema;
mod stack_guard;
mod typed_object;
mod union;
mod values;
mod visitor;
mod writer;

pub use check_data::CheckData;
#[cfg(all(feature = "dag-cbor", feature = "xrpc"))]
pub(crate) use envelope::{Envelope, Tagged};
pub use newtype::deserialize_newtype;
pub use object::{Object, deserialize_object, serialize_object, with};
pub use reader::Reader;
pub use record::Record;
#[cfg(feature = "dag-cbor")]
pub use records::record_from_dag_cbor;
#[cfg(feature = "car")]
pub(crate) use records::typed_record_from_dag_cbor;
#[cfg(feature = "agent")]
pub(crate) use records::typed_record_from_data;
pub use records::{RecordError, RecordErrorKind, record_from_data};
pub use redacted::{Redacted, Secret};
#[cfg(feature = "schemars")]
#[doc(hidden)]
pub use schema::{ObjectSchema, UnionSchema, errors_schema, newtype_schema, values_schema};
pub use typed_object::TypedObject;
pub use union::{Member, Union, convert_union, deserialize_union, serialize_union};
#[cfg(feature = "dag-cbor")]
pub(crate) use union::{UntypedMember, serialize_untyped};
pub use values::{InvalidValue, open_value};
pub use visitor::{Value, Visitor, debug_inside, debug_object};
pub use writer::Writer;
