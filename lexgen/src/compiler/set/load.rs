//! From the name of a set to its documents, through the ordinary passes.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
    time::Instant,
};

use super::{Error, cid, git, lock};
use crate::{
    compiler::{
        check::Refused,
        diagnostic::{Diagnostic, Place, Severity, rules},
        ir::{self, Ir},
        pipeline::{Compiled, Timings, compile_texts},
        read::{Input, Limits, Version, add_file, read},
        schema::Document,
        settings::Settings,
        source::Sources,
    },
    syntax::{Cid, Nsid},
};

/// What [`load`] must know besides the name of the set.
#[derive(Clone, Debug)]
pub struct Context {
    /// The folder that paths are relative to, and in whose git repository
    /// revisions are looked for.
    pub folder: PathBuf,
    /// What `git:REVISION` without a path means: the paths of the other side,
    /// or the inputs of the project. The whole revision when there are none.
    pub inputs: Vec<PathBuf>,
    /// How much is read.
    pub limits: Limits,
}

impl Default for Context {
    fn default() -> Self {
        Self {
            folder: PathBuf::from("."),
            inputs: Vec::new(),
            limits: Limits::default(),
        }
    }
}

/// A set of lexicons: read, checked and resolved.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// Every text. Of a snapshot each document is a part of the one file.
    pub sources: Sources,
    /// What is sound, sorted by NSID.
    pub documents: Vec<Document>,
    /// What is there but not sound.
    pub refused: Refused,
    /// All documents, resolved; references out of the set are
    /// [`Missing`](ir::Target::Missing) without a word.
    pub ir: Ir,
    /// The diagnostics. Of a snapshot only errors, because the rest was reported
    /// when it was written.
    pub diagnostics: Vec<Diagnostic>,
    /// How long each pass took.
    pub timings: Timings,
    /// Whether this is a snapshot, which has no descriptions.
    pub is_snapshot: bool,
    /// The CIDs that a snapshot states.
    pinned: BTreeMap<Nsid, Cid>,
}

/// Loads the set that `origin` names.
///
/// # Errors
/// When there is nothing to read at all: no git, no such revision or path in
/// it. A path on disk that cannot be read is a diagnostic.
pub fn load(origin: &Version, context: &Context) -> Result<Loaded, Error> {
    let start = Instant::now();
    let mut texts = match origin {
        Version::Path(path) => from_path(path, context),
        Version::Stdin => {
            let mut bytes = Vec::new();
            io::stdin()
                .lock()
                .read_to_end(&mut bytes)
                .map_err(|error| Error::new(format!("cannot read standard input: {error}")))?;
            Texts::from_bytes("<stdin>".into(), None, bytes, &context.limits)
        }
        Version::Git { revision, path } => git::read(revision, path.as_deref(), context)?,
    };
    texts.timings.push(("read", start.elapsed()));
    Ok(texts.compile())
}

/// Loads the set that inputs name, such as those of `lexgen.toml`.
pub fn load_inputs(inputs: &[Input], limits: &Limits) -> Loaded {
    let start = Instant::now();
    let mut texts = Texts::from_inputs(inputs, limits);
    texts.timings.push(("read", start.elapsed()));
    texts.compile()
}

/// What was read, before anything is made of it.
#[derive(Default)]
pub(super) struct Texts {
    pub(super) sources: Sources,
    pub(super) diagnostics: Vec<Diagnostic>,
    pinned: Option<BTreeMap<Nsid, Cid>>,
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

    /// A snapshot, which `bytes` hold.
    pub(super) fn from_lock(name: String, path: Option<PathBuf>, bytes: Vec<u8>) -> Self {
        let mut texts = Self::default();
        if bytes.len() as u64 > lock::MAX_BYTES {
            let place = Place::file(texts.sources.add_damaged(name, path));
            let message = format!("the snapshot is larger than {} bytes", lock::MAX_BYTES);
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
                texts.pinned = Some(BTreeMap::new());
                return texts;
            }
        };
        let pinned = lock::read(name, path, text, &mut texts.sources, &mut texts.diagnostics);
        texts.pinned = Some(pinned);
        texts
    }

    fn from_bytes(name: String, path: Option<PathBuf>, bytes: Vec<u8>, limits: &Limits) -> Self {
        if lock::is_snapshot(&name, &bytes) {
            Self::from_lock(name, path, bytes)
        } else {
            Self::from_inputs(&[Input::Text { name, bytes }], limits)
        }
    }

    fn compile(self) -> Loaded {
        let settings = Settings {
            resolve: ir::Options {
                allow_missing: true,
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
        let is_snapshot = self.pinned.is_some();
        diagnostics.retain(|it| {
            // A set without documents can be compared like any other.
            it.code != rules::NO_LEXICONS.code && (!is_snapshot || it.severity == Severity::Error)
        });
        Loaded {
            sources,
            documents,
            refused,
            ir,
            diagnostics,
            timings,
            is_snapshot,
            pinned: self.pinned.unwrap_or_default(),
        }
    }
}

fn from_path(path: &Path, context: &Context) -> Texts {
    let full = context.folder.join(path);
    // What a user reads is the path as it was written.
    let path = if context.folder == Path::new(".") {
        path.to_owned()
    } else {
        full.clone()
    };
    let is_lock = full.is_file()
        && (lock::has_extension(&full) || beginning(&full, 256).is_ok_and(|it| lock::begins(&it)));
    if is_lock && let Ok(bytes) = beginning(&full, lock::MAX_BYTES + 1) {
        let name = path.display().to_string();
        return Texts::from_lock(name, Some(path), bytes);
    }
    Texts::from_inputs(&[Input::Path(path)], &context.limits)
}

/// The first bytes of a file.
fn beginning(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

impl Loaded {
    /// Whether there is an error among the diagnostics.
    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|it| it.severity == Severity::Error)
    }

    /// The document of this NSID, if it is sound.
    pub fn document(&self, nsid: &Nsid) -> Option<&Document> {
        let at = self.documents.binary_search_by(|it| it.id.cmp(nsid)).ok()?;
        self.documents.get(at)
    }

    /// The CID of a document of this set as it is published: the one a
    /// snapshot states, or else that of the text.
    ///
    /// # Errors
    /// What keeps the text from being data of the protocol, such as a fraction.
    pub fn cid(&self, document: &Document) -> Result<Cid, Vec<Diagnostic>> {
        match self.pinned.get(&document.id) {
            Some(cid) => Ok(cid.clone()),
            None => cid::published(&self.sources, document.source),
        }
    }

    /// Moves the texts of this set behind those of another and renumbers what
    /// names them, so that one [`Report`](crate::compiler::diagnostic::Report) can show
    /// places in both sets. [`cid`](Self::cid) is only of use before.
    pub fn move_sources_to(&mut self, all: &mut Sources) {
        let offset = all.append(std::mem::take(&mut self.sources));
        for document in &mut self.documents {
            document.source = document.source.after(offset);
        }
        for reference in &mut self.refused.references {
            reference.place.source = reference.place.source.after(offset);
        }
        self.diagnostics = std::mem::take(&mut self.diagnostics)
            .into_iter()
            .map(|it| it.after(offset))
            .collect();
    }
}
