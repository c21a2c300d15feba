//! Definitions that no data satisfies, over all documents.
//!
//! A definition has a value if everything that it requires has one: the smallest set
//! of definitions for which this holds are the satisfiable ones. Of the others, some
//! contain a contradiction ([`contradiction`]), some require themselves without end
//! ([`cycles`]), and the rest require one of these. Only the causes are reported.
//!
//! What is missing, refused or provided by other Rust code counts as satisfiable.

mod contradiction;
mod cycles;
mod fixpoint;
mod needs;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use super::references::{self, Key, Reached};
use crate::compiler::{
    diagnostic::{Collector, Diagnostic, Place, Rule, rules},
    schema::{Definition, Document, FullName, Path, Step},
};
use contradiction::Contradiction;
use cycles::Cycle;
use fixpoint::{Clause, Requirements};
use needs::Need;

/// Reports the causes among the definitions that are reached.
pub(super) fn find(reached: &Reached<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Collector::of_run();
    let mut nodes = Vec::new();
    for (&(_, name), &(document, definition)) in reached {
        let mut node = Node::new(document, name, definition);
        needs::each(name, definition, &mut |path, need| match need {
            Need::Never { cause, is_required } => {
                node.is_contradictory |= is_required;
                diagnostics.push(impossible(document, path, cause, is_required));
            }
            Need::One(of) => {
                let targets = of.iter().map(|it| references::target(document, it));
                node.needs.push(targets.collect());
            }
        });
        // Nothing can refer to an endpoint.
        let is_data = !matches!(definition, Definition::Endpoint(_));
        if is_data && (node.is_contradictory || !node.needs.is_empty()) {
            nodes.push(node);
        }
    }
    for cycle in cycles::find(&requirements(&nodes)) {
        diagnostics.push(infinite(&nodes, &cycle));
    }
    diagnostics.finish()
}

/// A definition that is not satisfiable at first sight.
struct Node<'d> {
    document: &'d Document,
    name: &'d str,
    definition: &'d Definition,
    is_contradictory: bool,
    /// For each need, the definitions of which one must have a value.
    needs: Vec<Vec<Key<'d>>>,
}

impl<'d> Node<'d> {
    fn new(document: &'d Document, name: &'d str, definition: &'d Definition) -> Self {
        Self {
            document,
            name,
            definition,
            is_contradictory: false,
            needs: Vec::new(),
        }
    }

    fn key(&self) -> Key<'d> {
        (self.document.id.as_str(), self.name)
    }

    /// The path to the first reference of a need.
    fn path(&self, need: usize) -> Path<&'d str> {
        let mut found = Path::of(self.name);
        let mut left = need;
        needs::each(self.name, self.definition, &mut |path, it| {
            let Need::One(of) = it else { return };
            if left == 0 {
                found = path.with(of.step());
            }
            left = left.wrapping_sub(1);
        });
        found
    }

    /// The place of the first reference of a need.
    fn place(&self, need: usize) -> Place {
        Place::value(self.document.source, &self.path(need))
    }
}

/// What each node requires of the others. A need is met if one of its definitions is
/// not among the nodes.
fn requirements(nodes: &[Node<'_>]) -> Vec<Requirements> {
    let index: HashMap<Key<'_>, usize> = nodes.iter().map(Node::key).zip(0..).collect();
    let of_node = |node: &Node<'_>| {
        let needs = node.needs.iter().enumerate();
        Requirements {
            is_contradictory: node.is_contradictory,
            clauses: needs
                .filter_map(|(need, of)| {
                    let targets: Option<Vec<usize>> =
                        of.iter().map(|key| index.get(key).copied()).collect();
                    let one_of = targets?;
                    Some(Clause { need, one_of })
                })
                .collect(),
        }
    };
    nodes.iter().map(of_node).collect()
}

fn impossible(
    document: &Document,
    path: &Path<&str>,
    cause: Contradiction,
    is_required: bool,
) -> Diagnostic {
    let rule: &Rule = if is_required {
        &rules::UNSATISFIABLE_TYPE
    } else {
        &rules::UNSATISFIABLE_PART
    };
    let place = Place::value(document.source, &path.with(cause.keyword));
    Diagnostic::new(rule, Some(place), cause.message)
        .with_label(cause.label)
        .with_help(cause.help)
}

/// How many steps of a cycle are shown, besides the first.
const SHOWN: usize = 6;

fn infinite(nodes: &[Node<'_>], cycle: &Cycle) -> Diagnostic {
    let name = |at: usize| {
        let (node, _) = cycle.steps[at % cycle.steps.len()];
        FullName::new(&nodes[node].document.id, nodes[node].name)
    };
    let place = |at: usize| {
        let (node, need) = cycle.steps[at];
        nodes[node].place(need)
    };
    let (own, next) = (name(0), name(1));
    let message = match cycle.steps.len() {
        1 => format!("`{own}` requires another `{own}`, without end"),
        2 => format!("`{own}` requires `{next}`, which requires `{own}`, without end"),
        _ => format!("`{own}` requires `{next}`, and so on back to `{own}`, without end"),
    };
    let mut steps = cycle.steps.iter();
    let has_union = steps.any(|&(node, need)| {
        let path = nodes[node].path(need);
        matches!(path.steps().last(), Some(Step::Member(_)))
    });
    let help = if has_union {
        "make a property on the way optional or nullable, use an array that can be empty, open the \
         union by removing `closed`, or add a member to it that does not lead back"
    } else {
        "make a property on the way optional or nullable, or use an array that can be empty"
    };
    let diagnostic = Diagnostic::new(&rules::INFINITE_TYPE, Some(place(0)), message)
        .with_label("no finite value has this")
        .with_help(help);
    let others = (1..cycle.steps.len()).take(SHOWN);
    others.fold(diagnostic, |diagnostic, at| {
        let label = format!("`{}` requires `{}`", name(at), name(at + 1));
        diagnostic.with_related(place(at), label)
    })
}
