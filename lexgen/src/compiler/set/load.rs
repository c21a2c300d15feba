//! Loads a set by name, through the ordinary passes.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::{Path, PathBuf},
    time::Instant,
};

use super::{
    Error, cid, git,
    kinds::{self, Kinds},
    lock::{self, RetiredDocuments, history::History},
};
#[cfg(feature = "cli")]
use crate::compiler::ir::Selection;
use crate::{
    compiler::{
        check::Refused,
        diagnostic::{Diagnostic, Place, PointerStep, Severity, has_errors, rules},
        ir::{self, Ir},
        pipeline::{Compiled, Timings, compile_texts},
        read::{Input, Limits, MANY_BYTES, Version, add_file, read, read_start, read_stdin},
        schema::{Document, Kind},
        settings::Settings,
        source::{SourceId, Sources},
    },
    syntax::{Cid, Nsid},
};

/// The options of [`load`].
#[derive(Clone, Debug)]
pub struct Context {
    /// The folder that paths are relative to, and in whose git repository
    /// revisions are looked for.
    pub folder: PathBuf,
    /// The default paths for `git:REVISION` without a path: those of the other
    /// side, or the inputs of the project. If empty, the whole revision.
    pub inputs: Vec<PathBuf>,
    /// The limits of reading.
    pub limits: Limits,
    /// Whether words that the language does not have are warnings. In a snapshot, they
    /// always are: somebody accepted them.
    pub allow_unknown: bool,
}

impl Default for Context {
    fn default() -> Self {
        Self {
            folder: PathBuf::from("."),
            inputs: Vec::new(),
            limits: Limits::default(),
            allow_unknown: false,
        }
    }
}

/// A set of lexicons: read, checked and resolved.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// Every text. In a snapshot, each document is a part of the file.
    pub sources: Sources,
    /// The valid documents, sorted by NSID.
    pub documents: Vec<Document>,
    /// The definitions with errors.
    pub refused: Refused,
    /// All documents, resolved. References out of the set are
    /// [`Missing`](ir::Target::Missing), without a diagnostic.
    pub ir: Ir,
    /// The diagnostics. For a snapshot only errors, because the others were
    /// reported when it was written.
    pub diagnostics: Vec<Diagnostic>,
    /// The time of each pass.
    pub timings: Timings,
    /// Whether this is a snapshot, which has no descriptions.
    pub is_snapshot: bool,
    /// The types of definitions with errors, as far as they can be read.
    kinds: Kinds,
    /// The CIDs in a snapshot.
    pinned: BTreeMap<Nsid, Cid>,
    /// What a snapshot remembers of earlier versions of its documents.
    pub(super) histories: BTreeMap<Nsid, History>,
    /// The documents that a snapshot remembers.
    pub retired: RetiredDocuments,
    /// What a snapshot's file says of installed lexicons, as text.
    pub installed: Option<String>,
    /// The documents of which nobody knows whether they are in this set, because they could
    /// not be resolved.
    pub unresolved: BTreeSet<Nsid>,
    /// Whether it is what is published of the documents of another set.
    pub is_published: bool,
    /// The documents of the other set that are not published.
    pub unpublished: BTreeSet<Nsid>,
    /// Those of them that are taken for new although DNS names no account for them.
    pub taken_for_new: BTreeSet<Nsid>,
}

/// Loads the set that `origin` names.
///
/// # Errors
/// If git is not installed, or the revision or the path in it does not exist.
/// A path on disk that cannot be read is a diagnostic.
pub fn load(origin: &Version, context: &Context) -> Result<Loaded, Error> {
    let start = Instant::now();
    let mut texts = match origin {
        Version::Path(path) => from_path(path, context),
        Version::Stdin => {
            let bytes = read_stdin(MANY_BYTES)
                .map_err(|error| Error::new(format!("cannot read standard input: {error}")))?;
            Texts::from_bytes("<stdin>".into(), None, bytes, &context.limits)
        }
        Version::Git { revision, path } => git::read(revision, path.as_deref(), context)?,
        Version::Network => {
            let error = Error::new("only `lexgen diff` and `lexgen breaking` can use `network:`");
            return Err(error.help("name a folder, a file, git:REVISION[:PATH] or a snapshot"));
        }
    };
    texts.timings.push(("read", start.elapsed()));
    Ok(texts.compile(context.allow_unknown))
}

