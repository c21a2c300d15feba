//! `lexgen validate`: checks data against lexicons, without generated code.

mod schemas;

use std::{
    collections::HashMap,
    mem,
    path::{Path, PathBuf},
};

use super::{
    End,
    data::{Document, Files, Forms},
    flags::{Global, given},
    settings,
    terminal::{Terminal, count, thousands},
    violations,
};
use crate::{
    compiler::{
        diagnostic::{
            Collector, Diagnostic, Place, Pointer, PointerStep, Report, Severity, clean,
            has_errors, rules,
        },
        dynamic::{Options, Schema, Subject},
        ir, pipeline,
        schema::{FullName, Kind},
        settings::{Partial, SettingsError},
        source::SourceId,
    },
    data::Data,
};
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
  lexgen validate com.atproto.server.createSession --output answer.json
  echo 'q=cats&limit=9' | lexgen validate app.bsky.feed.searchPosts --params -

Without --lexicons, the inputs of lexgen.toml are used, or else the folder lexicons/.
A file contains one or more values.

Exit codes:
  0  everything is valid
  1  something is invalid
  2  invalid usage, or a file cannot be read")]
pub(super) struct Args {
    /// The definition that the data must match, if it is not that of each value's own `$type`;
    /// then JSON, JSON lines or DAG-CBOR; `-` for standard input
    #[arg(value_name = "FILE", required = true)]
    arguments: Vec<PathBuf>,
    /// Lexicons: files, or folders (read at any depth) [repeatable]
    #[arg(short, long, value_name = "PATH")]
    lexicons: Vec<PathBuf>,
    /// Accept values of types that are not among the lexicons
    #[arg(long)]
    allow_unresolved: bool,
    /// Also check the record key
    #[arg(long, value_name = "KEY")]
    rkey: Option<String>,
    #[command(flatten)]
    part: PartFlags,
    #[command(flatten)]
    forms: Forms,
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
    let Some(name) = name else {
        if subject != Subject::Value || args.rkey.is_some() {
            let message = "parts of an endpoint and record keys need the NSID of a definition";
            return Err(SettingsError::new(message)
                .help("name it before the files: `lexgen validate com.example.thing <FILE>`"));
        }
        return by_type(args, paths, global, terminal);
    };
    let ir = lexicons(args, global, terminal)?;
    let schema = Schema::find(&ir, name, subject)
        .map_err(|error| match error.help() {
            Some(help) => SettingsError::new(error.to_string()).help(help),
            None => SettingsError::new(error.to_string()),
        })?
        .with_options(Options {
            allow_unresolved: args.allow_unresolved,
        });
    if args.rkey.is_some() && !schema.is_record() {
        let message = format!("`{name}` is not a record, so it has no key");
        return Err(SettingsError::new(message).help("remove `--rkey`"));
    }

    let query = subject == Subject::Params;
    let mut schemas = Schemas::One(Box::new(schema));
    let (valid, total) = each(args, (paths, query), &mut schemas, terminal)?;
    let Schemas::One(schema) = schemas else {
        return Ok(End::Problems);
    };
    Ok(summary((args, name), &schema, valid, total, terminal))
}

/// The most types in a summary: strangers name them.
const MOST_TYPES: usize = 100;

/// Checks each value against the lexicon of its own `$type`.
fn by_type(
    args: &Args,
    paths: &[PathBuf],
    global: &Global,
    terminal: &Terminal,
) -> Result<End, SettingsError> {
    let ir = lexicons(args, global, terminal)?;
    let options = Options {
        allow_unresolved: args.allow_unresolved,
    };
    let mut schemas = Schemas::ByType(ByType::new(&ir, options));
    let (valid, total) = each(args, (paths, false), &mut schemas, terminal)?;
    if let Schemas::ByType(types) = &schemas {
        let number = types.counts.len();
        let counts = types.counts.iter().filter(|_| number > 1);
        for (name, (valid, all)) in counts.take(MOST_TYPES) {
            let text = format!("{name}: {} of {} valid", thousands(*valid), thousands(*all));
            if valid == all {
                terminal.done("Validated", &text);
            } else {
                terminal.failed("Validated", &text);
            }
        }
        if number > MOST_TYPES {
            let more = count(number - MOST_TYPES, "type");
            terminal.more(&format!("{:>12} and {more} more\n", ""));
        }
    }
    let text = format!("{} of {} valid", thousands(valid), count(total, "value"));
    if valid == total {
        terminal.done("Validated", &text);
        return Ok(End::Well);
    }
    terminal.failed("Validated", &text);
    Ok(End::Problems)
}

