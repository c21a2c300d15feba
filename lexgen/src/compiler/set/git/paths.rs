//! Resolves paths in a revision.

use std::path::{Component, Path, PathBuf};

use super::command::Repository;
use crate::compiler::{
    check::suggest::nearest,
    set::{Context, Error},
};

/// Resolves a path that the user gave: relative to the root of the repository,
/// or with `./` to the current folder, as in git. The empty path is the root.
pub(super) fn named(repository: &Repository, revision: &str, path: &str) -> Result<String, Error> {
    if path.starts_with('/') {
        return Err(
            Error::new(format!("`{path}` is not a path in a revision")).help(format!(
                "paths start at the root of the repository, as in `git:{revision}:lexicons`, or \
                 with `./` in the current folder"
            )),
        );
    }
    let is_relative = matches!(path.split('/').next(), Some("." | ".."));
    let start = if is_relative {
        repository.prefix.as_str()
    } else {
        ""
    };
    normal(start, path)
        .ok_or_else(|| Error::new(format!("`{path}` is outside of the git repository")))
}

/// The default paths, relative to the root of the repository.
pub(super) fn usual(
    repository: &Repository,
    revision: &str,
    context: &Context,
) -> Result<Vec<String>, Error> {
    let give = format!("add the path in the revision, as in `git:{revision}:lexicons`");
    let Some(root) = &repository.root else {
        if context.inputs.is_empty() {
            return Ok(vec![String::new()]);
        }
        let error = Error::new("a bare git repository needs a path");
        return Err(error.help(give));
    };
    let mut paths = Vec::new();
    for input in &context.inputs {
        if input.as_os_str() == "-" {
            let error = Error::new("a revision does not contain standard input");
            return Err(error.help(give));
        }
        let inside = absolute(&repository.folder().join(input))
            .and_then(|it| it.strip_prefix(root).ok().map(Path::to_owned));
        let Some(inside) = inside else {
            let input = input.display();
            let error = Error::new(format!("`{input}` is not in the git repository"));
            return Err(error.help(give));
        };
        let parts: Vec<_> = inside.iter().map(|it| it.to_string_lossy()).collect();
        paths.push(parts.join("/"));
    }
    if paths.is_empty() {
        paths.push(String::new());
    }
    Ok(paths)
}

/// The absolute path, with links resolved as far as the path exists: it may have
/// been deleted since the revision.
fn absolute(path: &Path) -> Option<PathBuf> {
    let mut folder = path;
    let mut gone = Vec::new();
    loop {
        let here = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        if let Ok(real) = here.canonicalize() {
            return Some(
                gone.into_iter()
                    .rev()
                    .fold(real, |path, part| path.join(part)),
            );
        }
        match folder.components().next_back()? {
            Component::Normal(name) => gone.push(name),
            Component::CurDir => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return None,
        }
        folder = folder.parent()?;
    }
}

/// `path` relative to `start`, without `.` and `..`; `None` if it leads above
/// the root.
fn normal(start: &str, path: &str) -> Option<String> {
    let mut parts: Vec<_> = start.split('/').filter(|it| !it.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The error for a path that does not exist.
pub(super) fn missing(repository: &Repository, tree: &str, revision: &str, path: &str) -> Error {
    let error = Error::new(format!("revision `{revision}` has no `{path}`"));
    let all = repository
        .ask(&[
            "ls-tree",
            "-r",
            "-t",
            "-z",
            "--full-tree",
            "--name-only",
            tree,
        ])
        .unwrap_or_default();
    let names = || all.split('\0').filter(|it| !it.is_empty());
    let here = normal(&repository.prefix, path).unwrap_or_default();
    if !repository.prefix.is_empty() && names().any(|it| it == here) {
        return error.help(format!(
            "paths start at the root of the repository; for the current folder use \
             `git:{revision}:./{path}`"
        ));
    }
    let last = |name: &str| name.rsplit('/').next().unwrap_or_default().to_owned();
    let moved = names().find(|it| last(it) == last(path));
    let near = nearest(path, names()).or(moved);
    error.help_if(near.map(|it| format!("did you mean `git:{revision}:{it}`?")))
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn dots_are_resolved_and_never_lead_out() {
        assert_eq!(normal("", "a//b/./c/"), Some("a/b/c".into()));
        assert_eq!(normal("a/b/", "../c"), Some("a/c".into()));
        assert_eq!(normal("a/", "."), Some("a".into()));
        assert_eq!(normal("", "."), Some(String::new()));
        assert_eq!(normal("a/", "../../b"), None);
    }
}
