//! Reads a snapshot: one source for each document in it.

use std::{
    collections::{BTreeMap, HashMap, hash_map::Entry},
    ops::Range,
    path::PathBuf,
    sync::Arc,
};

use jsonc_parser::{
    ast::{Object, ObjectProp, Value},
    common::Ranged,
};

use super::{
    RetiredDocument, RetiredDocuments, VERSION,
    digest::{digest, of_retired},
    history::History,
};
use crate::{
    compiler::{
        diagnostic::{Diagnostic, Part, Place, Pointer, PointerStep, Rule, rules},
        source::{Source, SourceId, Sources, json},
    },
    syntax::{Cid, Nsid},
};

/// Conflict markers of git, at the start of a line.
const MARKERS: [&str; 4] = ["<<<<<<< ", "||||||| ", "=======", ">>>>>>> "];

/// What a snapshot says beside its documents.
#[derive(Default)]
pub(in crate::compiler::set) struct Read {
    pub(in crate::compiler::set) cids: BTreeMap<Nsid, Cid>,
    pub(in crate::compiler::set) histories: BTreeMap<Nsid, History>,
    pub(in crate::compiler::set) retired: RetiredDocuments,
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
        last: String::new(),
        entries: BTreeMap::new(),
        retired: RetiredDocuments::new(),
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
    /// The name of the last entry, as the snapshot says.
    last: String,
    entries: BTreeMap<Nsid, Said>,
    retired: RetiredDocuments,
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
            if MARKERS.iter().any(|it| line.starts_with(it)) {
                let end = start + line.trim_end().len();
                let message = "the snapshot contains conflict markers";
                let help = "merge the lexicons, use either side of the snapshot, and run \
                            `lexgen snapshot` to review the changes";
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

    /// The members of an object by name. Members that are not in `names` are
    /// errors, unless `names` is empty.
    fn members<'v, 't>(
        &mut self,
        object: &'v Object<'t>,
        pointer: &Pointer,
        names: &[&str],
        optional: &[&str],
    ) -> Vec<(&'v str, &'v ObjectProp<'t>, Pointer)> {
        let mut seen = HashMap::new();
        let mut members = Vec::new();
        for property in &object.properties {
            let name = property.name.as_str();
            let at = pointer.with(PointerStep::name(name));
            let range = Bytes::from(property.name.range());
            match seen.entry(name) {
                Entry::Occupied(first) => {
                    let first = self.place(pointer, Bytes::clone(first.get()));
                    let message = format!("duplicate key `{name}` in the snapshot");
                    let again = self.place(&at, range);
                    self.diagnostics.push(
                        Diagnostic::new(&rules::REPEATED_KEY, Some(again), message)
                            .with_label("second use")
                            .with_related(first, "first use")
                            .with_help(FORM_HELP),
                    );
                    continue;
                }
                Entry::Vacant(entry) => {
                    entry.insert(range.clone());
                }
            }
            let is_known = names.contains(&name) || optional.contains(&name);
            if !names.is_empty() && !is_known {
                let message = format!("unknown key `{name}` in the snapshot");
                self.malformed(&at, range, message);
                continue;
            }
            members.push((name, property, at));
        }
        for name in names {
            if !seen.contains_key(name) {
                let start = object.range().start;
                let message = format!("missing key `{name}` in the snapshot");
                let range = start..start + 1;
                self.malformed(pointer, range, message);
            }
        }
        members
    }

    fn snapshot(&mut self, snapshot: &Object<'_>) {
        if let Some(version) = snapshot.get("lexgen")
            && !self.version(&version.value)
        {
            return;
        }
        for (name, property, at) in self.members(
            snapshot,
            &Pointer::default(),
            &["lexgen", "last", "documents"],
            &["retired"],
        ) {
            match &property.value {
                Value::StringLit(last) if name == "last" => self.last = last.value.to_string(),
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
                other if name == "documents" || name == "retired" => {
                    let message = format!("`{name}` must be an object");
                    self.malformed(&at, other.range(), message);
                }
                _ => {}
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
            Some(VERSION) => return true,
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

    fn entry(&mut self, nsid: &str, property: &ObjectProp<'_>, at: &Pointer) {
        let Ok(id) = Nsid::new(nsid) else {
            let message = format!("`{nsid}` is not an NSID");
            let range = property.name.range();
            self.malformed(at, range, message);
            return;
        };
        let Value::Object(entry) = &property.value else {
            let message =
                "a document in a snapshot must be an object with `cid`, `digest` and `document`";
            let range = property.value.range();
            self.malformed(at, range, message);
            return;
        };
        let Bytes(range) = property.name.range().into();
        let mut said = Said {
            name: range,
            ..Said::default()
        };
        for (name, property, at) in self.members(
            entry,
            at,
            &["cid", "digest", "document"],
            &["retired", "accepted"],
        ) {
            let value = &property.value;
            let text = value.as_string_lit().map(|it| it.value.as_ref());
            match (name, value) {
                ("cid", value) => {
                    said.cid = text.and_then(|it| Cid::new(it).ok());
                    if said.cid.is_none() {
                        let message = format!("the `cid` of `{nsid}` is not a valid CID");
                        self.malformed(&at, value.range(), message);
                    }
                }
                ("digest", _) => text.unwrap_or_default().clone_into(&mut said.digest),
                ("retired" | "accepted", value) => {
                    let Bytes(range) = value.range().into();
                    let text = self.file.text.get(range.clone()).unwrap_or_default();
                    let read = serde_json::from_str(text).ok();
                    if read.and_then(|it| said.history.read(name, &it)).is_none() {
                        let message = format!("the `{name}` of `{nsid}` cannot be read");
                        self.malformed(&at, value.range(), message);
                    }
                    said.remembered.push(range);
                }
                (_, Value::Object(document)) => {
                    let Bytes(range) = document.range().into();
                    said.document = range;
                    self.document(&id, document, &at);
                }
                _ => {
                    let message = format!("the `document` of `{nsid}` is not an object");
                    self.malformed(&at, value.range(), message);
                }
            }
        }
        self.entries.insert(id, said);
    }

    /// A document that is gone.
    fn retired_entry(&mut self, nsid: &str, property: &ObjectProp<'_>, at: &Pointer) {
        let range = property.name.range();
        let (Ok(id), Value::Object(entry)) = (Nsid::new(nsid), &property.value) else {
            let message = format!("`{nsid}` is not a document that is gone");
            return self.malformed(at, range, message);
        };
        let (mut on, mut digest, mut meaning) = (String::new(), String::new(), String::new());
        for (name, property, _) in self.members(entry, at, &["on", "digest", "document"], &[]) {
            let value = &property.value;
            let text = value.as_string_lit().map(|it| it.value.to_string());
            match name {
                "on" => on = text.unwrap_or_default(),
                "digest" => digest = text.unwrap_or_default(),
                _ => {
                    let Bytes(range) = value.range().into();
                    let text = self.file.text.get(range).unwrap_or_default();
                    text.clone_into(&mut meaning);
                }
            }
        }
        let document = RetiredDocument { on, meaning };
        if of_retired(&id, &document) != digest {
            let message = format!("the entry of `{nsid}` was edited or merged wrongly");
            self.report(&rules::SNAPSHOT_EDITED, at, range, message, EDITED_HELP);
        }
        self.retired.insert(id, document);
    }

    /// Reports entries that do not fit to their digests.
    fn verify(&mut self, text: &str, snapshot: jsonc_parser::common::Range) {
        let mut before = None;
        let mut edited = Vec::new();
        for (nsid, entry) in &self.entries {
            let cid = entry.cid.as_ref().map_or("", Cid::as_str);
            let document = text.get(entry.document.clone()).unwrap_or_default();
            let history: Vec<_> = (entry.remembered.iter())
                .map(|range| text.get(range.clone()).unwrap_or_default())
                .collect();
            let before = before.replace(nsid);
            if digest(before, nsid, cid, document, &history) != entry.digest {
                edited.push((nsid.clone(), entry.name.clone()));
            }
        }
        let last = before.map_or("", Nsid::as_str);
        if last != self.last {
            let message = format!(
                "the last entry is `{last}`, but was `{}` when the snapshot was written",
                self.last
            );
            let start = snapshot.start;
            let range = start..start + 1;
            self.report(
                &rules::SNAPSHOT_EDITED,
                &member("last"),
                range,
                message,
                EDITED_HELP,
            );
        }
        for (nsid, range) in edited {
            let nsid = nsid.as_str();
            let message = format!(
                "the entry of `{nsid}`, or one before it, was edited, removed or merged wrongly"
            );
            let pointer = member("documents").with(PointerStep::name(nsid));
            self.report(
                &rules::SNAPSHOT_EDITED,
                &pointer,
                range,
                message,
                EDITED_HELP,
            );
        }
    }

    fn document(&mut self, nsid: &Nsid, document: &Object<'_>, at: &Pointer) {
        let id = document.get("id").map(|it| &it.value);
        match id {
            Some(Value::StringLit(id)) if id.value == nsid.as_str() => {
                let Bytes(span) = document.range().into();
                self.sources.push(Source {
                    span,
                    is_damaged: false,
                    ..self.file.clone()
                });
            }
            _ => {
                let nsid = nsid.as_str();
                let range = id.map_or(document.range(), Ranged::range);
                let message = format!("the document of `{nsid}` has a different `id`");
                self.malformed(at, range, message);
            }
        }
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
