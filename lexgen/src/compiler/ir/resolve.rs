//! From checked documents to the IR: the pass itself, and its diagnostics.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{
    DefinitionId, Ir, Module, lower,
    naming::Naming,
    reach::{self, Key, World},
    recursion,
    references::{self, Role},
};
use crate::{
    compiler::{
        check::{Refused, suggest},
        diagnostic::{Diagnostic, Part, Place, rules},
        pattern::Pattern,
        schema::{Definition, Document, FullName, Reference, Type},
    },
    syntax::Nsid,
};

/// What to resolve, and how to treat what is not there.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Documents to generate, with all they refer to; all when empty.
    pub include: Vec<Pattern>,
    /// Documents not to start from. They are still generated, as far as they
    /// are needed, where an included document refers to them.
    pub exclude: Vec<Pattern>,
    /// Namespaces whose types other Rust code provides.
    pub extern_paths: Vec<ExternPath>,
    /// Whether references to nothing become opaque data without a word.
    pub allow_missing: bool,
}

/// Where Rust finds the types of a namespace that is not generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternPath {
    /// The leading segments of an NSID, such as `com.atproto`.
    pub prefix: String,
    /// The Rust module for them, such as `::atproto_types::com::atproto`.
    pub rust_path: String,
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

/// Resolves `documents` into a closed world. `refused` names what exists but is
/// not among them because of errors that were already told.
///
/// Diagnostics tell of references that lead nowhere or to something that is no
/// type; the IR has [`Missing`](super::Target::Missing) in their place, so it
/// is sound even when there are some.
pub fn resolve(
    documents: &[Document],
    refused: &Refused,
    options: &Options,
) -> (Ir, Vec<Diagnostic>) {
    let own =
        |document: &&Document| extern_path(&options.extern_paths, document.id.as_str()).is_none();
    let naming = Naming::new(documents.iter());
    let world: World<'_> = documents
        .iter()
        .filter(own)
        .map(|document| (document.id.as_str(), document))
        .collect();
    let roots = world.values().copied().filter(|document| {
        (options.include.is_empty() || options.include.iter().any(|it| it.matches(&document.id)))
            && !options.exclude.iter().any(|it| it.matches(&document.id))
    });
    let reached = reach::from(&world, roots);
    let (mut diagnostics, modules) = rayon::join(
        || unresolved(&world, &reached, refused, options),
        || lowered(&world, &reached, &naming, options),
    );
    diagnostics.extend(unmatched(documents, refused, options));
    let mut ir = Ir { modules };
    recursion::break_cycles(&mut ir);
    (ir, diagnostics)
}

/// What is reached, as modules.
fn lowered(
    world: &World<'_>,
    reached: &BTreeSet<Key<'_>>,
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
        world,
        ids: &ids,
        extern_paths: &options.extern_paths,
    };
    modules
        .par_iter()
        .filter_map(|(nsid, names)| {
            let document = *world.get(nsid)?;
            Some(lower::module(
                &context,
                document,
                names,
                naming.module(&document.id),
            ))
        })
        .collect()
}

/// The definitions to generate by document, `main` first.
fn module_keys<'a>(reached: &BTreeSet<Key<'a>>) -> Vec<(&'a str, Vec<&'a str>)> {
    let mut modules: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for &(nsid, name) in reached {
        modules.entry(nsid).or_default().push(name);
    }
    for names in modules.values_mut() {
        names.sort_by_key(|&name| (name != "main", name));
    }
    modules.into_iter().collect()
}

/// Patterns that choose nothing, which is never what was meant.
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
            let message = format!("no lexicon among those read matches `{text}`");
            let problem = Diagnostic::new(&rules::UNMATCHED_PATTERN, None, message);
            match suggest::nearest_nsid(&text, ids) {
                Some(near) => problem.with_help(format!("did you mean `{near}`?")),
                None => problem.with_help("`lexgen ir` lists what was read"),
            }
        })
}

fn unresolved(
    world: &World<'_>,
    reached: &BTreeSet<Key<'_>>,
    refused: &Refused,
    options: &Options,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for &(nsid, name) in reached {
        let Some((document, definition)) = reach::find(world, nsid, name) else {
            continue;
        };
        references::each(name, definition, &mut |pointer, reference, role| {
            let place = Place {
                source: document.source,
                pointer: pointer.to_owned(),
                part: Part::Value,
            };
            let target = reach::target(document, reference);
            match reach::find(world, target.0, target.1) {
                Some((_, definition)) => {
                    let name = reference.full_name(&document.id);
                    diagnostics.extend(wrong_kind(place, &name, definition, role));
                }
                None => {
                    let suggests = diagnostics.len() < SUGGESTED;
                    diagnostics.extend(nowhere(
                        place,
                        suggests,
                        world,
                        &document.id,
                        reference,
                        refused,
                        options,
                    ));
                }
            }
        });
    }
    for (id, place, reference) in &refused.references {
        let suggests = diagnostics.len() < SUGGESTED;
        diagnostics.extend(nowhere(
            place.clone(),
            suggests,
            world,
            id,
            reference,
            refused,
            options,
        ));
    }
    diagnostics
}

