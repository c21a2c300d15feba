//! How generated types meet serde.
//!
//! Generated code gives each type a table of wire names, as the argument of one
//! of the macros here. A macro writes two short generic functions for its type,
//! one that reads and one that writes; everything else (the visitor, duplicate
//! and missing fields, unknown ones, `$type`) is code of this module. Reader and
//! writer keep the first error instead of returning it at each field, because
//! early returns are what makes such functions slow to compile.
//!
//! What a macro writes that is not generic is `#[inline]`: that leaves compiling
//! it to the crate that calls it, and a crate of all lexicons calls next to none
//! of it.

mod newtype;
mod object;
mod reader;
mod record;
mod redacted;
mod stack_guard;
mod typed_object;
mod union;
mod values;
mod writer;

pub use newtype::deserialize_newtype;
pub use object::{Object, deserialize_object, serialize_object};
pub use reader::Reader;
pub use record::Record;
pub use redacted::{Redacted, Secret};
pub use typed_object::TypedObject;
pub use union::{Member, Union, deserialize_union, serialize_union};
#[cfg(feature = "dag-cbor")]
pub(crate) use union::{UntypedMember, serialize_untyped};
pub use values::{InvalidValue, open_value};
pub use writer::Writer;
