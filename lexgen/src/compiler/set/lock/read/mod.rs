//! Reads a snapshot: one source for each document in it.

mod empty_actions;
mod entry;
mod members;
mod verify;

use std::{collections::BTreeMap, ops::Range, path::PathBuf, sync::Arc};

use jsonc_parser::{
    ast::{Array, Object, Value},
    common::Ranged,
};

use super::{RetiredDocuments, VERSION, history::History};
use crate::{
    compiler::{
        diagnostic::{Diagnostic, Part, Place, Pointer, PointerStep, Rule, rules},
        source::{Source, SourceId, Sources, json},
    },
    syntax::{Cid, Nsid},
};

/// Conflict markers of git, at the start of a line.
pub(super) const MARKERS: [&str; 4] = ["<<<<<<< ", "||||||| ", "=======", ">>>>>>> "];

/// What a snapshot says beside its documents.
#[derive(Default)]
pub(in crate::compiler::set) struct Read {
    pub(in crate::compiler::set) cids: BTreeMap<Nsid, Cid>,
    pub(in crate::compiler::set) histories: BTreeMap<Nsid, History>,
    pub(in crate::compiler::set) retired: RetiredDocuments,
    /// The text of `installed`.
    pub(in crate::compiler::set) installed: Option<String>,
}

