//! Settings that may be incomplete: a `lexgen.toml`, or the flags of one run.

use std::{
    path::{Path, PathBuf},
    str::FromStr,
};

#[cfg(feature = "network")]
use super::Network;
#[cfg(feature = "cli")]
use super::{Breaking, Docs, Fmt, Install, Lint};
use super::{Output, RustPath, Settings, SettingsError, values::derive};
use crate::compiler::{
    ir::{self, ExternPath},
    items::{self, DeriveFor, Strictness},
    pattern::Pattern,
    read::{Input, Limits},
};

/// Settings that may be incomplete.
#[derive(Clone, Debug, Default)]
pub struct Partial {
    /// Files and folders to read; `-` is standard input.
    pub inputs: Option<Vec<PathBuf>>,
    /// The folder to write, or the file with `single_file`; `-` is standard output.
    pub output: Option<PathBuf>,
    /// Whether to generate one file.
    pub single_file: Option<bool>,
    /// Include only documents that match, and what they refer to.
    pub include: Option<Vec<Pattern>>,
    /// Exclude documents that match.
    pub exclude: Option<Vec<Pattern>>,
    /// Documents that already have Rust types.
    pub extern_paths: Option<Vec<ExternPath>>,
    /// Whether a reference to a missing document becomes opaque data.
    pub allow_missing: Option<bool>,
    /// Whether words that the language does not have are warnings.
    pub allow_unknown: Option<bool>,
    /// Additional traits to derive for types that hold data.
    pub derives: Option<Vec<RustPath>>,
    /// Additional traits and attributes for some types.
    pub derive_for: Option<Vec<DeriveFor>>,
    /// The path of the runtime in generated code.
    pub runtime: Option<RustPath>,
    /// What decoding does with malformed strings.
    pub strictness: Option<StrictnessName>,
    /// Whether each namespace is behind a cargo feature.
    pub features_per_namespace: Option<bool>,
    /// The name of an enum of all records.
    pub record_enum: Option<String>,
    /// Whether to generate everything that is valid despite errors.
    pub keep_going: Option<bool>,
    /// The path of the snapshot of the lexicons.
    pub lock: Option<PathBuf>,
    /// The settings of the layout.
    #[cfg(feature = "cli")]
    pub fmt: Option<Fmt>,
    /// The settings of lint.
    #[cfg(feature = "cli")]
    pub lint: Option<Lint>,
    /// The settings of the comparison with an older version.
    #[cfg(feature = "cli")]
    pub breaking: Option<Breaking>,
    /// Where the lexicons of others are, which is not part of [`Settings`]: the passes
    /// read them like any other.
    #[cfg(feature = "cli")]
    pub install: Option<Install>,
    /// The pages about the lexicons, which are not part of [`Settings`]: only `lexgen docs`
    /// writes them.
    #[cfg(feature = "cli")]
    pub docs: Option<Docs>,
    /// The settings of the network, which are not part of [`Settings`]: the passes do
    /// not use it.
    #[cfg(feature = "network")]
    pub network: Option<Network>,
}

/// The spelling of [`Strictness`] in settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum StrictnessName {
    /// Keep the string; `validate()` reports it
    Lenient,
    /// Return an error
    Strict,
}

impl FromStr for StrictnessName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "lenient" => Ok(Self::Lenient),
            "strict" => Ok(Self::Strict),
            _ => Err(format!(
                "`{text}` is not a strictness; use `lenient` or `strict`"
            )),
        }
    }
}

impl Partial {
    /// These settings, completed by those of `under`. Extern paths of both are
    /// kept; for equal prefixes, these override those of `under`.
    #[must_use]
    pub fn over(self, under: Self) -> Self {
        let extern_paths = match (self.extern_paths, under.extern_paths) {
            (Some(mut over), Some(under)) => {
                let more = under
                    .into_iter()
                    .filter(|it| over.iter().all(|o| o.prefix != it.prefix));
                let more: Vec<_> = more.collect();
                over.extend(more);
                Some(over)
            }
            (over, under) => over.or(under),
        };
        // A file in the flags is a file even if the settings file names a folder.
        let single_file = match self.output {
            Some(_) => self.single_file,
            None => self.single_file.or(under.single_file),
        };
        Self {
            inputs: self.inputs.or(under.inputs),
            output: self.output.or(under.output),
            single_file,
            include: self.include.or(under.include),
            exclude: self.exclude.or(under.exclude),
            extern_paths,
            allow_missing: self.allow_missing.or(under.allow_missing),
            allow_unknown: self.allow_unknown.or(under.allow_unknown),
            derives: self.derives.or(under.derives),
            derive_for: self.derive_for.or(under.derive_for),
            runtime: self.runtime.or(under.runtime),
            strictness: self.strictness.or(under.strictness),
            features_per_namespace: (self.features_per_namespace).or(under.features_per_namespace),
            record_enum: self.record_enum.or(under.record_enum),
            keep_going: self.keep_going.or(under.keep_going),
            lock: self.lock.or(under.lock),
            #[cfg(feature = "cli")]
            fmt: self.fmt.or(under.fmt),
            #[cfg(feature = "cli")]
            lint: self.lint.or(under.lint),
            #[cfg(feature = "cli")]
            breaking: self.breaking.or(under.breaking),
            #[cfg(feature = "cli")]
            install: self.install.or(under.install),
            #[cfg(feature = "cli")]
            docs: self.docs.or(under.docs),
            #[cfg(feature = "network")]
            network: self.network.or(under.network),
        }
    }

