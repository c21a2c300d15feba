//! What is the same under another name.
//!
//! A definition that is gone and one that is new in the same document, or two
//! documents, are one that was renamed when nothing but the name differs and no
//! other could be meant. Almost everything looks like an empty object or a
//! token, so what has next to no shape must at least have the same description.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use super::{
    ChangeOptions, Found, Walk, Worlds,
    deep::{self, Deep},
    documents::full_name,
    meaning::kind,
};
use crate::compiler::ir::{Definition, DefinitionKind, Ir, Module, Object, Type};

/// How often renames that rest on each other are tried.
const ROUNDS: usize = 8;

/// What is called otherwise now.
#[derive(Default)]
pub(super) struct Renames {
    /// Full names of definitions, old to new.
    definitions: HashMap<String, String>,
    /// NSIDs of documents, old to new.
    documents: HashMap<String, String>,
    /// New names, of definitions and documents, that data or requests hold.
    on_the_wire: HashSet<String>,
}

impl Renames {
    /// The full name that a definition has now, if it is another one.
    pub(super) fn renamed(&self, name: &str) -> Option<&str> {
        self.definitions.get(name).map(String::as_str)
    }

    /// The full name that a definition has now.
    pub(super) fn target<'n>(&'n self, name: &'n str) -> &'n str {
        self.renamed(name).unwrap_or(name)
    }

    /// The NSID that a document has now.
    pub(super) fn document<'n>(&'n self, nsid: &'n str) -> &'n str {
        self.documents.get(nsid).map_or(nsid, String::as_str)
    }

    /// Whether data or requests hold this name, which is a new one.
    pub(super) fn is_on_the_wire(&self, name: &str) -> bool {
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
                documents.insert(old.nsid.to_string(), new.nsid.to_string());
            }
            for (old, new) in &candidate.definitions {
                renames.definitions.insert(
                    full_name(candidate.old.0.nsid.as_str(), &old.name),
                    full_name(candidate.new.0.nsid.as_str(), &new.name),
                );
            }
        }
        renames
    }

    /// Finds out which names data and requests hold.
    fn mark(&mut self, candidates: &[Candidate<'_>], worlds: &[&Ir]) {
        let mut members = HashSet::new();
        for module in worlds.iter().flat_map(|ir| &ir.modules) {
            for definition in &module.definitions {
                each_type(&definition.kind, &mut |r#type| {
                    if let Type::Union(union) = r#type {
                        members.extend(union.members.iter().map(|it| it.target.name().as_str()));
                    }
                });
            }
        }
        for candidate in candidates {
            for (old, new) in &candidate.definitions {
                let old_name = full_name(candidate.old.0.nsid.as_str(), &old.name);
                let new_name = full_name(candidate.new.0.nsid.as_str(), &new.name);
                let is_held = match &new.kind {
                    DefinitionKind::Record(_)
                    | DefinitionKind::Endpoint(_)
                    | DefinitionKind::PermissionSet(_)
                    | DefinitionKind::Token { .. } => true,
                    DefinitionKind::Object(_) | DefinitionKind::Type { .. } => {
                        [&old_name, &new_name]
                            .iter()
                            .any(|name| members.contains(name.as_str()))
                    }
                };
                if is_held && candidate.is_document() {
                    self.on_the_wire.insert(candidate.new.0.nsid.to_string());
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

    /// Whether nothing but names differs, all candidates being renamed.
    fn is_same(&self, old: &'i Ir, new: &'i Ir, renames: &Renames, limit: usize) -> bool {
        let worlds = Worlds { old, new, renames };
        let mut deep = Deep::limited(worlds, limit);
        let mut walk = Walk {
            worlds,
            nsid: "",
            definition: None,
            old: String::new(),
            new: String::new(),
            is_query: false,
            found: Found::Changes {
                changes: Vec::new(),
                options: ChangeOptions::default(),
                deep: &mut deep,
            },
        };
        for (old, new) in &self.definitions {
            walk.definitions(&old.kind, &new.kind);
        }
        match &walk.found {
            Found::Changes { changes, .. } => changes.is_empty(),
            Found::Shift { .. } => false,
        }
    }
}

/// What is on one side only, and whose look is not shared.
fn candidates<'i>(old: &'i Ir, new: &'i Ir) -> Vec<Candidate<'i>> {
    let (before, after) = (by_nsid(old), by_nsid(new));
    let gone: Vec<&Module> = (old.modules.iter())
        .filter(|it| !after.contains_key(it.nsid.as_str()))
        .collect();
    let fresh: Vec<&Module> = (new.modules.iter())
        .filter(|it| !before.contains_key(it.nsid.as_str()))
        .collect();
    let mut found = Vec::new();
    if !gone.is_empty() && !fresh.is_empty() {
        let names = gone.iter().chain(&fresh).flat_map(|module| names(module));
        let names: HashSet<String> = names.collect();
        let look = |module: &&'i Module| Look::of_document(module, &names);
        for (old, new) in unique(&gone, &fresh, look) {
            found.push(Candidate {
                old: (old, None),
                new: (new, None),
                definitions: old.definitions.iter().zip(&new.definitions).collect(),
            });
        }
    }
    for (nsid, module) in before {
        if let Some(other) = after.get(nsid) {
            in_document(module, other, &mut found);
        }
    }
    found
}

fn in_document<'i>(old: &'i Module, new: &'i Module, found: &mut Vec<Candidate<'i>>) {
    let only_in = |one: &'i Module, other: &'i Module| -> Vec<&'i Definition> {
        let others: HashSet<&str> = other
            .definitions
            .iter()
            .map(|it| it.name.as_str())
            .collect();
        let mut only: Vec<_> = one.definitions.iter().collect();
        only.retain(|it| !others.contains(it.name.as_str()));
        only
    };
    let (gone, fresh) = (only_in(old, new), only_in(new, old));
    if gone.is_empty() || fresh.is_empty() {
        return;
    }
    let names = gone.iter().chain(&fresh);
    let names = names
        .map(|it| full_name(old.nsid.as_str(), &it.name))
        .collect();
    let look = |definition: &&'i Definition| Look::of_definition(definition, &names);
    for (before, after) in unique(&gone, &fresh, look) {
        found.push(Candidate {
            old: (old, Some(before)),
            new: (new, Some(after)),
            definitions: vec![(before, after)],
        });
    }
}

