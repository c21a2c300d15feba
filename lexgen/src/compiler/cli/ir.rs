//! `lexgen ir`: the resolved definitions as JSON.

use std::path::PathBuf;

use super::{
    End, compile,
    flags::{Documents, Global, given},
    settings,
    terminal::Terminal,
};
use crate::compiler::{
    check::suggest::nearest_nsid,
    diagnostic::to_json_pretty,
    pattern::Pattern,
    pipeline::Compiled,
    settings::{Partial, SettingsError},
};

/// Print the definitions as JSON, with resolved references and Rust names
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lexgen ir com.example.feed.getPost              with the inputs of lexgen.toml
  lexgen ir --input lexicons/ 'com.example.*'")]
pub(super) struct Args {
    /// Print only these documents, not what they refer to: NSIDs or patterns such as com.example.*
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
    for pattern in &args.only {
        let mut nsids = compiled.ir.modules.iter().map(|module| &module.nsid);
        if !nsids.any(|nsid| pattern.matches(nsid)) {
            return Err(unmatched(pattern, &compiled));
        }
    }
    let json = compiled.ir.matching_to_json(&args.only);
    terminal.result(&(to_json_pretty(&json) + "\n"))?;
    Ok(if compiled.has_errors() {
        End::Problems
    } else {
        End::Well
    })
}

/// No document matches a pattern.
fn unmatched(pattern: &Pattern, compiled: &Compiled) -> SettingsError {
    let error = SettingsError::new(format!("no lexicon matches `{pattern}`"));
    let nsids = compiled
        .ir
        .modules
        .iter()
        .map(|module| module.nsid.as_str());
    match pattern.exact().and_then(|nsid| nearest_nsid(nsid, nsids)) {
        Some(near) => error.help(format!("did you mean `{near}`?")),
        None => error.help("`lexgen ir` without patterns prints all lexicons"),
    }
}
