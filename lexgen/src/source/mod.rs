//! Reading: from paths to texts that claim to be lexicons. (Stand-in below the types.)
#![allow(missing_docs)]
use crate::diagnostic::{Diagnostic, Severity};
use std::path::{Path, PathBuf};

/// Names one source text in a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub(crate) u32);

/// One text that was read.
#[derive(Clone, Debug)]
pub struct Source {
    /// What diagnostics call it: a path as the user would write it, or `<stdin>`.
    pub name: String,
    /// The path it came from, when it came from a file.
    pub path: Option<std::path::PathBuf>,
    /// The text, without a byte order mark.
    pub text: String,
}

/// Every text of one run.
#[derive(Clone, Debug, Default)]
pub struct Sources(pub(crate) Vec<Source>, Vec<PathBuf>);

impl std::ops::Index<SourceId> for Sources {
    type Output = Source;
    fn index(&self, id: SourceId) -> &Source {
        &self.0[id.0 as usize]
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    Path(PathBuf),
    Stdin(String),
}
#[derive(Clone, Debug, Default)]
pub struct Limits {}

impl Sources {
    /// Every file and folder that was looked at.
    pub fn watched(&self) -> impl Iterator<Item = &Path> {
        self.0
            .iter()
            .filter_map(|s| s.path.as_deref())
            .chain(self.1.iter().map(|p| p.as_path()))
    }
}

pub fn read(inputs: &[Input], _limits: &Limits) -> (Sources, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let mut diagnostics = Vec::new();
    for input in inputs {
        match input {
            Input::Stdin(text) => sources.0.push(Source {
                name: "<stdin>".into(),
                path: None,
                text: text.clone(),
            }),
            Input::Path(path) => walk(path, &mut sources, &mut diagnostics),
        }
    }
    sources.0.sort_by(|a, b| a.name.cmp(&b.name));
    (sources, diagnostics)
}

fn walk(path: &Path, sources: &mut Sources, diagnostics: &mut Vec<Diagnostic>) {
    if path.is_dir() {
        sources.1.push(path.to_owned());
        for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
            if entry.path().is_dir() || entry.path().extension().is_some_and(|e| e == "json") {
                walk(&entry.path(), sources, diagnostics);
            }
        }
        return;
    }
    match std::fs::read_to_string(path) {
        Ok(text) => sources.0.push(Source {
            name: path.display().to_string(),
            path: Some(path.to_owned()),
            text,
        }),
        Err(e) => diagnostics.push(Diagnostic {
            code: "unreadable",
            severity: Severity::Error,
            message: format!("cannot read `{}`: {e}", path.display()),
            place: None,
            label: String::new(),
            related: Vec::new(),
            help: None,
        }),
    }
}
