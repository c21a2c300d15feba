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
    /// Settings to use instead of the nearest lexgen.toml
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Print errors and nothing else
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Print notes, the files written and how long each pass took
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
    /// When to use colours; NO_COLOR is respected
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Color,
    /// How to print what is wrong with lexicons and data; all but human go to standard output,
    /// or to standard error when that holds something else
    #[arg(long, global = true, default_value = "human")]
    pub(super) format: Format,
}

/// When to use colours.
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
    /// With an excerpt of the lexicon
    Human,
    /// One JSON object per line
    Json,
    /// One SARIF 2.1.0 document, which code review tools read
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

/// Flags that choose documents and say what their references mean.
#[derive(Debug, Args)]
#[command(next_help_heading = "Documents")]
pub(super) struct Documents {
    /// Only documents whose NSID matches, and what they refer to [repeatable]
    ///
    /// A pattern is an NSID (com.atproto.server.createSession), everything below a prefix
    /// at any depth (com.atproto.*), or all there is (*).
    #[arg(long, value_name = "PATTERN")]
    include: Vec<Pattern>,
    /// Not documents whose NSID matches [repeatable]
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<Pattern>,
    /// Documents that are Rust types already, and where [repeatable]
    ///
    /// For example com.atproto=::atproto_types::com::atproto
    #[arg(long, value_name = "NSID=PATH", value_parser = parse_extern_path)]
    extern_path: Vec<ExternPath>,
    /// Make a reference to a document that is not there opaque data, not an error
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true,
          default_missing_value = "true", hide_possible_values = true)]
    allow_missing: Option<bool>,
}

impl Documents {
    /// Whether no document is left out.
    pub(super) fn is_all(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    /// What these flags say.
    pub(super) fn partial(&self) -> Partial {
        Partial {
            include: given(&self.include),
            exclude: given(&self.exclude),
            extern_paths: given(&self.extern_path),
            allow_missing: self.allow_missing,
            ..Partial::default()
        }
    }
}

/// A repeatable flag: nothing when it is not there.
pub(super) fn given<T: Clone>(values: &[T]) -> Option<Vec<T>> {
    (!values.is_empty()).then(|| values.to_vec())
}

fn parse_extern_path(text: &str) -> Result<ExternPath, String> {
    let Some((prefix, rust_path)) = text.split_once('=') else {
        return Err("write the beginning of an NSID, `=` and a Rust path".into());
    };
    extern_path(prefix, rust_path).map_err(|error| error.to_string())
}
