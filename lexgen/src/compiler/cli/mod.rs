//! The command line: flags to settings, results to text and an exit code.
//!
//! | Exit code | Meaning |
//! |---|---|
//! | 0 | success |
//! | 1 | the lexicons or the data have errors, a published lexicon cannot be resolved, installed or published, there are breaking changes, the old version is invalid, the snapshot is out of date, or `--check` found outdated output, documents that are not formatted or (`status`) lexicons that are not as they are published |
//! | 2 | invalid usage or settings, output that cannot be written, (`validate`, `cid`, `install`, `update`, `uninstall`, `status`) a file that cannot be read, (`publish`, `unpublish`) no password or nobody to ask, or (`diff`, `breaking`) a version that does not exist |

mod breaking;
mod cargo_features;
mod check;
mod cid;
mod compared;
mod completions;
mod data;
mod diff;
mod docs;
mod elsewhere;
mod explain;
mod flags;
mod fmt;
mod generate;
mod init;
#[cfg(feature = "network")]
mod install;
mod ir;
mod journal;
mod lint;
#[cfg(feature = "network")]
mod network;
mod new;
mod old_version;
#[cfg(feature = "network")]
mod project;
#[cfg(feature = "network")]
mod publish;
#[cfg(feature = "network")]
mod published;
mod registry;
#[cfg(feature = "network")]
mod resolve;
mod schema;
mod scopes;
#[cfg(feature = "serve")]
mod serve;
mod snapshot;
#[cfg(feature = "network")]
mod status;
mod terminal;
mod tree;
#[cfg(feature = "network")]
mod uninstall;
#[cfg(feature = "network")]
mod unpublish;
#[cfg(feature = "network")]
mod update;
mod validate;
mod violations;
#[cfg(not(feature = "network"))]
mod without_network;
#[cfg(not(feature = "serve"))]
mod without_serve;
#[cfg(not(feature = "network"))]
use without_network as network;
#[cfg(not(feature = "network"))]
use without_network as published;

use std::{env, path::Path, process::ExitCode};

use clap::{CommandFactory, Parser, Subcommand};

use crate::compiler::{
    diagnostic::{Severity, clean, problem_count},
    pipeline::{self, Compiled},
    settings::{Partial, Settings, SettingsError, locate},
};
use flags::Global;
use terminal::{Terminal, count};

/// Generate typed Rust from AT Protocol lexicons
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
  lexgen init                                    create a lexgen.toml
  lexgen new record com.example.post             create a lexicon
  lexgen generate                                generate as configured in lexgen.toml
  lexgen generate lexicons/ -o src/lexicons      generate without a lexgen.toml
  lexgen generate --check                        in CI: check that the output is up to date
  lexgen check lexicons/                         report errors
  lexgen lint lexicons/                          report likely mistakes
  lexgen fmt lexicons/                           format lexicons
  lexgen diff git:HEAD                           show what has changed since the last commit
  lexgen validate com.example.post post.json     check data against a lexicon

Exit codes:
  0  success
  1  something was found: lexicons that are invalid or cannot be read, resolved, installed or
     published, invalid data, an invalid old version, breaking changes, an outdated snapshot, or
     (--check) outdated output, documents that are not formatted, or lexicons that are not as
     they are published (status)
  2  invalid usage or settings, output that cannot be written, a file that cannot be read
     (validate, cid, install, update, uninstall, status), no password or nobody to ask (publish,
     unpublish), or a version that does not exist (diff, breaking)
