//! What is wrong with one value.

use std::{str, sync::Arc};

use super::{Args, schemas::OfType, split::Text};
use crate::{
    car::BlockCid,
    compiler::{
        cli::data::read_cbor,
        diagnostic::{
            Collector, Diagnostic, Part, Place, Pointer, Severity, has_errors, problem_count, rules,
        },
        dynamic::{Findings, Options, Schema, read_json, read_valid_json},
        read::{is_utf16, save_as},
        source::{Source, SourceId, Sources},
    },
    data::{Data, from_dag_cbor},
    repo::RepoPath,
};

/// A value in a file.
pub(super) struct Item {
    /// Its position in the file, from 1.
    pub(super) number: usize,
    pub(super) content: Content,
}

pub(super) enum Content {
    Json(Text),
    Query(Text),
    Cbor(Vec<u8>),
    /// The data of a block in a CAR file.
    Block(Block, Vec<u8>),
    /// Something that is no value, and why.
    Unreadable(Option<RepoPath>, String),
}

/// Which block of a CAR file it is.
pub(super) enum Block {
    /// The record with a path.
    Record(RepoPath),
    /// The block at a byte.
    At(u64, BlockCid),
}

impl Item {
    /// How much memory it takes.
    pub(super) fn weight(&self) -> usize {
        match &self.content {
            Content::Json(text) | Content::Query(text) => text.bytes.len(),
            Content::Cbor(bytes) => bytes.len(),
            Content::Block(_, bytes) => bytes.len(),
            Content::Unreadable(..) => 0,
        }
    }

    /// The path in a repository.
    pub(super) fn path(&self) -> Option<&RepoPath> {
        match &self.content {
            Content::Block(Block::Record(path), _) => Some(path),
            Content::Unreadable(path, _) => path.as_ref(),
            Content::Block(Block::At(..), _)
            | Content::Json(_)
            | Content::Query(_)
            | Content::Cbor(_) => None,
        }
    }

    /// Which value of its file it is, for people.
    fn place(&self) -> Option<String> {
        match &self.content {
            Content::Block(Block::At(offset, cid), _) => {
                Some(format!("block {cid} at byte {offset}"))
            }
            _ => self.path().map(RepoPath::to_string),
        }
    }
}

/// What is wrong with a value, or should be different.
pub(super) struct Verdict {
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The text that they are about, in which it is the only one.
    pub(super) sources: Sources,
    pub(super) is_valid: bool,
    /// Whether the value is JSON or DAG-CBOR.
    pub(super) is_readable: bool,
    pub(super) warnings: usize,
}

/// A value, or why it is none.
pub(super) type ReadValue = Result<Data, NoData>;

/// Why a value is not data.
pub(super) struct NoData {
    diagnostics: Vec<Diagnostic>,
    /// Whether it is JSON or DAG-CBOR nevertheless, which only the data model does not have.
    is_readable: bool,
}

impl NoData {
    fn unreadable(diagnostic: Diagnostic) -> Self {
        Self {
            diagnostics: vec![diagnostic],
            is_readable: false,
        }
    }

    fn of_json(diagnostics: Vec<Diagnostic>) -> Self {
        let mut codes = diagnostics.iter().map(|found| found.code);
        Self {
            is_readable: !codes.any(|code| code == rules::INVALID_JSON.code),
            diagnostics,
        }
    }

    fn of_cbor(bytes: &[u8], diagnostics: Vec<Diagnostic>) -> Self {
        Self {
            is_readable: from_dag_cbor::<Data>(bytes).is_ok(),
            diagnostics,
        }
    }
}

/// How values are judged, by several threads.
pub(super) struct Judge<'a> {
    pub(super) args: &'a Args,
    pub(super) options: Options,
    /// Whether messages are sentences.
    pub(super) has_sentences: bool,
    /// Whether the paths of records are shown with the name of the file.
    pub(super) shows_paths: bool,
}

/// What a value must match.
#[derive(Clone)]
pub(super) enum Expected<'s, 'i> {
    One(&'s Schema<'i>),
    /// The definition of its own type.
    OfType(Arc<OfType<'i>>),
}

/// The source of a value in its [`Sources`].
const SOURCE: SourceId = SourceId(0);

impl Judge<'_> {
    /// Reads a value in the file `name`. `schema` is that of a query string.
    pub(super) fn read(item: &Item, name: &str, schema: Option<&Schema<'_>>) -> ReadValue {
        match &item.content {
            Content::Json(text) => match read_valid_json(decoded(text)?) {
                Some(data) => Ok(data),
                None => {
                    let sources = source(&item.content, name);
                    read_json(&sources, SOURCE).map_err(NoData::of_json)
                }
            },
            Content::Query(text) => {
                let text = decoded(text)?;
                Ok(schema
                    .map(|schema| schema.read_query(text))
                    .unwrap_or_default())
            }
            Content::Cbor(bytes) => cbor(bytes),
            Content::Block(_, bytes) => cbor(bytes),
            Content::Unreadable(_, reason) => Err(NoData::unreadable(unreadable(reason))),
        }
    }

