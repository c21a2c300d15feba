//! The Lexicon language as types: what a checked document says.
//!
//! A [`Document`] exists only once every rule of the language that can be
//! judged inside one file holds, so later passes never ask again whether a
//! bound is negative or a format is known. References are syntactically sound
//! but still unresolved: that needs the other documents, and is the work of
//! the IR.
//!
//! No node carries its position. A place in a document is named by a [`Path`],
//! which any walk over these types can build, and is turned into a line and
//! column only when there is something to report.
//!
//! Maps are sorted by name, never in the order of the file: two files with
//! the same CID mean the same thing and must compile to the same thing.

mod body;
mod definition;
mod deprecation;
mod full_name;
mod kind;
mod path;
mod permission;
mod reference;
mod types;
mod walk;

pub use body::{Body, ErrorName, Message, Params};
pub use definition::{
    Definition, Document, Procedure, Query, Record, RecordKey, Subscription, Token,
};
pub(crate) use deprecation::deprecation;
pub use full_name::{FullName, MAIN};
pub use kind::Kind;
pub(crate) use path::Entry;
pub use path::{Path, Step};
pub use permission::{Permission, PermissionSet, RepoAction};
pub(crate) use reference::is_definition_name;
pub use reference::{InvalidReference, Reference};
pub use types::{
    Array, Blob, Boolean, Bytes, CidLink, Integer, Object, Ref, StringType, Type, Union, Unknown,
};
pub(crate) use walk::Node;
