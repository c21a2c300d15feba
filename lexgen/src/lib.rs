//! Typed Rust from AT Protocol lexicons, and the runtime that generated code uses.
//!
//! The [`guide`] explains how to use both.
//!
//! # The runtime
//!
//! Generated code uses the [string formats](syntax), the [data model](data),
//! [validation](validate), [endpoints](xrpc) and the connection to serde
//! ([`wire`]). [`scope`] has the OAuth scopes that clients request. With
//! `default-features = false` the crate is only the runtime.
//!
//! # The compiler
//!
//! The feature `codegen` adds the compiler: `Builder` generates Rust in a
//! `build.rs`, `compile` reads lexicons for programs, `lint` checks them for
//! likely mistakes, `compare` finds and classifies changes, and `dynamic` validates
//! data without generated types. The feature `cli`, which is on by default, adds
//! the command `lexgen`. [The library](guide::library) lists all features.

#[cfg(feature = "agent")]
pub mod agent;
#[cfg(feature = "car")]
pub mod car;
#[cfg(feature = "codegen")]
mod compiler;
#[cfg(feature = "proof")]
pub mod crypto;
#[cfg(feature = "dag-cbor")]
pub mod dag_cbor;
pub mod data;
// The examples of the guide need generated types, and are tested in `tests/docs`.
#[cfg(not(doctest))]
pub mod guide;
#[cfg(feature = "identity")]
pub mod identity;
#[cfg(feature = "serde_json")]
pub mod json;
mod permission;
#[cfg(feature = "car")]
pub mod repo;
pub mod scope;
mod shown;
mod space;
pub mod syntax;
pub mod validate;
pub mod wire;
pub mod xrpc;

pub use data::{Blob, Bytes, CidLink, Data, Extra, Fields, Nullable};
pub use permission::{Permission, PermissionSet, RepoAction, SpaceAction};
pub use space::SpaceType;
pub use syntax::{
    AtIdentifier, AtUri, Cid, Datetime, Did, Handle, Language, Nsid, RecordKey, SpaceRef, Tid, Uri,
};
pub use validate::{Validate, Violation, Violations};
pub use wire::{Record, TypedObject};
pub use xrpc::{Binary, Endpoint, ErrorDetail, Method, UnnamedError, XrpcError};

/// What the macros of the runtime expand to; not for use by hand.
#[doc(hidden)]
pub mod __private {
    #[cfg(feature = "schemars")]
    pub use schemars::{JsonSchema, Schema, SchemaGenerator};
    pub use serde::{
        de::{Deserialize, Deserializer, Error, MapAccess},
        ser::{Serialize, SerializeMap, Serializer},
    };

    pub use crate::{
        validate::check_text,
        xrpc::{deserialize_error, display_error, serialize_error},
    };
}

#[cfg(feature = "codegen")]
pub use compiler::{
    builder::{BuildError, Builder, DeriveFor},
    diagnostic::{Diagnostic, Report, Rule, Severity},
    ir::Ir,
    items::Strictness,
    library::{Lexicons, compile, lint},
    output::Outcome,
    read::Input,
};

/// What differs between two versions of lexicons, and what that breaks.
///
/// [`changes`](compare::changes) finds every difference, and
/// [`compare`](compare::compare) also classifies it.
///
/// Needs the feature `codegen`.
#[cfg(feature = "codegen")]
pub mod compare {
    pub use crate::compiler::compare::{
        Audience, BodyAspect, BodyChange, BodyPart, Carrier, Change, ChangeKind, ChangeOptions,
        Comparison, Constraint, ConstraintChange, DefinitionChange, Effect, ErrorChange, InPlace,
        Inside, InsideChange, Level, Limit, Location, MemberChange, Options, Party,
        PermissionChange, Presence, PropertyChange, Referent, Replaced, RustChange, Semver, Side,
        SpaceChange, ValueSetChange, Verdict, changes, compare,
    };
    pub use crate::compiler::{
        pattern::Pattern,
        schema::{FullName, Kind, Subject},
    };
}

/// Validation of data without generated types.
///
/// Needs the feature `codegen`.
#[cfg(feature = "codegen")]
pub mod dynamic {
    pub use crate::compiler::dynamic::{Options, Schema, SchemaError, Subject};
}

/// The passes of the compiler, for the command, the attribute and the tests of
/// this repository. Anything here changes without notice.
#[cfg(feature = "codegen")]
#[doc(hidden)]
pub mod __internal {
    pub use crate::compiler::*;
}
