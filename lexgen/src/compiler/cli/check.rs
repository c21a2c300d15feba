//! `lexgen check`: every error in the lexicons.

use std::{path::PathBuf, time::Instant};

use super::{
    End, compile,
    flags::{Documents, Global, given},
    problems, settings,
    terminal::{Terminal, count},
};
use crate::compiler::settings::{Partial, SettingsError};

/// Check lexicons for errors
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lexgen check                              check the inputs of lexgen.toml
  lexgen check lexicons/ more/one.json
  lexgen check --format json | jq .code     print one JSON object per error")]
pub(super) struct Args {
    /// Files, folders (read at any depth), or `-` for standard input
    paths: Vec<PathBuf>,
    #[command(flatten)]
    documents: Documents,
}

pub(super) fn run(args: &Args, global: &Global, terminal: &Terminal) -> Result<End, SettingsError> {
    let start = Instant::now();
    let flags = Partial {
        inputs: given(&args.paths),
        ..args.documents.partial()
    };
    let compiled = compile(&settings(flags, global)?, terminal, false);
    let documents = format!(
        "{} ({})",
        count(compiled.ir.document_count(), "document"),
        count(compiled.ir.definition_count(), "definition"),
    );
    let time = start.elapsed().as_millis();
    if compiled.has_errors() {
        let problems = problems(&compiled);
        terminal.failed("Checked", &format!("{documents} in {time} ms: {problems}"));
        return Ok(End::Problems);
    }
    terminal.done("Checked", &format!("{documents} in {time} ms"));
    Ok(End::Well)
}
