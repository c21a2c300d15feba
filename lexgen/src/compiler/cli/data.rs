//! Files of data for `lexgen cid`: JSON, many values one after another, or DAG-CBOR.

use std::{
    ops::Range,
    path::{Path, PathBuf},
};

use serde::de::IgnoredAny;

use crate::{
    compiler::{
        diagnostic::{Collector, Diagnostic, Place, Pointer, rules},
        dynamic::{not_data, read_json},
        read::{MANY_BYTES, cannot_read, read_file, read_stdin, save_as},
        settings::SettingsError,
        source::{Source, SourceId, Sources},
    },
    data::{Data, from_dag_cbor},
};

/// Flags for the format of files.
#[derive(Clone, Copy, Debug, clap::Args)]
#[command(next_help_heading = "Files")]
pub(super) struct Forms {
    /// Read one value per line [default for *.jsonl and *.ndjson]
    #[arg(long, conflicts_with = "cbor")]
    pub(super) json_lines: bool,
    /// Read DAG-CBOR instead of JSON [default for *.cbor]
    #[arg(long)]
    pub(super) cbor: bool,
}

/// Everything that was read.
#[derive(Default)]
pub(super) struct Files {
    pub(super) sources: Sources,
    pub(super) documents: Vec<Document>,
}

/// One value in a file. There can be one for every two bytes, so this is small.
pub(super) struct Document {
    pub(super) file: SourceId,
    content: Content,
}

enum Content {
    Json(Range<usize>),
    Cbor(Vec<u8>),
    Unreadable(Box<Diagnostic>),
}

impl Files {
    /// Reads files; `-` is standard input.
    pub(super) fn read(paths: &[PathBuf], forms: Forms) -> Result<Self, SettingsError> {
        let mut files = Self::default();
        for path in paths {
            let (name, bytes) = bytes(path)?;
            let has_extension = |wanted: &[&str]| {
                path.extension()
                    .is_some_and(|it| wanted.iter().any(|wanted| it.eq_ignore_ascii_case(wanted)))
            };
            if forms.cbor || (has_extension(&["cbor"]) && !forms.json_lines) {
                let id = files.sources.add_damaged(name, Some(path.clone()));
                files.add(id, Content::Cbor(bytes));
                continue;
            }
            let text = match String::from_utf8(bytes) {
                Ok(text) => text,
                Err(error) => {
                    let id = files.sources.add_damaged(name, Some(path.clone()));
                    files.add(id, Content::Unreadable(Box::new(not_utf8(id, &error))));
                    continue;
                }
            };
            let id = files.sources.add(name, Some(path.clone()), text);
            let text = &files.sources[id].text;
            let spans = if forms.json_lines || has_extension(&["jsonl", "ndjson"]) {
                lines(text)
            } else {
                values(text)
            };
            for span in spans {
                files.add(id, Content::Json(span));
            }
        }
        Ok(files)
    }

    fn add(&mut self, file: SourceId, content: Content) {
        self.documents.push(Document { file, content });
    }

    /// Adds the source of a document, to which diagnostics about it refer.
    pub(super) fn open(&mut self, document: &Document) -> SourceId {
        match &document.content {
            Content::Json(span) => {
                let file = self.sources[document.file].clone();
                self.sources.push(Source {
                    span: span.clone(),
                    is_data: true,
                    ..file
                })
            }
            Content::Cbor(_) | Content::Unreadable(_) => document.file,
        }
    }

    /// Removes the source of a document, if no diagnostic refers to it.
    pub(super) fn close(&mut self, document: &Document, id: SourceId) {
        if id != document.file {
            self.sources.pop();
        }
    }

    /// The value of a document, whose source is `id`.
    pub(super) fn value(&self, document: &Document, id: SourceId) -> Result<Data, Vec<Diagnostic>> {
        match &document.content {
            Content::Json(_) => read_json(&self.sources, id),
            Content::Cbor(bytes) => read_cbor(bytes, id),
            Content::Unreadable(diagnostic) => Err(vec![(**diagnostic).clone()]),
        }
    }
}

/// The value, if the data model has all of it: `from_dag_cbor` alone keeps floats.
pub(super) fn read_cbor(bytes: &[u8], id: SourceId) -> Result<Data, Vec<Diagnostic>> {
    let place = |path: &str| Place::value(id, Pointer::of_violation(path));
    let data: Data = from_dag_cbor(bytes).map_err(|error| {
        let (path, error) = error.split_place();
        vec![not_data(place(&path), &error)]
    })?;
    match data.check() {
        Ok(()) => Ok(data),
        Err(violations) => {
            let violations = violations.iter();
            let mut found = Collector::of_document();
            found.extend(
                violations.map(|violation| not_data(place(&violation.path), &violation.message)),
            );
            Err(found.finish())
        }
    }
}

fn bytes(path: &Path) -> Result<(String, Vec<u8>), SettingsError> {
    if path.as_os_str() == "-" {
        return match read_stdin(MANY_BYTES) {
            Ok(bytes) => Ok(("<stdin>".to_owned(), bytes)),
            Err(error) => Err(SettingsError::new(format!(
                "cannot read standard input: {error}"
            ))),
        };
    }
    let name = path.display().to_string();
    match read_file(path, MANY_BYTES) {
        Ok(bytes) => Ok((name, bytes)),
        Err(error) => Err(SettingsError::new(cannot_read(path, &error))),
    }
}

fn not_utf8(file: SourceId, error: &std::string::FromUtf8Error) -> Diagnostic {
    let at = error.utf8_error().valid_up_to();
    let message = format!("invalid UTF-8 at byte {at}");
    Diagnostic::new(&rules::NOT_UTF8, Some(Place::file(file)), message)
        .with_help(save_as(error.as_bytes()))
}

fn whole(text: &str) -> Vec<Range<usize>> {
    std::iter::once(0..text.len()).collect()
}

/// Every line that is not blank.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut spans = Vec::new();
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            spans.push(start..start + line.len());
        }
        start += line.len();
    }
    spans
}

/// Every value; the text after a syntax error counts as one.
fn values(text: &str) -> Vec<Range<usize>> {
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    let mut spans = Vec::new();
    loop {
        let start = stream.byte_offset();
        match stream.next() {
            Some(Ok(_)) => spans.push(start..stream.byte_offset()),
            Some(Err(_)) => {
                spans.push(start..text.len());
                return spans;
            }
            None if spans.is_empty() => return whole(text),
            None => return spans,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{lines, values};

    fn parts(text: &str, split: fn(&str) -> Vec<std::ops::Range<usize>>) -> Vec<&str> {
        split(text)
            .into_iter()
            .map(|range| text[range].trim())
            .collect()
    }

    #[test]
    fn values_are_told_apart() {
        assert_eq!(parts(" {} [1]\n\"a\" ", values), ["{}", "[1]", "\"a\""]);
        assert_eq!(parts("{} {\"a\": } {}", values), ["{}", "{\"a\": } {}"]);
        assert_eq!(parts(" ", values), [""]);
        assert_eq!(parts("{}\r\n\n{]\n1", lines), ["{}", "{]", "1"]);
    }

    #[test]
    fn hostile_nesting_is_no_danger() {
        assert_eq!(values(&"[".repeat(1_000_000)).len(), 1);
    }
}