/// Loads published lexicons: their names and texts. `unresolved` are those of which nobody
/// knows what is published.
#[cfg(all(feature = "cli", feature = "network"))]
pub(crate) fn load_published(
    texts: impl IntoIterator<Item = (String, String)>,
    unresolved: BTreeSet<Nsid>,
    allow_unknown: bool,
) -> Loaded {
    let mut published = Texts::default();
    for (name, text) in texts {
        published.sources.add(name, None, text);
    }
    Loaded {
        is_published: true,
        unresolved,
        ..published.compile(allow_unknown)
    }
}

/// Loads a snapshot from its bytes. `path` is where it is.
#[cfg(feature = "cli")]
pub(crate) fn load_snapshot(path: &Path, bytes: Vec<u8>) -> Loaded {
    let name = path.display().to_string();
    Texts::from_lock(name, Some(path.to_owned()), bytes).compile(true)
}

/// Loads one side of a snapshot with a conflict: what git merged beside the conflict
/// is from both sides, so its names may be more or fewer than its entries.
#[cfg(feature = "cli")]
pub(crate) fn load_side(path: &Path, text: String) -> Loaded {
    let name = path.display().to_string();
    let mut texts = Texts::default();
    let read = lock::read_side(
        name,
        Some(path.to_owned()),
        text,
        &mut texts.sources,
        &mut texts.diagnostics,
    );
    texts.snapshot = Some(read);
    texts.compile(true)
}

/// Loads the set of some inputs.
pub fn load_inputs(inputs: &[Input], limits: &Limits) -> Loaded {
    timed_inputs(inputs, limits).compile(false)
}

/// Loads the set of a project's inputs.
pub fn load_project(settings: &Settings) -> Loaded {
    let texts = timed_inputs(&settings.inputs, &settings.limits);
    texts.compile(settings.resolve.allow_unknown)
}

fn timed_inputs(inputs: &[Input], limits: &Limits) -> Texts {
    let start = Instant::now();
    let mut texts = Texts::from_inputs(inputs, limits);
    texts.timings.push(("read", start.elapsed()));
    texts
}

/// The texts that were read, and the diagnostics of reading.
#[derive(Default)]
pub(super) struct Texts {
    pub(super) sources: Sources,
    pub(super) diagnostics: Vec<Diagnostic>,
    snapshot: Option<lock::Read>,
    timings: Timings,
}

impl Texts {
    fn from_inputs(inputs: &[Input], limits: &Limits) -> Self {
        let (sources, diagnostics) = read(inputs, limits);
        Self {
            sources,
            diagnostics,
            ..Self::default()
        }
    }

