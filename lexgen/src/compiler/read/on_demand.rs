//! Reads only requested documents and those they refer to, from folders that
//! contain many more.
//!
//! Only these files are opened, so an error in an unused lexicon breaks nothing,
//! and the cost of `#[lexicon]` does not depend on the size of the folder. A
//! document is searched in the files whose path ends in its NSID
//! (`com/example/getThing.json`, `com.example.getThing.json`), then in those
//! named after its last segment, then in all others; the `id` in the file
//! decides. A namespace is searched in every file except those whose path is an
//! NSID of another namespace, so a document at such a path is not found.

mod glance;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    io,
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use super::{
    Input, Limits,
    files::{Decoded, InputFile, add_loaded, list_files, load, too_many_files},
};
use crate::{
    compiler::{diagnostic::Diagnostic, pattern::Pattern, source::Sources},
    syntax::Nsid,
};
use glance::{Glance, glance, unreadable};

/// The result of reading on demand.
#[derive(Debug, Default)]
pub struct OnDemand {
    /// The texts, sorted by path.
    pub sources: Sources,
    /// Errors of reading.
    pub diagnostics: Vec<Diagnostic>,
    /// Every definition that is requested or referred to: the NSID of its
    /// document, and its name.
    pub reached: BTreeSet<(String, String)>,
    /// The patterns that no document matches.
    pub unmatched: Vec<Pattern>,
    /// The NSIDs of files that are not valid JSON, derived from their paths.
    pub unreadable: BTreeSet<String>,
    /// Requested documents that were not found although a file has their path:
    /// the file, and the `id` in it.
    pub misnamed: BTreeMap<String, (PathBuf, String)>,
    /// The `id` of every opened file; of all files if a document was not found.
    pub seen: BTreeSet<String>,
    /// The number of files.
    pub listed: usize,
    /// The number of files that were opened.
    pub opened: usize,
}

/// Reads the documents below `paths` that match `wanted`, and those they refer
/// to, except external ones.
pub fn read_on_demand(
    paths: &[PathBuf],
    limits: &Limits,
    wanted: &[Pattern],
    is_external: impl Fn(&str) -> bool,
) -> OnDemand {
    let mut result = OnDemand::default();
    let inputs: Vec<Input> = paths.iter().cloned().map(Input::Path).collect();
    let files = list_files(
        &inputs,
        limits,
        &mut result.sources,
        &mut result.diagnostics,
    );
    let files = if files.len() > limits.files {
        result.diagnostics.push(too_many_files(limits));
        Vec::new()
    } else {
        files
    };
    let (files, numbers): (Vec<PathBuf>, Vec<usize>) = files
        .into_iter()
        .map(|file| (file.path, file.input))
        .unzip();
    let mut shelf = Shelf::new(files, numbers.clone(), limits);
    let mut queue = Vec::new();
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    for pattern in wanted {
        let found = shelf.matching(pattern);
        if found.is_empty() {
            result.unmatched.push(pattern.clone());
            result.misnamed.extend(shelf.misnamed(pattern));
        }
        for file in found {
            taken.insert(file);
            result.unreadable.extend(shelf.supposed(file, pattern));
            queue.extend(shelf.all_definitions(file));
        }
    }
    let mut documents: HashMap<String, Vec<usize>> = HashMap::new();
    while !queue.is_empty() {
        queue.retain(|key: &(String, String)| {
            let is_ours = !is_external(&key.0) && key.0.parse::<Nsid>().is_ok();
            is_ours && result.reached.insert(key.clone())
        });
        let unknown = queue.iter().map(|(nsid, _)| nsid);
        let unknown = unknown.filter(|nsid| !documents.contains_key(*nsid));
        let probable: Vec<usize> = unknown.flat_map(|nsid| shelf.named(nsid, true)).collect();
        shelf.open(probable);
        let mut next = Vec::new();
        for (nsid, name) in queue {
            let files = documents
                .entry(nsid)
                .or_insert_with_key(|nsid| shelf.document(nsid));
            for &file in files.iter() {
                taken.insert(file);
                next.extend(shelf.references(file, &name));
            }
        }
        queue = next;
    }
    result.listed = shelf.files.len();
    result.opened = shelf.opened.len();
    result.seen = shelf.seen();
    for (file, (path, input)) in shelf.files.into_iter().zip(numbers).enumerate() {
        if taken.contains(&file)
            && let Some(opened) = shelf.opened.remove(&file)
        {
            let (sources, diagnostics) = (&mut result.sources, &mut result.diagnostics);
            let file = InputFile { path, input };
            add_loaded(file, opened.text, limits, sources, diagnostics);
        }
    }
    result
}

