//! `lexgen new`: a document to start from, where it belongs.

mod template;

use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};

use super::{End, flags::Global, terminal::Terminal};
use crate::{
    compiler::{
        check::check,
        diagnostic::{clean, clean_path},
        read::{Input, Limits, read},
        schema::{Definition, Document, MAIN},
        settings::{Partial, SettingsError, locate},
        source::Sources,
    },
    syntax::{InvalidSyntax, Nsid},
};
use template::Grants;

/// Create a lexicon document to start from
///
/// It passes `lexgen lint`; replace each TODO. The path mirrors the NSID, in the first folder of
/// `inputs` in lexgen.toml, or else in the folder lexicons. Nothing is overwritten.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lexgen new record com.example.post          create lexicons/com/example/post.json
  lexgen new query com.example.getPosts
  lexgen new permission-set com.example.authFull
  lexgen new record com.example.post -o -     print it")]
pub(super) struct Args {
    /// The type of its main definition
    kind: NewKind,
    /// The NSID: your domain in reverse, and a name
    nsid: String,
    /// Write to this file instead; `-` for standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The type of a new document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum NewKind {
    /// Data in repositories
    Record,
    /// An endpoint that reads (GET)
    Query,
    /// An endpoint that changes something (POST)
    Procedure,
    /// A stream of messages (WebSocket)
    Subscription,
    /// Permissions that an app can request together
    PermissionSet,
}

pub(super) fn run(args: &Args, global: &Global, terminal: &Terminal) -> Result<End, SettingsError> {
    let nsid = Nsid::new(args.nsid.as_str()).map_err(|error| invalid(&args.nsid, &error))?;
    let inputs = inputs(global)?;
    let (sources, documents) = existing(&inputs);
    let to_stdout = args.output.as_deref() == Some(Path::new("-"));
    if !to_stdout && let Some(document) = documents.iter().find(|it| it.id == nsid) {
        let message = format!("`{}` already exists", nsid.as_str());
        let file = sources.get(document.source).map_or("", |it| &it.name);
        return Err(SettingsError::new(message).help(format!("edit {}", clean(file))));
    }
    let text = template::text(args.kind, &nsid, &grants(&nsid, &documents));
    let text = text.ok_or_else(|| SettingsError::new("the new document is no lexicon"))?;
    if to_stdout {
        terminal.exact(&text)?;
        return Ok(End::Well);
    }
    let path = match &args.output {
        Some(path) => path.clone(),
        None => path(&nsid, &inputs),
    };
    let name = clean_path(&path);
    create(&path, &text).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => SettingsError::new(format!("{name} already exists"))
            .help("choose another NSID, or another file with `--output`"),
        _ => SettingsError::new(format!("cannot write {name}: {error}")),
    })?;
    terminal.done(
        "Wrote",
        &format!("{name}; replace each TODO, then run `lexgen lint`"),
    );
    Ok(End::Well)
}

/// What is wrong with an NSID, and what was probably meant.
fn invalid(text: &str, error: &InvalidSyntax) -> SettingsError {
    let error = SettingsError::new(clean(&error.to_string()));
    // Kebab case and snake case become camel case, and a fragment is not part of it.
    let document = text.split('#').next().unwrap_or_default();
    let (authority, name) = document.rsplit_once('.').unwrap_or(("", document));
    let mut words = name.split(['-', '_', ' ']);
    let mut camel = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut characters = word.chars();
        camel.extend(characters.next().map(|first| first.to_ascii_uppercase()));
        camel.push_str(characters.as_str());
    }
    let near = format!("{}.{camel}", authority.replace('_', "-"));
    match Nsid::new(near.as_str()) {
        Ok(near) => error.help(format!("did you mean `{}`?", near.as_str())),
        Err(_) => error.help(
            "an NSID is a domain in reverse and a name of letters and digits, such as \
             `com.example.post`",
        ),
    }
}

/// The inputs of the project.
fn inputs(global: &Global) -> Result<Vec<PathBuf>, SettingsError> {
    let located = locate::locate(Partial::default(), global.config.as_deref(), Path::new(""))?;
    let inputs = located.settings.inputs.unwrap_or_default();
    Ok(inputs
        .into_iter()
        .filter(|path| path.as_os_str() != "-")
        .collect())
}

/// The documents of the inputs, as far as they can be read.
fn existing(inputs: &[PathBuf]) -> (Sources, Vec<Document>) {
    let inputs: Vec<_> = inputs.iter().cloned().map(Input::Path).collect();
    let (sources, _) = read(&inputs, &Limits::default());
    let documents = check(&sources).documents;
    (sources, documents)
}

/// The path of a document: as the NSID, in the first folder.
fn path(nsid: &Nsid, inputs: &[PathBuf]) -> PathBuf {
    let is_file = |path: &Path| path.is_file() || path.extension().is_some_and(|it| it == "json");
    let folder = inputs.iter().find(|path| !is_file(path));
    let mut path = folder.cloned().unwrap_or_else(|| PathBuf::from("lexicons"));
    path.extend(nsid.segments());
    path.as_mut_os_string().push(".json");
    path
}

/// Creates a file as a whole, unless it exists.
fn create(path: &Path, text: &str) -> io::Result<()> {
    if path.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    fs::create_dir_all(folder)?;
    let mut stage = tempfile::Builder::new()
        .prefix(".lexgen-stage-")
        .tempfile_in(folder)?;
    stage.write_all(text.as_bytes())?;
    #[cfg(unix)]
    readable(stage.path())?;
    stage.persist_noclobber(path).map_err(|error| error.error)?;
    Ok(())
}

/// A temporary file is only for its owner; a new document is a file like others.
#[cfg(unix)]
fn readable(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o644))
}

/// What exists in the namespace of a document.
fn grants(nsid: &Nsid, documents: &[Document]) -> Grants {
    let mut grants = Grants::default();
    let group = nsid
        .as_str()
        .rsplit_once('.')
        .map_or("", |(group, _)| group);
    for document in documents {
        let rest = document.id.as_str().strip_prefix(group);
        if !rest.is_some_and(|rest| rest.starts_with('.')) {
            continue;
        }
        match document.defs.get(MAIN) {
            Some(Definition::Record(_)) => grants.records.push(document.id.as_str().to_owned()),
            Some(Definition::Endpoint(_)) => {
                grants.endpoints.push(document.id.as_str().to_owned());
            }
            _ => {}
        }
    }
    grants
}
