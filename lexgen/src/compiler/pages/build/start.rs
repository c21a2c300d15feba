//! The start page, the list of missing documents, and what is searched.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::{
        address::{self, Address, MISSING, inside},
        model::{Cut, Entry, Link, Missing, MissingName, Namespace, PageKind, SearchEntry, Start},
        site::Site,
    },
    document::{page_kind, title},
    table::innermost,
};
use crate::compiler::{
    ir::{self, DefinitionKind, Ir, Module, Object, TypeKind},
    schema::MAIN,
};

/// How many users of a missing definition are listed.
const MAX_USERS: usize = 50;
/// How many bytes of a description search knows.
const MAX_SEARCHED: usize = 160;
/// How many names of a document search knows.
const MAX_NAMES: usize = 1000;

/// What the start page says.
pub(crate) fn start(site: &Site<'_>) -> Start {
    let ir = site.ir();
    let missing = site.references.missing.len();
    let mut counts = Counts::new();
    for module in &ir.modules {
        *counts.entry(page_kind(module)).or_default() += 1;
    }
    Start {
        title: site.title(),
        documents: ir.document_count(),
        definitions: ir.definition_count(),
        counts: counts.into_iter().collect(),
        namespaces: namespaces(site),
        picture: site.namespace_picture(),
        missing: (missing > 0).then(|| (missing, Address::page(MISSING))),
    }
}

/// How many documents there are of each kind.
type Counts = BTreeMap<PageKind, usize>;

/// A namespace while documents are added.
#[derive(Default)]
struct Tree {
    inner: BTreeMap<String, Tree>,
    documents: Vec<usize>,
}

/// The names of the namespaces that the start page has.
pub(crate) fn namespace_names(ir: &Ir) -> BTreeSet<String> {
    fn add(name: &str, tree: &Tree, names: &mut BTreeSet<String>) {
        for (label, inner) in &tree.inner {
            let name = if name.is_empty() {
                label.clone()
            } else {
                format!("{name}.{label}")
            };
            add(&name, inner, names);
            if !(inner.documents.is_empty() && inner.inner.len() == 1) {
                names.insert(name);
            }
        }
    }
    let mut names = BTreeSet::new();
    add("", &tree(ir), &mut names);
    names
}

fn tree(ir: &Ir) -> Tree {
    let mut root = Tree::default();
    for (index, module) in ir.modules.iter().enumerate() {
        let mut tree = &mut root;
        let parts: Vec<&str> = module.nsid.as_str().split('.').collect();
        for part in &parts[..parts.len() - 1] {
            tree = tree.inner.entry((*part).to_owned()).or_default();
        }
        tree.documents.push(index);
    }
    root
}

fn namespaces(site: &Site<'_>) -> Vec<Namespace> {
    let inner = tree(site.ir()).inner.into_iter();
    inner
        .map(|(label, tree)| namespace(site, "", label, tree).0)
        .collect()
}

/// A namespace inside `outer`, and its counts.
fn namespace(
    site: &Site<'_>,
    outer: &str,
    mut label: String,
    mut tree: Tree,
) -> (Namespace, Counts) {
    while tree.documents.is_empty() && tree.inner.len() == 1 {
        if let Some((name, inner)) = tree.inner.pop_first() {
            label = format!("{label}.{name}");
            tree = inner;
        }
    }
    let name = if outer.is_empty() {
        label.clone()
    } else {
        format!("{outer}.{label}")
    };
    let mut counts = Counts::new();
    let documents: Vec<Entry> = tree
        .documents
        .iter()
        .map(|&index| entry(site, index))
        .collect();
    for document in &documents {
        *counts.entry(document.kind).or_default() += 1;
    }
    let mut namespaces = Vec::new();
    for (label, tree) in tree.inner {
        let (inner, inner_counts) = namespace(site, &name, label, tree);
        for (kind, count) in inner_counts {
            *counts.entry(kind).or_default() += count;
        }
        namespaces.push(inner);
    }
    let namespace = Namespace {
        anchor: address::namespace(&name),
        name,
        label,
        counts: counts.iter().map(|(kind, count)| (*kind, *count)).collect(),
        namespaces,
        documents,
    };
    (namespace, counts)
}

