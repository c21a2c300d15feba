//! Renamed definitions and documents.
//!
//! A definition that was removed and one that was added to the same document
//! count as renamed if only the name differs and no other pair is possible. The
//! same goes for two documents, and for a definition that moved to another
//! document. Almost everything looks like an empty object or a
//! token, so what has next to no shape must at least have the same description.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use super::{
    ChangeOptions, Found, Versions, Walk,
    deep::{self, Deep},
};
use crate::{
    compiler::{
        ir::{Definition, DefinitionKind, Ir, Module, TypeKind},
        schema::{FullName, Kind},
    },
    syntax::Nsid,
};

/// How often renames that rest on each other are tried.
const ROUNDS: usize = 8;

/// What has another name in the new version.
#[derive(Default)]
pub(super) struct Renames {
    /// Definitions, old to new.
    definitions: HashMap<FullName, FullName>,
    /// Definitions that moved to another document, new to old.
    moved: HashMap<FullName, FullName>,
    /// Documents, old to new.
    documents: HashMap<Nsid, Nsid>,
    /// New names that data or requests hold; that of `main` for a document with
    /// any of them.
    on_the_wire: HashSet<FullName>,
}

impl Renames {
    /// The full name that a definition has now, if it is another one.
    pub(super) fn renamed(&self, name: &FullName) -> Option<&FullName> {
        self.definitions.get(name)
    }

    /// The full name that a definition has now.
    pub(super) fn target<'n>(&'n self, name: &'n FullName) -> &'n FullName {
        self.renamed(name).unwrap_or(name)
    }

    /// The NSID that a document has now.
    pub(super) fn document<'n>(&'n self, nsid: &'n Nsid) -> &'n Nsid {
        self.documents.get(nsid).unwrap_or(nsid)
    }

    /// The full name of a definition before it moved to another document.
    pub(super) fn moved_from(&self, name: &FullName) -> Option<&FullName> {
        self.moved.get(name)
    }

    /// Whether data or requests hold this name, which is a new one.
    pub(super) fn is_on_the_wire(&self, name: &FullName) -> bool {
        self.on_the_wire.contains(name)
    }

    pub(super) fn find(old: &Ir, new: &Ir) -> Self {
        let mut candidates = candidates(old, new);
        let limit = deep::limit(old, new);
        for _ in 0..ROUNDS {
            let mut renames = Self::of(&candidates);
            let count = candidates.len();
            candidates.retain(|candidate| candidate.is_same(old, new, &renames, limit));
            if candidates.len() == count {
                if count > 0 {
                    renames.mark(&candidates, &[old, new]);
                }
                return renames;
            }
        }
        Self::default()
    }

    fn of(candidates: &[Candidate<'_>]) -> Self {
        let mut renames = Self::default();
        for candidate in candidates {
            if candidate.is_document() {
                let (old, new) = (candidate.old.0, candidate.new.0);
                let documents = &mut renames.documents;
                documents.insert(old.nsid.clone(), new.nsid.clone());
            }
            for (old, new) in &candidate.definitions {
                let (old, new) = candidate.names(old, new);
                if !candidate.is_document() && old.nsid() != new.nsid() {
                    renames.moved.insert(new.clone(), old.clone());
                }
                renames.definitions.insert(old, new);
            }
        }
        renames
    }

    /// Finds out which names data and requests hold.
    fn mark(&mut self, candidates: &[Candidate<'_>], versions: &[&Ir]) {
        let mut members: HashSet<&FullName> = HashSet::new();
        for (_, definition) in versions.iter().flat_map(|ir| ir.definitions()) {
            definition.walk(&mut |_, kind| {
                if let TypeKind::Union(union) = kind {
                    members.extend(union.members.iter().map(|it| it.target.name()));
                }
            });
        }
        for candidate in candidates {
            for (old, new) in &candidate.definitions {
                let (old_name, new_name) = candidate.names(old, new);
                let is_held = match &new.kind {
                    DefinitionKind::Record(_)
                    | DefinitionKind::Endpoint(_)
                    | DefinitionKind::PermissionSet(_)
                    | DefinitionKind::Space(_)
                    | DefinitionKind::Opaque(_)
                    | DefinitionKind::Token { .. } => true,
                    DefinitionKind::Object(_) | DefinitionKind::Type { .. } => {
                        [&old_name, &new_name]
                            .iter()
                            .any(|name| members.contains(*name))
                    }
                };
                if is_held && candidate.is_document() {
                    self.on_the_wire
                        .insert(FullName::main(&candidate.new.0.nsid));
                }
                if is_held {
                    self.on_the_wire.insert(new_name);
                }
            }
        }
    }
}

/// A definition, or all of a document, that may have been renamed.
struct Candidate<'i> {
    old: (&'i Module, Option<&'i Definition>),
    new: (&'i Module, Option<&'i Definition>),
    definitions: Vec<(&'i Definition, &'i Definition)>,
}

impl<'i> Candidate<'i> {
    fn is_document(&self) -> bool {
        self.new.1.is_none()
    }

