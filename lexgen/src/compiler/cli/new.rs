//! `lexgen new`: a document to start from, where it belongs.

mod template;

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{End, flags::Global, scopes::document::Grants, terminal::Terminal};
use crate::{
    compiler::{
        check::{Unknown, check_with},
        diagnostic::{clean, clean_path},
        output::create_file,
        read::{Input, Limits, read},
        schema::{Definition, Document, MAIN},
        settings::{Partial, SettingsError, locate},
        source::Sources,
    },
    syntax::{InvalidSyntax, Nsid},
};

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
    #[arg(value_name = "TYPE")]
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
    /// A type of spaces of permissioned data (a proposal)
    Space,
}

pub(super) fn run(args: &Args, global: &Global, terminal: &Terminal) -> Result<End, SettingsError> {
    let nsid = Nsid::new(args.nsid.as_str()).map_err(|error| invalid(&args.nsid, &error))?;
    let inputs = inputs(global)?;
    let (sources, documents) = existing(&inputs);
    let to_stdout = args.output.as_deref() == Some(Path::new("-"));
    if !to_stdout {
        is_free(&nsid, &sources, &documents)?;
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
    create_file(&path, &text).map_err(|error| match error.kind() {
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

/// Refuses an NSID that `lexgen lint` would refuse beside the documents that exist.
fn is_free(nsid: &Nsid, sources: &Sources, documents: &[Document]) -> Result<(), SettingsError> {
    let file = |document: &Document| {
        let source = sources.get(document.source);
        clean(source.map_or("", |source| &source.name))
    };
    let own = nsid.as_str();
    if let Some(document) = documents.iter().find(|document| document.id == *nsid) {
        let message = format!("`{own}` already exists");
        return Err(SettingsError::new(message).help(format!("edit {}", file(document))));
    }
    if let Some((authority, name)) = own.rsplit_once('.')
        && authority.contains(|c: char| c.is_ascii_uppercase())
    {
        let message = format!("the domain in `{own}` has upper-case letters");
        let better = format!("{}.{name}", authority.to_ascii_lowercase());
        return Err(SettingsError::new(message).help(format!("did you mean `{better}`?")));
    }
    let folded = own.to_ascii_lowercase();
    let is_below = |inner: &str, outer: &str| {
        let rest = inner.strip_prefix(outer);
        rest.is_some_and(|rest| rest.starts_with('.'))
    };
    for document in documents {
        let (other, file) = (document.id.as_str(), file(document));
        let other_folded = other.to_ascii_lowercase();
        if other_folded == folded {
            let message = format!("`{own}` and `{other}` differ only in case");
            let help = format!("choose another NSID, or edit {file}");
            return Err(SettingsError::new(message).help(help));
        }
        let both = if is_below(&other_folded, &folded) {
            own
        } else if is_below(&folded, &other_folded) {
            other
        } else {
            continue;
        };
        let message = format!("`{both}` would be both a document and a group of documents");
        let help = format!("choose another NSID: `{other}` is in {file}");
        return Err(SettingsError::new(message).help(help));
    }
    Ok(())
}

/// What is wrong with an NSID, and what was probably meant.
pub(super) fn invalid(text: &str, error: &InvalidSyntax) -> SettingsError {
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
    let documents = check_with(&sources, Unknown::Allowed).documents;
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

/// What exists in the namespace of a document.
fn grants<'d>(nsid: &Nsid, documents: &'d [Document]) -> Grants<'d> {
    let mut grants = Grants::default();
    let group = nsid
        .as_str()
        .rsplit_once('.')
        .map_or("", |(group, _)| group);
    for document in documents {
        let id = document.id.as_str();
        let rest = id.strip_prefix(group);
        if !rest.is_some_and(|rest| rest.starts_with('.')) {
            continue;
        }
        match document.defs.get(MAIN) {
            Some(Definition::Record(_)) => grants.records.push(id),
            Some(Definition::Endpoint(_)) => grants.endpoints.push(id),
            Some(Definition::Space(_)) => grants.spaces.push(id),
            _ => {}
        }
    }
    grants
}