/// Pairs of things that look alike, and like nothing else.
fn unique<'i, T>(
    gone: &[&'i T],
    fresh: &[&'i T],
    look: impl Fn(&&'i T) -> Look,
) -> Vec<(&'i T, &'i T)> {
    let mut groups: BTreeMap<String, [Vec<(&'i T, Look)>; 2]> = BTreeMap::new();
    for (side, things) in [gone, fresh].into_iter().enumerate() {
        for thing in things {
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
    fn of_definition(definition: &Definition, names: &HashSet<String>) -> Self {
        let mut value = serde_json::to_value(&definition.kind).unwrap_or_default();
        let text = [value.get("description"), value.pointer("/type/description")];
        let text = text.into_iter().flatten().find_map(Value::as_str);
        let text = text.map(str::to_owned);
        let parts = reduce(&mut value, names);
        Self {
            shape: format!("{} {value}", kind(&definition.kind)),
            parts,
            text,
        }
    }

    fn of_document(module: &Module, names: &HashSet<String>) -> Self {
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
fn reduce(value: &mut Value, names: &HashSet<String>) -> usize {
    match value {
        Value::Object(map) => {
            for key in [
                "rust_name",
                "description",
                "boxed",
                "newtype",
                "resolved",
                "values",
            ] {
                map.remove(key);
            }
            if let Some(Value::String(name)) = map.get_mut("ref")
                && names.contains(name)
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

fn by_nsid(ir: &Ir) -> BTreeMap<&str, &Module> {
    let modules = ir.modules.iter();
    modules.map(|it| (it.nsid.as_str(), it)).collect()
}

fn names(module: &Module) -> impl Iterator<Item = String> {
    let definitions = module.definitions.iter();
    definitions.map(|it| full_name(module.nsid.as_str(), &it.name))
}

/// Calls `found` with every type that a definition holds.
fn each_type<'i>(kind: &'i DefinitionKind, found: &mut impl FnMut(&'i Type)) {
    match kind {
        DefinitionKind::Record(record) => in_object(&record.object, found),
        DefinitionKind::Object(object) => in_object(object, found),
        DefinitionKind::Type { r#type, .. } => in_type(r#type, found),
        DefinitionKind::Endpoint(endpoint) => {
            if let Some(params) = &endpoint.params {
                in_object(params, found);
            }
            let bodies = [&endpoint.input, &endpoint.output].into_iter().flatten();
            let schemas = bodies.filter_map(|body| body.schema.as_ref());
            schemas
                .chain(&endpoint.message)
                .for_each(|it| in_type(it, found));
        }
        DefinitionKind::PermissionSet(_) | DefinitionKind::Token { .. } => {}
    }
}

fn in_object<'i>(object: &'i Object, found: &mut impl FnMut(&'i Type)) {
    let fields = object.fields.iter();
    fields.for_each(|field| in_type(&field.r#type, found));
}

fn in_type<'i>(r#type: &'i Type, found: &mut impl FnMut(&'i Type)) {
    found(r#type);
    match r#type {
        Type::Array(array) => in_type(&array.items, found),
        Type::Object(object) => in_object(object, found),
        Type::Boolean(_)
        | Type::Integer(_)
        | Type::String(_)
        | Type::Bytes(_)
        | Type::CidLink(_)
        | Type::Blob(_)
        | Type::Unknown(_)
        | Type::Union(_)
        | Type::Ref { .. } => {}
    }
}