    /// Changes relative paths from relative to `folder` to relative to the
    /// current folder.
    #[must_use]
    pub(super) fn below(mut self, folder: &Path) -> Self {
        let rebase = |path: &mut PathBuf| {
            if !is_standard_stream(path) {
                *path = folder.join(&*path);
            }
        };
        self.inputs.iter_mut().flatten().for_each(rebase);
        self.output.iter_mut().for_each(rebase);
        self.lock.iter_mut().for_each(rebase);
        #[cfg(feature = "cli")]
        self.breaking.iter_mut().for_each(|it| it.below(folder));
        #[cfg(feature = "cli")]
        self.install.iter_mut().for_each(|it| it.below(folder));
        #[cfg(feature = "cli")]
        self.docs.iter_mut().for_each(|docs| docs.below(folder));
        self
    }

    /// The complete settings, with defaults. Reads standard input if it is an
    /// input.
    ///
    /// # Errors
    /// If there is no input, or settings contradict each other.
    pub fn complete(self) -> Result<Settings, SettingsError> {
        let output = self
            .output
            .map(|path| output(path, self.single_file))
            .transpose()?;
        let paths = self.inputs.unwrap_or_default();
        if paths.is_empty() {
            return Err(SettingsError::new("no lexicons to read").help(
                "name their folder, as in `lexgen generate lexicons/ -o src/lexicons`, move them to a \
                 folder `lexicons` here or in the root of the workspace, or run `lexgen init` to \
                 create a lexgen.toml",
            ));
        }
        let defaults = items::Options::default();
        let of_some = self.derive_for.iter().flatten().flat_map(|it| &it.derives);
        for path in self.derives.iter().flatten().chain(of_some) {
            derive(&path.to_string()).map_err(SettingsError::new)?;
        }
        Ok(Settings {
            inputs: paths.into_iter().map(input).collect::<Result<_, _>>()?,
            limits: Limits::default(),
            resolve: ir::Options {
                include: self.include.unwrap_or_default(),
                exclude: self.exclude.unwrap_or_default(),
                extern_paths: self.extern_paths.unwrap_or_default(),
                allow_missing: self.allow_missing.unwrap_or_default(),
                allow_unknown: self.allow_unknown.unwrap_or_default(),
                ..ir::Options::default()
            },
            generate: items::Options {
                derives: self.derives.unwrap_or_default(),
                derive_for: self.derive_for.unwrap_or_default(),
                runtime: self.runtime.unwrap_or(defaults.runtime),
                strictness: match self.strictness {
                    Some(StrictnessName::Lenient) => Strictness::Lenient,
                    Some(StrictnessName::Strict) => Strictness::Strict,
                    None => defaults.strictness,
                },
                features_per_namespace: self.features_per_namespace.unwrap_or_default(),
                record_enum: self.record_enum,
            },
            output,
            keep_going: self.keep_going.unwrap_or_default(),
            lock: Some(self.lock.unwrap_or_else(|| super::LOCK.into())),
            #[cfg(feature = "cli")]
            install: self.install.unwrap_or_default(),
            #[cfg(feature = "cli")]
            fmt: self.fmt.unwrap_or_default(),
            #[cfg(feature = "cli")]
            lint: self.lint.unwrap_or_default(),
            #[cfg(feature = "cli")]
            breaking: self.breaking.unwrap_or_default(),
        })
    }
}

fn is_standard_stream(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn output(path: PathBuf, single_file: Option<bool>) -> Result<Output, SettingsError> {
    if is_standard_stream(&path) {
        return Ok(Output::Stdout);
    }
    if single_file.unwrap_or_default() {
        return Ok(Output::File(path));
    }
    if path.extension().is_some_and(|extension| extension == "rs") && !path.is_dir() {
        let message = format!("output `{}` looks like a file", path.display());
        return Err(SettingsError::new(message)
            .help("pass a folder, or pass `--single-file` (`single-file = true` in lexgen.toml)"));
    }
    Ok(Output::Folder(path))
}

fn input(path: PathBuf) -> Result<Input, SettingsError> {
    if !is_standard_stream(&path) {
        return Ok(Input::Path(path));
    }
    Input::stdin()
        .map_err(|error| SettingsError::new(format!("cannot read standard input: {error}")))
}
