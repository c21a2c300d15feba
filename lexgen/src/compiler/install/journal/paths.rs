//! Which files may be changed: those below the root, by paths without surprises.

use std::{
    ffi::OsStr,
    fs, io,
    path::{Component, Path, PathBuf},
};

/// The path of a file relative to the canonical `root`, with forward slashes. Links in
/// the path are followed, except for the file itself.
pub(super) fn relative(root: &Path, path: &Path) -> io::Result<String> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let name = path
        .file_name()
        .ok_or_else(|| other("not the path of a file"))?;
    let mut rest = vec![name.to_owned()];
    let mut existing = folder;
    let real = loop {
        let here = if existing.as_os_str().is_empty() {
            Path::new(".")
        } else {
            existing
        };
        match fs::canonicalize(here) {
            Ok(real) => break real,
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            // A link that leads nowhere could lead anywhere when it is written.
            Err(_) if here.is_symlink() => return Err(other("a broken symbolic link")),
            Err(_) => {}
        }
        let Some(Component::Normal(name)) = existing.components().next_back() else {
            return Err(other("no such folder"));
        };
        rest.push(name.to_owned());
        existing = existing.parent().unwrap_or(Path::new(""));
    };
    let below = real.strip_prefix(root).map_err(|_| {
        other("it is outside of the project, which is the folder of lexgen.toml or the current one")
    })?;
    let names = below.iter().chain(rest.iter().rev().map(|name| &**name));
    let names: Option<Vec<&str>> = names.map(OsStr::to_str).collect();
    let path = names
        .ok_or_else(|| other("its name is not valid UTF-8"))?
        .join("/");
    check(&path)?;
    Ok(path)
}

/// The path of a file in a journal; an error unless [`relative`] would write it.
pub(super) fn absolute(root: &Path, path: &str) -> io::Result<PathBuf> {
    check(path)?;
    let mut full = root.to_owned();
    for name in path.split('/') {
        if full.symlink_metadata().is_ok_and(|it| !it.is_dir()) {
            return Err(other("it is behind a file or a symbolic link"));
        }
        full.push(name);
    }
    match full.symlink_metadata() {
        Ok(metadata) if metadata.is_symlink() => Err(other("it is a symbolic link")),
        Ok(metadata) if !metadata.is_file() => Err(other("not a regular file")),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(full),
    }
}

/// Whether a file or folder of this name belongs to other tools: `.git/hooks` would be run.
pub fn is_hidden(name: &str) -> bool {
    // `GIT~1` is a name of `.git` on Windows.
    name.starts_with('.') || (cfg!(windows) && name.contains(['~', ':']))
}

fn check(path: &str) -> io::Result<()> {
    for name in path.split('/') {
        let components = Path::new(name).components().collect::<Vec<_>>();
        if !matches!(components.as_slice(), [Component::Normal(only)] if **only == *name) {
            return Err(other("not a path below the project"));
        }
        if is_hidden(name) {
            return Err(other("it is hidden, or in a hidden folder"));
        }
    }
    Ok(())
}

fn other(message: &str) -> io::Error {
    io::Error::other(message.to_owned())
}