`lexgen COMMAND --help` has those of a command.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Generate Rust from lexicons
    #[command(visible_alias = "gen")]
    Generate(generate::Args),
    /// Check lexicons for errors
    Check(check::Args),
    /// Check lexicons for likely mistakes
    Lint(lint::Args),
    /// Generate a site with a page for every lexicon
    Docs(docs::Args),
    /// Show lexicons in the browser as they are edited, and validate data there
    #[cfg(feature = "serve")]
    Serve(serve::Args),
    #[cfg(not(feature = "serve"))]
    #[command(hide = true)]
    Serve(without_serve::Args),
    /// Create a lexicon document to start from
    New(new::Args),
    /// Format lexicons
    Fmt(fmt::Args),
    /// Check data against lexicons
    Validate(validate::Args),
    /// Show the differences between two versions
    Diff(diff::Args),
    /// Print the CID of JSON or DAG-CBOR data
    Cid(cid::Args),
    /// Fetch published lexicons, and verify that they are what their authority has signed
    #[cfg(feature = "network")]
    Resolve(resolve::Args),
    #[cfg(not(feature = "network"))]
    #[command(hide = true)]
    Resolve(without_network::Args),
    /// Install published lexicons, with everything that they refer to
    #[cfg(feature = "network")]
    Install(Box<install::Args>),
    #[cfg(not(feature = "network"))]
    #[command(hide = true)]
    Install(without_network::Args),
    /// Update installed lexicons to what is published now
    #[cfg(feature = "network")]
    Update(Box<update::Args>),
    #[cfg(not(feature = "network"))]
    #[command(hide = true)]
    Update(without_network::Args),
    /// Remove installed lexicons, with everything that only they refer to
    #[cfg(feature = "network")]
    Uninstall(uninstall::Args),
    #[cfg(not(feature = "network"))]
    #[command(hide = true)]
    Uninstall(without_network::Args),
    /// Compare lexicons with what is published
    #[cfg(feature = "network")]
    Status(Box<status::Args>),
    #[cfg(not(feature = "network"))]
    #[command(hide = true)]
    Status(without_network::Args),
    /// Publish your lexicons in the repository of an account
    #[cfg(feature = "network")]
    Publish(publish::Args),
    #[cfg(not(feature = "network"))]
    #[command(hide = true)]
    Publish(without_network::Args),
    /// Delete published lexicons from the repository of an account
    #[cfg(feature = "network")]
    Unpublish(unpublish::Args),
    #[cfg(not(feature = "network"))]
    #[command(hide = true)]
    Unpublish(without_network::Args),
    /// Print the definitions as JSON, with resolved references and Rust names
    Ir(ir::Args),
    /// Print the OAuth scopes for the selected records, endpoints and spaces
    Scopes(scopes::Args),
    /// Record the lexicons in lexicons.lock, or show what has changed since
    Snapshot(snapshot::Args),
    /// Compare two versions and report breaking changes
    Breaking(breaking::Args),
    /// Explain a rule
    Explain(explain::Args),
    /// Create a lexgen.toml in the current folder
    Init(init::Args),
    /// Print the JSON Schema of lexicons, or of lexgen.toml
    Schema(schema::Args),
    /// Print a completion script for a shell
    Completions(completions::Args),
}

impl Command {
    /// Whether it reads the lexicons of the project and changes none of the files that
    /// other commands change together.
    fn reads_lexicons(&self) -> bool {
        match self {
            Self::Generate(_)
            | Self::Check(_)
            | Self::Lint(_)
            | Self::Fmt(_)
            | Self::Docs(_)
            | Self::Serve(_)
            | Self::Validate(_)
            | Self::Diff(_)
            | Self::Ir(_)
            | Self::Scopes(_)
            | Self::Breaking(_)
            | Self::Publish(_)
            | Self::Status(_) => true,
            Self::Snapshot(args) => args.check,
            Self::New(_)
            | Self::Cid(_)
            | Self::Resolve(_)
            | Self::Install(_)
            | Self::Update(_)
            | Self::Uninstall(_)
            | Self::Unpublish(_)
            | Self::Explain(_)
            | Self::Init(_)
            | Self::Schema(_)
            | Self::Completions(_) => false,
        }
    }
}

/// How a command ended, if it could run at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Well,
    /// The lexicons or the data have errors, or the output is stale.
    Problems,
}

