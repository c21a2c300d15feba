//! From checked documents to the IR: the pass itself, and its diagnostics.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    DefinitionId, Ir, lower,
    naming::Naming,
    reach::{self, Key, World},
    recursion,
    references::{self, Role},
};
use crate::{
    diagnostic::{Diagnostic, Part, Place, Severity},
    pattern::Pattern,
    schema::{Definition, Document, Type},
    suggest,
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

/// The longest prefix wins.
pub(super) fn extern_path<'o>(paths: &'o [ExternPath], nsid: &str) -> Option<&'o ExternPath> {
    paths
        .iter()
        .filter(|path| path.strip(nsid).is_some())
        .max_by_key(|path| path.prefix.len())
}

/// Resolves `documents` into a closed world.
///
/// Diagnostics tell of references that lead nowhere or to something that is no
/// type; the IR has [`Missing`](super::Target::Missing) in their place, so it
/// is sound even when there are some.
pub fn resolve(documents: &[Document], options: &Options) -> (Ir, Vec<Diagnostic>) {
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
    let diagnostics = unresolved(&world, &reached, options);

    let modules = module_keys(&reached);
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
        world: &world,
        ids: &ids,
        extern_paths: &options.extern_paths,
    };
    let modules = modules
        .iter()
        .filter_map(|(nsid, names)| {
            let document = *world.get(nsid)?;
            Some(lower::module(
                &context,
                document,
                names,
                naming.module(&document.id),
            ))
        })
        .collect();
    let mut ir = Ir { modules };
    recursion::break_cycles(&mut ir);
    (ir, diagnostics)
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

fn unresolved(
    world: &World<'_>,
    reached: &BTreeSet<Key<'_>>,
    options: &Options,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for &(nsid, name) in reached {
        let Some((document, definition)) = reach::find(world, nsid, name) else {
            continue;
        };
        references::each(name, definition, &mut |pointer, reference, role| {
            let target = reach::target(document, reference);
            if extern_path(&options.extern_paths, target.0).is_some() {
                return;
            }
            let problem = match reach::find(world, target.0, target.1) {
                Some((_, definition)) => wrong_kind(target, definition, role),
                None if options.allow_missing => None,
                None => Some(missing(world, document, target)),
            };
            if let Some(problem) = problem {
                let place = Place {
                    source: document.source,
                    pointer: pointer.to_owned(),
                    part: Part::Value,
                };
                diagnostics.push(Diagnostic {
                    place: Some(place),
                    ..problem
                });
            }
        });
    }
    diagnostics
}

fn problem(code: &'static str, message: String, label: String, help: String) -> Diagnostic {
    Diagnostic {
        code,
        severity: Severity::Error,
        message,
        place: None,
        label,
        related: Vec::new(),
        help: Some(help),
    }
}

fn missing(world: &World<'_>, from: &Document, (nsid, name): Key<'_>) -> Diagnostic {
    let Some(document) = world.get(nsid) else {
        let near = suggest::nearest(nsid, world.keys().copied());
        return problem(
            "missing-document",
            format!("the lexicon `{nsid}` is not among the documents read"),
            "refers to a document that is not here".to_owned(),
            match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!(
                    "fetch `{nsid}` and add it to the inputs, map it with `--extern-path`, or \
                     pass `--allow-missing` to treat it as opaque data"
                ),
            },
        );
    };
    let near = suggest::nearest(name, document.defs.keys().map(String::as_str));
    let here = if document.id == from.id {
        "this document".to_owned()
    } else {
        format!("`{nsid}`")
    };
    problem(
        "missing-definition",
        format!("{here} has no definition named `{name}`"),
        "refers to a definition that does not exist".to_owned(),
        match near {
            Some(near) => format!("did you mean `#{near}`?"),
            None => format!(
                "{here} defines {}",
                list(document.defs.keys().map(String::as_str))
            ),
        },
    )
}

fn wrong_kind((nsid, name): Key<'_>, definition: &Definition, role: Role) -> Option<Diagnostic> {
    let kind = match definition {
        Definition::Record(_) | Definition::Type(Type::Object(_)) => return None,
        Definition::Query(_) => "a query",
        Definition::Procedure(_) => "a procedure",
        Definition::Subscription(_) => "a subscription",
        Definition::PermissionSet(_) => "a permission set",
        Definition::Token(_) | Definition::Type(_) if role == Role::Ref => return None,
        Definition::Token(_) => "a token",
        Definition::Type(Type::Array(_)) => "an array",
        Definition::Type(_) => "a scalar",
    };
    let full = if name == "main" {
        nsid.to_owned()
    } else {
        format!("{nsid}#{name}")
    };
    Some(match role {
        Role::Ref => problem(
            "not-a-type",
            format!("`{full}` is {kind}, which is no type of data"),
            format!("refers to {kind}"),
            "refer to an object, a record or another named field type".to_owned(),
        ),
        Role::Member => problem(
            "not-a-member",
            format!("`{full}` is {kind}, which cannot be a member of a union"),
            "members of a union are objects or records".to_owned(),
            format!("wrap it: define an object with one property of that type, or drop `{full}`"),
        ),
    })
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    const SHOWN: usize = 8;
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    match names.len() {
        0 => "nothing".to_owned(),
        count if count > SHOWN => {
            format!("{} and {} more", names[..SHOWN].join(", "), count - SHOWN)
        }
        _ => names.join(", "),
    }
}
