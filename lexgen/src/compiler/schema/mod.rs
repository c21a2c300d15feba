//! The Lexicon language as types.
//!
//! A [`Document`] exists only if every rule of the language that can be checked
//! inside one file holds, so later passes do not check again whether a bound is
//! negative or a format is known. References are syntactically valid but not
//! resolved: that needs the other documents, and happens in the IR.
//!
//! Nodes do not have positions. A place in a document is a [`Path`], which any
//! walk over these types can build. Only a report turns it into a line and
//! column.
//!
//! Maps are sorted by name, not in the order of the file: two files with the same
//! CID mean the same, so they must compile to the same code.

mod body;
mod definition;
mod deprecation;
mod full_name;
mod kind;
mod opaque;
mod path;
mod permission;
mod reference;
mod space;
mod types;
mod walk;

pub use body::{Body, ErrorName, Message, Params, Subject};
pub use definition::{Definition, Document, Endpoint, Method, Record, RecordKey, Token};
pub(crate) use deprecation::deprecation;
pub use full_name::{FullName, MAIN};
pub use kind::Kind;
pub use opaque::Opaque;
pub(crate) use path::Entry;
pub use path::{Path, Step};
pub use permission::{Permission, PermissionSet, RepoAction, SpaceAction};
pub(crate) use reference::is_definition_name;
pub use reference::{InvalidReference, Reference};
pub use space::Space;
pub use types::{
    Array, Blob, Boolean, Bytes, Described, Integer, Object, StringType, Type, TypeKind, Union,
};
pub(crate) use walk::Node;