    /// Reads a snapshot from its bytes.
    pub(super) fn from_lock(name: String, path: Option<PathBuf>, bytes: Vec<u8>) -> Self {
        let mut texts = Self::default();
        if bytes.len() as u64 > MANY_BYTES {
            let place = Place::file(texts.sources.add_damaged(name, path));
            let message = format!("the snapshot is larger than {} MiB", MANY_BYTES >> 20);
            texts
                .diagnostics
                .push(Diagnostic::new(&rules::TOO_LARGE, Some(place), message));
            return texts;
        }
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let bytes = error.into_bytes();
                add_file(name, bytes, &mut texts.sources, &mut texts.diagnostics);
                texts.snapshot = Some(lock::Read::default());
                return texts;
            }
        };
        let read = lock::read(name, path, text, &mut texts.sources, &mut texts.diagnostics);
        texts.snapshot = Some(read);
        texts
    }

    fn from_bytes(name: String, path: Option<PathBuf>, bytes: Vec<u8>, limits: &Limits) -> Self {
        if lock::is_snapshot(&name, &bytes) {
            Self::from_lock(name, path, bytes)
        } else {
            Self::from_inputs(&[Input::Text { name, bytes }], limits)
        }
    }

    fn compile(self, allow_unknown: bool) -> Loaded {
        let settings = Settings {
            resolve: ir::Options {
                allow_missing: true,
                allow_unknown: allow_unknown || self.snapshot.is_some(),
                ..ir::Options::default()
            },
            ..Settings::default()
        };
        let Compiled {
            sources,
            documents,
            refused,
            ir,
            mut diagnostics,
            timings,
            ..
        } = compile_texts(self.sources, self.diagnostics, self.timings, &settings);
        let is_snapshot = self.snapshot.is_some();
        let snapshot = self.snapshot.unwrap_or_default();
        diagnostics.retain(|it| {
            // An empty set can be compared like any other.
            it.code != rules::NO_LEXICONS.code && (!is_snapshot || it.severity == Severity::Error)
        });
        let kinds = kinds::of_refused(&sources, &refused);
        Loaded {
            sources,
            documents,
            refused,
            ir,
            diagnostics,
            timings,
            is_snapshot,
            kinds,
            pinned: snapshot.cids,
            histories: snapshot.histories,
            retired: snapshot.retired,
            installed: snapshot.installed,
            unresolved: BTreeSet::new(),
            is_published: false,
            unpublished: BTreeSet::new(),
            taken_for_new: BTreeSet::new(),
        }
    }
}

fn from_path(path: &Path, context: &Context) -> Texts {
    let full = context.folder.join(path);
    // Messages show the path as the user wrote it.
    let path = if context.folder == Path::new(".") {
        path.to_owned()
    } else {
        full.clone()
    };
    let is_lock = full.is_file()
        && (lock::has_extension(&full) || read_start(&full, 256).is_ok_and(|it| lock::begins(&it)));
    if is_lock && let Ok(bytes) = read_start(&full, MANY_BYTES + 1) {
        let name = path.display().to_string();
        return Texts::from_lock(name, Some(path), bytes);
    }
    Texts::from_inputs(&[Input::Path(path)], &context.limits)
}

impl Loaded {
    /// Whether the diagnostics contain an error.
    pub fn has_errors(&self) -> bool {
        has_errors(&self.diagnostics)
    }

    /// The errors for which nothing can be compared with this set: parts of it are
    /// missing or not what they were. Errors in lexicons that were published as
    /// they are do not count, unless no lexicon is left.
    pub fn damage(&self) -> Vec<Diagnostic> {
        let is_read = |it: &Diagnostic| {
            let rules = [
                &rules::CANNOT_READ,
                &rules::TOO_MANY_FILES,
                &rules::TOO_LARGE,
                &rules::NOT_UTF8,
                &rules::INVALID_JSON,
                &rules::REPEATED_KEY,
            ];
            rules.iter().all(|rule| rule.code != it.code)
        };
        // Nobody can say which lexicon it is.
        let is_nameless = |it: &Diagnostic| match &it.place {
            Some(place) => self.refused.nameless.contains(&place.source),
            None => !self.refused.nameless.is_empty(),
        };
        // A snapshot had no errors when it was written.
        let counts_all = self.is_snapshot || self.documents.is_empty();
        let errors = self.diagnostics.iter();
        let errors = errors.filter(|it| it.severity == Severity::Error);
        errors
            .filter(|it| counts_all || !is_read(it) || is_nameless(it))
            .cloned()
            .collect()
    }

    /// What has errors, so that nothing can be compared with it: also definitions
    /// whose references lead to what is not a type.
    pub fn faulty(&self) -> Refused {
        let mut refused = self.refused.clone();
        let ids: HashMap<_, _> = (self.documents.iter())
            .map(|document| (document.source, &document.id))
            .collect();
        let errors = self.diagnostics.iter();
        for error in errors.filter(|it| it.severity == Severity::Error) {
            if let Some(place) = &error.place
                && let Some(id) = ids.get(&place.source)
                && let [_, PointerStep::Name(name), ..] = place.pointer.steps()
            {
                (refused.definitions).insert(((*id).clone(), name.to_string()));
            }
        }
        refused
    }

