//! Reads the texts of inputs.

use std::{
    io,
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use super::{
    bounded::{MANY_BYTES, read_file, read_stdin},
    stream,
    utf16::{is_utf16, save_as},
    walk::walk,
};
use crate::compiler::{
    diagnostic::{Diagnostic, Place, clean_path, rules},
    source::{SourceId, Sources},
};

/// An input.
///
/// Needs the feature `codegen`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Input {
    /// A file with any name, or a folder: every `*.json` below it. Hidden files
    /// and folders, `node_modules` and the `target` of cargo are skipped.
    Path(PathBuf),
    /// A text with one document, a JSON array of documents, or several
    /// documents in a row (JSON lines, or concatenated).
    Text {
        /// The name in diagnostics.
        name: String,
        /// The text, in UTF-8.
        bytes: Vec<u8>,
    },
}

impl Input {
    /// A text, which diagnostics call `name`.
    pub fn text(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self::Text {
            name: name.into(),
            bytes: text.into().into_bytes(),
        }
    }

    /// Reads all of standard input.
    ///
    /// # Errors
    /// If reading fails, or there are more than 256 MiB.
    pub fn stdin() -> io::Result<Self> {
        Ok(Self::Text {
            name: "<stdin>".into(),
            bytes: read_stdin(MANY_BYTES)?,
        })
    }
}

/// The limits of reading.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The largest file in bytes: 4 MiB by default. (The largest lexicon of the
    /// protocol has 30 KiB.)
    pub file_bytes: u64,
    /// The largest number of files: 1,000,000 by default.
    pub files: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 4 << 20,
            files: 1_000_000,
        }
    }
}

/// Reads every input.
///
/// The order of the texts depends only on the inputs: files are sorted by path;
/// other inputs follow in the given order. A file that cannot be read is a
/// diagnostic; the others are still read.
pub fn read(inputs: &[Input], limits: &Limits) -> (Sources, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let mut diagnostics = Vec::new();
    let mut files = list_files(inputs, limits, &mut sources, &mut diagnostics);
    if files.len() > limits.files {
        diagnostics.push(too_many_files(limits));
        files.clear();
    }
    let texts: Vec<_> = (files.par_iter())
        .map(|file| load(&file.path, limits))
        .collect();
    for (file, text) in files.into_iter().zip(texts) {
        add_loaded(file, text, limits, &mut sources, &mut diagnostics);
    }
    for (number, input) in inputs.iter().enumerate() {
        if let Input::Text { name, bytes } = input {
            let text = decode(bytes.clone());
            let id = add(text, name.clone(), None, &mut sources, &mut diagnostics);
            sources.set_input(id, number);
            if !sources[id].is_damaged {
                let spans = stream::split(&sources[id].text);
                sources.split(id, spans);
            }
        }
    }
    (sources, diagnostics)
}

/// Reads one file as text.
pub(super) fn load(path: &Path, limits: &Limits) -> io::Result<Decoded> {
    read_file(path, limits.file_bytes).map(decode)
}

/// Adds the text of a file, or the error of reading it.
pub(super) fn add_loaded(
    InputFile { path, input }: InputFile,
    text: io::Result<Decoded>,
    limits: &Limits,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let name = path.display().to_string();
    match text {
        Ok(text) => {
            let id = add(text, name, Some(path), sources, diagnostics);
            sources.set_input(id, input);
        }
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            let file = sources.add_damaged(name, Some(path));
            diagnostics.push(too_large(file, limits));
        }
        Err(error) => {
            let file = sources.add_damaged(name, Some(path.clone()));
            diagnostics.push(unreadable(file, &path, &error));
        }
    }
}

/// Adds a file whose bytes do not come from the disk.
#[cfg(feature = "dag-cbor")]
pub(crate) fn add_file(
    name: String,
    bytes: Vec<u8>,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) {
    add(decode(bytes), name, None, sources, diagnostics);
}

/// A file of an input.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct InputFile {
    pub(super) path: PathBuf,
    /// The position of the first input that has it.
    pub(super) input: usize,
}

