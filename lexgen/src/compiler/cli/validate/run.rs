//! A run over all files: reads values, has several threads judge them, and prints what
//! they find in the order of the files.

use std::{
    fs::File,
    io::{self, BufRead},
    path::PathBuf,
};

use rayon::prelude::*;

use super::{
    Args, archive,
    input::{Form, Input, form, inputs},
    judge::{Content, Expected, Item, Judge},
    output::Output,
    schemas::Schemas,
    split::{Separation, Splitter},
};
use crate::compiler::{
    cli::terminal::{Terminal, count},
    diagnostic::clean,
    dynamic,
    read::MANY_BYTES,
    settings::SettingsError,
};

/// The most bytes of a CAR file that is not a file on the disk.
const MOST_OF_CAR: u64 = 4 << 30;

/// The most values that are judged at once, and the bytes after which no more are added.
const AT_ONCE: usize = 1024;
const BYTES_AT_ONCE: usize = 4 << 20;

/// The values of a file that cannot be read, after which the rest of it is skipped: it is
/// probably something else.
const MOST_UNREADABLE: usize = 100;

/// A run over all files.
pub(super) struct Run<'a, 'i> {
    args: &'a Args,
    judge: Judge<'a>,
    pub(super) schemas: Schemas<'i>,
    /// The only collection of repositories whose records count.
    collection: Option<String>,
    pub(super) output: Output<'a>,
    terminal: &'a Terminal,
}

/// The file that is being read.
struct Current {
    name: String,
    batch: Vec<Item>,
    weight: usize,
    number: usize,
    unreadable: usize,
    /// What of the file was read, in percent.
    percent: Option<u64>,
}

