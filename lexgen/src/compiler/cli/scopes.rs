//! `lexgen scopes`: the OAuth scopes that an app requests.

mod candidate;
mod choice;
mod cover;
pub(super) mod document;
mod existing;
mod grant;
mod need;
mod own_server;
mod plan;

use std::{
    io,
    path::{Path, PathBuf},
    str::FromStr,
};

use serde_json::json;

use super::{
    End, compile,
    flags::{Documents, Global, given},
    new, problems, settings,
    terminal::{Terminal, count},
};
use crate::{
    compiler::{
        check::{Unknown, check_with},
        diagnostic::{clean, clean_path, to_json_pretty},
        output::{create_file, replace},
        pattern::{Pattern, PatternError},
        pipeline::Compiled,
        read::{Input, Limits, read},
        schema::Document,
        settings::{Partial, SettingsError},
        source::Source,
    },
    scope::RpcScope,
    syntax::Nsid,
};
use existing::Existing;
use need::Need;
use plan::Plan;

const AFTER_HELP: &str = "\
Examples:
  lexgen scopes                                     as configured in lexgen.toml
  lexgen scopes --aud did:web:api.example.com#svc   for one service
  lexgen scopes --aud 'app.bsky.*=did:web:api.bsky.app#bsky_appview' \\
                --aud 'chat.bsky.*=did:web:api.bsky.chat#bsky_chat'
  lexgen scopes --json | jq -r .scope               for the client metadata, on one line
  lexgen scopes --permission-set com.example.authFull -o lexicons/com/example/authFull.json

The list has what the selected documents need, and nothing more:
  repo:     for each record type; an app that only reads records needs none, so exclude them
  rpc:      for each endpoint, except those that the account's own server answers
  space:    for each type of spaces: to use the account's own
  blob:     for the files that the records refer to
  include:  instead of these, for permission sets of the lexicons that grant nothing else

Lexicons do not say which endpoints can be called without authorization: exclude those.

What a permission set grants whole is in the list by a set. Of these lists, it is the shortest.
Of sets that grant the same, it is the one with the first NSID.";

/// Print the OAuth scopes for the selected records, endpoints and spaces
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// Files, folders (read at any depth), or `-` for standard input
    paths: Vec<PathBuf>,
    #[command(flatten)]
    documents: Documents,
    /// The service that answers the endpoints, or those that match a pattern: a DID with a
    /// fragment, or `*` for any [default: *] [repeatable]
    #[arg(long, value_name = "[PATTERN=]SERVICE", help_heading = "Scopes")]
    aud: Vec<Audience>,
    /// Also use permission sets that grant more than is needed
    #[arg(long, help_heading = "Scopes")]
    allow_more: bool,
    /// Print a JSON object with all scopes on one line, and what each is for
    #[arg(long, help_heading = "Scopes", conflicts_with = "permission_set")]
    json: bool,
    /// Print a permission set with this NSID instead, of what is in its namespace
    #[arg(
        long,
        value_name = "NSID",
        help_heading = "Scopes",
        conflicts_with = "allow_more"
    )]
    permission_set: Option<String>,
    /// Write the permission set to this file
    #[arg(
        short,
        long,
        value_name = "FILE",
        help_heading = "Scopes",
        requires = "permission_set"
    )]
    output: Option<PathBuf>,
}

/// The service of some endpoints.
#[derive(Clone, Debug)]
struct Audience {
    pattern: Option<Pattern>,
    service: String,
}

impl FromStr for Audience {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (pattern, service) = match text.split_once('=') {
            Some((pattern, service)) => (Some(pattern), service),
            None => (None, text),
        };
        if service != "*" {
            RpcScope::any(service).map_err(|error| error.reason())?;
        }
        let pattern = pattern.map(str::parse).transpose();
        Ok(Self {
            pattern: pattern.map_err(|error: PatternError| clean(&error.to_string()))?,
            service: service.to_owned(),
        })
    }
}

/// The service that was given for an endpoint: the first with a pattern that matches,
/// or else the first without a pattern.
fn audience<'a>(audiences: &'a [Audience], nsid: &Nsid) -> Option<&'a str> {
    let matching = audiences.iter().find(|audience| {
        let pattern = audience.pattern.as_ref();
        pattern.is_some_and(|pattern| pattern.matches(nsid))
    });
    let general = || audiences.iter().find(|audience| audience.pattern.is_none());
    Some(matching.or_else(general)?.service.as_str())
}

