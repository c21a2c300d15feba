//! The settings of a run, for every front door.
//!
//! Each front door converts its arguments to a [`Partial`]. [`locate`] adds the
//! settings of `lexgen.toml` and finds the lexicons. The completed result is
//! [`Settings`].

#[cfg(feature = "cli")]
pub mod breaking;
mod derive_for;
#[cfg(feature = "cli")]
mod docs;
mod error;
#[cfg(feature = "cli")]
mod exceptions;
pub mod file;
#[cfg(feature = "cli")]
pub mod fmt;
#[cfg(feature = "cli")]
mod install;
#[cfg(feature = "cli")]
mod json_file;
#[cfg(feature = "cli")]
pub mod lint;
pub mod locate;
#[cfg(feature = "network")]
mod network;
mod partial;
#[cfg(feature = "cli")]
pub mod starter;
#[cfg(feature = "cli")]
pub(crate) mod table;
mod values;

pub use crate::compiler::rust::RustPath;
#[cfg(feature = "cli")]
pub use breaking::Breaking;
#[cfg(feature = "cli")]
pub use docs::Docs;
pub use error::SettingsError;
#[cfg(feature = "cli")]
pub use fmt::Fmt;
#[cfg(feature = "cli")]
pub use install::Install;
#[cfg(feature = "cli")]
pub(crate) use json_file::JsonFile;
#[cfg(feature = "cli")]
pub use lint::Lint;
#[cfg(feature = "network")]
pub use network::Network;
pub use partial::{Partial, StrictnessName};
pub use values::{extern_path, record_enum};

use std::path::PathBuf;

use crate::compiler::{
    ir, items,
    read::{Input, Limits},
};

/// The default name of the snapshot of the lexicons.
pub const LOCK: &str = "lexicons.lock";

/// The complete settings of a run.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The inputs.
    pub inputs: Vec<Input>,
    /// The limits of reading.
    pub limits: Limits,
    /// Which documents to include, and how to resolve their references.
    pub resolve: ir::Options,
    /// The options of the generated code.
    pub generate: items::Options,
    /// Where to write the generated code; not needed if nothing is generated.
    pub output: Option<Output>,
    /// Whether to generate everything that is valid despite errors.
    pub keep_going: bool,
    /// The path of the snapshot of the lexicons.
    pub lock: Option<PathBuf>,
    /// The settings of the layout.
    #[cfg(feature = "cli")]
    pub fmt: Fmt,
    /// Where the lexicons of others are.
    #[cfg(feature = "cli")]
    pub install: Install,
    /// The settings of lint.
    #[cfg(feature = "cli")]
    pub lint: Lint,
    /// The settings of the comparison with an older version.
    #[cfg(feature = "cli")]
    pub breaking: Breaking,
}

/// Where to write generated code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// A tree of modules in this folder; the root is `mod.rs`.
    Folder(PathBuf),
    /// One file with nested modules.
    File(PathBuf),
    /// Nested modules, on standard output.
    Stdout,
}