/// Looking for near names costs time, which only the first few references that
/// lead nowhere are worth.
const SUGGESTED: usize = 20;

/// What is wrong with a reference in the document `from`, if it leads nowhere.
fn nowhere(
    place: Place,
    suggests: bool,
    world: &World<'_>,
    from: &Nsid,
    reference: &Reference,
    refused: &Refused,
    options: &Options,
) -> Option<Diagnostic> {
    let id = reference.document.as_ref().unwrap_or(from);
    let target = (id.as_str(), reference.definition.as_str());
    if extern_path(&options.extern_paths, target.0).is_some()
        || reach::find(world, target.0, target.1).is_some()
    {
        None
    } else if refused.contains(id, &reference.definition) {
        Some(broken(place, &reference.full_name(from)))
    } else if options.allow_missing {
        None
    } else {
        Some(missing(place, suggests, world, from, target))
    }
}

fn broken(place: Place, target: &FullName) -> Diagnostic {
    let message = format!("`{target}` has an error in it");
    Diagnostic::new(&rules::REFUSED_REFERENCE, Some(place), message)
        .with_label("refers to a definition that was refused")
}

fn missing(
    place: Place,
    suggests: bool,
    world: &World<'_>,
    from: &Nsid,
    (nsid, name): Key<'_>,
) -> Diagnostic {
    let Some(document) = world.get(nsid) else {
        let message = format!("the lexicon `{nsid}` is not among the documents read");
        let near = suggests.then(|| suggest::nearest_nsid(nsid, world.keys().copied()));
        let help = match near.flatten() {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "fetch `{nsid}` and add it to the inputs, map it with `--extern-path`, or pass \
                 `--allow-missing` to treat it as data of any kind"
            ),
        };
        return Diagnostic::new(&rules::MISSING_DOCUMENT, Some(place), message)
            .with_label("refers to a document that is not here")
            .with_help(help);
    };
    let here = match document.id == *from {
        true => "this document".to_owned(),
        false => format!("`{nsid}`"),
    };
    let message = format!("{here} has no definition named `{name}`");
    let names = || document.defs.keys().map(String::as_str);
    let near = suggests.then(|| suggest::nearest(name, names()));
    let help = match near.flatten() {
        Some("main") => format!("did you mean `{nsid}`?"),
        Some(near) => format!("did you mean `#{near}`?"),
        None => format!("{here} defines {}", list(names())),
    };
    Diagnostic::new(&rules::MISSING_DEFINITION, Some(place), message)
        .with_label("refers to a definition that does not exist")
        .with_help(help)
}

fn wrong_kind(
    place: Place,
    full: &FullName,
    definition: &Definition,
    role: Role,
) -> Option<Diagnostic> {
    match definition {
        Definition::Record(_) | Definition::Type(Type::Object(_)) => return None,
        Definition::Token(_) | Definition::Type(_) if role == Role::Ref => return None,
        Definition::Query(_)
        | Definition::Procedure(_)
        | Definition::Subscription(_)
        | Definition::PermissionSet(_)
        | Definition::Token(_)
        | Definition::Type(_) => {}
    }
    let kind = definition.kind().with_article();
    Some(match role {
        Role::Ref => {
            let message = format!("`{full}` is {kind}, which is no type of data");
            Diagnostic::new(&rules::NOT_A_TYPE, Some(place), message)
                .with_label(format!("refers to {kind}"))
                .with_help("refer to an object, a record or another named field type")
        }
        Role::Member => {
            let message = format!("`{full}` is {kind}, which cannot be a member of a union");
            Diagnostic::new(&rules::NOT_A_MEMBER, Some(place), message)
                .with_label("members of a union are objects or records")
                .with_help(format!(
                    "define an object with one property that holds `{full}`"
                ))
        }
    })
}

fn list<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> String {
    const SHOWN: usize = 8;
    let count = names.len();
    let shown: Vec<String> = names.take(SHOWN).map(|it| format!("`{it}`")).collect();
    match count {
        0 => "nothing".to_owned(),
        count if count > SHOWN => format!("{} and {} more", shown.join(", "), count - SHOWN),
        _ => shown.join(", "),
    }
}