/// Every file of the inputs, once, sorted.
pub(super) fn list_files(
    inputs: &[Input],
    limits: &Limits,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<InputFile> {
    let mut files = Vec::new();
    for (number, input) in inputs.iter().enumerate() {
        let Input::Path(path) = input else { continue };
        let of_input = |path| InputFile {
            path,
            input: number,
        };
        if !path.is_dir() {
            files.push(of_input(path.clone()));
            continue;
        }
        let found = walk(path, limits.files);
        if found.files.is_empty() && found.errors.is_empty() {
            let folder = sources.add_damaged(path.display().to_string(), None);
            let message = "the folder contains no `.json` files";
            let place = Some(Place::file(folder));
            diagnostics.push(Diagnostic::new(&rules::NO_FILES, place, message));
        }
        files.extend(found.files.into_iter().map(of_input));
        sources.add_folders(found.folders);
        for (path, error) in found.errors {
            let folder = sources.add_damaged(path.display().to_string(), None);
            diagnostics.push(unreadable(folder, &path, &error));
        }
    }
    files.sort();
    files.dedup_by(|later, first| later.path == first.path);
    files
}

/// The text of a file.
pub(super) struct Decoded {
    pub(super) text: String,
    /// The position and the value of the first byte that is not UTF-8, and what to do.
    pub(super) invalid: Option<(usize, u8, &'static str)>,
}

fn decode(bytes: Vec<u8>) -> Decoded {
    match String::from_utf8(bytes) {
        Ok(text) => {
            // Text in UTF-16 without a byte order mark can be UTF-8 with zero bytes.
            let zero = text.bytes().take(2).position(|byte| byte == 0);
            let zero = zero.filter(|_| is_utf16(text.as_bytes()));
            Decoded {
                invalid: zero.map(|at| (at, 0, save_as(text.as_bytes()))),
                text,
            }
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.as_bytes();
            Decoded {
                text: String::from_utf8_lossy(bytes).into_owned(),
                invalid: bytes.get(at).map(|byte| (at, *byte, save_as(bytes))),
            }
        }
    }
}

fn add(
    decoded: Decoded,
    name: String,
    path: Option<PathBuf>,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> SourceId {
    let id = sources.add(name, path, decoded.text);
    if let Some((at, byte, help)) = decoded.invalid {
        sources.skip(id);
        let (message, length) = match byte {
            0 => (format!("a zero byte at offset {at}"), 1),
            _ => (
                format!("invalid UTF-8: byte 0x{byte:02X} at offset {at}"),
                char::REPLACEMENT_CHARACTER.len_utf8(),
            ),
        };
        let place = Place::text(id, at..at + length);
        diagnostics.push(
            Diagnostic::new(&rules::NOT_UTF8, Some(place), message)
                .with_label("here")
                .with_help(help),
        );
    }
    id
}

pub(crate) fn too_large(file: SourceId, limits: &Limits) -> Diagnostic {
    let message = format!(
        "the file is larger than {} bytes, the limit for a lexicon",
        limits.file_bytes
    );
    Diagnostic::new(&rules::TOO_LARGE, Some(Place::file(file)), message)
}

pub(crate) fn too_many_files(limits: &Limits) -> Diagnostic {
    let message = format!("more than {} files to read", limits.files);
    Diagnostic::new(&rules::TOO_MANY_FILES, None, message)
        .with_help("name the folders that contain the lexicons, not one above them")
}

fn unreadable(file: SourceId, path: &Path, error: &io::Error) -> Diagnostic {
    let message = cannot_read(path, error);
    Diagnostic::new(&rules::CANNOT_READ, Some(Place::file(file)), message)
}

/// The message about a file or folder that cannot be read.
pub(crate) fn cannot_read(path: &Path, error: &io::Error) -> String {
    let path = clean_path(path);
    if error.kind() == io::ErrorKind::NotFound {
        return format!("cannot read `{path}`: no such file or folder");
    }
    format!("cannot read `{path}`: {error}")
}
