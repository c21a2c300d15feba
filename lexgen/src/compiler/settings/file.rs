//! Reads `lexgen.toml`. Errors have a location.

use std::{
    collections::BTreeMap,
    fmt::Display,
    ops::Range,
    path::{Path, PathBuf},
    str::FromStr,
};

use serde::Deserialize;
use toml::Spanned;

#[cfg(feature = "network")]
use super::network::NetworkToml;
#[cfg(feature = "cli")]
use super::{Docs, Install, breaking::BreakingToml, fmt::FmtToml, lint::LintToml};
use super::{
    Partial, RustPath, SettingsError,
    derive_for::{DeriveForToml, parse_all},
    extern_path, record_enum,
    values::derive,
};
use crate::compiler::read::{FEW_BYTES, cannot_read, read_text};

/// The name of the file.
pub const NAME: &str = "lexgen.toml";

/// Reads the settings in `file`, which errors call `name`. Paths in the result
/// are relative to the same folder as `file`.
///
/// # Errors
/// If the file cannot be read, or a setting is invalid.
pub fn read(file: &Path, name: &Path) -> Result<Partial, SettingsError> {
    let text = read_text(file, FEW_BYTES)
        .map_err(|error| SettingsError::new(cannot_read(name, &error)))?;
    let mut settings = parse(&text, name)?;
    // The default is next to this file, not in the current folder.
    settings.lock.get_or_insert_with(|| super::LOCK.into());
    Ok(settings.below(file.parent().unwrap_or(Path::new(""))))
}

/// A table that only the command reads; the library ignores it.
#[cfg(not(feature = "cli"))]
type FmtToml = BTreeMap<String, serde::de::IgnoredAny>;
#[cfg(not(feature = "cli"))]
type LintToml = BTreeMap<String, serde::de::IgnoredAny>;
#[cfg(not(feature = "cli"))]
type BreakingToml = BTreeMap<String, serde::de::IgnoredAny>;
#[cfg(not(feature = "cli"))]
type Install = BTreeMap<String, serde::de::IgnoredAny>;
#[cfg(not(feature = "cli"))]
type Docs = BTreeMap<String, serde::de::IgnoredAny>;

#[cfg(not(feature = "network"))]
type NetworkToml = BTreeMap<String, serde::de::IgnoredAny>;

/// The syntax of `lexgen.toml`. Values that can be invalid have a span.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Toml {
    inputs: Option<Vec<PathBuf>>,
    output: Option<PathBuf>,
    single_file: Option<bool>,
    include: Option<Vec<Spanned<String>>>,
    exclude: Option<Vec<Spanned<String>>>,
    extern_paths: Option<BTreeMap<Spanned<String>, Spanned<String>>>,
    allow_missing: Option<bool>,
    allow_unknown: Option<bool>,
    derives: Option<Vec<Spanned<String>>>,
    derive_for: Option<Vec<DeriveForToml>>,
    runtime: Option<Spanned<String>>,
    strictness: Option<Spanned<String>>,
    features_per_namespace: Option<bool>,
    record_enum: Option<Spanned<String>>,
    keep_going: Option<bool>,
    lock: Option<PathBuf>,
    #[cfg_attr(not(feature = "cli"), expect(dead_code))]
    fmt: Option<FmtToml>,
    #[cfg_attr(not(feature = "cli"), expect(dead_code))]
    lint: Option<LintToml>,
    #[cfg_attr(not(feature = "cli"), expect(dead_code))]
    breaking: Option<BreakingToml>,
    #[cfg_attr(not(feature = "cli"), expect(dead_code))]
    install: Option<Install>,
    #[cfg_attr(not(feature = "cli"), expect(dead_code))]
    docs: Option<Docs>,
    #[cfg_attr(not(feature = "network"), expect(dead_code))]
    network: Option<NetworkToml>,
}

