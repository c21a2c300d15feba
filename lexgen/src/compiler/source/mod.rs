//! The texts of a run, and JSON in them.
//!
//! `json` turns one text into data and `claim` says whether that data wants to
//! be a lexicon. Nothing here knows a rule of the language, or reads a file.

pub(crate) mod claim;
pub(crate) mod json;

use std::{
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

pub use json::MAX_DEPTH;

/// Names one source text in a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub(crate) u32);

impl SourceId {
    /// The id of the same text where `offset` others stand before its set.
    #[must_use]
    pub fn after(self, offset: usize) -> Self {
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        Self(self.0.saturating_add(offset))
    }
}

/// One text that was read: a whole file, or one of several documents that
/// stood in one text.
#[derive(Clone, Debug)]
pub struct Source {
    /// What diagnostics call it: a path as the user would write it, or `<stdin>`.
    pub name: String,
    /// The path it came from, when it came from a file.
    pub path: Option<PathBuf>,
    /// The text, without a byte order mark.
    pub text: Arc<str>,
    /// Which bytes of the text are this document.
    pub span: Range<usize>,
    /// Whether there is nothing to check: the text is not what the file holds
    /// (it could not be read, or is no UTF-8), of which reading has said why,
    /// or its documents are sources of their own.
    pub(crate) is_damaged: bool,
    /// Whether this is data that lexicons describe, and no lexicon itself.
    pub(crate) is_data: bool,
}

impl Source {
    /// The document's own part of the text.
    pub fn document(&self) -> &str {
        self.text.get(self.span.clone()).unwrap_or_default()
    }
}

/// Every text of one run.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    texts: Vec<Source>,
    folders: Vec<PathBuf>,
}

impl Sources {
    /// Adds a text that is one document; a byte order mark is dropped.
    pub fn add(
        &mut self,
        name: impl Into<String>,
        path: Option<PathBuf>,
        text: impl Into<Arc<str>>,
    ) -> SourceId {
        let mut text: Arc<str> = text.into();
        if let Some(rest) = text.strip_prefix('\u{feff}') {
            text = rest.into();
        }
        let span = 0..text.len();
        self.push(Source {
            name: name.into(),
            path,
            text,
            span,
            is_damaged: false,
            is_data: false,
        })
    }

    /// Calls every text that came from a file by what `name` makes of its path.
    pub fn rename(&mut self, name: impl Fn(&Path) -> String) {
        for text in &mut self.texts {
            if let Some(path) = &text.path {
                text.name = name(path);
            }
        }
    }

    /// Adds something that could not be read, so that diagnostics can name it.
    pub(crate) fn add_damaged(&mut self, name: String, path: Option<PathBuf>) -> SourceId {
        let id = self.add(name, path, "");
        self.skip(id);
        id
    }

    /// Puts another text, which is one document, in the place of one that was
    /// read.
    #[cfg(feature = "cli")]
    pub(crate) fn replace(&mut self, id: SourceId, text: impl Into<Arc<str>>) {
        if let Some(source) = self.texts.get_mut(id.0 as usize) {
            source.text = text.into();
            source.span = 0..source.text.len();
        }
    }

    /// Keeps a text for its excerpts only: it is not checked as a lexicon.
    pub(crate) fn skip(&mut self, id: SourceId) {
        if let Some(source) = self.texts.get_mut(id.0 as usize) {
            source.is_damaged = true;
        }
    }

    /// Makes a text of several documents one source for each.
    pub(crate) fn split(&mut self, id: SourceId, spans: Vec<Range<usize>>) {
        let mut spans = spans.into_iter();
        let (Some(source), Some(first)) = (self.texts.get_mut(id.0 as usize), spans.next()) else {
            return;
        };
        source.span = first;
        let source = source.clone();
        for span in spans {
            self.push(Source {
                span,
                ..source.clone()
            });
        }
    }

    /// Adds folders that were searched.
    pub(crate) fn add_folders(&mut self, folders: Vec<PathBuf>) {
        self.folders.extend(folders);
    }

    pub(crate) fn push(&mut self, source: Source) -> SourceId {
        let id = SourceId(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        self.texts.push(source);
        id
    }

    /// Every text, in the order read.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        (0..).map(SourceId).zip(&self.texts)
    }

    /// Every text, in the order read; the position is its [`SourceId`].
    pub(crate) fn texts(&self) -> &[Source] {
        &self.texts
    }

    /// The text of this name in this set, if the id is one of this set's.
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.texts.get(id.0 as usize)
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether nothing was read.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Adds every text of another set behind those of this one, so that one
    /// report can show places in both. The ids of the other set are then those
    /// of this set [`after`](SourceId::after) the answer.
    pub fn append(&mut self, other: Self) -> usize {
        let offset = self.texts.len();
        self.texts.extend(other.texts);
        self.folders.extend(other.folders);
        offset
    }

    /// Every folder that was searched: a build that wants to run again when a
    /// file is added watches these besides the files.
    pub fn folders(&self) -> impl Iterator<Item = &Path> {
        self.folders.iter().map(PathBuf::as_path)
    }
}

impl std::ops::Index<SourceId> for Sources {
    type Output = Source;
    fn index(&self, id: SourceId) -> &Source {
        &self.texts[id.0 as usize]
    }
}
