//! `lexgen validate`: checks data against lexicons, without generated code.

use std::{collections::HashMap, mem, path::PathBuf};

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
            Collector, Diagnostic, Place, Pointer, PointerStep, Report, Severity, has_errors, rules,
        },
        dynamic::{Options, Schema, Subject},
        ir, pipeline,
        schema::Kind,
        settings::{Partial, SettingsError},
        source::SourceId,
    },
    data::Data,
};

/// Check data against lexicons
///
/// Data is a record or another value, or the parameters or a body of an endpoint.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lexgen validate app.bsky.feed.post post.json
  lexgen validate app.bsky.feed.post posts.jsonl --format json
  lexgen validate com.atproto.server.createSession --output answer.json
  echo 'q=cats&limit=9' | lexgen validate app.bsky.feed.searchPosts --params -

Without --lexicons, the inputs of lexgen.toml are used, or else the folder lexicons/.
A file contains one or more values.

Exit codes:
  0  everything is valid
  1  something is invalid
  2  invalid usage, or a file cannot be read")]
pub(super) struct Args {
    /// The definition that the data must match
    #[arg(value_name = "NSID[#NAME]")]
    name: String,
    /// JSON, JSON lines or DAG-CBOR; `-` for standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
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

pub(super) fn run(args: &Args, global: &Global, terminal: &Terminal) -> Result<End, SettingsError> {
    let ir = lexicons(args, global, terminal)?;
    let subject = args.part.subject();
    let schema = Schema::find(&ir, &args.name, subject)
        .map_err(|error| match error.help() {
            Some(help) => SettingsError::new(error.to_string()).help(help),
            None => SettingsError::new(error.to_string()),
        })?
        .with_options(Options {
            allow_unresolved: args.allow_unresolved,
        });
    if args.rkey.is_some() && !schema.is_record() {
        let message = format!("`{}` is not a record, so it has no key", args.name);
        return Err(SettingsError::new(message).help("remove `--rkey`"));
    }

    let mut files = Files::read(&args.files, args.forms, subject == Subject::Params)?;
    let documents = mem::take(&mut files.documents);
    let mut diagnostics = Collector::of_run();
    let mut numbers = HashMap::new();
    let mut valid = 0;
    for document in &documents {
        let id = files.open(document);
        let found = check(args, &schema, &files, (document, id), !terminal.is_json());
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
    Ok(summary(args, &schema, valid, documents.len(), terminal))
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
    schema: &Schema<'_>,
    files: &Files,
    (document, id): (&Document, SourceId),
    for_people: bool,
) -> Vec<Diagnostic> {
    let data = match files.value(document, id, Some(schema)) {
        Ok(data) => data,
        Err(diagnostics) => return diagnostics,
    };
    let mut found = Collector::of_document();
    if let Some(key) = &args.rkey {
        for violation in schema.validate_key(key).err().into_iter().flatten() {
            found.push(violations::of_key(violation, id));
        }
    }
    for violation in schema.validate(&data).err().into_iter().flatten() {
        found.push(violations::diagnostic(violation, id, for_people));
    }
    found.extend(remark(schema, &data, id));
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
    args: &Args,
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
    let name = &args.name;
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
