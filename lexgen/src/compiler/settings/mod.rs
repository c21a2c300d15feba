//! The settings of a run, for every front door.
//!
//! Each front door makes a [`Partial`] of its arguments. [`locate`] adds those of
//! `lexgen.toml` and finds the lexicons, and completing the result gives
//! [`Settings`].

#[cfg(feature = "cli")]
pub mod breaking;
mod error;
#[cfg(feature = "cli")]
mod exceptions;
pub mod file;
#[cfg(feature = "cli")]
pub mod lint;
pub mod locate;
mod partial;
#[cfg(feature = "cli")]
pub mod starter;
mod values;

pub use crate::compiler::rust::RustPath;
#[cfg(feature = "cli")]
pub use breaking::Breaking;
pub use error::SettingsError;
#[cfg(feature = "cli")]
pub use lint::Lint;
pub use partial::{Partial, StrictnessName};
pub use values::{ValueError, extern_path};

use std::path::PathBuf;

use crate::compiler::{
    generate, ir,
    read::{Input, Limits},
};

/// What the snapshot of the lexicons is called where nothing else is said.
pub const LOCK: &str = "lexicons.lock";

/// What to read, what to make of it, and where to put it.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What to read.
    pub inputs: Vec<Input>,
    /// How much of it at most.
    pub limits: Limits,
    /// Which documents to keep and what their references mean.
    pub resolve: ir::Options,
    /// What the generated code is like.
    pub generate: generate::Options,
    /// Where it goes; a front door that only looks needs none.
    pub output: Option<Output>,
    /// Whether to generate what is sound although something else is not.
    pub keep_going: bool,
    /// The snapshot of the lexicons.
    pub lock: Option<PathBuf>,
    /// Which findings of lint count.
    #[cfg(feature = "cli")]
    pub lint: Lint,
    /// Which breaking changes count, and against which version.
    #[cfg(feature = "cli")]
    pub breaking: Breaking,
}

/// Where generated code goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// A tree of modules in this folder, whose root is `mod.rs`.
    Folder(PathBuf),
    /// One file with nested modules.
    File(PathBuf),
    /// One text with nested modules, on standard output.
    Stdout,
}