    /// Judges a value in the file `name`. `None` if nothing is wrong with it.
    pub(super) fn judge(
        &self,
        item: &Item,
        value: &ReadValue,
        expected: &Expected<'_, '_>,
        name: &str,
    ) -> Option<Verdict> {
        let mut found = Collector::of_document();
        match value {
            Ok(data) => self.check(item, data, expected, &mut found)?,
            Err(error) => found.extend(error.diagnostics.iter().cloned()),
        }
        let diagnostics = found.finish();
        let name = match item.place() {
            Some(place) if self.shows_paths => format!("{name}: {place}"),
            _ => name.to_owned(),
        };
        let is_warning = |found: &&Diagnostic| found.severity == Severity::Warning;
        Some(Verdict {
            is_valid: !has_errors(&diagnostics),
            is_readable: value
                .as_ref()
                .map_or_else(|error| error.is_readable, |_| true),
            warnings: problem_count(diagnostics.iter().filter(is_warning)),
            sources: source(&item.content, &name),
            diagnostics,
        })
    }

    /// Adds what is found in a value that could be read. `None` if that is nothing.
    fn check(
        &self,
        item: &Item,
        data: &Data,
        expected: &Expected<'_, '_>,
        found: &mut Collector,
    ) -> Option<()> {
        let path = item.path();
        let (mut findings, is_object) = match expected {
            Expected::OfType(of_type) => (of_type.check(data, path, self.options), true),
            Expected::One(schema) => {
                let key = path.map(|path| path.rkey.as_str());
                let key = key.or(self.args.rkey.as_deref());
                (Findings::of(schema, data, key), schema.is_record())
            }
        };
        if is_object && data.as_array().is_some() {
            for violation in &mut findings.violations {
                violation.message += ": write one value per line instead";
            }
        }
        if findings.is_empty() {
            return None;
        }
        found.extend(findings.into_diagnostics(SOURCE, self.has_sentences));
        Some(())
    }
}

fn cbor(bytes: &[u8]) -> ReadValue {
    read_cbor(bytes, SOURCE).map_err(|found| NoData::of_cbor(bytes, found))
}

/// The text of a value.
fn decoded(text: &Text) -> Result<&str, NoData> {
    if text.is_too_long {
        let reason = "the value is larger than 256 MiB";
        return Err(NoData::unreadable(unreadable(reason)));
    }
    match str::from_utf8(&text.bytes) {
        Ok(_) if is_utf16(&text.bytes) => Err(not_utf8(text, 0)),
        Ok(decoded) => Ok(decoded),
        Err(error) => Err(not_utf8(text, error.valid_up_to())),
    }
}

/// `at` is the first byte that is not UTF-8. Up to there, the text of the source has the
/// same bytes.
fn not_utf8(text: &Text, at: usize) -> NoData {
    let place = Place {
        source: SOURCE,
        pointer: Pointer::default(),
        part: Part::Text(at..at + char::REPLACEMENT_CHARACTER.len_utf8()),
    };
    let diagnostic = Diagnostic::new(&rules::NOT_UTF8, Some(place), "invalid UTF-8");
    NoData::unreadable(diagnostic.with_help(save_as(&text.bytes)))
}

fn unreadable(reason: &str) -> Diagnostic {
    let place = Place::file(SOURCE);
    Diagnostic::new(&rules::NOT_DATA, Some(place), reason.to_owned())
}

/// The source of a value: the part of its file that the value is.
fn source(content: &Content, name: &str) -> Sources {
    let mut sources = Sources::default();
    let text = match content {
        Content::Json(text) | Content::Query(text) => Some(text),
        Content::Cbor(_) | Content::Block(..) | Content::Unreadable(..) => None,
    };
    let Some(text) = text else {
        sources.add_damaged(name.to_owned(), None);
        return sources;
    };
    let decoded = String::from_utf8_lossy(&text.bytes);
    sources.push(Source {
        name: name.to_owned(),
        path: None,
        reviewed: None,
        span: 0..decoded.len(),
        text: decoded.as_ref().into(),
        is_damaged: false,
        is_data: true,
        line: text.line,
        column: text.column,
        input: 0,
    });
    sources
}