/// Runs the command and returns its exit code.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // The message quotes arguments, which can be names of files.
            let arguments = env::args_os().map(|it| clean(&it.to_string_lossy()));
            let error = Cli::try_parse_from(arguments).err().unwrap_or(error);
            return terminal::usage(&error);
        }
    };
    let terminal = Terminal::new(&cli.global);
    if cli.command.reads_lexicons() {
        journal::warn(&cli.global, &terminal);
    }
    let end = match &cli.command {
        Command::Generate(args) => generate::run(args, &cli.global, &terminal),
        Command::Check(args) => check::run(args, &cli.global, &terminal),
        Command::Lint(args) => lint::run(args, &cli.global, &terminal),
        Command::Docs(args) => docs::run(args, &cli.global, &terminal),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(args, &cli.global, &terminal),
        #[cfg(not(feature = "serve"))]
        Command::Serve(_) => without_serve::run(),
        Command::New(args) => new::run(args, &cli.global, &terminal),
        Command::Fmt(args) => fmt::run(args, &cli.global, &terminal),
        Command::Validate(args) => validate::run(args, &cli.global, &terminal),
        Command::Diff(args) => diff::run(args, &cli.global, &terminal),
        Command::Cid(args) => cid::run(args, &terminal),
        #[cfg(feature = "network")]
        Command::Resolve(args) => resolve::run(args, &cli.global, &terminal),
        #[cfg(not(feature = "network"))]
        Command::Resolve(_)
        | Command::Install(_)
        | Command::Update(_)
        | Command::Publish(_)
        | Command::Unpublish(_)
        | Command::Uninstall(_)
        | Command::Status(_) => without_network::run(),
        #[cfg(feature = "network")]
        Command::Install(args) => install::run(args, &cli.global, &terminal),
        #[cfg(feature = "network")]
        Command::Update(args) => update::run(args, &cli.global, &terminal),
        #[cfg(feature = "network")]
        Command::Uninstall(args) => uninstall::run(args, &cli.global, &terminal),
        #[cfg(feature = "network")]
        Command::Status(args) => status::run(args, &cli.global, &terminal),
        #[cfg(feature = "network")]
        Command::Publish(args) => publish::run(args, &cli.global, &terminal),
        #[cfg(feature = "network")]
        Command::Unpublish(args) => unpublish::run(args, &cli.global, &terminal),
        Command::Ir(args) => ir::run(args, &cli.global, &terminal),
        Command::Scopes(args) => scopes::run(args, &cli.global, &terminal),
        Command::Snapshot(args) => snapshot::run(args, &cli.global, &terminal),
        Command::Breaking(args) => breaking::run(args, &cli.global, &terminal),
        Command::Explain(args) => explain::run(args, &terminal),
        Command::Init(args) => init::run(args, &cli.global, &terminal),
        Command::Schema(args) => schema::run(args, &terminal),
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

/// The settings of the flags and of `lexgen.toml`.
fn settings(flags: Partial, global: &Global) -> Result<Settings, SettingsError> {
    let here = Path::new("");
    locate::locate(flags, global.config.as_deref(), here)?
        .settings
        .complete()
}

/// Compiles, and reports the diagnostics.
fn compile(settings: &Settings, terminal: &Terminal, stdout_is_taken: bool) -> Compiled {
    let compiled = pipeline::compile(settings);
    terminal.diagnostics(&compiled.diagnostics, &compiled.sources, stdout_is_taken);
    compiled
}

/// The diagnostics that are shown: `2 errors, 1 warning`.
fn problems(compiled: &Compiled) -> String {
    let mut parts = vec![count(compiled.error_count(), "error")];
    let warnings = compiled.diagnostics.iter();
    let warnings = problem_count(warnings.filter(|it| it.severity == Severity::Warning));
    if warnings > 0 {
        parts.push(count(warnings, "warning"));
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