    fn names(&self, old: &Definition, new: &Definition) -> (FullName, FullName) {
        (self.old.0.full_name(old), self.new.0.full_name(new))
    }

    /// Whether nothing but names differs, all candidates being renamed.
    fn is_same(&self, old: &'i Ir, new: &'i Ir, renames: &Renames, limit: usize) -> bool {
        let versions = Versions {
            old,
            new,
            renames,
            is_search: true,
            finds_fields: false,
        };
        let mut deep = Deep::limited(versions, limit);
        let mut walk = Walk::for_changes(
            versions,
            &self.new.0.nsid,
            ChangeOptions::default(),
            &mut deep,
        );
        for (old, new) in &self.definitions {
            walk.definitions(&old.kind, &new.kind);
        }
        match &walk.found {
            Found::Changes { differences, .. } => differences.changes.is_empty(),
            Found::Inside { .. } => false,
        }
    }
}

/// What is on one side only, and whose look is not shared.
fn candidates<'i>(old: &'i Ir, new: &'i Ir) -> Vec<Candidate<'i>> {
    let only_in = |one: &'i Ir, other: &Ir| -> Vec<&'i Module> {
        let modules = one.modules.iter();
        let only = modules.filter(|it| other.document(&it.nsid).is_none());
        only.collect()
    };
    let (gone, fresh) = (only_in(old, new), only_in(new, old));
    let mut found = Vec::new();
    if !gone.is_empty() && !fresh.is_empty() {
        let names = gone.iter().chain(&fresh).flat_map(|module| names(module));
        let names: HashSet<FullName> = names.collect();
        let outline = |module: &&'i Module| outline(&module.definitions);
        let look = |module: &&'i Module| Look::of_document(module, &names);
        for (old, new) in unique(&gone, &fresh, outline, look) {
            found.push(Candidate {
                old: (old, None),
                new: (new, None),
                definitions: old.definitions.iter().zip(&new.definitions).collect(),
            });
        }
    }
    for module in &old.modules {
        if let Some(other) = new.document(&module.nsid) {
            in_document(module, other, &mut found);
        }
    }
    between_documents(old, new, &mut found);
    found
}

/// Adds the definitions that moved to another document. Records, endpoints and
/// permission sets are the documents that they are in.
fn between_documents<'i>(old: &'i Ir, new: &'i Ir, found: &mut Vec<Candidate<'i>>) {
    let taken: HashSet<FullName> = (found.iter())
        .flat_map(|candidate| {
            let pairs = candidate.definitions.iter();
            pairs.flat_map(|(old, new)| <[_; 2]>::from(candidate.names(old, new)))
        })
        .collect();
    let only_in = |one: &'i Ir, other: &Ir| -> Vec<Moved<'i>> {
        let all = one.modules.iter().flat_map(|module| {
            let definitions = module.definitions.iter();
            definitions.map(move |definition| Moved { module, definition })
        });
        let only = all.filter(|it| {
            let name = it.module.full_name(it.definition);
            !it.definition.kind.kind().is_primary()
                && !taken.contains(&name)
                && other.find(&name).is_none()
        });
        only.collect()
    };
    let (gone, fresh) = (only_in(old, new), only_in(new, old));
    if gone.is_empty() || fresh.is_empty() {
        return;
    }
    let names = gone.iter().chain(&fresh);
    let names = names.map(|it| it.module.full_name(it.definition)).collect();
    let outline = |moved: &&Moved<'i>| outline([moved.definition]);
    let look = |moved: &&Moved<'i>| Look::of_definition(moved.definition, &names);
    let (gone, fresh): (Vec<_>, Vec<_>) = (gone.iter().collect(), fresh.iter().collect());
    for (before, after) in unique(&gone, &fresh, outline, look) {
        if before.module.nsid != after.module.nsid {
            found.push(Candidate {
                old: (before.module, Some(before.definition)),
                new: (after.module, Some(after.definition)),
                definitions: vec![(before.definition, after.definition)],
            });
        }
    }
}

/// A definition and its document.
struct Moved<'i> {
    module: &'i Module,
    definition: &'i Definition,
}

