//! Flags that more than one command takes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::compiler::{
    ir::ExternPath,
    pattern::Pattern,
    settings::{Partial, extern_path},
};

/// Flags of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "General")]
pub(super) struct Global {
    /// Use this settings file instead of the nearest lexgen.toml
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Print only errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Also print notes, the files written and the time of each pass
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
    /// When to use colors; NO_COLOR is respected
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Color,
    /// How to print diagnostics
    ///
    /// The format human goes to standard error. The others go to standard output, or to standard
    /// error if standard output has generated code or data.
    #[arg(long, global = true, default_value = "human")]
    pub(super) format: Format,
}

/// When to use colors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How to print diagnostics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Text with an excerpt of the lexicon
    Human,
    /// One JSON object per line
    Json,
    /// One SARIF 2.1.0 document, for code review tools
    Sarif,
    /// Annotations for GitHub Actions
    Github,
}

/// Flags that select documents and resolve their references.
#[derive(Debug, Args)]
#[command(next_help_heading = "Documents")]
pub(super) struct Documents {
    /// Include only documents whose NSID matches, and what they refer to [repeatable]
    ///
    /// A pattern is an NSID (com.atproto.server.createSession), everything below a prefix
    /// (com.atproto.*), or everything (*).
    #[arg(long, value_name = "PATTERN")]
    include: Vec<Pattern>,
    /// Exclude documents whose NSID matches, unless an included one refers to them [repeatable]
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<Pattern>,
    /// Use the types at a path of another crate for the documents below a prefix [repeatable]
    ///
    /// For example com.atproto=::atproto_types::com::atproto
    #[arg(long, value_name = "PREFIX=PATH", value_parser = parse_extern_path)]
    extern_path: Vec<ExternPath>,
    /// Treat references to missing documents as data of any type
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true,
          default_missing_value = "true", hide_possible_values = true)]
    allow_missing: Option<bool>,
    #[command(flatten)]
    unknown: UnknownWords,
}

/// What becomes of words that the language does not have.
#[derive(Debug, Args)]
#[command(next_help_heading = "Documents")]
pub(super) struct UnknownWords {
    /// Treat types, string formats and permission resources that are unknown as opaque
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true,
          default_missing_value = "true", hide_possible_values = true)]
    pub(super) allow_unknown: Option<bool>,
}

impl Documents {
    /// Whether every document is selected.
    pub(super) fn is_all(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    pub(super) fn partial(&self) -> Partial {
        Partial {
            include: given(&self.include),
            exclude: given(&self.exclude),
            extern_paths: given(&self.extern_path),
            allow_missing: self.allow_missing,
            allow_unknown: self.unknown.allow_unknown,
            ..Partial::default()
        }
    }
}

/// The values of a repeatable flag, if it is given.
pub(super) fn given<T: Clone>(values: &[T]) -> Option<Vec<T>> {
    (!values.is_empty()).then(|| values.to_vec())
}

fn parse_extern_path(text: &str) -> Result<ExternPath, String> {
    let Some((prefix, rust_path)) = text.split_once('=') else {
        return Err(
            "expected `PREFIX=PATH`, such as `com.atproto=::atproto_types::com::atproto`".into(),
        );
    };
    extern_path(prefix, rust_path)
}