/// Why a file is not read to its end.
enum Stop {
    /// Too many values in it cannot be read.
    Unreadable,
    Failed(SettingsError),
    Io(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<SettingsError> for Stop {
    fn from(error: SettingsError) -> Self {
        Self::Failed(error)
    }
}

impl<'a, 'i> Run<'a, 'i> {
    pub(super) fn new(
        args: &'a Args,
        schemas: Schemas<'i>,
        collection: Option<String>,
        terminal: &'a Terminal,
    ) -> Self {
        Self {
            args,
            schemas,
            judge: Judge {
                args,
                options: args.options(),
                has_sentences: !terminal.is_json(),
                shows_paths: terminal.is_for_people(),
            },
            collection,
            output: Output::new(terminal),
            terminal,
        }
    }

    /// Checks the values in files.
    ///
    /// # Errors
    /// If a file cannot be read: before any is read, unless the run is to keep going.
    pub(super) fn files(&mut self, paths: &[PathBuf], query: bool) -> Result<(), SettingsError> {
        let (inputs, mut errors) = inputs(paths);
        if !self.args.keep_going && !errors.is_empty() {
            return Err(errors.swap_remove(0));
        }
        for input in inputs {
            match self.file(&input, query) {
                Ok(()) => {}
                Err(error) if self.args.keep_going => errors.push(error),
                Err(error) => {
                    self.output.rest()?;
                    return Err(error);
                }
            }
        }
        self.output.rest()?;
        let number = errors.len();
        for error in &errors {
            self.terminal.error(error);
        }
        if number > 0 {
            let message = format!("{} could not be read", count(number, "file"));
            return Err(SettingsError::new(message));
        }
        Ok(())
    }

    fn file(&mut self, input: &Input, query: bool) -> Result<(), SettingsError> {
        let mut current = Current {
            name: input.name(),
            batch: Vec::new(),
            weight: 0,
            number: 0,
            unreadable: 0,
            percent: None,
        };
        let read = match form(input.path(), self.args, query) {
            Form::Json(separation) => self.values(input, &mut current, separation, false),
            Form::Query => self.values(input, &mut current, Separation::None, true),
            Form::Cbor => {
                let bytes = input.read(MANY_BYTES)?;
                self.add(&mut current, Content::Cbor(bytes))
            }
            Form::Car => self.car(input.open_on_disk(MOST_OF_CAR)?, &mut current),
        };
        match read.and_then(|()| self.flush(&mut current)) {
            Ok(()) => Ok(()),
            Err(Stop::Failed(error)) => Err(error),
            Err(Stop::Io(error)) => Err(input.failed(&error)),
            Err(Stop::Unreadable) => {
                let name = clean(&current.name);
                let message = format!(
                    "skipped the rest of `{name}`: {MOST_UNREADABLE} values in it cannot be read"
                );
                let error = SettingsError::new(message);
                self.terminal
                    .error(&error.help("pass `--keep-going` to read on"));
                Ok(())
            }
        }
    }

    /// Reads JSON values, or a query string.
    fn values(
        &mut self,
        input: &Input,
        current: &mut Current,
        separation: Separation,
        may_be_query: bool,
    ) -> Result<(), Stop> {
        let (mut reader, length) = input.open()?;
        let mut separation = separation;
        let mut is_query = false;
        if may_be_query {
            let start = reader.fill_buf().map_err(|error| input.failed(&error))?;
            is_query = dynamic::is_query(start);
            if !is_query {
                separation = Separation::Values;
            }
        }
        let most = usize::try_from(MANY_BYTES).unwrap_or(usize::MAX);
        let mut splitter = Splitter::new(reader, separation, most);
        while let Some(text) = splitter.next().map_err(|error| input.failed(&error))? {
            if text.is_too_long && separation != Separation::Lines {
                self.flush(current)?;
                let message = format!("a value is larger than {} MiB", MANY_BYTES >> 20);
                let error = io::Error::new(io::ErrorKind::FileTooLarge, message);
                return Err(input.failed(&error).into());
            }
            let length = length.filter(|length| *length > 0);
            current.percent = length.map(|length| splitter.read * 100 / length);
            let content = if is_query {
                Content::Query(text)
            } else {
                Content::Json(text)
            };
            self.add(current, content)?;
        }
        Ok(())
    }

    /// Reads the records of a CAR file.
    fn car(&mut self, file: File, current: &mut Current) -> Result<(), Stop> {
        let mut others = 0;
        let wanted = self.collection.clone();
        let is_other = |collection: &str| {
            let is_other = wanted.as_ref().is_some_and(|wanted| wanted != collection);
            others += usize::from(is_other);
            is_other
        };
        let remark = archive::each(file, is_other, |content| self.add(current, content))?;
        self.flush(current)?;
        let name = clean(&current.name);
        if let Some(remark) = remark {
            let text = format!("records of {name} without their paths: {remark}");
            self.terminal.warned("Read", &text);
        }
        if others > 0 {
            let text = format!("{} of other collections in {name}", count(others, "record"));
            self.terminal.warned("Skipped", &text);
        }
        Ok(())
    }

    fn add(&mut self, current: &mut Current, content: Content) -> Result<(), Stop> {
        current.number += 1;
        let number = current.number;
        let item = Item { number, content };
        current.weight += item.weight();
        current.batch.push(item);
        if current.batch.len() >= AT_ONCE || current.weight >= BYTES_AT_ONCE {
            self.flush(current)?;
        }
        Ok(())
    }

    /// Judges the values that were read.
    fn flush(&mut self, current: &mut Current) -> Result<(), Stop> {
        let (judge, name) = (&self.judge, &current.name);
        let items = &current.batch;
        let one = match &self.schemas {
            Schemas::One(schema) => Some(&**schema),
            Schemas::ByType(_) => None,
        };
        let values: Vec<_> = (items.par_iter())
            .map(|item| Judge::read(item, name, one))
            .collect();
        // One after another, so that the first types are remembered in every run.
        let expected: Vec<_> = match &mut self.schemas {
            Schemas::One(schema) => vec![Expected::One(schema); values.len()],
            Schemas::ByType(types) => {
                let types = values.iter().map(|value| match value {
                    Ok(data) => types.of_value(data),
                    Err(_) => types.unreadable(),
                });
                types.map(Expected::OfType).collect()
            }
        };
        let verdicts: Vec<_> = (items.par_iter())
            .zip(&values)
            .zip(&expected)
            .map(|((item, value), expected)| judge.judge(item, value, expected, name))
            .collect();
        let mut stop = Ok(());
        for ((item, verdict), expected) in items.iter().zip(verdicts).zip(expected) {
            let is_readable = verdict.as_ref().is_none_or(|verdict| verdict.is_readable);
            if let Expected::OfType(of_type) = expected {
                of_type.count(verdict.as_ref().is_none_or(|verdict| verdict.is_valid));
            }
            self.output.add(item, verdict)?;
            current.unreadable += usize::from(!is_readable);
            if current.unreadable >= MOST_UNREADABLE && !self.args.keep_going {
                stop = Err(Stop::Unreadable);
                break;
            }
        }
        current.batch.clear();
        current.weight = 0;
        let total = self.output.total;
        let percent = current.percent.map(|percent| format!(" ({percent} %)"));
        let percent = percent.unwrap_or_default();
        self.terminal.progress("Validating", || {
            format!("{}{percent}: {}", current.name, count(total, "value"))
        });
        stop
    }
}