/// All files, and the content of those that were opened.
struct Shelf<'l> {
    limits: &'l Limits,
    /// Sorted.
    files: Vec<PathBuf>,
    /// The [`words`] of each of their paths.
    words: Vec<Vec<String>>,
    /// The position of the input of each file.
    inputs: Vec<usize>,
    /// Files by the last word of their path.
    by_last_word: HashMap<String, Vec<usize>>,
    opened: BTreeMap<usize, Opened>,
}

struct Opened {
    text: io::Result<Decoded>,
    glance: Glance,
}

impl<'l> Shelf<'l> {
    fn new(files: Vec<PathBuf>, inputs: Vec<usize>, limits: &'l Limits) -> Self {
        let words: Vec<Vec<String>> = files.iter().map(|path| words(path)).collect();
        let mut by_last_word: HashMap<String, Vec<usize>> = HashMap::new();
        for (file, words) in words.iter().enumerate() {
            if let Some(last) = words.last() {
                by_last_word.entry(last.clone()).or_default().push(file);
            }
        }
        Self {
            limits,
            files,
            words,
            inputs,
            by_last_word,
            opened: BTreeMap::new(),
        }
    }

    /// Opens files, in parallel.
    fn open(&mut self, files: impl IntoIterator<Item = usize>) {
        let new: BTreeSet<usize> = (files.into_iter())
            .filter(|file| !self.opened.contains_key(file))
            .collect();
        let read = |file: usize| {
            let text = load(self.files.get(file)?, self.limits);
            let glance = match &text {
                Ok(Decoded {
                    text,
                    invalid: None,
                }) => glance(text),
                Ok(decoded) => unreadable(&decoded.text),
                Err(_) => Glance::Unreadable { id: None },
            };
            Some((file, Opened { text, glance }))
        };
        let opened: Vec<_> = match new.len() {
            // Starting threads would cost more.
            ..=2 => new.into_iter().filter_map(read).collect(),
            _ => new.into_par_iter().filter_map(read).collect(),
        };
        self.opened.extend(opened);
    }

    /// Files whose path ends in the `whole` NSID, or only in its last segment.
    fn named(&self, nsid: &str, whole: bool) -> Vec<usize> {
        let segments: Vec<&str> = nsid.split('.').collect();
        let last = segments.last().copied().unwrap_or_default();
        let files = self.by_last_word.get(last).into_iter().flatten().copied();
        let fits = |file: &usize| ends_with(self.words(*file), &segments);
        files.filter(|file| !whole || fits(file)).collect()
    }

    /// The words of a file's path.
    fn words(&self, file: usize) -> &[String] {
        self.words.get(file).map(Vec::as_slice).unwrap_or_default()
    }

    /// The `id` of an opened file.
    fn id(&self, file: usize) -> Option<&str> {
        match &self.opened.get(&file)?.glance {
            Glance::Lexicon { id, .. } => Some(id),
            Glance::Unreadable { id } => id.as_deref(),
            Glance::Other => None,
        }
    }

    fn is_unreadable(&self, file: usize) -> bool {
        let opened = self.opened.get(&file);
        opened.is_some_and(|it| matches!(it.glance, Glance::Unreadable { .. }))
    }

    /// Whether only the path can tell which document a file contains.
    fn is_silent(&self, file: usize) -> bool {
        self.is_unreadable(file) && self.id(file).is_none()
    }

    /// The files that contain a document: one, unless there are duplicates. An
    /// earlier input has precedence, wherever in it the document is.
    fn document(&mut self, nsid: &str) -> Vec<usize> {
        let mut found = self.document_by_path(nsid);
        let input = |file: &usize| self.inputs.get(*file).copied().unwrap_or_default();
        let first = found.iter().map(input).min().unwrap_or_default();
        if first > 0 {
            let files = 0..self.files.len();
            let earlier: Vec<usize> = files.filter(|file| input(file) < first).collect();
            self.open(earlier.iter().copied());
            let is_it = |file: &usize| self.id(*file) == Some(nsid);
            found.extend(earlier.into_iter().filter(is_it));
        }
        found
    }

    fn document_by_path(&mut self, nsid: &str) -> Vec<usize> {
        let named = self.named(nsid, true);
        self.open(named.iter().copied());
        let right = |shelf: &Self, files: &mut dyn Iterator<Item = usize>| -> Vec<usize> {
            (files.filter(|file| shelf.id(*file) == Some(nsid))).collect()
        };
        let found = right(self, &mut named.iter().copied());
        if !found.is_empty() {
            return found;
        }
        let silent: Vec<usize> = (named.into_iter())
            .filter(|file| self.is_silent(*file))
            .collect();
        if !silent.is_empty() {
            return silent;
        }
        let named = self.named(nsid, false);
        self.open(named.iter().copied());
        let found = right(self, &mut named.into_iter());
        if !found.is_empty() {
            return found;
        }
        self.open(0..self.files.len());
        right(self, &mut (0..self.files.len()))
    }