/// Reads the settings in `text`, the content of `file`. Paths are unchanged.
///
/// # Errors
/// If a setting is invalid.
pub fn parse(text: &str, file: &Path) -> Result<Partial, SettingsError> {
    let toml: Toml = toml::from_str(text).map_err(|error| {
        let span = error.span().unwrap_or_default();
        let found = text.get(span.clone()).unwrap_or_default();
        let settings_error = if error.message().starts_with("unknown field") {
            let found = found.trim_matches(['"', '\'']);
            SettingsError::new(format!("unknown setting `{found}`"))
                .help(suggest(found, error.message()))
        } else {
            let message = wrong_type(text, span.start, error.message());
            SettingsError::new(message.unwrap_or_else(|| error.message().to_owned()))
        };
        settings_error.at(file, text, span)
    })?;
    toml.parse(file, text)
        .map_err(|(error, span)| SettingsError::new(error).at(file, text, span))
}

/// The message about a value of a wrong type at `start`.
fn wrong_type(text: &str, start: usize, message: &str) -> Option<String> {
    let (_, expected) = message
        .strip_prefix("invalid type: ")?
        .rsplit_once(", expected ")?;
    let expected = match expected {
        "path string" => "a string, such as \"src/lexicons\"",
        "a sequence" => "an array, such as [\"…\"]",
        "a boolean" => "`true` or `false`",
        other => other,
    };
    let line = text.get(..start)?.lines().last()?;
    let key = line.trim_end().strip_suffix('=')?.trim();
    Some(format!("`{key}` must be {expected}"))
}

/// An error in a value, and the value's span.
pub(super) type BadValue = (String, Range<usize>);

impl Toml {
    fn parse(self, file: &Path, text: &str) -> Result<Partial, BadValue> {
        let extern_paths = self.extern_paths.map(|table| {
            let entries = table.iter().map(|(prefix, path)| {
                extern_path(prefix.as_ref(), path.as_ref())
                    .map_err(|error| (error, prefix.span().start..path.span().end))
            });
            entries.collect::<Result<Vec<_>, _>>()
        });
        #[cfg(not(feature = "cli"))]
        let _ = (file, text);
        Ok(Partial {
            inputs: self.inputs,
            output: self.output,
            single_file: self.single_file,
            include: self.include.map(values).transpose()?,
            exclude: self.exclude.map(values).transpose()?,
            extern_paths: extern_paths.transpose()?,
            allow_missing: self.allow_missing,
            allow_unknown: self.allow_unknown,
            derives: self.derives.map(derives).transpose()?,
            derive_for: self.derive_for.map(parse_all).transpose()?,
            runtime: self.runtime.as_ref().map(value).transpose()?,
            strictness: self.strictness.as_ref().map(value).transpose()?,
            features_per_namespace: self.features_per_namespace,
            record_enum: self.record_enum.as_ref().map(type_name).transpose()?,
            keep_going: self.keep_going,
            lock: self.lock,
            #[cfg(feature = "cli")]
            fmt: self.fmt.map(FmtToml::parse).transpose()?,
            #[cfg(feature = "cli")]
            lint: self.lint.map(|it| it.parse(file, text)).transpose()?,
            #[cfg(feature = "cli")]
            breaking: self.breaking.map(|it| it.parse(file, text)).transpose()?,
            #[cfg(feature = "cli")]
            install: self.install,
            #[cfg(feature = "cli")]
            docs: self.docs,
            #[cfg(feature = "network")]
            network: self.network.map(NetworkToml::parse).transpose()?,
        })
    }
}

pub(super) fn values<T: FromStr<Err: Display>>(
    texts: Vec<Spanned<String>>,
) -> Result<Vec<T>, BadValue> {
    texts.iter().map(value).collect()
}

pub(super) fn derives(texts: Vec<Spanned<String>>) -> Result<Vec<RustPath>, BadValue> {
    let derives = texts
        .iter()
        .map(|text| derive(text.as_ref()).map_err(|error| (error, text.span())));
    derives.collect()
}

fn type_name(text: &Spanned<String>) -> Result<String, BadValue> {
    record_enum(text.as_ref()).map_err(|error| (error, text.span()))
}

pub(super) fn value<T: FromStr<Err: Display>>(text: &Spanned<String>) -> Result<T, BadValue> {
    text.as_ref()
        .parse()
        .map_err(|error: T::Err| (error.to_string(), text.span()))
}

