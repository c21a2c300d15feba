//! The command line: flags to settings, results to text and an exit code.
//!
//! | Exit code | Meaning |
//! |---|---|
//! | 0 | all is well |
//! | 1 | the lexicons or the data have errors, the snapshot is stale, or with `--check` the output is |
//! | 2 | wrong usage or settings, or a file that cannot be read or written |

mod breaking;
mod cargo_features;
mod check;
mod cid;
mod completions;
mod data;
mod diff;
mod explain;
mod flags;
mod generate;
mod init;
mod ir;
mod lint;
mod registry;
mod snapshot;
mod terminal;
mod validate;
mod violations;

use std::{path::Path, process::ExitCode};

use clap::{CommandFactory, Parser, Subcommand};

use crate::compiler::{
    pipeline::{self, Compiled},
    settings::{Partial, Settings, SettingsError, locate},
};
use flags::Global;
use terminal::Terminal;

/// Typed Rust from AT Protocol lexicons
#[derive(Debug, Parser)]
#[command(name = "lexgen", version, after_help = AFTER_HELP, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    global: Global,
}

const AFTER_HELP: &str = "\
Examples:
  lexgen init                                    write a lexgen.toml to start from
  lexgen generate                                do what the nearest lexgen.toml says
  lexgen generate lexicons/ -o src/lexicons      a tree of modules, without lexgen.toml
  lexgen generate --check                        in CI: is the output up to date?
  lexgen check lexicons/                         only look for mistakes
  lexgen lint lexicons/                          also look for what will be regretted
  lexgen diff git:HEAD                           what has changed since the last commit
  lexgen validate com.example.post post.json     is this data what the lexicon says?

Exit codes:
  0  all is well
  1  the lexicons or the data have errors, the snapshot is stale, or with --check the output is
  2  wrong usage or settings, or a file that cannot be read or written";

#[derive(Debug, Subcommand)]
enum Command {
    /// Turn lexicons into Rust
    #[command(visible_alias = "gen")]
    Generate(generate::Args),
    /// Report every mistake in the lexicons; write nothing
    Check(check::Args),
    /// Report what the language allows and an author would rather not publish
    Lint(lint::Args),
    /// Check data against lexicons: records, parameters and bodies of endpoints
    Validate(validate::Args),
    /// Show what differs between two sets of lexicons
    Diff(diff::Args),
    /// Print the CID of documents: DAG-CBOR, SHA-256, version 1
    Cid(cid::Args),
    /// Print what the lexicons mean, references and names resolved, as JSON
    Ir(ir::Args),
    /// Pin the lexicons in lexicons.lock, or show what has changed since
    Snapshot(snapshot::Args),
    /// Say what a new version of the lexicons breaks, for whom, and why
    Breaking(breaking::Args),
    /// Say why a rule exists and what to do when it is broken
    Explain(explain::Args),
    /// Write a commented lexgen.toml into the current folder
    Init(init::Args),
    /// Print a script that completes commands and flags in your shell
    Completions(completions::Args),
}

/// How a command ended, when it did what it could.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// All is well.
    Well,
    /// The lexicons or the data have errors, or the output is stale.
    Problems,
}

/// Runs the command and returns its exit code.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let terminal = Terminal::new(&cli.global);
    let end = match &cli.command {
        Command::Generate(args) => generate::run(args, &cli.global, &terminal),
        Command::Check(args) => check::run(args, &cli.global, &terminal),
        Command::Lint(args) => lint::run(args, &cli.global, &terminal),
        Command::Validate(args) => validate::run(args, &cli.global, &terminal),
        Command::Diff(args) => diff::run(args, &cli.global, &terminal),
        Command::Cid(args) => cid::run(args, &terminal),
        Command::Ir(args) => ir::run(args, &cli.global, &terminal),
        Command::Snapshot(args) => snapshot::run(args, &cli.global, &terminal),
        Command::Breaking(args) => breaking::run(args, &cli.global, &terminal),
        Command::Explain(args) => explain::run(args, &terminal),
        Command::Init(args) => init::run(args, &terminal),
        Command::Completions(args) => completions::run(args, Cli::command(), &terminal),
    };
    terminal.finish();
    match end {
        Ok(End::Well) => ExitCode::SUCCESS,
        Ok(End::Problems) => ExitCode::from(1),
        Err(error) => {
            terminal.error(&error);
            ExitCode::from(2)
        }
    }
}

/// The flags, over what `lexgen.toml` says.
fn settings(flags: Partial, global: &Global) -> Result<Settings, SettingsError> {
    let here = Path::new("");
    locate::locate(flags, global.config.as_deref(), here)?
        .settings
        .complete()
}

/// Compiles, and reports what there is to say about the lexicons.
fn compile(settings: &Settings, terminal: &Terminal, stdout_is_taken: bool) -> Compiled {
    let compiled = pipeline::compile(settings);
    terminal.diagnostics(&compiled.diagnostics, &compiled.sources, stdout_is_taken);
    compiled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
