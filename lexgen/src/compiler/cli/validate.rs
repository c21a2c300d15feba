//! `lexgen validate`: checks data against lexicons, without generated code.

mod archive;
mod input;
mod judge;
mod output;
mod run;
mod schemas;
mod split;

use std::path::{Path, PathBuf};

use super::{
    End,
    data::Forms,
    flags::{Global, given},
    settings,
    terminal::Terminal,
};
use crate::compiler::{
    check::Refused,
    diagnostic::{Severity, clean},
    dynamic::{Options, Schema, Subject},
    ir, pipeline,
    schema::{FullName, Kind},
    settings::{Partial, SettingsError},
};
use input::{Input, is_named_like_data};
use run::Run;
use schemas::{ByType, Schemas};

/// Check data against lexicons
///
/// Data is a record or another value, or the parameters or a body of an endpoint. Without an
/// NSID, each value is checked against the lexicon of its own `$type`.
#[derive(Debug, clap::Args)]
#[command(override_usage = "lexgen validate [OPTIONS] [NSID[#NAME]] <FILE>...")]
#[command(after_help = "\
Examples:
  lexgen validate app.bsky.feed.post post.json
  lexgen validate app.bsky.feed.post posts.jsonl --format json
  lexgen validate mixed.jsonl                      each value by its own $type
  lexgen validate repository.car                   every record of a repository
  lexgen validate com.atproto.server.createSession --output answer.json
  echo 'q=cats&limit=9' | lexgen validate app.bsky.feed.searchPosts --params -

Without --lexicons, the inputs of lexgen.toml are used, or else the folder lexicons/.
A file contains one or more values. In a folder, *.json, *.jsonl, *.ndjson, *.cbor and *.car
are read. Values can be of any number: they are read one after another.

Exit codes:
  0  everything is valid; there may be warnings
  1  something is invalid
  2  invalid usage, or a file cannot be read")]
pub(super) struct Args {
    /// The definition that the data must match, if it is not that of each value's own `$type`;
    /// then JSON, JSON lines, DAG-CBOR or CAR files, or folders; `-` for standard input
    #[arg(value_name = "FILE", required = true)]
    arguments: Vec<PathBuf>,
    /// Lexicons: files, or folders (read at any depth) [repeatable]
    #[arg(short, long, value_name = "PATH")]
    lexicons: Vec<PathBuf>,
    /// Accept values of types that are not among the lexicons
    #[arg(long)]
    allow_unresolved: bool,
    /// Treat types, string formats and permission resources that are unknown as opaque:
    /// lexicons with them have no errors, and any value matches an unknown type
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true,
          default_missing_value = "true", hide_possible_values = true)]
    allow_unknown: Option<bool>,
    /// Also check the record key
    #[arg(long, value_name = "KEY")]
    rkey: Option<String>,
    /// Go on after a file that cannot be read, and after 100 values of a file that cannot be
    /// read. Invalid values never end a run
    #[arg(long)]
    keep_going: bool,
    #[command(flatten)]
    part: PartFlags,
    #[command(flatten)]
    forms: Forms,
    /// Read a CAR file [default for *.car]
    #[arg(long, conflicts_with_all = ["cbor", "json_lines"], help_heading = "Files")]
    car: bool,
}

/// The part of an endpoint; none for a record or another value.
#[derive(Clone, Copy, Debug, clap::Args)]
#[group(multiple = false)]
#[command(next_help_heading = "Parts of an endpoint")]
struct PartFlags {
    /// Check parameters: a JSON object, or a query string
    #[arg(long)]
    params: bool,
    /// Check a request body
    #[arg(long)]
    input: bool,
    /// Check a response body
    #[arg(long)]
    output: bool,
    /// Check a message of a subscription
    #[arg(long)]
    message: bool,
    /// Check the body of an error response
    #[arg(long)]
    error: bool,
}

impl PartFlags {
    fn subject(self) -> Subject {
        match self {
            Self { params: true, .. } => Subject::Params,
            Self { input: true, .. } => Subject::Input,
            Self { output: true, .. } => Subject::Output,
            Self { message: true, .. } => Subject::Message,
            Self { error: true, .. } => Subject::ErrorBody,
            _ => Subject::Value,
        }
    }
}

impl Args {
    fn options(&self) -> Options {
        Options {
            allow_unresolved: self.allow_unresolved,
        }
    }

