//! The pass from checked documents to the IR.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{
    DefinitionId, Ir, Module, bad_references, lower,
    naming::Naming,
    recursion,
    references::{self, Documents, Key, Reached},
    satisfiable,
};
use crate::{
    compiler::{
        check::{Refused, Unknown, suggest},
        diagnostic::{Diagnostic, rules},
        pattern::Pattern,
        rust::RustPath,
        schema::Document,
    },
    syntax::Nsid,
};

/// What to resolve, and how to treat missing definitions.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Documents to generate, with all they refer to; all when empty.
    pub include: Vec<Pattern>,
    /// Documents not to start from. Definitions that an included document refers
    /// to are still generated.
    pub exclude: Vec<Pattern>,
    /// Namespaces whose types other Rust code provides.
    pub extern_paths: Vec<ExternPath>,
    /// Whether references to missing definitions become opaque data without an
    /// error.
    pub allow_missing: bool,
    /// Whether words that the language does not have are warnings.
    pub allow_unknown: bool,
    /// Where these options are written, for help.
    pub front_door: FrontDoor,
}

/// Where options are written, which decides how help calls them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FrontDoor {
    /// As flags of the command.
    #[default]
    Command,
    /// In the argument of `#[lexicon]`.
    Attribute,
}

impl Options {
    /// What becomes of words that the language does not have.
    pub(crate) fn unknown(&self) -> Unknown {
        match (self.allow_unknown, self.front_door) {
            (true, _) => Unknown::Allowed,
            (false, FrontDoor::Command) => Unknown::default(),
            (false, FrontDoor::Attribute) => Unknown::Refused("say `allow_unknown`"),
        }
    }

    /// Whether a document is included and not excluded.
    pub(crate) fn starts_from(&self, id: &Nsid) -> bool {
        let includes = |patterns: &[Pattern]| patterns.iter().any(|pattern| pattern.matches(id));
        (self.include.is_empty() || includes(&self.include)) && !includes(&self.exclude)
    }
}

/// Where Rust finds the types of a namespace that is not generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternPath {
    /// The leading segments of an NSID, such as `com.atproto`.
    pub prefix: String,
    /// The Rust module for them, such as `::atproto_types::com::atproto`.
    pub rust_path: RustPath,
}

impl ExternPath {
    /// The NSID's segments after the prefix, if it has that prefix.
    pub(super) fn strip<'n>(&self, nsid: &'n str) -> Option<&'n str> {
        let rest = nsid.strip_prefix(&self.prefix)?;
        if rest.is_empty() {
            Some(rest)
        } else {
            rest.strip_prefix('.')
        }
    }
}

/// Whether some other Rust code provides the types of a document.
pub(crate) fn is_external(paths: &[ExternPath], nsid: &str) -> bool {
    extern_path(paths, nsid).is_some()
}

/// The longest prefix wins.
pub(super) fn extern_path<'o>(paths: &'o [ExternPath], nsid: &str) -> Option<&'o ExternPath> {
    paths
        .iter()
        .filter(|path| path.strip(nsid).is_some())
        .max_by_key(|path| path.prefix.len())
}

/// Resolves `documents` into a closed set of definitions. `refused` names what
/// exists but has errors, which were reported before.
///
/// Diagnostics report references to missing definitions and to definitions that
/// are not types, and types without a value. The IR has [`Missing`](super::Target::Missing) in their place,
/// so it is valid in any case.
pub fn resolve(
    documents: &[Document],
    refused: &Refused,
    options: &Options,
) -> (Ir, Vec<Diagnostic>) {
    let own =
        |document: &&Document| extern_path(&options.extern_paths, document.id.as_str()).is_none();
    let naming = Naming::new(documents.iter());
    let by_nsid: Documents<'_> = documents
        .iter()
        .filter(own)
        .map(|document| (document.id.as_str(), document))
        .collect();
    let roots = by_nsid.values().copied();
    let roots = roots.filter(|document| options.starts_from(&document.id));
    let reached = references::reachable(&by_nsid, roots);
    let (mut diagnostics, modules) = rayon::join(
        || {
            let mut found = bad_references::find(&by_nsid, &reached, refused, options);
            found.extend(satisfiable::find(&reached));
            found
        },
        || lowered(&by_nsid, &reached, &naming, options),
    );
    diagnostics.extend(unmatched(documents, refused, options));
    let mut ir = Ir { modules };
    recursion::break_cycles(&mut ir);
    (ir, diagnostics)
}

/// Resolves all of `documents`, with opaque data in place of what is missing
/// or not a type.
pub fn resolve_all(documents: &[Document]) -> Ir {
    let options = Options {
        allow_missing: true,
        ..Options::default()
    };
    resolve(documents, &Refused::default(), &options).0
}

/// What is reached, as modules.
fn lowered(
    documents: &Documents<'_>,
    reached: &Reached<'_>,
    naming: &Naming,
    options: &Options,
) -> Vec<Module> {
    let modules = module_keys(reached);
    let ids: BTreeMap<Key<'_>, DefinitionId> = modules
        .iter()
        .enumerate()
        .flat_map(|(module, (nsid, names))| {
            names.iter().enumerate().map(move |(definition, &name)| {
                ((*nsid, name), DefinitionId { module, definition })
            })
        })
        .collect();
    let context = lower::Context {
        documents,
        ids: &ids,
        extern_paths: &options.extern_paths,
        naming,
    };
    modules
        .par_iter()
        .filter_map(|(nsid, names)| {
            let document = *documents.get(nsid)?;
            Some(lower::module(&context, document, names))
        })
        .collect()
}

/// The definitions to generate by document, `main` first.
fn module_keys<'a>(reached: &Reached<'a>) -> Vec<(&'a str, Vec<&'a str>)> {
    let mut modules: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for &(nsid, name) in reached.keys() {
        modules.entry(nsid).or_default().push(name);
    }
    for names in modules.values_mut() {
        names.sort_by_key(|&name| (name != "main", name));
    }
    modules.into_iter().collect()
}

/// Reports patterns that no document matches.
fn unmatched<'o>(
    documents: &'o [Document],
    refused: &'o Refused,
    options: &'o Options,
) -> impl Iterator<Item = Diagnostic> + 'o {
    options
        .include
        .iter()
        .filter(|pattern| {
            let mut ids = documents.iter().map(|document| &document.id);
            !ids.any(|id| pattern.matches(id))
                && !refused.documents.iter().any(|id| pattern.matches(id))
        })
        .map(|pattern| {
            let text = pattern.to_string();
            let ids = documents.iter().map(|document| document.id.as_str());
            let message = format!("no document matches `{text}`");
            let problem = Diagnostic::new(&rules::UNMATCHED_PATTERN, None, message);
            match suggest::nearest_nsid(&text, ids) {
                Some(near) => problem.with_help(format!("did you mean `{near}`?")),
                None => problem.with_help("`lexgen ir` lists what was read"),
            }
        })
}
