//! A set of lexicons out of git's object database, without a checkout.
//!
//! The `git` executable reads it: it is there wherever a repository is, and
//! knows every form of one (worktrees, bare ones, packs, alternates, partial
//! clones). Three processes do the work, however many files there are: one
//! finds the revision, one lists the files, and one gives all their contents.

mod blobs;
mod command;
mod paths;
mod revision;

use std::path::Path;

use self::{blobs::Kind, command::Repository};
use super::{Context, Error, load::Texts, lock};
use crate::{
    diagnostic::{Diagnostic, Severity, rules},
    source::{add_file, is_lexicon_path, too_large, too_many_files},
};

/// Reads what is at `path` in `revision`, or where no path is given what is
/// usual.
pub(super) fn read(revision: &str, path: Option<&str>, context: &Context) -> Result<Texts, Error> {
    let repository = Repository::open(&context.folder)?;
    let tree = revision::tree(&repository, revision)?;
    let wanted = match path {
        Some(path) => vec![paths::named(&repository, revision, path)?],
        None => paths::usual(&repository, revision, context)?,
    };
    let listed = blobs::list(&repository, &tree, &wanted)?;
    let mut texts = Texts::default();
    let mut files = Vec::new();
    let mut missing = Vec::new();
    for path in &wanted {
        let before = files.len();
        let found = listed.iter().filter(|it| is_at(path, &it.path));
        let mut is_there = path.is_empty();
        for entry in found {
            is_there = true;
            let inside = below(path, &entry.path);
            let is_named = inside.is_empty();
            if !is_named && !is_lexicon_path(inside) && entry.kind != Kind::Submodule {
                continue;
            }
            if entry.kind == Kind::File {
                files.push(entry);
            } else {
                texts.pass_over(revision, entry);
            }
        }
        if !is_there {
            missing.push(path);
        } else if files.len() == before && texts.diagnostics.is_empty() {
            texts.warn_empty(format!("{revision}:{path}"));
        }
    }
    if missing.len() == wanted.len()
        && let Some(path) = missing.first()
    {
        return Err(paths::missing(&repository, &tree, revision, path));
    }
    for path in missing {
        texts.warn_empty(format!("{revision}:{path}"));
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|a, b| a.path == b.path);
    if files.len() > context.limits.files {
        texts.diagnostics.push(too_many_files(&context.limits));
        return Ok(texts);
    }
    let limit = |path: &str| match lock::has_extension(Path::new(path)) {
        true => lock::MAX_BYTES,
        false => context.limits.file_bytes,
    };
    let (files, large): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|it| it.size <= limit(&it.path));
    for entry in large {
        let place = texts
            .sources
            .add_damaged(format!("{revision}:{}", entry.path), None);
        texts.diagnostics.push(too_large(place, &context.limits));
    }
    let contents = blobs::read(&repository, &files)?;
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

impl Texts {
    fn warn_empty(&mut self, name: String) {
        let place = Some(self.sources.add_damaged(name, None));
        let message = "the revision has no file there that ends in `.json`";
        self.diagnostics
            .push(Diagnostic::new(&rules::NO_FILES, place, message));
    }

    /// Says that there is something whose content the revision does not hold.
    fn pass_over(&mut self, revision: &str, entry: &blobs::Entry) {
        let name = format!("{revision}:{}", entry.path);
        let what = match entry.kind {
            Kind::Submodule => "this is a submodule, whose files are in another repository",
            Kind::Link | Kind::File => {
                "this is a symbolic link, and links are not followed in a revision"
            }
        };
        let place = Some(self.sources.add_damaged(name, None));
        let mut diagnostic = Diagnostic::new(&rules::CANNOT_READ, place, what);
        diagnostic.severity = Severity::Warning;
        self.diagnostics.push(diagnostic);
    }
}

/// Whether a file is what a path names, or lies below it.
fn is_at(path: &str, file: &str) -> bool {
    path.is_empty()
        || file
            .strip_prefix(path)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The part of a file's path below a path; empty where they are the same.
fn below<'f>(path: &str, file: &'f str) -> &'f str {
    let rest = file.strip_prefix(path).unwrap_or(file);
    rest.strip_prefix('/').unwrap_or(rest)
}