    /// The definition that is named first, and the files. What exists is a file, and so is
    /// what cannot name a definition if nothing follows it.
    fn names(&self) -> Result<(Option<&str>, &[PathBuf]), SettingsError> {
        let Some((first, rest)) = self.arguments.split_first() else {
            return Ok((None, &[]));
        };
        let name = first.to_str().filter(|_| !is_file(first));
        let is_name = |name: &&str| !rest.is_empty() || FullName::parse(name).is_some();
        match name.filter(is_name) {
            Some("*") => Ok((None, rest)),
            Some(name) if rest.is_empty() && is_named_like_data(name) => {
                let opened = Input::File(first.clone()).open();
                opened.map(|_| (None, &*self.arguments)).map_err(|error| {
                    error.help(format!(
                        "if it is a definition, name a file after it: `lexgen validate {} <FILE>`",
                        clean(name)
                    ))
                })
            }
            Some(name) if rest.is_empty() => {
                let message = format!("no file with data for `{}`", clean(name));
                Err(SettingsError::new(message)
                    .help(format!("name it: `lexgen validate {} <FILE>`", clean(name))))
            }
            Some(name) => Ok((Some(name), rest)),
            None => Ok((None, &self.arguments)),
        }
    }
}

fn is_file(path: &Path) -> bool {
    path.as_os_str() == "-" || path.exists()
}

pub(super) fn run(args: &Args, global: &Global, terminal: &Terminal) -> Result<End, SettingsError> {
    let (name, paths) = args.names()?;
    let subject = args.part.subject();
    let is_about_one = subject != Subject::Value || args.rkey.is_some();
    if name.is_none() && is_about_one {
        let message = "parts of an endpoint and record keys need the NSID of a definition";
        return Err(SettingsError::new(message)
            .help("name it before the files: `lexgen validate com.example.thing <FILE>`"));
    }
    let (ir, refused) = lexicons(args, global, terminal)?;
    let Some(name) = name else {
        return by_type(args, paths, (&ir, &refused), terminal);
    };
    let schema = match Schema::find_used(&ir, &refused, name, subject) {
        Ok(schema) => schema.with_options(args.options()),
        // A file that does not exist, such as `posts.json`, could also be an NSID.
        Err(_) if !is_about_one && is_named_like_data(name) && ir.document(name).is_none() => {
            return by_type(args, &args.arguments, (&ir, &refused), terminal);
        }
        Err(error) => {
            let found = SettingsError::new(error.to_string());
            return Err(match error.help() {
                Some(help) => found.help(help),
                None => found,
            });
        }
    };
    if args.rkey.is_some() && !schema.is_record() {
        let message = format!("`{name}` is not a record, so it has no key");
        return Err(SettingsError::new(message).help("remove `--rkey`"));
    }
    let collection = name.strip_suffix("#main").unwrap_or(name);
    let collection = schema.is_record().then(|| collection.to_owned());
    let noun = noun(args, &schema);
    let schemas = Schemas::One(Box::new(schema));
    let mut run = Run::new(args, schemas, collection, terminal);
    let result = run.files(paths, subject == Subject::Params);
    if run.output.total == 0 && result.is_err() {
        return result.map(|()| End::Problems);
    }
    let end = run.output.summary(Some(name), noun);
    result.map(|()| end)
}

/// Checks each value against the lexicon of its own `$type`.
fn by_type(
    args: &Args,
    paths: &[PathBuf],
    (ir, refused): (&ir::Ir, &Refused),
    terminal: &Terminal,
) -> Result<End, SettingsError> {
    let schemas = Schemas::ByType(ByType::new(ir, refused, args.options()));
    let mut run = Run::new(args, schemas, None, terminal);
    let result = run.files(paths, false);
    let Run {
        output, schemas, ..
    } = run;
    if output.total == 0 && result.is_err() {
        return result.map(|()| End::Problems);
    }
    if let Schemas::ByType(types) = &schemas {
        output.types(types);
    }
    let end = output.summary(None, "value");
    result.map(|()| end)
}

/// The lexicons, without definitions that have errors, and those. Reports the errors.
fn lexicons(
    args: &Args,
    global: &Global,
    terminal: &Terminal,
) -> Result<(ir::Ir, Refused), SettingsError> {
    let flags = Partial {
        inputs: given(&args.lexicons),
        allow_unknown: args.allow_unknown,
        ..Partial::default()
    };
    let mut settings = settings(flags, global)?;
    // Settings of generated code do not matter here.
    settings.resolve = ir::Options {
        allow_missing: true,
        allow_unknown: settings.resolve.allow_unknown,
        ..ir::Options::default()
    };
    let mut compiled = pipeline::compile(&settings);
    compiled
        .diagnostics
        .retain(|it| it.severity == Severity::Error);
    terminal.diagnostics(&compiled.diagnostics, &compiled.sources, terminal.is_json());
    Ok((compiled.ir, compiled.refused))
}

/// What a value of a definition is.
fn noun(args: &Args, schema: &Schema<'_>) -> &'static str {
    match args.part.subject() {
        Subject::Value if schema.is_record() => Kind::Record.as_str(),
        Subject::Value => "value",
        Subject::Params => "parameter set",
        Subject::Input => "input",
        Subject::Output => "output",
        Subject::Message => "message",
        Subject::ErrorBody => "error response",
    }
}
