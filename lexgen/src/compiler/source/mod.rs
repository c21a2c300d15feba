//! The texts of a run, and the JSON in them.
//!
//! `json` parses a text, and `claim` decides whether the value is meant to be a
//! lexicon. This module does not know the rules of the language, and does not
//! read files.

pub(crate) mod claim;
pub(crate) mod json;
pub(crate) mod path;

use std::{
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

pub use json::MAX_DEPTH;

/// The id of a text in a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub(crate) u32);

impl SourceId {
    /// The id of the same text after its set was appended to `offset` others.
    #[must_use]
    pub fn after(self, offset: usize) -> Self {
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        Self(self.0.saturating_add(offset))
    }
}

/// A text: a whole file, or one of several documents in a text.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name in diagnostics: a path as the user wrote it, or `<stdin>`.
    pub name: String,
    /// The path, if the text is from a file.
    pub path: Option<PathBuf>,
    /// The path for tools of code review, if the name is none: that in a revision.
    pub(crate) reviewed: Option<String>,
    /// The text, without a byte order mark.
    pub text: Arc<str>,
    /// The bytes of this document in the text.
    pub span: Range<usize>,
    /// Whether to skip the check: either the file could not be read or is not
    /// UTF-8, which was already reported, or its documents are separate sources.
    pub(crate) is_damaged: bool,
    /// Whether this is data to validate, and not a lexicon.
    pub(crate) is_data: bool,
    /// The lines of the file before the text, which may be a part of it.
    pub(crate) line: usize,
    /// The characters before the text in its first line.
    pub(crate) column: usize,
    /// The position of its input: of two documents with one NSID, the one from an
    /// earlier input counts.
    pub(crate) input: usize,
}

impl Source {
    /// The path for tools of code review.
    pub(crate) fn reviewed(&self) -> &str {
        let name = self.reviewed.as_ref().unwrap_or(&self.name);
        name.strip_prefix("./").unwrap_or(name)
    }

    /// The document's part of the text.
    pub fn document(&self) -> &str {
        self.text.get(self.span.clone()).unwrap_or_default()
    }
}

/// All texts of a run.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    texts: Vec<Source>,
    folders: Vec<PathBuf>,
}

impl Sources {
    /// Adds a text with one document, without its byte order mark.
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
            reviewed: None,
            text,
            span,
            is_damaged: false,
            is_data: false,
            line: 0,
            column: 0,
            input: 0,
        })
    }

    /// Adds a text with data to validate.
    #[cfg(feature = "serve")]
    pub(crate) fn add_data(&mut self, name: impl Into<String>, text: &str) -> SourceId {
        let id = self.add(name, None, text);
        if let Some(source) = self.texts.get_mut(id.0 as usize) {
            source.is_data = true;
        }
        id
    }

    /// Says which input a text is from.
    pub(crate) fn set_input(&mut self, id: SourceId, input: usize) {
        if let Some(source) = self.texts.get_mut(id.0 as usize) {
            source.input = input;
        }
    }

    /// Renames every text that is from a file: `name` converts the path.
    pub fn rename(&mut self, name: impl Fn(&Path) -> String) {
        for text in &mut self.texts {
            if let Some(path) = &text.path {
                text.name = name(path);
            }
        }
    }

    /// Says which paths the texts have for tools of code review, by their names.
    #[cfg(feature = "dag-cbor")]
    pub(crate) fn set_reviewed(&mut self, path: impl Fn(&str) -> Option<String>) {
        for text in &mut self.texts {
            text.reviewed = path(&text.name);
        }
    }

    /// Adds an entry for something unreadable, so that diagnostics can name it.
    pub(crate) fn add_damaged(&mut self, name: String, path: Option<PathBuf>) -> SourceId {
        let id = self.add(name, path, "");
        self.skip(id);
        id
    }

    /// Replaces a text by another one with one document.
    #[cfg(feature = "cli")]
    pub(crate) fn replace(&mut self, id: SourceId, text: impl Into<Arc<str>>) {
        if let Some(source) = self.texts.get_mut(id.0 as usize) {
            source.text = text.into();
            source.span = 0..source.text.len();
        }
    }

    /// Excludes a text from the check. It is kept for excerpts.
    pub(crate) fn skip(&mut self, id: SourceId) {
        if let Some(source) = self.texts.get_mut(id.0 as usize) {
            source.is_damaged = true;
        }
    }

    /// Splits a text with several documents into a source for each.
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

    /// Removes the text that was added last.
    #[cfg(feature = "cli")]
    pub(crate) fn pop(&mut self) {
        self.texts.pop();
    }

    /// Every text, in the order read.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        (0..).map(SourceId).zip(&self.texts)
    }

    /// Every text, in the order read; the position is its [`SourceId`].
    pub(crate) fn texts(&self) -> &[Source] {
        &self.texts
    }

    /// The text with this id, if it belongs to this set.
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.texts.get(id.0 as usize)
    }

    /// The number of texts.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are no texts.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Appends every text of another set, so that one report can show locations
    /// in both. Returns the offset of the ids of the other set, for
    /// [`SourceId::after`].
    pub fn append(&mut self, other: Self) -> usize {
        let offset = self.texts.len();
        self.texts.extend(other.texts);
        self.folders.extend(other.folders);
        offset
    }

    /// Every folder that was searched. A build that must run again when a file
    /// is added watches these too.
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
