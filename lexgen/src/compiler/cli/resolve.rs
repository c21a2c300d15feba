//! `lexgen resolve`: published lexicons, verified.

pub(super) mod target;

use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};

use anstyle::Style;
use serde::Serialize;

use super::{
    End,
    flags::Global,
    network,
    terminal::{Terminal, count},
};
use crate::{
    compiler::{
        diagnostic::{Diagnostic, Report, clean_path, to_json},
        network::{Failure, Group, Request, Resolved, Resolver, json, report},
        settings::SettingsError,
        source::Sources,
    },
    data::Data,
    shown::shown,
};
use target::Target;

/// Fetch published lexicons, and verify that they are what their authority has signed
///
/// DNS names the account that has the lexicons of a domain, its DID document names its server and
/// its key, and the server sends the record with a proof. The documents are printed as JSON.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lexgen resolve com.example.post                  print the document
  lexgen resolve com.example.post -o post.json     write it to a file
  lexgen resolve --proof 'com.example.*'           show who has signed all of a group
  lexgen resolve at://did:web:example.com/com.atproto.lexicon.schema/com.example.post")]
pub(super) struct Args {
    /// NSIDs, groups such as com.example.*, or AT-URIs of records, for which DNS is not asked
    #[arg(value_name = "NSID", required = true)]
    targets: Vec<Target>,
    /// Write to this file instead of standard output, if everything could be resolved
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Print what was verified instead of the document
    #[arg(long)]
    proof: bool,
    #[command(flatten)]
    network: network::Flags,
}

pub(super) fn run(args: &Args, global: &Global, terminal: &Terminal) -> Result<End, SettingsError> {
    let options = args.network.options(global)?;
    let outcomes = network::with_resolver(options, async |resolver| {
        let requests = requests(resolver, &args.targets, terminal).await;
        let wanted: Vec<Request> = requests.iter().flatten().cloned().collect();
        let resolved = resolver.resolve_all(&wanted, |_, _| {}).await;
        let unknown = requests.into_iter().filter_map(Result::err);
        resolved.map(|resolved| (resolved, unknown.collect()))
    })?;
    match outcomes {
        Ok(outcomes) => finish(args, terminal, outcomes),
        Err(excess) => {
            let mut sources = Sources::default();
            let diagnostics = report(&excess, &mut sources);
            terminal.report(&Report::in_order(&sources, diagnostics), false);
            terminal.failed("Failed", "nothing was resolved");
            Ok(End::Problems)
        }
    }
}

type Outcomes = (Vec<Result<Resolved, Failure>>, Vec<Failure>);

/// Prints what was resolved, and then what was not.
fn finish(
    args: &Args,
    terminal: &Terminal,
    (outcomes, unknown): Outcomes,
) -> Result<End, SettingsError> {
    let total = outcomes.len() + unknown.len();
    let mut sources = Sources::default();
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let mut text = String::new();
    let mut failed = 0;
    for outcome in outcomes.into_iter().chain(unknown.into_iter().map(Err)) {
        match outcome {
            Ok(resolved) => {
                about(&resolved, terminal);
                text.push_str(&printed(&resolved, args, terminal));
            }
            Err(failure) => {
                failed += 1;
                diagnostics.extend(report(&failure, &mut sources));
            }
        }
    }
    match args.output.as_deref().filter(|it| *it != Path::new("-")) {
        Some(path) if failed == 0 => {
            write(path, &text)?;
            terminal.done("Wrote", &clean_path(path));
        }
        Some(_) => {}
        None if args.proof && !terminal.is_json() => terminal.result(&text)?,
        None => terminal.exact(&text)?,
    }
    if failed == 0 {
        return Ok(End::Well);
    }
    terminal.report(&Report::in_order(&sources, diagnostics), !text.is_empty());
    terminal.failed(
        "Failed",
        &format!("{failed} of {} not resolved", count(total, "lexicon")),
    );
    Ok(End::Problems)
}