/// Checks the values in files, and reports the problems. Returns how many are valid, and
/// how many there are.
fn each(
    args: &Args,
    (paths, query): (&[PathBuf], bool),
    schemas: &mut Schemas<'_>,
    terminal: &Terminal,
) -> Result<(usize, usize), SettingsError> {
    let mut files = Files::read(paths, args.forms, query)?;
    let documents = mem::take(&mut files.documents);
    let mut diagnostics = Collector::of_run();
    let mut numbers = HashMap::new();
    let mut valid = 0;
    for document in &documents {
        let id = files.open(document);
        let found = check(args, schemas, &files, (document, id), !terminal.is_json());
        valid += usize::from(!has_errors(&found));
        if found.is_empty() || diagnostics.is_full() {
            files.close(document, id);
        } else {
            numbers.insert(id, document.number);
        }
        diagnostics.extend(found);
    }
    let report = Report::new(&files.sources, diagnostics.finish());
    if terminal.is_json() {
        let number = |id| numbers.get(&id).copied();
        terminal.result(&violations::json_lines(&report, &files.sources, number))?;
    } else {
        terminal.report(&report, false);
    }
    Ok((valid, documents.len()))
}

/// The lexicons, without definitions that have errors. Reports the errors.
fn lexicons(args: &Args, global: &Global, terminal: &Terminal) -> Result<ir::Ir, SettingsError> {
    let flags = Partial {
        inputs: given(&args.lexicons),
        ..Partial::default()
    };
    let mut settings = settings(flags, global)?;
    // Settings of generated code do not matter here.
    settings.resolve = ir::Options {
        allow_missing: true,
        ..ir::Options::default()
    };
    let mut compiled = pipeline::compile(&settings);
    compiled
        .diagnostics
        .retain(|it| it.severity == Severity::Error);
    terminal.diagnostics(&compiled.diagnostics, &compiled.sources, terminal.is_json());
    Ok(compiled.ir)
}

/// The diagnostics of one value.
fn check(
    args: &Args,
    schemas: &mut Schemas<'_>,
    files: &Files,
    (document, id): (&Document, SourceId),
    for_people: bool,
) -> Vec<Diagnostic> {
    let one = match schemas {
        Schemas::One(schema) => Some(&**schema),
        Schemas::ByType(_) => None,
    };
    let data = match files.value(document, id, one) {
        Ok(data) => data,
        Err(diagnostics) => {
            if let Schemas::ByType(types) = schemas {
                types.count(None, false);
            }
            return diagnostics;
        }
    };
    let mut found = Collector::of_document();
    match schemas {
        Schemas::One(schema) => {
            if let Some(key) = &args.rkey {
                for violation in schema.validate_key(key).err().into_iter().flatten() {
                    found.push(violations::of_key(violation, id));
                }
            }
            for violation in schema.validate(&data).err().into_iter().flatten() {
                found.push(violations::diagnostic(violation, id, for_people));
            }
            found.extend(remark(schema, &data, id));
        }
        Schemas::ByType(types) => {
            let violations = types.violations(&data);
            types.count(Some(&data), violations.is_empty());
            for violation in violations {
                found.push(violations::diagnostic(violation, id, for_people));
            }
        }
    }
    found.finish()
}

fn remark(schema: &Schema<'_>, data: &Data, source: SourceId) -> Option<Diagnostic> {
    let message = schema.remark(data)?;
    let place = Place::value(source, Pointer::from_iter([PointerStep::Keyword("error")]));
    Some(Diagnostic::new(
        &rules::UNLISTED_ERROR,
        Some(place),
        message,
    ))
}

fn summary(
    (args, name): (&Args, &str),
    schema: &Schema<'_>,
    valid: usize,
    total: usize,
    terminal: &Terminal,
) -> End {
    let noun = match args.part.subject() {
        Subject::Value if schema.is_record() => Kind::Record.as_str(),
        Subject::Value => "value",
        Subject::Params => "parameter set",
        Subject::Input => "input",
        Subject::Output => "output",
        Subject::Message => "message",
        Subject::ErrorBody => "error response",
    };
    let text = match total {
        1 if valid == 1 => format!("{name}: the {noun} is valid"),
        1 => format!("{name}: the {noun} is invalid"),
        _ => format!(
            "{name}: {} of {} valid",
            thousands(valid),
            count(total, noun)
        ),
    };
    if valid == total {
        terminal.done("Validated", &text);
        End::Well
    } else {
        terminal.failed("Validated", &text);
        End::Problems
    }
}
