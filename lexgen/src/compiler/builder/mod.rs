//! The library's front door, for use in a `build.rs`.

mod cargo;
mod derive_for;

pub use derive_for::DeriveFor;

use std::{
    fmt::{self, Display},
    path::{Path, PathBuf},
};

use crate::compiler::{
    diagnostic::Report,
    items::Strictness,
    output::{self, Outcome},
    pattern::Pattern,
    pipeline::{Compiled, compile_to_generate},
    settings::{
        Partial, RustPath, Settings, SettingsError, StrictnessName, extern_path,
        locate::{ChosenBy, Located, locate},
        record_enum,
    },
};

/// Generates Rust from lexicons, most often in a `build.rs`:
///
/// ```no_run
/// fn main() -> Result<(), Box<dyn std::error::Error>> {
///     let out = std::path::PathBuf::from(std::env::var("OUT_DIR")?);
///     lexgen::Builder::new()
///         .input("lexicons")
///         .extern_path("com.atproto", "::atproto_types::com::atproto")
///         .single_file(out.join("lexicons.rs"))?;
///     Ok(())
/// }
/// ```
///
/// The crate then includes the generated file:
///
/// ```ignore
/// mod lexicons {
///     include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));
/// }
/// ```
///
/// Invalid settings, such as an invalid pattern, are reported when generating, so
/// that a build script needs a single `?`.
///
/// Needs the feature `codegen`.
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing before `single_file` or `output_dir`"]
pub struct Builder {
    settings: Partial,
    emit_rerun_if_changed: Option<bool>,
    problems: Vec<String>,
}

impl Builder {
    /// A builder without inputs.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a lexicon, or a folder of them at any depth.
    ///
    /// Without any, lexicons and other settings are read from the nearest
    /// `lexgen.toml`, and without `inputs` there, lexicons from the folder
    /// `lexicons` of the crate or of its workspace.
    pub fn input(mut self, path: impl Into<PathBuf>) -> Self {
        let inputs = self.settings.inputs.get_or_insert_default();
        inputs.push(path.into());
        self
    }

    /// Generates only documents whose NSID matches one of the patterns given
    /// (`com.example.feed.getPost`, `com.example.*`), and what they refer to.
    pub fn include(mut self, pattern: &str) -> Self {
        let pattern = self.noted(pattern.parse::<Pattern>());
        self.settings
            .include
            .get_or_insert_default()
            .extend(pattern);
        self
    }

    /// Leaves out documents whose NSID matches.
    pub fn exclude(mut self, pattern: &str) -> Self {
        let pattern = self.noted(pattern.parse::<Pattern>());
        self.settings
            .exclude
            .get_or_insert_default()
            .extend(pattern);
        self
    }

    /// Uses the types at `rust_path`, generated elsewhere, for documents whose
    /// NSID is `prefix` or below it.
    pub fn extern_path(mut self, prefix: &str, rust_path: &str) -> Self {
        let path = self.noted(extern_path(prefix, rust_path));
        let paths = self.settings.extern_paths.get_or_insert_default();
        paths.extend(path);
        self
    }

    /// Whether a reference to a missing document becomes opaque data instead of
    /// an error.
    pub fn allow_missing(mut self, allow: bool) -> Self {
        self.settings.allow_missing = Some(allow);
        self
    }

    /// Whether types, string formats and permission resources that this version does not
    /// know are warnings instead of errors: a definition of such a type is opaque data.
    pub fn allow_unknown(mut self, allow: bool) -> Self {
        self.settings.allow_unknown = Some(allow);
        self
    }

    /// Adds a trait, such as `Hash`, to derive for every struct and enum that
    /// holds data. The empty structs of endpoints are not affected.
    pub fn derive(mut self, path: &str) -> Self {
        let path = self.noted(path.parse::<RustPath>());
        self.settings.derives.get_or_insert_default().extend(path);
        self
    }

    /// Adds traits and attributes to some types only.
    pub fn derive_for(mut self, derive_for: DeriveFor) -> Self {
        self.problems.extend(derive_for.problems);
        let all = self.settings.derive_for.get_or_insert_default();
        all.push(derive_for.options);
        self
    }

    /// The path of the runtime in generated code; `::lexgen` by default.
    pub fn runtime(mut self, path: &str) -> Self {
        self.settings.runtime = self.noted(path.parse::<RustPath>());
        self
    }

    /// What decoding does with malformed strings.
    pub fn strictness(mut self, strictness: Strictness) -> Self {
        self.settings.strictness = Some(match strictness {
            Strictness::Lenient => StrictnessName::Lenient,
            Strictness::Strict => StrictnessName::Strict,
        });
        self
    }

