//! From the IR to the Rust items that it becomes, as data.
//!
//! This is the only place that decides what Rust a definition becomes: which
//! items there are, what they are called, what they derive, hold and import, and
//! which modules they are in. [`print`](super::print) writes them,
//! [`compare`](super::compare) finds out what callers see of a new version, and
//! the attribute asks for their names.
//!
//! Each document becomes a module that mirrors its NSID: a struct for each
//! object, an enum for each union and list of values, a marker for each
//! endpoint. How a type is serialized is a table: it names the fields or
//! variants as they are called in JSON, and a macro of the runtime implements
//! serde of it. Tables keep the output short, and how they expand can become
//! faster without a change to generated code.

mod definitions;
mod derive_for;
mod docs;
mod endpoint;
mod enums;
mod features;
mod fields;
mod imports;
mod item;
mod layout;
mod options;
mod overview;
mod records;
mod rust_type;
mod secret;
mod structs;
mod stub;
mod tree;

pub(crate) use definitions::{alias, items};
pub use derive_for::DeriveFor;
pub(crate) use derive_for::unmatched;
pub use docs::{Companion, Docs, Inline, Inside, Paragraph, Sentence};
pub use features::{FeatureTable, feature_lines, features};
pub use fields::{
    Constructor, DefaultConstant, Field, Gives, InEffect, Reading, Required, Rules, Struct,
};
pub use imports::Imports;
pub use item::{Constant, Derive, Endpoint, Enum, Item, Shape, Table, Value, Variant};
pub use layout::{Layout, Names};
pub use options::{Options, Strictness};
pub(crate) use overview::Overview;
pub(crate) use records::records;
pub use rust_type::RustType;
pub use stub::{Stub, Stubs};
pub(crate) use tree::{Crate, Module, Node};