/// Adds the documents of a snapshot to `sources`, and returns the rest.
///
/// Reports errors in the format of the snapshot. The documents in it are checked
/// later, like any others.
pub(in crate::compiler::set) fn read(
    name: String,
    path: Option<PathBuf>,
    text: String,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Read {
    read_with(name, path, text, (sources, diagnostics), true)
}

/// The same for one side of a conflict, whose names may be those of other entries.
#[cfg(feature = "cli")]
pub(in crate::compiler::set) fn read_side(
    name: String,
    path: Option<PathBuf>,
    text: String,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Read {
    read_with(name, path, text, (sources, diagnostics), false)
}

fn read_with(
    name: String,
    path: Option<PathBuf>,
    text: String,
    (sources, diagnostics): (&mut Sources, &mut Vec<Diagnostic>),
    has_all_names: bool,
) -> Read {
    // A source for diagnostics about the snapshot as a whole.
    let whole = sources.add(name, path, text);
    sources.skip(whole);
    let file = sources[whole].clone();
    let text = Arc::clone(&file.text);
    let before = diagnostics.len();
    let mut reader = Reader {
        file,
        whole,
        sources,
        diagnostics,
        version: VERSION,
        last: None,
        names: Vec::new(),
        has_all_names,
        entries: BTreeMap::new(),
        retired: RetiredDocuments::new(),
        installed: None,
    };
    match json::parse_with_positions(&text) {
        Some(Value::Object(snapshot)) => {
            reader.snapshot(&snapshot);
            if reader.diagnostics.len() == before {
                reader.verify(&text, snapshot.range());
            }
        }
        Some(other) => {
            let message = "a snapshot must be a JSON object";
            reader.malformed(&Pointer::default(), other.range(), message);
        }
        None => reader.no_json(&text),
    }
    let mut read = Read {
        retired: reader.retired,
        installed: reader.installed,
        ..Read::default()
    };
    for (nsid, entry) in reader.entries {
        if !entry.history.is_empty() {
            read.histories.insert(nsid.clone(), entry.history);
        }
        if let Some(cid) = entry.cid {
            read.cids.insert(nsid, cid);
        }
    }
    read
}

const EDITED_HELP: &str = "restore the file from version control, or write it again with \
                           `lexgen snapshot --accept`";
const FORM_HELP: &str = "`lexgen snapshot --accept` writes it again from the lexicons";

struct Reader<'s> {
    file: Source,
    whole: SourceId,
    sources: &'s mut Sources,
    diagnostics: &'s mut Vec<Diagnostic>,
    /// The version of the format.
    version: u64,
    /// The name of the last entry, as the first format said.
    last: Option<String>,
    /// The names of all entries, and where they are.
    names: Vec<(Nsid, Range<usize>)>,
    /// Whether there must be an entry for each name.
    has_all_names: bool,
    entries: BTreeMap<Nsid, Said>,
    retired: RetiredDocuments,
    /// The text of `installed`.
    installed: Option<String>,
}

/// What an entry says.
#[derive(Default)]
struct Said {
    cid: Option<Cid>,
    digest: String,
    document: Range<usize>,
    history: History,
    /// The bytes of what is remembered.
    remembered: Vec<Range<usize>>,
    /// The bytes of the name.
    name: Range<usize>,
}

impl Reader<'_> {
    fn report(
        &mut self,
        rule: &Rule,
        pointer: &Pointer,
        range: impl Into<Bytes>,
        message: impl Into<String>,
        help: &str,
    ) {
        let place = self.place(pointer, range.into());
        self.diagnostics
            .push(Diagnostic::new(rule, Some(place), message).with_help(help));
    }

    /// Reports that the snapshot does not have the right form.
    fn malformed(
        &mut self,
        pointer: &Pointer,
        range: impl Into<Bytes>,
        message: impl Into<String>,
    ) {
        self.report(&rules::SNAPSHOT_FORM, pointer, range, message, FORM_HELP);
    }

    fn place(&self, pointer: &Pointer, Bytes(range): Bytes) -> Place {
        Place {
            source: self.whole,
            pointer: pointer.clone(),
            part: Part::Text(range),
        }
    }

    fn no_json(&mut self, text: &str) {
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            if MARKERS.iter().any(|marker| line.starts_with(marker)) {
                let end = start + line.trim_end().len();
                let message = "the snapshot contains conflict markers";
                let help = "merge the lexicons, and run `lexgen snapshot`: it merges what both \
                            sides accepted";
                let place = self.place(&Pointer::default(), Bytes(start..end));
                self.diagnostics.push(
                    Diagnostic::new(&rules::SNAPSHOT_CONFLICT, Some(place), message)
                        .with_label("conflict marker")
                        .with_help(help),
                );
                return;
            }
            start += line.len();
        }
        let (message, at) = match json::parse(text) {
            Err(error) => (error.message, error.offset),
            Ok(_) => ("nested too deeply, or no value".to_owned(), 0),
        };
        let message = format!("the snapshot is not valid JSON: {message}");
        self.report(
            &rules::INVALID_JSON,
            &Pointer::default(),
            at..at,
            message,
            FORM_HELP,
        );
    }

    fn snapshot(&mut self, snapshot: &Object<'_>) {
        if let Some(version) = snapshot.get("lexgen")
            && !self.version(&version.value)
        {
            return;
        }
        if self.version == 1
            && let Some(text) = empty_actions::without(&self.file.text, snapshot)
        {
            self.file.text = text.into();
        }
        if let (Some(installed), None) = (snapshot.get("installed"), snapshot.get("documents")) {
            let message = "the file has no snapshot, only what was installed";
            let help = "record a snapshot with `lexgen snapshot`, or name another version";
            let range = installed.name.range();
            let rule = &rules::SNAPSHOT_FORM;
            return self.report(rule, &member("installed"), range, message, help);
        }
        let (names, optional): (&[&str], &[&str]) = match self.version {
            1 => (&["lexgen", "documents"], &["last", "retired", "installed"]),
            _ => (&["lexgen", "names", "documents"], &["retired", "installed"]),
        };
        for (name, property, at) in self.members(snapshot, &Pointer::default(), names, optional) {
            match &property.value {
                Value::StringLit(last) if name == "last" => {
                    self.last = Some(last.value.to_string());
                }
                Value::Array(names) if name == "names" => self.names(names, &at),
                Value::Object(documents) if name == "documents" => {
                    for (nsid, entry, at) in self.members(documents, &at, &[], &[]) {
                        self.entry(nsid, entry, &at);
                    }
                }
                Value::Object(documents) if name == "retired" => {
                    for (nsid, entry, at) in self.members(documents, &at, &[], &[]) {
                        self.retired_entry(nsid, entry, &at);
                    }
                }
                Value::Object(installed) if name == "installed" => {
                    self.installed = Some(self.text(installed.range()).to_owned());
                }
                other if name == "names" => {
                    self.malformed(&at, other.range(), "`names` must be an array");
                }
                other if ["documents", "retired", "installed"].contains(&name) => {
                    let message = format!("`{name}` must be an object");
                    self.malformed(&at, other.range(), message);
                }
                _ => {}
            }
        }
    }

    fn names(&mut self, names: &Array<'_>, at: &Pointer) {
        for name in &names.elements {
            let nsid = match name {
                Value::NullKeyword(_) => continue,
                Value::StringLit(name) => Nsid::new(name.value.as_ref()).ok(),
                _ => None,
            };
            let Bytes(range) = name.range().into();
            match nsid {
                Some(nsid) => self.names.push((nsid, range)),
                None => self.malformed(at, range, "a name in a snapshot must be an NSID"),
            }
        }
    }

    /// Whether the version of the format is supported.
    fn version(&mut self, version: &Value<'_>) -> bool {
        let number = match version {
            Value::NumberLit(number) => number.value.parse::<u64>().ok(),
            _ => None,
        };
        let (rule, message, help) = match number {
            Some(version @ 1..=VERSION) => {
                self.version = version;
                return true;
            }
            Some(newer) if newer > VERSION => (
                &rules::SNAPSHOT_VERSION,
                format!(
                    "the snapshot has format version {newer}, but this lexgen supports {VERSION}"
                ),
                "use the newer lexgen that wrote it",
            ),
            _ => (
                &rules::SNAPSHOT_FORM,
                format!("the format version must be a number, and the newest is {VERSION}"),
                FORM_HELP,
            ),
        };
        self.report(rule, &member("lexgen"), version.range(), message, help);
        false
    }
}

/// A member of the snapshot.
fn member(name: &'static str) -> Pointer {
    Pointer::from_iter([PointerStep::Keyword(name)])
}

/// A range of bytes in the text.
#[derive(Clone)]
struct Bytes(Range<usize>);

impl From<Range<usize>> for Bytes {
    fn from(range: Range<usize>) -> Self {
        Self(range)
    }
}

impl From<jsonc_parser::common::Range> for Bytes {
    fn from(range: jsonc_parser::common::Range) -> Self {
        Self(range.start..range.end)
    }
}