    /// Whether each namespace is behind a cargo feature with its name, such as
    /// `app-bsky-feed`. The generated text begins with the features for Cargo.toml.
    pub fn features_per_namespace(mut self, features: bool) -> Self {
        self.settings.features_per_namespace = Some(features);
        self
    }

    /// Generates an enum of this name (`AnyRecord`), at the root of the modules, that
    /// holds any record.
    pub fn record_enum(mut self, name: &str) -> Self {
        self.settings.record_enum = self.noted(record_enum(name));
        self
    }

    /// Whether to generate everything that is valid despite errors, which are then
    /// warnings of the build.
    pub fn keep_going(mut self, keep_going: bool) -> Self {
        self.settings.keep_going = Some(keep_going);
        self
    }

    /// Whether to print `rerun-if-changed` for every file and folder that was
    /// read, and warnings, for cargo. By default, this is done in a build script.
    pub fn emit_rerun_if_changed(mut self, emit: bool) -> Self {
        self.emit_rerun_if_changed = Some(emit);
        self
    }

    /// Generates one file with nested modules.
    ///
    /// # Errors
    /// When a lexicon or a setting is not sound, or the file cannot be written.
    pub fn single_file(self, path: impl AsRef<Path>) -> Result<Outcome, BuildError> {
        let (mut compiled, settings) = self.compile()?;
        Ok(compiled.write_file(path.as_ref(), &settings.generate)?)
    }

    /// Generates a tree of modules, whose root is `mod.rs`, into a folder.
    ///
    /// # Errors
    /// When a lexicon or a setting is not sound, or a file cannot be written.
    pub fn output_dir(self, folder: impl AsRef<Path>) -> Result<Outcome, BuildError> {
        let (mut compiled, settings) = self.compile()?;
        Ok(compiled.write_tree(folder.as_ref(), &settings.generate)?)
    }

    fn compile(self) -> Result<(Compiled, Settings), BuildError> {
        if !self.problems.is_empty() {
            return Err(BuildError::input(self.problems.join("\n")));
        }
        let emit = self.emit_rerun_if_changed.unwrap_or_else(in_build_script);
        let settings = complete(self.settings, emit)?;
        let compiled = compile_to_generate(&settings);
        if emit {
            cargo::tell(&compiled).map_err(BuildError::input)?;
        }
        if compiled.is_blocked() {
            let diagnostics = compiled.diagnostics.iter().cloned();
            let text = Report::new(&compiled.sources, diagnostics).to_text(false);
            let text = format!("the lexicons have errors\n\n{text}");
            return Err(BuildError::input(text));
        }
        Ok((compiled, settings))
    }

    fn noted<T>(&mut self, value: Result<T, impl Display>) -> Option<T> {
        value
            .map_err(|error| self.problems.push(error.to_string()))
            .ok()
    }
}

/// The settings of the builder; without `input`, also those of `lexgen.toml`.
fn complete(said: Partial, emit: bool) -> Result<Settings, BuildError> {
    let located = match said.inputs {
        Some(_) => Located {
            settings: said,
            file: None,
            chosen_by: Some(ChosenBy::Argument),
        },
        None => locate(said, None, Path::new(""))?,
    };
    if emit && let Some(file) = &located.file {
        cargo::watch(file).map_err(BuildError::input)?;
    }
    if located.chosen_by.is_none() {
        let message = "no lexicons to read: the builder has no `input`, no `lexgen.toml` has \
                       `inputs`, and there is no folder `lexicons` here or in the root of the \
                       workspace";
        return Err(BuildError::input(message.to_owned()));
    }
    // The output is an argument of the last method.
    let settings = Partial {
        output: None,
        single_file: None,
        ..located.settings
    };
    Ok(settings.complete()?)
}

/// Cargo sets both for a build script.
fn in_build_script() -> bool {
    ["OUT_DIR", "CARGO"]
        .iter()
        .all(|name| std::env::var_os(name).is_some())
}

/// Why a [`Builder`] generated nothing.
///
/// `Debug` prints the same readable text as `Display`, because that is what
/// cargo shows when the `main` of a build script returns an error.
///
/// Needs the feature `codegen`.
pub struct BuildError(Problem);

enum Problem {
    /// Invalid settings, or lexicons with errors.
    Input(String),
    /// The output could not be written.
    Output(output::Error),
}

impl BuildError {
    fn input(message: String) -> Self {
        Self(Problem::Input(message))
    }
}

impl From<SettingsError> for BuildError {
    fn from(error: SettingsError) -> Self {
        Self::input(error.to_string())
    }
}

impl From<output::Error> for BuildError {
    fn from(error: output::Error) -> Self {
        Self(Problem::Output(error))
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Problem::Input(text) => f.write_str(text),
            Problem::Output(error) => error.fmt(f),
        }
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Problem::Output(error) => error.source(),
            Problem::Input(_) => None,
        }
    }
}
