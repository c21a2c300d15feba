//! The Rust module of each document, and the Rust item of each definition.
//!
//! Every document that was read gets a name, even if nothing is generated from
//! it, so that `--include` never changes a name.

use std::collections::{BTreeMap, BTreeSet};

use super::{Field, scope::Scope, spelling};
use crate::{
    compiler::schema::{Definition, Document},
    syntax::Nsid,
};

/// The names of a whole set.
#[derive(Debug, Default)]
pub(super) struct Naming {
    /// Namespaces by their segments; what each child is called.
    children: BTreeMap<Vec<String>, BTreeMap<String, String>>,
    /// The variants of an enum of all records, by NSID.
    records: BTreeMap<String, String>,
}

impl Naming {
    pub(super) fn new<'a>(documents: impl Iterator<Item = &'a Document>) -> Self {
        let mut segments: BTreeMap<Vec<String>, BTreeSet<String>> = BTreeMap::new();
        let mut records = BTreeSet::new();
        for document in documents {
            if let Some(Definition::Record(_)) = document.defs.get("main") {
                records.insert(document.id.as_str());
            }
            let mut parent = Vec::new();
            for segment in document.id.as_str().split('.') {
                segments
                    .entry(parent.clone())
                    .or_default()
                    .insert(segment.to_owned());
                parent.push(segment.to_owned());
            }
        }
        let children = segments
            .into_iter()
            .map(|(parent, segments)| {
                let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
                let claimed =
                    Scope::default().claim_all(segments.iter().copied(), spelling::module);
                (
                    parent,
                    segments
                        .iter()
                        .map(|&it| it.to_owned())
                        .zip(claimed)
                        .collect(),
                )
            })
            .collect();
        let variants = Scope::default().claim_all(records.iter().copied(), spelling::variant);
        let records = records.into_iter().map(str::to_owned).zip(variants);
        Self {
            children,
            records: records.collect(),
        }
    }

    /// The variant of the record of a document that was read.
    pub(super) fn record(&self, nsid: &Nsid) -> String {
        let variant = self.records.get(nsid.as_str()).cloned();
        variant.unwrap_or_else(|| spelling::variant(nsid.as_str()))
    }

    /// The module path of a document that was read.
    pub(super) fn module(&self, nsid: &Nsid) -> Vec<String> {
        let segments: Vec<String> = nsid.as_str().split('.').map(str::to_owned).collect();
        (0..segments.len())
            .map(|depth| {
                self.children
                    .get(&segments[..depth])
                    .and_then(|children| children.get(&segments[depth]))
                    .cloned()
                    .unwrap_or_else(|| spelling::module(&segments[depth]))
            })
            .collect()
    }
}

/// The last segment of an NSID: what `main` is named after.
fn last_segment(nsid: &Nsid) -> &str {
    nsid.as_str().rsplit('.').next().unwrap_or_default()
}

/// The Rust type of a definition, from nothing but its own name and its
/// document's.
pub(super) fn type_name(last_segment: &str, definition: &str) -> String {
    let main = spelling::type_name(last_segment);
    if definition == "main" {
        return main;
    }
    let name = spelling::type_name(definition);
    if name == main { name + "_" } else { name }
}

/// The Rust type of a definition of the document `nsid`.
pub(crate) fn definition_name(nsid: &str, definition: &str) -> String {
    type_name(nsid.rsplit('.').next().unwrap_or_default(), definition)
}

/// The methods named after the fields of a struct, in their order. One that would have the
/// name of another method gives way. Every field has one, with a default or without, and
/// those that give way come first: what is added renames nothing.
pub(crate) fn method_names(fields: &[Field]) -> Vec<String> {
    let mut scope = Scope::default();
    let mut names = vec![String::new(); fields.len()];
    for gives_way in [true, false] {
        for (field, name) in fields.iter().zip(&mut names) {
            if spelling::is_method(&field.rust_name) == gives_way {
                let end = if gives_way { "_" } else { "" };
                *name = scope.claim(format!("{}{end}", field.rust_name));
            }
        }
    }
    names
}

/// The scope of one document's module with its definitions' names claimed,
/// and those names.
pub(super) fn definitions(document: &Document) -> (Scope, BTreeMap<&str, String>) {
    let mut scope = Scope::default();
    let spelt = |name: &str| {
        let last = last_segment(&document.id);
        match document.defs.get(name) {
            Some(Definition::Token(_) | Definition::PermissionSet(_) | Definition::Space(_)) => {
                spelling::constant(if name == "main" { last } else { name })
            }
            None
            | Some(
                Definition::Record(_)
                | Definition::Endpoint(_)
                | Definition::Type(_)
                | Definition::Opaque(_),
            ) => type_name(last, name),
        }
    };
    let (main, others): (Vec<&str>, Vec<&str>) = (document.defs.keys())
        .map(String::as_str)
        .partition(|&name| name == "main");
    let mut named = BTreeMap::new();
    for names in [main, others] {
        let claimed = scope.claim_all(names.iter().copied(), spelt);
        named.extend(names.into_iter().zip(claimed));
    }
    (scope, named)
}