    /// What `include` and `exclude` of the options select of this set.
    #[cfg(feature = "cli")]
    pub(crate) fn selection(&self, options: &ir::Options) -> Selection {
        Selection::of_set(&self.documents, &self.refused, options)
    }

    /// Leaves out the errors in documents that are not selected. Those in a snapshot
    /// stay: they say that the file is damaged.
    #[cfg(feature = "cli")]
    pub(crate) fn leave_out_errors(&mut self, selection: &Selection) {
        if self.is_snapshot {
            return;
        }
        let valid = (self.documents.iter()).map(|document| (document.source, document.id.clone()));
        let mut ids: BTreeMap<SourceId, Nsid> = valid.collect();
        for (id, text) in &self.refused.texts {
            ids.extend(text.sources.iter().map(|source| (*source, id.clone())));
        }
        let found = std::mem::take(&mut self.diagnostics);
        self.diagnostics = selection.counting(found, &self.sources, &ids);
    }

    /// The type of a definition with errors, if it can be read.
    pub fn kind_of_refused(&self, nsid: &Nsid, definition: &str) -> Option<Kind> {
        let of = (nsid.clone(), definition.to_owned());
        self.kinds.of.get(&of).copied()
    }

    /// Where a document is, as far as it can be read.
    pub fn source_of(&self, nsid: &Nsid) -> Option<SourceId> {
        let document = self.document(nsid).map(|document| document.source);
        document.or_else(|| self.kinds.sources.get(nsid).copied())
    }

    /// The document with this NSID, if it is valid.
    pub fn document(&self, nsid: &Nsid) -> Option<&Document> {
        let at = self.documents.binary_search_by(|it| it.id.cmp(nsid)).ok()?;
        self.documents.get(at)
    }

    /// The CID of a document of this set as published: the one in the snapshot,
    /// or else that of the text.
    ///
    /// # Errors
    /// If the text is not valid atproto data, for example because it contains a
    /// fraction.
    pub fn cid(&self, document: &Document) -> Result<Cid, Vec<Diagnostic>> {
        match self.pinned.get(&document.id) {
            Some(cid) => Ok(cid.clone()),
            None => cid::published(&self.sources, document.source),
        }
    }

    /// The record that a document of this set becomes when it is published.
    ///
    /// # Errors
    /// Those of [`cid`](Self::cid).
    #[cfg(all(feature = "cli", feature = "network"))]
    pub(crate) fn record(&self, document: &Document) -> Result<crate::data::Data, Vec<Diagnostic>> {
        let record = cid::published_record(&self.sources, document.source)?;
        Ok(record.into())
    }

    /// Appends the texts of this set to those of another, and renumbers all
    /// references to them, so that one
    /// [`Report`](crate::compiler::diagnostic::Report) can show locations in
    /// both sets. [`cid`](Self::cid) works only before this call.
    pub fn move_sources_to(&mut self, all: &mut Sources) {
        let offset = all.append(std::mem::take(&mut self.sources));
        for document in &mut self.documents {
            document.source = document.source.after(offset);
        }
        for source in self.kinds.sources.values_mut() {
            *source = source.after(offset);
        }
        for reference in &mut self.refused.references {
            reference.place.source = reference.place.source.after(offset);
        }
        let nameless = std::mem::take(&mut self.refused.nameless).into_iter();
        self.refused.nameless = nameless.map(|source| source.after(offset)).collect();
        let texts = self.refused.texts.values_mut();
        for source in texts.flat_map(|text| &mut text.sources) {
            *source = source.after(offset);
        }
        for text in self.refused.misplaced.values_mut() {
            text.source = text.source.after(offset);
        }
        self.diagnostics = std::mem::take(&mut self.diagnostics)
            .into_iter()
            .map(|it| it.after(offset))
            .collect();
    }
}
