//! The files to validate, and what they contain.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
};

use super::{Args, split::Separation};
use crate::compiler::{
    diagnostic::clean,
    read::{cannot_read, open_file, standard_input},
    settings::SettingsError,
};

/// What a file contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// JSON values.
    Json(Separation),
    /// A query string, if it does not begin with `{`.
    Query,
    Cbor,
    Car,
}

/// The extensions of the files that are read in a folder, and what they contain.
const FORMS: [(&str, Form); 5] = [
    ("json", Form::Json(Separation::Values)),
    ("jsonl", Form::Json(Separation::Lines)),
    ("ndjson", Form::Json(Separation::Lines)),
    ("cbor", Form::Cbor),
    ("car", Form::Car),
];

/// What flags and the name of a file say that it contains.
pub(super) fn form(path: &Path, args: &Args, query: bool) -> Form {
    if args.car {
        return Form::Car;
    }
    if args.forms.cbor {
        return Form::Cbor;
    }
    if args.forms.json_lines {
        return Form::Json(Separation::Lines);
    }
    match by_extension(path) {
        Some(Form::Json(Separation::Values)) | None if query => Form::Query,
        Some(form) => form,
        None => Form::Json(Separation::Values),
    }
}

/// Whether a name is that of a file of data.
pub(super) fn is_named_like_data(name: &str) -> bool {
    by_extension(Path::new(name)).is_some()
}

fn by_extension(path: &Path) -> Option<Form> {
    let extension = path.extension()?;
    let mut forms = FORMS.iter();
    let found = forms.find(|(name, _)| extension.eq_ignore_ascii_case(name));
    found.map(|(_, form)| *form)
}

/// A file, or standard input.
pub(super) enum Input {
    Stdin,
    File(PathBuf),
}

impl Input {
    /// The name in messages.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Stdin => "<stdin>".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// The path; `-` for standard input.
    pub(super) fn path(&self) -> &Path {
        match self {
            Self::Stdin => Path::new("-"),
            Self::File(path) => path,
        }
    }

    /// Opens it. Also returns how many bytes there are, if that is known.
    ///
    /// # Errors
    /// If it is not a regular file, or cannot be read.
    pub(super) fn open(&self) -> Result<(Box<dyn BufRead>, Option<u64>), SettingsError> {
        match self {
            Self::Stdin => Ok((Box::new(standard_input()), None)),
            Self::File(path) => {
                let file = open_file(path).map_err(|error| self.failed(&error))?;
                let length = file.metadata().ok().filter(|it| it.is_file());
                let length = length.map(|it| it.len());
                Ok((Box::new(buffered(file)), length))
            }
        }
    }

    /// Why it cannot be read.
    pub(super) fn failed(&self, error: &io::Error) -> SettingsError {
        SettingsError::new(match self {
            Self::Stdin => format!("cannot read standard input: {error}"),
            Self::File(path) => cannot_read(path, error),
        })
    }

    /// Opens it on the disk, where every part of it can be read at any time. What is not a
    /// file, or may not be one, is copied to a temporary file.
    ///
    /// # Errors
    /// If it cannot be read, or has to be copied and has more than `most` bytes.
    pub(super) fn open_on_disk(&self, most: u64) -> Result<File, SettingsError> {
        if let Self::File(path) = self {
            let file = open_file(path).map_err(|error| self.failed(&error))?;
            if file.metadata().is_ok_and(|metadata| metadata.is_file()) {
                return Ok(file);
            }
        }
        let (input, _) = self.open()?;
        let mut copy = tempfile::tempfile().map_err(|error| {
            SettingsError::new(format!("cannot create a temporary file: {error}"))
        })?;
        let length = io::copy(&mut input.take(most + 1), &mut copy);
        let length = length.map_err(|error| self.failed(&error))?;
        self.limit(length, most)?;
        Ok(copy)
    }

    /// Reads all of it.
    ///
    /// # Errors
    /// If it cannot be read, or has more than `most` bytes.
    pub(super) fn read(&self, most: u64) -> Result<Vec<u8>, SettingsError> {
        let (input, length) = self.open()?;
        let length = length.unwrap_or(0).min(most);
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0) + 1);
        let read = input.take(most + 1).read_to_end(&mut bytes);
        read.map_err(|error| self.failed(&error))?;
        self.limit(bytes.len() as u64, most)?;
        Ok(bytes)
    }

    fn limit(&self, length: u64, most: u64) -> Result<(), SettingsError> {
        if length <= most {
            return Ok(());
        }
        let message = format!("larger than {} MiB", most >> 20);
        let error = io::Error::new(io::ErrorKind::FileTooLarge, message);
        Err(self.failed(&error))
    }
}

fn buffered(file: File) -> BufReader<File> {
    BufReader::with_capacity(1 << 18, file)
}

/// The files that paths name: themselves, and those in folders.
///
/// # Errors
/// For each path that cannot be read.
pub(super) fn inputs(paths: &[PathBuf]) -> (Vec<Input>, Vec<SettingsError>) {
    let mut inputs = Vec::new();
    let mut errors = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.push(Input::Stdin);
        } else if path.is_dir() {
            let before = inputs.len();
            match folder(path, &mut inputs) {
                Ok(()) if inputs.len() == before => {
                    let message = format!("no data in `{}`", clean(&path.display().to_string()));
                    let names: Vec<_> = FORMS
                        .iter()
                        .map(|(name, _)| format!("`*.{name}`"))
                        .collect();
                    let help = format!("in a folder, {} are read", names.join(", "));
                    errors.push(SettingsError::new(message).help(help));
                }
                Ok(()) => {}
                Err((path, error)) => errors.push(SettingsError::new(cannot_read(&path, &error))),
            }
        } else {
            let input = Input::File(path.clone());
            match input.open() {
                Ok(_) => inputs.push(input),
                Err(error) => errors.push(error),
            }
        }
    }
    (inputs, errors)
}

/// Adds the files of data in a folder, at any depth and by name. Hidden ones and links
/// to folders are skipped.
fn folder(top: &Path, inputs: &mut Vec<Input>) -> Result<(), (PathBuf, io::Error)> {
    let mut pending = vec![top.to_owned()];
    while let Some(path) = pending.pop() {
        let kind = fs::symlink_metadata(&path).map_err(|error| (path.clone(), error))?;
        if !kind.is_dir() && path != top {
            let is_file = fs::metadata(&path).is_ok_and(|target| target.is_file());
            if is_file && by_extension(&path).is_some() {
                inputs.push(Input::File(path));
            }
            continue;
        }
        let entries = path
            .read_dir()
            .and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let mut paths: Vec<PathBuf> = entries
            .map_err(|error| (path, error))?
            .iter()
            .filter(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."))
            .map(fs::DirEntry::path)
            .collect();
        paths.sort();
        pending.extend(paths.into_iter().rev());
    }
    Ok(())
}
