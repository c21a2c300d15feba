//! `lexgen ir`: the resolved definitions as JSON.

use std::path::PathBuf;

use super::{
    End, compile,
    flags::{Documents, Global, given},
    settings,
    terminal::Terminal,
};
use crate::compiler::{
    diagnostic::to_json_pretty,
    pattern::Pattern,
    settings::{Partial, SettingsError},
};

/// Print the resolved definitions as JSON
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lexgen ir com.example.feed.getPost              with the inputs of lexgen.toml
  lexgen ir --input lexicons/ 'com.example.*'")]
pub(super) struct Args {
    /// Print only these documents: NSIDs or patterns such as com.example.*
    #[arg(value_name = "NSID")]
    only: Vec<Pattern>,
    /// Files, folders (read at any depth), or `-` for standard input [repeatable]
    #[arg(short, long, value_name = "PATH")]
    input: Vec<PathBuf>,
    #[command(flatten)]
    documents: Documents,
}

pub(super) fn run(args: &Args, global: &Global, terminal: &Terminal) -> Result<End, SettingsError> {
    let flags = Partial {
        inputs: given(&args.input),
        ..args.documents.partial()
    };
    let compiled = compile(&settings(flags, global)?, terminal, true);
    let json = compiled.ir.matching_to_json(&args.only);
    terminal.result(&(to_json_pretty(&json) + "\n"))?;
    Ok(if compiled.has_errors() {
        End::Problems
    } else {
        End::Well
    })
}
