//! The start page and the list of missing documents.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::{
        address::{self, Address, MISSING},
        model::{Cut, Entry, Link, Missing, MissingName, Namespace, PageKind, Start},
        site::Site,
    },
    document::{page_kind, title},
};
use crate::compiler::{ir::Ir, schema::MAIN};

/// How many users of a missing definition are listed.
const MAX_USERS: usize = 50;

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
