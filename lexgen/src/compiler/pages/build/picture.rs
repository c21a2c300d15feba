//! Pictures of what refers to what.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{
    super::{
        address::{self, Address, REFERS_TO, START, USED_BY},
        model::{Link, NamespaceEdge, NamespaceNode, NamespacePicture, Node, Picture, Side},
        site::Site,
    },
    document::page_kind,
    references::{Referred, Use, each_reference},
    table::missing_address,
    users::has_users_page,
};
use crate::compiler::{
    ir::DefinitionKind,
    schema::{FullName, MAIN},
};

/// How many documents a picture has on either side; one more, if that is the last.
const MAX_SIDE: usize = 8;
/// How many namespaces the picture of the start page has.
const MAX_NAMESPACES: usize = 40;
/// The most lines in a picture of namespaces, those with the most references.
const MAX_EDGES: usize = 200;

/// Something that is referred to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Neighbour<'i> {
    Document(usize),
    Missing(&'i FullName),
}

impl Site<'_> {
    /// The documents around one.
    pub(super) fn picture(&self, index: usize) -> Picture {
        let mut before = BTreeMap::new();
        let users = self.references.users[index].iter().flatten();
        for Use { user, .. } in users.filter(|found| found.user.module != index) {
            *before.entry(Neighbour::Document(user.module)).or_default() += 1;
        }
        let mut after = BTreeMap::new();
        for definition in &self.ir().modules[index].definitions {
            each_reference(self.ir(), definition, &mut |_, _, referred| {
                let neighbour = match referred {
                    Referred::Definition(id) if id.module == index => return,
                    Referred::Definition(id) => Neighbour::Document(id.module),
                    Referred::Missing(name) => Neighbour::Missing(name),
                };
                *after.entry(neighbour).or_default() += 1;
            });
        }
        let page = self.pages.get(index);
        let users = if has_users_page(self, index) {
            self.users_address(index)
        } else {
            Address::place(page, USED_BY)
        };
        let (before, _) = self.side(before, users);
        let main = self.ir().modules[index].named(MAIN).map(|main| &main.kind);
        let (after, others) = match main {
            // Its definition lists all of them.
            Some(DefinitionKind::PermissionSet(_) | DefinitionKind::Space(_)) => {
                let place = Address::place(page, address::anchor([MAIN]));
                (self.side(after, place).0, Vec::new())
            }
            _ => self.side(after, Address::place(page, REFERS_TO)),
        };
        Picture {
            before,
            after,
            others: others.into_iter().map(|node| node.link).collect(),
        }
    }

    /// The neighbours with the most references, and the others, which a list has.
    fn side(&self, neighbours: BTreeMap<Neighbour<'_>, usize>, list: Address) -> (Side, Vec<Node>) {
        let mut neighbours: Vec<_> = neighbours.into_iter().collect();
        // The sort is stable: equal ones stay in the order of their names.
        neighbours.sort_by_key(|(_, references)| std::cmp::Reverse(*references));
        let nodes = neighbours
            .into_iter()
            .map(|(neighbour, references)| match neighbour {
                Neighbour::Document(index) => {
                    let module = &self.ir().modules[index];
                    Node {
                        link: Link {
                            text: module.nsid.as_str().to_owned(),
                            address: Address::page(self.pages.get(index)),
                        },
                        kind: Some(page_kind(module)),
                        references,
                    }
                }
                Neighbour::Missing(name) => Node {
                    link: Link {
                        text: name.to_string(),
                        address: missing_address(name),
                    },
                    kind: None,
                    references,
                },
            });
        let mut nodes: Vec<Node> = nodes.collect();
        // A last one has as much space as the note about it.
        let shown = if nodes.len() == MAX_SIDE + 1 {
            MAX_SIDE + 1
        } else {
            MAX_SIDE.min(nodes.len())
        };
        let others = nodes.split_off(shown);
        let side = Side {
            nodes,
            more: (!others.is_empty()).then_some((others.len(), list)),
        };
        (side, others)
    }

    /// Which namespaces refer to which: those that documents are in, or the ones around
    /// them if these are too many.
    pub(super) fn namespace_picture(&self) -> NamespacePicture {
        let depth = (2..=6)
            .rev()
            .find(|depth| self.groups(*depth).1.len() <= MAX_NAMESPACES);
        let (groups, mut names) = self.groups(depth.unwrap_or(2));
        let more = names.len().saturating_sub(MAX_NAMESPACES);
        names.truncate(MAX_NAMESPACES);
        let mut edges = BTreeMap::new();
        let mut documents = vec![0; names.len()];
        for (index, &group) in groups.iter().enumerate() {
            if let Some(count) = documents.get_mut(group) {
                *count += 1;
            }
            for Use { user, .. } in self.references.users[index].iter().flatten() {
                let from = groups[user.module];
                if from != group && from < names.len() && group < names.len() {
                    *edges.entry((from, group)).or_default() += 1;
                }
            }
        }
        let nodes = names.into_iter().zip(documents).map(|(name, documents)| {
            let place = self.place_of_namespace(&name);
            NamespaceNode {
                address: Address::place(START, address::namespace(&place)),
                name,
                documents,
            }
        });
        let edges = edges
            .into_iter()
            .map(|((from, to), references)| NamespaceEdge {
                from,
                to,
                references,
            });
        let mut edges: Vec<NamespaceEdge> = edges.collect();
        let more_edges = edges.len().saturating_sub(MAX_EDGES);
        if more_edges > 0 {
            edges.sort_by_key(|edge| Reverse(edge.references));
            edges.truncate(MAX_EDGES);
            edges.sort_by_key(|edge| (edge.from, edge.to));
        }
        NamespacePicture {
            nodes: nodes.collect(),
            edges,
            more,
            more_edges,
        }
    }

    /// The namespace of each document, with at most this many parts, as an index into the
    /// names.
    fn groups(&self, depth: usize) -> (Vec<usize>, Vec<String>) {
        let names: Vec<String> = (self.ir().modules.iter())
            .map(|module| {
                let parts: Vec<&str> = module.nsid.as_str().split('.').collect();
                parts[..depth.min(parts.len() - 1)].join(".")
            })
            .collect();
        let mut distinct = names.clone();
        distinct.sort_unstable();
        distinct.dedup();
        let group = |name: &String| distinct.binary_search(name).unwrap_or_default();
        (names.iter().map(group).collect(), distinct)
    }

    /// The namespace of the start page that has this one: itself, or the first one below
    /// it that is there.
    fn place_of_namespace(&self, name: &str) -> String {
        let mut found = self.namespaces.range(name.to_owned()..);
        found.next().cloned().unwrap_or_default()
    }
}
