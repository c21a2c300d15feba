//! `lexgen serve`.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};

use http::uri::Authority;

use super::{
    End,
    docs::{self, origin_files},
    flags::{Documents, Global, given},
    problems,
    terminal::{Terminal, count},
};
use crate::compiler::{
    pages,
    pipeline::Compiled,
    serve::{self, Event, Loaded, Options, Renewal},
    settings::{self, Partial, SettingsError, locate},
};

/// The port if none is chosen: the same one in every run, so that links stay valid.
const PORT: u16 = 5390;

/// Show lexicons in the browser as they are edited, and validate data there
///
/// The pages are those of `lexgen docs`. They follow changes of the lexicons, and each has a form
/// that validates data as `lexgen validate` does.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lexgen serve                                   the inputs of lexgen.toml
  lexgen serve lexicons/ --port 8000 --open
  curl --data-binary @post.json 'http://127.0.0.1:5390/validate?nsid=com.example.post'
  curl 'http://127.0.0.1:5390/xrpc/com.atproto.lexicon.resolveLexicon?nsid=com.example.post'

Only this machine can connect, unless --host says otherwise. Ctrl-C ends it.")]
pub(super) struct Args {
    /// Files or folders (read at any depth)
    paths: Vec<PathBuf>,

    /// The port; 0 for any free one
    #[arg(long, value_name = "N", default_value_t = PORT, help_heading = "Server")]
    port: u16,
    /// The address to listen on; with 0.0.0.0, other machines can connect
    #[arg(long, value_name = "ADDR", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST),
          help_heading = "Server")]
    host: IpAddr,
    /// Also answer requests for this host name [repeatable]
    ///
    /// Requests for other names than localhost and the address are refused, so that a page of a
    /// stranger cannot reach the server by letting its own name resolve to this machine. Name
    /// what is in the address bar of the browser if that is a proxy or another machine.
    #[arg(long, value_name = "NAME", value_parser = host_name, help_heading = "Server")]
    allow_host: Vec<Authority>,
    /// Open the pages in a browser
    #[arg(long, help_heading = "Server")]
    open: bool,
    /// The title of the site
    #[arg(long, value_name = "TEXT", help_heading = "Server")]
    title: Option<String>,

    #[command(flatten)]
    documents: Documents,
}

pub(super) fn run(args: &Args, global: &Global, terminal: &Terminal) -> Result<End, SettingsError> {
    if args.paths.iter().any(|path| path.as_os_str() == "-") {
        let message = "`lexgen serve` cannot read lexicons from standard input";
        return Err(SettingsError::new(message).help("name files or folders"));
    }
    // Files can come and go while they are served, but a path that was never there is a
    // mistake.
    if let Some(path) = args.paths.iter().find(|path| !path.exists()) {
        let message = format!("`{}` does not exist", path.display());
        return Err(SettingsError::new(message).help("name files or folders of lexicons"));
    }
    let flags = Partial {
        inputs: given(&args.paths),
        ..args.documents.partial()
    };
    let (config, title) = (global.config.clone(), args.title.clone());
    let load = Box::new(move || load(flags.clone(), config.as_deref(), title.as_deref()));
    let options = Options {
        address: SocketAddr::new(args.host, args.port),
        allowed_hosts: args.allow_host.clone(),
        open: args.open,
    };
    let mut has_started = false;
    serve::serve(&options, load, |event| match event {
        Event::Renewed(Renewal::Read {
            compiled,
            is_served,
        }) => {
            terminal.diagnostics(&compiled.diagnostics, &compiled.sources, false);
            if has_started || compiled.has_errors() {
                renewed(&compiled, is_served, has_started, terminal);
            }
        }
        Event::Renewed(Renewal::Failed(error)) => terminal.error(&error),
        Event::Started(url) => {
            has_started = true;
            terminal.done("Serving", &format!("{url} (Ctrl-C to stop)"));
        }
        Event::NotOpened(error) => {
            let text = format!("cannot open a browser ({error}): open the URL above");
            terminal.warned("Opening", &text);
        }
    })?;
    Ok(End::Well)
}

/// Prints what was read.
fn renewed(compiled: &Compiled, is_served: bool, is_again: bool, terminal: &Terminal) {
    let documents = count(compiled.ir.document_count(), "document");
    if !compiled.has_errors() {
        terminal.done("Renewed", &documents);
        return;
    }
    let problems = problems(compiled);
    if is_served {
        let verb = if is_again { "Renewed" } else { "Read" };
        terminal.warned(verb, &format!("{documents}: {problems}"));
    } else {
        let text = format!("{problems}; the pages stay as they were before");
        terminal.failed("Failed", &text);
    }
}

/// The settings, and what the project knows of the lexicons of others.
fn load(
    flags: Partial,
    config: Option<&Path>,
    title: Option<&str>,
) -> Result<Loaded, SettingsError> {
    let located = locate::locate(flags, config, Path::new(""))?;
    let (manifest, lock) = origin_files(&located);
    let settings_file = located.file.clone();
    let settings_file = settings_file.unwrap_or_else(|| settings::file::NAME.into());
    let docs = located.settings.docs.clone().unwrap_or_default();
    let (pages, failure) = match docs::options(title, docs, &located) {
        Ok(pages) => (pages, None),
        Err(error) => (pages::Options::default(), Some(error)),
    };
    Ok(Loaded {
        settings: located.settings.complete()?,
        files: vec![settings_file, manifest, lock],
        pages,
        failure,
    })
}

fn host_name(text: &str) -> Result<Authority, String> {
    let name = text.parse::<Authority>();
    let name = name
        .ok()
        .filter(|name| !text.contains('@') && !name.host().is_empty());
    name.ok_or_else(|| "expected a host name, such as `docs.example.test`".to_owned())
}
