//! Recursive types.
//!
//! A `Vec` and a union's boxed variants already break a cycle. Two cases remain:
//! structs that contain themselves through plain fields, which are boxed, and
//! named arrays of themselves, which become newtypes because a type alias cannot
//! be recursive.

use std::collections::BTreeSet;

use petgraph::{algo::kosaraju_scc, graphmap::DiGraphMap};

use super::{DefinitionId, DefinitionKind, Ir, Object, Target, Type, TypeKind};

pub(super) fn break_cycles(ir: &mut Ir) {
    let mut structs = DiGraphMap::new();
    let mut aliases = DiGraphMap::new();
    for (id, definition) in ir.definitions() {
        match &definition.kind {
            DefinitionKind::Record(record) => plain_fields(&record.object, &mut |to| {
                structs.add_edge(id, to, ());
            }),
            DefinitionKind::Object(object) => plain_fields(object, &mut |to| {
                structs.add_edge(id, to, ());
            }),
            DefinitionKind::Type { r#type, .. } => {
                if let TypeKind::Array(array) = &r#type.kind
                    && let Some(to) = innermost(&array.items)
                {
                    aliases.add_edge(id, to, ());
                }
            }
            DefinitionKind::Endpoint(_)
            | DefinitionKind::PermissionSet(_)
            | DefinitionKind::Token { .. } => {}
        }
    }
    let structs = cyclic_edges(&structs);
    let aliases: BTreeSet<DefinitionId> = cyclic_edges(&aliases)
        .into_iter()
        .map(|(from, _)| from)
        .collect();

    for (module_index, module) in ir.modules.iter_mut().enumerate() {
        for (definition_index, definition) in module.definitions.iter_mut().enumerate() {
            let id = DefinitionId {
                module: module_index,
                definition: definition_index,
            };
            match &mut definition.kind {
                DefinitionKind::Record(record) => box_fields(&mut record.object.kind, id, &structs),
                DefinitionKind::Object(object) => box_fields(&mut object.kind, id, &structs),
                DefinitionKind::Type { newtype, .. } => *newtype = aliases.contains(&id),
                DefinitionKind::Endpoint(_)
                | DefinitionKind::PermissionSet(_)
                | DefinitionKind::Token { .. } => {}
            }
        }
    }
}

type Edge = (DefinitionId, DefinitionId);

/// The edges that lie on a cycle.
fn cyclic_edges(graph: &DiGraphMap<DefinitionId, ()>) -> BTreeSet<Edge> {
    let mut edges = BTreeSet::new();
    // Not Tarjan's algorithm, which recurses as deep as definitions refer.
    for component in kosaraju_scc(graph) {
        let component: BTreeSet<DefinitionId> = component.into_iter().collect();
        for &from in &component {
            edges.extend(
                graph
                    .neighbors(from)
                    .filter(|to| component.contains(to))
                    .map(|to| (from, to)),
            );
        }
    }
    edges
}

/// The definitions a struct holds without a `Vec` or a union between.
fn plain_fields(object: &Object, found: &mut impl FnMut(DefinitionId)) {
    for field in &object.fields {
        match &field.r#type.kind {
            TypeKind::Ref(Target::Definition { id, .. }) => found(*id),
            TypeKind::Object(object) => plain_fields(object, found),
            _ => {}
        }
    }
}

fn box_fields(object: &mut Object, owner: DefinitionId, cyclic: &BTreeSet<Edge>) {
    for field in &mut object.fields {
        match &mut field.r#type.kind {
            TypeKind::Ref(Target::Definition { id, .. }) => {
                field.boxed = cyclic.contains(&(owner, *id));
            }
            TypeKind::Object(object) => box_fields(object, owner, cyclic),
            _ => {}
        }
    }
}

/// The definition that an array of arrays refers to in the end.
fn innermost(items: &Type) -> Option<DefinitionId> {
    match &items.kind {
        TypeKind::Array(array) => innermost(&array.items),
        TypeKind::Ref(Target::Definition { id, .. }) => Some(*id),
        _ => None,
    }
}