/// The setting that was probably intended, or all that are allowed there, which
/// are part of the parser's message.
fn suggest(found: &str, message: &str) -> String {
    let expected = message
        .split_once("expected")
        .map_or("", |(_, names)| names);
    let keys: Vec<_> = expected.split('`').skip(1).step_by(2).collect();
    let likeness = |key: &str| strsim::jaro_winkler(&found.replace('_', "-"), key);
    let nearest = keys
        .iter()
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    match nearest.filter(|key| likeness(key) > 0.8) {
        Some(key) => format!("did you mean `{key}`?"),
        None => format!("the settings are {}", keys.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::compiler::settings::Output;

    fn error(text: &str) -> String {
        parse(text, Path::new("lexgen.toml"))
            .expect_err("unsound")
            .to_string()
    }

    #[test]
    fn a_misspelt_setting_gets_a_suggestion() {
        assert_snapshot!(error("inputs = ['lexicons']\ninlcude = ['com.example.*']\n"), @r"
error: unknown setting `inlcude`
 --> lexgen.toml:2:1
  |
2 | inlcude = ['com.example.*']
  | ^^^^^^^
  |
  = help: did you mean `include`?
");
    }

    #[test]
    fn a_strange_setting_gets_the_list() {
        assert_snapshot!(error("zzz = 1"), @r"
error: unknown setting `zzz`
 --> lexgen.toml:1:1
  |
1 | zzz = 1
  | ^^^
  |
  = help: the settings are inputs, output, single-file, include, exclude, extern-paths, allow-missing, allow-unknown, derives, derive-for, runtime, strictness, features-per-namespace, record-enum, keep-going, lock, fmt, lint, breaking, install, docs, network
");
    }

    #[test]
    fn a_bad_pattern_is_underlined() {
        assert_snapshot!(error("include = ['com.example.*', 'com.atproto']\n"), @r"
error: `com.atproto` is not an NSID pattern: an NSID has at least three segments; use `com.atproto.*` for everything below it
 --> lexgen.toml:1:29
  |
1 | include = ['com.example.*', 'com.atproto']
  |                             ^^^^^^^^^^^^^
");
    }

    #[test]
    fn a_bad_extern_path_is_underlined() {
        assert_snapshot!(error("[extern-paths]\n'com.atproto' = 'a b'\n"), @r"
error: `a b` is not a Rust path; an example of one is `::my_types::com::example`
 --> lexgen.toml:2:1
  |
2 | 'com.atproto' = 'a b'
  | ^^^^^^^^^^^^^^^^^^^^^
");
    }

    #[test]
    fn broken_toml_is_underlined() {
        assert_snapshot!(error("inputs = [\n"), @r"
error: unclosed array, expected `]`
 --> lexgen.toml:1:11
  |
1 | inputs = [ 
  |           ^
");
    }

    #[test]
    fn paths_are_relative_to_the_file() {
        let text = "inputs = ['lexicons', '/abs', '-']\noutput = 'src/types'\n";
        let settings = parse(text, Path::new(""))
            .expect("sound")
            .below(Path::new("../.."));
        let inputs = settings.inputs.expect("given");
        assert_eq!(inputs, ["../../lexicons", "/abs", "-"].map(PathBuf::from));
        assert_eq!(settings.output, Some(PathBuf::from("../../src/types")));
    }

    #[test]
    fn flags_go_over_the_file() {
        let file = "inputs = ['a']\noutput = 'one.rs'\nsingle-file = true\nallow-missing = true\n\
                    [extern-paths]\n'com.a' = '::old'\n'com.b' = '::b'\n";
        let file = parse(file, Path::new("")).expect("sound");
        let flags = "output = 'tree'\nallow-missing = false\n[extern-paths]\n'com.a' = '::new'\n";
        let flags = parse(flags, Path::new("")).expect("sound");
        let settings = flags.over(file).complete().expect("complete");
        assert_eq!(settings.output, Some(Output::Folder("tree".into())));
        assert!(!settings.resolve.allow_missing);
        let mut paths: Vec<_> = settings
            .resolve
            .extern_paths
            .into_iter()
            .map(|it| it.rust_path.to_string())
            .collect();
        paths.sort();
        assert_eq!(paths, ["::b", "::new"]);
    }
}
