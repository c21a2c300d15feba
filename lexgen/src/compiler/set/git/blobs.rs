//! Lists the files of a tree, and reads all of them with one process.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    process::Stdio,
    thread,
};

use super::command::{Repository, cannot_start, failed};
use crate::compiler::set::Error;

/// A file of a tree.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    id: String,
    /// In bytes.
    pub(super) size: u64,
    /// Relative to the root of the repository.
    pub(super) path: String,
}

/// An entry of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Link,
    Submodule,
}

/// Lists every file at or below the paths; an empty path is the root.
pub(super) fn list(
    repository: &Repository,
    tree: &str,
    paths: &[String],
) -> Result<Vec<Entry>, Error> {
    let mut arguments = vec!["ls-tree", "-r", "-z", "--long", "--full-tree", tree, "--"];
    if !paths.iter().any(String::is_empty) {
        arguments.extend(paths.iter().map(String::as_str));
    }
    let text = repository.ask(&arguments)?;
    Ok(text.split('\0').filter_map(entry).collect())
}

/// Parses `MODE TYPE ID SIZE<tab>PATH`, where the size is padded with spaces.
fn entry(line: &str) -> Option<Entry> {
    let (about, path) = line.split_once('\t')?;
    let mut about = about.split_ascii_whitespace();
    let mode = about.next()?;
    let kind = match about.next()? {
        "commit" => Kind::Submodule,
        _ if mode == "120000" => Kind::Link,
        _ => Kind::File,
    };
    Some(Entry {
        kind,
        id: about.next()?.to_owned(),
        size: about.next()?.parse().unwrap_or(0),
        path: path.to_owned(),
    })
}

/// Reads the contents of files, in the same order.
pub(super) fn read(repository: &Repository, entries: &[&Entry]) -> Result<Vec<Vec<u8>>, Error> {
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let mut child = repository
        .command(&["cat-file", "--batch", "--buffer"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|it| cannot_start(&it))?;
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(failed(b""));
    };
    // A separate thread writes, because both pipes can fill up.
    let contents = thread::scope(|scope| {
        scope.spawn(move || {
            let ids = entries.iter().map(|it| it.id.as_str());
            let request: String = ids.flat_map(|id| [id, "\n"]).collect();
            // If git has exited, its missing output is the error.
            let _ = stdin.write_all(request.as_bytes());
        });
        let mut answers = BufReader::new(stdout);
        entries
            .iter()
            .map(|it| content(&mut answers, it))
            .collect::<io::Result<Vec<_>>>()
    });
    // Not only `wait`: git's messages may exceed the pipe's buffer.
    let output = child.wait_with_output().map_err(|it| cannot_start(&it))?;
    contents.map_err(|error| {
        if error.kind() == io::ErrorKind::NotFound {
            Error::new(error.to_string()).help(NO_FETCH)
        } else if output.stderr.is_empty() {
            Error::new(format!("git did not return a file: {error}"))
        } else {
            failed(&output.stderr)
        }
    })
}

const NO_FETCH: &str = "lexgen never fetches: in a partial clone, run `git fetch --refetch --no-filter` \
                        first";

/// Parses `ID blob SIZE`, a line break, the content and a line break.
fn content(answers: &mut impl BufRead, entry: &Entry) -> io::Result<Vec<u8>> {
    let mut header = String::new();
    answers.read_line(&mut header)?;
    let size = header.trim_end().rsplit_once(" blob ").map(|it| it.1);
    let Some(Ok(size)) = size.map(str::parse::<u64>) else {
        let message = format!("`{}` is not in the repository", entry.path);
        return Err(io::Error::new(io::ErrorKind::NotFound, message));
    };
    let mut bytes = Vec::new();
    answers.by_ref().take(size).read_to_end(&mut bytes)?;
    let mut end = [0];
    answers.read_exact(&mut end)?;
    if bytes.len() as u64 != size {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(bytes)
}
