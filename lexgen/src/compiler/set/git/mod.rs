//! Reads lexicons from git's object database, without a checkout.
//!
//! The `git` executable does this, because it supports every kind of repository
//! (worktrees, bare ones, packs, alternates, partial clones). Three processes
//! run, for any number of files: one resolves the revision, one lists the files,
//! and one prints their contents.

mod blobs;
mod command;
mod paths;
mod revision;
#[cfg(feature = "cli")]
mod stages;

use std::path::Path;

use self::{
    blobs::{Entry, Kind},
    command::Repository,
};
use super::{Context, Error, load::Texts, lock};
use crate::compiler::{
    diagnostic::{Diagnostic, Place, Severity, rules},
    read::{MANY_BYTES, add_file, is_lexicon_path, too_large, too_many_files},
};

#[cfg(feature = "cli")]
pub(crate) use stages::stages;

/// Reads the lexicons at `path` in `revision`, or at the default paths if no
/// path is given.
pub(super) fn read(revision: &str, path: Option<&str>, context: &Context) -> Result<Texts, Error> {
    let repository = Repository::open(&context.folder)?;
    let mut texts = read_in(&repository, revision, path, context)?;
    // A review knows files of the current folder, and no revision.
    texts.sources.set_reviewed(|name| {
        let path = name.strip_prefix(revision)?.strip_prefix(':')?;
        let here = path.strip_prefix(&repository.prefix);
        Some(here.unwrap_or(path).to_owned())
    });
    Ok(texts)
}

fn read_in(
    repository: &Repository,
    revision: &str,
    path: Option<&str>,
    context: &Context,
) -> Result<Texts, Error> {
    let tree = revision::tree(repository, revision)?;
    let wanted = match path {
        Some(path) => vec![paths::named(repository, revision, path)?],
        None => paths::usual(repository, revision, context)?,
    };
    let listed = blobs::list(repository, &tree, &wanted)?;
    let (there, missing): (Vec<&String>, Vec<_>) = wanted
        .iter()
        .partition(|path| path.is_empty() || listed.iter().any(|it| is_at(path, &it.path)));
    if there.is_empty()
        && let Some(path) = missing.first()
    {
        return Err(paths::missing(repository, &tree, revision, path).of_path());
    }
    let mut texts = Texts::default();
    for path in missing {
        texts.warn_empty(revision, path);
    }
    let mut files = Vec::new();
    for path in there {
        files.extend(texts.choose(revision, path, &listed));
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|a, b| a.path == b.path);
    if files.len() > context.limits.files {
        texts.diagnostics.push(too_many_files(&context.limits));
        return Ok(texts);
    }
    files.retain(|entry| texts.takes(revision, entry, context));
    let contents = blobs::read(repository, &files)?;
    let is_one = files.len() == 1;
    for (entry, bytes) in files.into_iter().zip(contents) {
        let name = format!("{revision}:{}", entry.path);
        if is_one && lock::is_snapshot(&name, &bytes) {
            return Ok(Texts::from_lock(name, None, bytes));
        }
        add_file(name, bytes, &mut texts.sources, &mut texts.diagnostics);
    }
    Ok(texts)
}

/// Whether a path that the user gave for a revision is in the current files.
#[cfg(feature = "cli")]
pub(crate) fn is_in_work_tree(path: &str, context: &Context) -> bool {
    let is_there = || {
        let repository = Repository::open(&context.folder).ok()?;
        let path = paths::named(&repository, "HEAD", path).ok()?;
        Some(repository.root?.join(path).exists())
    };
    is_there().unwrap_or(false)
}

impl Texts {
    /// The lexicon files at or below a path: those that a walk of the folder
    /// would find.
    fn choose<'e>(&mut self, revision: &str, path: &str, listed: &'e [Entry]) -> Vec<&'e Entry> {
        let mut files = Vec::new();
        let mut has_skipped = false;
        for entry in listed.iter().filter(|it| is_at(path, &it.path)) {
            let inside = below(path, &entry.path);
            let is_wanted = inside.is_empty() || is_lexicon_path(inside);
            match entry.kind {
                Kind::File if is_wanted => files.push(entry),
                Kind::File => {}
                Kind::Link if !is_wanted => {}
                Kind::Link | Kind::Submodule => {
                    has_skipped = true;
                    self.report_skipped(revision, entry);
                }
            }
        }
        if files.is_empty() && !has_skipped {
            self.warn_empty(revision, path);
        }
        files
    }

    /// Whether a file is within the limit; otherwise reports it.
    fn takes(&mut self, revision: &str, entry: &Entry, context: &Context) -> bool {
        let most = if lock::has_extension(Path::new(&entry.path)) {
            MANY_BYTES
        } else {
            context.limits.file_bytes
        };
        if entry.size > most {
            let name = format!("{revision}:{}", entry.path);
            let file = self.sources.add_damaged(name, None);
            self.diagnostics.push(too_large(file, &context.limits));
        }
        entry.size <= most
    }

    fn warn_empty(&mut self, revision: &str, path: &str) {
        let name = format!("{revision}:{path}");
        let place = Some(Place::file(self.sources.add_damaged(name, None)));
        let message = "the revision has no `.json` files there";
        self.diagnostics
            .push(Diagnostic::new(&rules::NO_FILES, place, message));
    }

    /// Reports an entry, a submodule or a link, that has no content in the
    /// revision.
    fn report_skipped(&mut self, revision: &str, entry: &Entry) {
        let name = format!("{revision}:{}", entry.path);
        let what = match entry.kind {
            Kind::Submodule => "skipped: the files of a submodule are in another repository",
            Kind::Link | Kind::File => "skipped: symbolic links are not followed in a revision",
        };
        let place = Some(Place::file(self.sources.add_damaged(name, None)));
        let mut diagnostic = Diagnostic::new(&rules::CANNOT_READ, place, what);
        diagnostic.severity = Severity::Warning;
        self.diagnostics.push(diagnostic);
    }
}

/// Whether a file is at or below a path.
fn is_at(path: &str, file: &str) -> bool {
    path.is_empty()
        || file
            .strip_prefix(path)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A file's path relative to a path; empty if they are equal.
fn below<'f>(path: &str, file: &'f str) -> &'f str {
    let rest = file.strip_prefix(path).unwrap_or(file);
    rest.strip_prefix('/').unwrap_or(rest)
}