pub(super) fn run(args: &Args, global: &Global, terminal: &Terminal) -> Result<End, SettingsError> {
    let flags = Partial {
        inputs: given(&args.paths),
        ..args.documents.partial()
    };
    let settings = settings(flags, global)?;
    let set = args
        .permission_set
        .as_ref()
        .map(|nsid| Nsid::new(nsid.as_str()).map_err(|error| new::invalid(nsid, &error)));
    let set = set.transpose()?;
    let compiled = compile(&settings, terminal, true);
    if compiled.has_errors() {
        let outcome = match set {
            None => "no scopes were printed",
            // A shell empties the file of `>` before the command reads it.
            Some(_) => "no permission set was made; to write it to a lexicon, use `--output`",
        };
        let text = format!("{}; {outcome}", problems(&compiled));
        terminal.failed("Failed", &text);
        return Ok(End::Problems);
    }
    let need = Need::of(&compiled, &settings.resolve, &args.aud)?;
    if need.is_nothing() {
        return Err(
            SettingsError::new("no record, endpoint or space is selected")
                .help("select documents with `--include`, or with `include` in lexgen.toml"),
        );
    }
    for audience in &args.aud {
        if let Some(pattern) = &audience.pattern
            && !need.endpoints.keys().any(|nsid| matches(pattern, nsid))
        {
            let message = format!("no selected endpoint matches `{pattern}` in `--aud`");
            return Err(SettingsError::new(message).help(
                "patterns are an NSID, everything below a prefix (com.example.*), or everything \
                 (*); endpoints that the account's own server answers have no service",
            ));
        }
    }
    match set {
        Some(nsid) => print_set(&nsid, &need, &compiled, args, terminal)?,
        None => print_scopes(&need, &compiled, args, terminal)?,
    }
    Ok(End::Well)
}

fn matches(pattern: &Pattern, nsid: &str) -> bool {
    Nsid::new(nsid).is_ok_and(|nsid| pattern.matches(&nsid))
}

fn print_scopes(
    need: &Need,
    compiled: &Compiled,
    args: &Args,
    terminal: &Terminal,
) -> Result<(), SettingsError> {
    let plan = Plan::new(need, &compiled.documents, args.allow_more);
    let lines = plan.lines();
    if args.json {
        let scopes: Vec<_> = lines.iter().map(|line| line.scope.to_string()).collect();
        let each = lines
            .iter()
            .map(|line| json!({ "scope": line.scope.to_string(), "for": line.covers }));
        let json = json!({
            "scope": scopes.join(" "),
            "scopes": each.collect::<Vec<_>>(),
            "own_server": need.own_server,
        });
        terminal.result(&(to_json_pretty(&json) + "\n"))?;
    } else {
        let text: String = lines
            .iter()
            .map(|line| format!("{}\n", line.scope))
            .collect();
        terminal.result(&text)?;
    }
    for note in plan.notes(need) {
        terminal.more(&format!("note: {}\n", clean(&note)));
    }
    terminal.done(
        "Listed",
        &format!("{} for {}", count(lines.len(), "scope"), need.summary()),
    );
    Ok(())
}

fn print_set(
    nsid: &Nsid,
    need: &Need,
    compiled: &Compiled,
    args: &Args,
    terminal: &Terminal,
) -> Result<(), SettingsError> {
    let is_file = |path: &&Path| *path != Path::new("-");
    let path = args.output.as_deref().filter(is_file);
    let of_set = |document: &&Document| document.id == *nsid;
    // The file may be none of the inputs.
    let file = path.filter(|path| path.is_file()).map(|path| {
        let (sources, _) = read(&[Input::Path(path.to_owned())], &Limits::default());
        let documents = check_with(&sources, Unknown::Allowed).documents;
        (sources, documents)
    });
    let in_file = file.as_ref().and_then(|(sources, documents)| {
        let document = documents.iter().find(of_set)?;
        Some((document, sources.get(document.source)?))
    });
    let of_inputs = || {
        let document = compiled.documents.iter().find(of_set)?;
        Some((document, compiled.sources.get(document.source)?))
    };
    let source = in_file.map(|(_, source)| source);
    let existing = in_file.or_else(of_inputs);
    let existing = existing.map(|(document, source)| Existing::new(document, source.document()));
    let existing = existing.transpose()?;
    let written = document::text(nsid, need, existing.as_ref())?;
    match path {
        None => terminal.exact(&written.text)?,
        Some(path) => {
            let is_whole = |source: &&Source| {
                let existing = existing.as_ref();
                existing.is_some_and(|existing| existing.is_all_of(&source.text))
            };
            let old = source.filter(is_whole);
            let name = clean_path(path);
            let outcome = match old {
                Some(source) => replace(path, &source.text, &written.text),
                None => create_file(path, &written.text),
            };
            outcome.map_err(|error| match error.kind() {
                io::ErrorKind::AlreadyExists => {
                    SettingsError::new(format!("{name} already exists"))
                        .help("choose the file of this permission set, or a new one")
                }
                _ => SettingsError::new(format!("cannot write {name}: {error}")),
            })?;
            terminal.done("Wrote", &name);
        }
    }
    for note in written.notes {
        terminal.more(&format!("note: {}\n", clean(&note)));
    }
    Ok(())
}