fn in_document<'i>(old: &'i Module, new: &'i Module, found: &mut Vec<Candidate<'i>>) {
    let only_in = |one: &'i Module, other: &Module| -> Vec<&'i Definition> {
        let definitions = one.definitions.iter();
        let only = definitions.filter(|it| other.named(&it.name).is_none());
        only.collect()
    };
    let (gone, fresh) = (only_in(old, new), only_in(new, old));
    if gone.is_empty() || fresh.is_empty() {
        return;
    }
    let names = gone.iter().chain(&fresh);
    let names = names.map(|definition| old.full_name(definition)).collect();
    let outline = |definition: &&'i Definition| outline([*definition]);
    let look = |definition: &&'i Definition| Look::of_definition(definition, &names);
    for (before, after) in unique(&gone, &fresh, outline, look) {
        found.push(Candidate {
            old: (old, Some(before)),
            new: (new, Some(after)),
            definitions: vec![(before, after)],
        });
    }
}

/// Pairs of things that look alike, and like nothing else.
fn unique<'t, T>(
    gone: &[&'t T],
    fresh: &[&'t T],
    outline: impl Fn(&&'t T) -> Outline,
    look: impl Fn(&&'t T) -> Look,
) -> Vec<(&'t T, &'t T)> {
    // Looks cost time, which is lost on what nothing on the other side can look like.
    let outlines = [gone, fresh].map(|things| things.iter().map(&outline).collect());
    let [of_gone, of_fresh]: [HashSet<Outline>; 2] = outlines;
    let mut groups: BTreeMap<String, [Vec<(&'t T, Look)>; 2]> = BTreeMap::new();
    for (side, (things, others)) in [(gone, of_fresh), (fresh, of_gone)].iter().enumerate() {
        let alike = things
            .iter()
            .filter(|thing| others.contains(&outline(thing)));
        for thing in alike {
            let look = look(thing);
            let group = groups.entry(look.shape.clone()).or_default();
            group[side].push((thing, look));
        }
    }
    let mut pairs = Vec::new();
    for [gone, fresh] in groups.into_values() {
        if let ([(old, before)], [(new, after)]) = (&gone[..], &fresh[..])
            && (before.parts >= 2 || (before.text.is_some() && before.text == after.text))
        {
            pairs.push((*old, *new));
        }
    }
    pairs
}

/// The kind of each definition and how many types are in it: the same for what looks
/// the same.
type Outline = Vec<(Kind, usize)>;

fn outline<'d>(definitions: impl IntoIterator<Item = &'d Definition>) -> Outline {
    let definitions = definitions.into_iter();
    definitions
        .map(|definition| {
            let mut types = 0;
            definition.walk(&mut |_, _| types += 1);
            (definition.kind.kind(), types)
        })
        .collect()
}

/// What a thing looks like, names aside.
struct Look {
    /// The same for what is the same, and seldom for anything else.
    shape: String,
    /// How many fields, members and values there are.
    parts: usize,
    /// The description.
    text: Option<String>,
}

impl Look {
    fn of_definition(definition: &Definition, names: &HashSet<FullName>) -> Self {
        let mut value = serde_json::to_value(&definition.kind).unwrap_or_default();
        let text = [value.get("description"), value.pointer("/type/description")];
        let text = text.into_iter().flatten().find_map(Value::as_str);
        let text = text.map(str::to_owned);
        let parts = reduce(&mut value, names);
        Self {
            shape: format!("{} {value}", definition.kind.kind()),
            parts,
            text,
        }
    }

    fn of_document(module: &Module, names: &HashSet<FullName>) -> Self {
        let mut shape = String::new();
        let mut parts = 0;
        let mut texts: Vec<String> = module.description.iter().cloned().collect();
        for definition in &module.definitions {
            let look = Self::of_definition(definition, names);
            shape.push_str(&format!("{}: {}\n", definition.name, look.shape));
            parts += look.parts;
            texts.extend(look.text);
        }
        Self {
            shape,
            parts,
            text: (!texts.is_empty()).then(|| texts.join("\n")),
        }
    }
}

/// Takes off what means nothing and what may be renamed, puts lists in an order
/// and says how many entries they have.
fn reduce(value: &mut Value, names: &HashSet<FullName>) -> usize {
    match value {
        Value::Object(map) => {
            for key in [
                "rust_name",
                "required_name",
                "constant",
                "variant",
                "description",
                "message_description",
                "boxed",
                "newtype",
                "resolved",
                "values",
            ] {
                map.remove(key);
            }
            if let Some(Value::String(name)) = map.get_mut("ref")
                && names.contains(name.as_str())
            {
                *name = String::new();
            }
            map.values_mut().map(|it| reduce(it, names)).sum()
        }
        Value::Array(items) => {
            let inside: usize = items.iter_mut().map(|it| reduce(it, names)).sum();
            items.sort_by_cached_key(Value::to_string);
            items.len() + inside
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

fn names(module: &Module) -> impl Iterator<Item = FullName> {
    let definitions = module.definitions.iter();
    definitions.map(|definition| module.full_name(definition))
}