/// What to resolve: the NSIDs, with those of groups.
async fn requests(
    resolver: &Resolver,
    targets: &[Target],
    terminal: &Terminal,
) -> Vec<Result<Request, Failure>> {
    let mut requests: Vec<Result<Request, Failure>> = Vec::new();
    for target in targets {
        match target {
            Target::One(request) => requests.push(Ok(request.clone())),
            Target::Group(group) => match resolver.group(group).await {
                Ok(found) => {
                    listed(group, &found, terminal);
                    let nsids = found.nsids.into_iter();
                    requests.extend(nsids.map(|nsid| Ok(Request::new(nsid))));
                }
                Err(failure) => requests.push(Err(failure)),
            },
        }
    }
    let mut kept: Vec<Result<Request, Failure>> = Vec::new();
    for request in requests {
        let is_repeated = match &request {
            Ok(request) => kept.iter().flatten().any(|other| other == request),
            Err(_) => false,
        };
        if !is_repeated {
            kept.push(request);
        }
    }
    kept
}

/// Says what a group has.
pub(super) fn listed(group: &str, found: &Group, terminal: &Terminal) {
    let Group {
        did, nsids, others, ..
    } = found;
    if nsids.is_empty() {
        terminal.warned(
            "Listed",
            &format!("no lexicons of {group}.* in the repository of {did}"),
        );
    } else {
        let number = count(nsids.len(), "lexicon");
        terminal.detail(&format!("{group}.*: {number} in the repository of {did}"));
    }
    if let Some(first) = others.first() {
        let number = count(others.len(), "record");
        let text = format!(
            "{number} of {did} whose key is not an NSID, such as `{}`",
            shown(first)
        );
        terminal.warned("Skipped", &text);
    }
}

/// Says what was resolved, beside the result.
fn about(resolved: &Resolved, terminal: &Terminal) {
    let Resolved { nsid, did, rev, .. } = resolved;
    if resolved.authority.is_some() {
        terminal.detail(&format!("{nsid}: signed by {did}, revision {rev}"));
    } else {
        let text = format!("{nsid} by address: nothing says that {did} is its authority");
        terminal.warned("Resolved", &text);
    }
}

/// What was verified, for programs.
#[derive(Serialize)]
struct Line<'r> {
    nsid: &'r str,
    uri: &'r str,
    authority: Option<&'r str>,
    did: &'r str,
    pds: &'r str,
    key: &'r str,
    commit: String,
    rev: &'r str,
    cid: String,
    document: &'r Data,
}

fn printed(resolved: &Resolved, args: &Args, terminal: &Terminal) -> String {
    if terminal.is_json() {
        return to_json(&Line {
            nsid: &resolved.nsid,
            uri: &resolved.uri,
            authority: resolved.authority.as_deref(),
            did: &resolved.did,
            pds: &resolved.pds,
            key: &resolved.key,
            commit: resolved.commit.to_string(),
            rev: &resolved.rev,
            cid: resolved.cid.to_string(),
            document: &resolved.document,
        }) + "\n";
    }
    if !args.proof {
        return json(&resolved.document);
    }
    let authority = match &resolved.authority {
        Some(name) => format!("TXT record of {name}"),
        None => "not asked for: the account was named".to_owned(),
    };
    let heading = terminal.styled(Style::new().bold(), &resolved.nsid);
    let lines = [
        ("authority", authority),
        ("account", resolved.did.to_string()),
        ("server", resolved.pds.clone()),
        ("key", resolved.key.clone()),
        ("commit", resolved.commit.to_string()),
        ("revision", resolved.rev.to_string()),
        ("record", resolved.cid.to_string()),
        ("at", resolved.uri.to_string()),
    ];
    let lines = lines.map(|(name, value)| format!("  {name:<9}  {value}\n"));
    format!("{heading}\n{}", lines.concat())
}

/// Writes a file as a whole.
fn write(path: &Path, text: &str) -> Result<(), SettingsError> {
    let stage = || -> io::Result<()> {
        let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let mut stage = tempfile::Builder::new()
            .prefix(".lexgen-stage-")
            .tempfile_in(folder)?;
        stage.write_all(text.as_bytes())?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // A temporary file is only for its owner.
            let mode = fs::metadata(path).map_or(0o644, |it| it.permissions().mode());
            fs::set_permissions(stage.path(), fs::Permissions::from_mode(mode))?;
        }
        stage.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    stage()
        .map_err(|error| SettingsError::new(format!("cannot write {}: {error}", clean_path(path))))
}
