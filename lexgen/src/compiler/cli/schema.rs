//! `lexgen schema`: JSON Schemas, for editors.

mod lexicon;
mod settings;

use serde_json::Value;

use super::{End, terminal::Terminal};
use crate::compiler::{diagnostic::to_json_pretty, settings::SettingsError};

/// The version of JSON Schema that editors know best.
const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// Print the JSON Schema of lexicons, or of lexgen.toml
///
/// Editors check and complete files with it. `lexgen init` writes both schemas, and refers to
/// them. A lexicon should not name its schema itself: a `$schema` in it would be published.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lexgen schema lexicon > .lexgen/lexicon.schema.json
  lexgen schema settings > .lexgen/settings.schema.json")]
pub(super) struct Args {
    /// What to describe
    what: Subject,
}

/// What a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Subject {
    /// Lexicon documents
    Lexicon,
    /// lexgen.toml
    Settings,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<End, SettingsError> {
    terminal.exact(&text(args.what))?;
    Ok(End::Well)
}

/// The text of a schema.
pub(super) fn text(subject: Subject) -> String {
    let schema: Value = match subject {
        Subject::Lexicon => lexicon::schema(),
        Subject::Settings => settings::schema(),
    };
    to_json_pretty(&schema) + "\n"
}
