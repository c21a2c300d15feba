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
    each_plain_field(ir, &mut |owner, _, to| {
        structs.add_edge(owner, to, ());
    });
    for (id, definition) in ir.definitions() {
        if let DefinitionKind::Type { r#type, .. } = &definition.kind
            && let TypeKind::Array(array) = &r#type.kind
            && let Some(to) = innermost(&array.items)
        {
            aliases.add_edge(id, to, ());
        }
    }
    let structs = cyclic_edges(&structs);
    each_plain_field(ir, &mut |owner, boxed, to| {
        *boxed = structs.contains(&(owner, to))
    });
    for (id, _) in cyclic_edges(&aliases) {
        if let DefinitionKind::Type { newtype, .. } = &mut ir.definition_mut(id).kind {
            *newtype = true;
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

/// Visits the fields of structs that hold a definition without a `Vec` or a union
/// between: the struct, whether the field is boxed, and the definition.
fn each_plain_field(ir: &mut Ir, visit: &mut impl FnMut(DefinitionId, &mut bool, DefinitionId)) {
    for (module, found) in ir.modules.iter_mut().enumerate() {
        for (definition, found) in found.definitions.iter_mut().enumerate() {
            let object = match &mut found.kind {
                DefinitionKind::Record(record) => &mut record.object,
                DefinitionKind::Object(object) => object,
                DefinitionKind::Type { .. }
                | DefinitionKind::Endpoint(_)
                | DefinitionKind::PermissionSet(_)
                | DefinitionKind::Space(_)
                | DefinitionKind::Opaque(_)
                | DefinitionKind::Token { .. } => continue,
            };
            let owner = DefinitionId { module, definition };
            in_object(&mut object.kind, &mut |boxed, to| visit(owner, boxed, to));
        }
    }
}

fn in_object(object: &mut Object, visit: &mut dyn FnMut(&mut bool, DefinitionId)) {
    for field in &mut object.fields {
        match &mut field.r#type.kind {
            TypeKind::Ref(Target::Definition { id, .. }) => visit(&mut field.boxed, *id),
            TypeKind::Object(object) => in_object(object, visit),
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
