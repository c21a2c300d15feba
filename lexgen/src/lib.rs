//! Typed Rust from AT Protocol lexicons, and the runtime that such code links.
//!
//! The [`guide`] explains how to use both.
//!
//! # Two things in one crate
//!
//! The **runtime** is what generated code uses: the [string formats](syntax),
//! the [data model](data), [endpoints](xrpc) and how types meet serde
//! ([`wire`]). It is all there is with `default-features = false`, and it knows
//! nothing of the compiler.
//!
//! The **compiler**, behind the feature `codegen`, is a row of passes, each a
//! function from one type to the next:
//!
//! | pass | module | from | to |
//! |---|---|---|---|
//! | read | `read` | paths | texts |
//! | check | `check` | texts | `schema` documents |
//! | resolve | `ir` | documents | a closed world with Rust names |
//! | generate | `generate` | the IR | text |
//! | write | `output` | text | a folder, atomically |
//!
//! `lint` is a pass of its own beside these: from documents to remarks.
//!
//! What is wrong is data (`diagnostic`) and rendered only when somebody looks.
//! The command (feature `cli`), the `build.rs` builder and the attribute macro
//! are thin doors to that one row.

#[cfg(feature = "codegen")]
mod compiler;
pub mod data;
// The examples of the guide need generated types, and are tested in `tests/docs`.
#[cfg(not(doctest))]
pub mod guide;
mod permission;
pub mod syntax;
pub mod validate;
pub mod wire;
pub mod xrpc;

pub use data::{Blob, Bytes, CidLink, Data, Extra, Fields};
pub use permission::{Permission, PermissionSet, RepoAction};
pub use syntax::{
    AtIdentifier, AtUri, Cid, Datetime, Did, Handle, Language, Nsid, RecordKey, Tid, Uri,
};
pub use validate::{Validate, Violation, Violations};
pub use wire::{Record, TypedObject};
pub use xrpc::{Binary, Endpoint, ErrorDetail, Method, UnnamedError, XrpcError};

/// What the macros of the runtime expand to; not for use by hand.
#[doc(hidden)]
pub mod __private {
    pub use serde::{
        de::{Deserialize, Deserializer, Error, MapAccess},
        ser::{Serialize, SerializeMap, Serializer},
    };

    pub use crate::{
        validate::check_text,
        xrpc::{deserialize_error, display_error, serialize_error},
    };
}

#[cfg(feature = "cli")]
#[doc(hidden)]
pub use compiler::cli;
#[cfg(all(feature = "codegen", feature = "dag-cbor"))]
pub use compiler::set;
#[cfg(feature = "insta")]
pub use compiler::testing;
#[cfg(feature = "codegen")]
pub use compiler::{
    attribute,
    builder::{BuildError, Builder},
    check, compare, diagnostic, dynamic, generate, ir, items, lint, output, pattern, pipeline,
    read, schema, settings, source,
};
