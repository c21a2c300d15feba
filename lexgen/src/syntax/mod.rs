//! The [string formats] of the protocol as types.
//!
//! Each type keeps its text exactly as written: normalizing it would change the
//! hash of a record that is decoded and encoded again. `new` checks the text.
//! `new_unchecked` does not: generated code uses it to keep a malformed value,
//! and `check` reports later what is wrong. Methods that return a part of the
//! text (`Did::method`, `AtUri::collection`, …) return `None` if it is malformed.
//!
//! Equality, order and hash are those of the text, except that [`Datetime`]s are in
//! chronological order.
//!
//! [string formats]: https://atproto.com/specs/lexicon#string-formats

#[cfg(feature = "arbitrary")]
mod arbitrary;
mod at_identifier;
mod at_uri;
mod bytes;
mod calendar;
mod cid;
mod datetime;
#[cfg(feature = "chrono")]
mod datetime_chrono;
#[cfg(feature = "jiff")]
mod datetime_jiff;
mod datetime_order;
mod datetime_parts;
#[cfg(feature = "time")]
mod datetime_time;
mod did;
mod error;
mod format;
mod format_type;
mod handle;
mod label;
mod language;
mod lenient;
mod nsid;
pub(crate) mod protocol_cid;
mod record_key;
mod space_ref;
mod tid;
mod uri;
#[cfg(test)]
pub(crate) mod vectors;

pub use at_identifier::AtIdentifier;
pub use at_uri::{AtUri, AtUriParts};
pub(crate) use cid::Buffer as CidBuffer;
pub use cid::Cid;
pub use datetime::Datetime;
pub use datetime_parts::DatetimeParts;
pub use did::Did;
pub use error::InvalidSyntax;
pub(crate) use format::formats;
pub use format::{Format, check};
pub use handle::Handle;
pub use language::Language;
pub use lenient::Lenient;
pub use nsid::Nsid;
pub use record_key::RecordKey;
pub use space_ref::SpaceRef;
pub use tid::Tid;
pub use uri::Uri;
