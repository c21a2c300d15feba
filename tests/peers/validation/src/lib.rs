//! The candidates: each judges the same records. `validation-rounds` measures them.
//!
//! A candidate that validates decoded records has decoded them before, each to what it
//! validates. A record that it cannot decode is invalid for it, and takes no time.

mod jacquard;
mod own;

use std::{error::Error, fs, path::Path};

/// Any error: there is none for a record, only a verdict.
pub type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

/// What a candidate is given.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Task {
    Decoded,
    Text,
}

impl Task {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Decoded => "decoded",
            Self::Text => "text",
        }
    }
}

/// Says whether the record of this index is valid.
type Judge = Box<dyn Fn(usize) -> bool>;

pub struct Contender {
    pub task: Task,
    pub name: &'static str,
    pub judge: Judge,
}

/// The lines of a file, which are never freed.
pub type Lines = &'static [&'static str];

/// Reads the lines of a file.
///
/// # Errors
/// If the file cannot be read.
pub fn lines(path: &Path) -> Result<Lines> {
    let text: &'static str = fs::read_to_string(path)?.leak();
    Ok(Vec::leak(text.lines().collect()))
}

/// All candidates.
///
/// # Errors
/// If the lexicons cannot be read.
pub fn contenders(records: Lines, lexicons: &Path) -> Result<Vec<Contender>> {
    let mut all = own::contenders(records, lexicons)?;
    all.extend(jacquard::contenders(records));
    // In the order of the tasks, and of the candidates in each.
    all.sort_by_key(|it| it.task == Task::Text);
    Ok(all)
}

/// A candidate that judges a record by its text.
fn of_text(
    name: &'static str,
    records: Lines,
    judge: impl Fn(&'static str) -> bool + 'static,
) -> Contender {
    Contender {
        task: Task::Text,
        name,
        judge: Box::new(move |at| judge(records[at])),
    }
}

/// A candidate that judges what it has read before.
fn of_decoded<T: 'static>(
    name: &'static str,
    records: Lines,
    read: impl Fn(&'static str) -> Option<T>,
    judge: impl Fn(&T) -> bool + 'static,
) -> Contender {
    let decoded: Vec<Option<T>> = records.iter().map(|it| read(it)).collect();
    Contender {
        task: Task::Decoded,
        name,
        judge: Box::new(move |at| decoded[at].as_ref().is_some_and(&judge)),
    }
}