fn entry(site: &Site<'_>, index: usize) -> Entry {
    let module = &site.ir().modules[index];
    let nsid = module.nsid.as_str();
    Entry {
        nsid: nsid.to_owned(),
        name: nsid.rsplit('.').next().unwrap_or_default().to_owned(),
        address: Address::page(site.pages.get(index)),
        kind: page_kind(module),
        title: module.named(MAIN).and_then(title).map(|title| title.text),
        summary: site.summary(module),
        badges: site.badges(module),
    }
}

/// The list of what is missing.
pub(crate) fn missing(site: &Site<'_>) -> Missing {
    let names = site.references.missing.iter().map(|(name, users)| {
        let shown = users.iter().take(MAX_USERS);
        let document = site.index_of(name.nsid()).map(|index| Link {
            text: name.nsid().to_owned(),
            address: Address::page(site.pages.get(index)),
        });
        MissingName {
            name: name.to_string(),
            anchor: address::anchor([name.as_str()]),
            document,
            used_by: Cut {
                shown: shown.map(|user| site.user(user)).collect(),
                total: users.len(),
                ..Cut::default()
            },
        }
    });
    Missing {
        address: Address::page(MISSING),
        names: names.collect(),
    }
}

/// What search knows of all documents.
pub(crate) fn search_index(site: &Site<'_>) -> Vec<SearchEntry> {
    let modules = site.ir().modules.iter().enumerate();
    let entries = modules.map(|(index, module)| {
        let title = module.named(MAIN).and_then(title).unwrap_or_default();
        let languages = title.languages.into_iter().map(|language| language.text);
        let mut titles = vec![title.text];
        titles.extend(languages);
        titles.retain(|title| !title.is_empty());
        titles.dedup();
        SearchEntry {
            nsid: module.nsid.as_str().to_owned(),
            page: site.pages.get(index).to_owned(),
            kind: page_kind(module),
            titles,
            text: cut(&site.summary(module).to_text(), MAX_SEARCHED),
            names: names(module),
        }
    });
    entries.collect()
}

/// The names that have a place on the page of a document.
fn names(module: &Module) -> Vec<(String, String)> {
    let mut names = Vec::new();
    for definition in &module.definitions {
        let anchor = address::anchor([definition.name.as_str()]);
        if definition.name != MAIN {
            names.push((definition.name.clone(), anchor.clone()));
        }
        match &definition.kind {
            DefinitionKind::Record(record) => add_fields(&record.object, &anchor, &mut names),
            DefinitionKind::Object(object) => add_fields(object, &anchor, &mut names),
            DefinitionKind::Type { r#type, .. } => add_type(r#type, &anchor, &mut names),
            DefinitionKind::Endpoint(endpoint) => {
                if let Some(params) = &endpoint.params {
                    add_fields(params, &inside(&anchor, "parameters"), &mut names);
                }
                let of_body = |body: &Option<ir::Body>| body.clone().and_then(|body| body.schema);
                let parts = [
                    ("input", of_body(&endpoint.input)),
                    ("output", of_body(&endpoint.output)),
                    ("message", endpoint.message.clone()),
                ];
                for (part, schema) in parts {
                    if let Some(schema) = schema {
                        add_type(&schema, &inside(&anchor, part), &mut names);
                    }
                }
                let errors = inside(&anchor, "errors");
                for error in &endpoint.errors {
                    names.push((error.name.clone(), inside(&errors, &error.name)));
                }
            }
            DefinitionKind::PermissionSet(_)
            | DefinitionKind::Space(_)
            | DefinitionKind::Opaque(_)
            | DefinitionKind::Token { .. } => {}
        }
    }
    names.truncate(MAX_NAMES);
    names
}

fn add_fields(object: &Object, place: &str, names: &mut Vec<(String, String)>) {
    for field in &object.fields {
        let anchor = inside(place, &field.name);
        names.push((field.name.clone(), anchor.clone()));
        add_type(&field.r#type, &anchor, names);
    }
}

fn add_type(r#type: &ir::Type, place: &str, names: &mut Vec<(String, String)>) {
    if let TypeKind::Object(object) = &innermost(r#type).kind {
        add_fields(object, place, names);
    }
}

/// The beginning of a text, up to a whole word if there is one.
fn cut(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let starts = text.char_indices().map(|(at, _)| at);
    let end = starts.take_while(|at| *at <= most).last().unwrap_or(0);
    let end = text[..end].rfind(' ').unwrap_or(end);
    format!("{}…", &text[..end])
}