    /// The files whose documents match a pattern.
    fn matching(&mut self, pattern: &Pattern) -> Vec<usize> {
        let prefix = match (pattern.exact(), pattern.prefix()) {
            (Some(nsid), _) => return self.document(nsid),
            (None, prefix) => prefix.unwrap_or_default(),
        };
        let segments: Vec<&str> = prefix.split('.').filter(|it| !it.is_empty()).collect();
        let named: Vec<usize> = (self.words.iter().enumerate())
            .filter(|(_, words)| segments.is_empty() || contains(words, &segments))
            .map(|(file, _)| file)
            .collect();
        self.open(named.iter().copied());
        let bases = self.bases(&named);
        let strays: Vec<usize> = (0..self.files.len())
            .filter(|file| named.binary_search(file).is_err() && !self.is_placed(*file, &bases))
            .collect();
        self.open(strays);
        let is_meant = |file: &usize| match self.id(*file) {
            // An invalid NSID is reported by the check.
            Some(id) => id
                .parse()
                .map_or(id.starts_with(prefix), |id| pattern.matches(&id)),
            None => named.binary_search(file).is_ok() && self.is_silent(*file),
        };
        (0..self.files.len()).filter(is_meant).collect()
    }

    /// The folders, as words, relative to which the paths of these files equal
    /// their `id`.
    fn bases(&self, files: &[usize]) -> HashSet<&[String]> {
        let base = |file: &usize| {
            let words = self.words(*file);
            let segments: Vec<&str> = self.id(*file)?.split('.').collect();
            let start = words.len().checked_sub(segments.len())?;
            ends_with(words, &segments).then(|| words.get(..start))?
        };
        files.iter().filter_map(base).collect()
    }

    /// Whether a path relative to one of the folders is an NSID.
    fn is_placed(&self, file: usize, bases: &HashSet<&[String]>) -> bool {
        let words = self.words(file);
        let mut ways = (0..words.len()).map(|start| words.split_at(start));
        ways.any(|(base, rest)| bases.contains(base) && rest.join(".").parse::<Nsid>().is_ok())
    }

    /// The file at the path of a document, and the `id` in it.
    fn misnamed(&self, pattern: &Pattern) -> Option<(String, (PathBuf, String))> {
        let nsid = pattern.exact()?;
        let named = self.named(nsid, true).into_iter();
        let found = |file: usize| Some((self.files.get(file)?.clone(), self.id(file)?.to_owned()));
        let file = named.filter_map(found).next()?;
        Some((nsid.to_owned(), file))
    }

    /// Every definition of a document.
    fn all_definitions(&self, file: usize) -> Vec<(String, String)> {
        match self.opened.get(&file).map(|it| &it.glance) {
            Some(Glance::Lexicon { id, definitions }) => {
                let names = definitions.keys().cloned();
                names.map(|name| (id.clone(), name)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The references of a definition.
    fn references(&self, file: usize, name: &str) -> Vec<(String, String)> {
        match self.opened.get(&file).map(|it| &it.glance) {
            Some(Glance::Lexicon { definitions, .. }) => {
                definitions.get(name).cloned().unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }

    /// The NSID of an unreadable file that matches the pattern.
    fn supposed(&self, file: usize, pattern: &Pattern) -> Option<String> {
        if !self.is_unreadable(file) {
            return None;
        }
        if let Some(nsid) = pattern.exact() {
            return Some(nsid.to_owned());
        }
        if let Some(id) = self.id(file) {
            return Some(id.to_owned());
        }
        let words = self.words(file);
        let prefix: Vec<&str> = pattern.prefix()?.split('.').collect();
        let start = words.windows(prefix.len()).rposition(|it| it == prefix)?;
        words.get(start..).map(|words| words.join("."))
    }

    fn seen(&self) -> BTreeSet<String> {
        let ids = self.opened.keys().filter_map(|file| self.id(*file));
        ids.map(str::to_owned).collect()
    }
}

/// The words of a path: its folders and the file name without `.json`, also
/// split at dots.
fn words(path: &Path) -> Vec<String> {
    let path = path.with_extension("");
    let parts = path.components().map(|it| it.as_os_str().to_string_lossy());
    parts
        .flat_map(|part| part.split('.').map(str::to_owned).collect::<Vec<_>>())
        .filter(|word| !word.is_empty())
        .collect()
}

fn ends_with(words: &[String], segments: &[&str]) -> bool {
    let start = words.len().checked_sub(segments.len());
    start
        .and_then(|start| words.get(start..))
        .is_some_and(|it| it == segments)
}

/// Whether the words contain all segments in a row, followed by another word.
fn contains(words: &[String], segments: &[&str]) -> bool {
    let folders = words.split_last().map_or(&[][..], |(_, folders)| folders);
    folders.windows(segments.len()).any(|it| it == segments)
}

#[cfg(test)]
mod tests;
