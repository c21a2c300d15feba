//! References between the definitions of documents: what they mean, and what
//! they lead to.

use std::collections::{BTreeMap, VecDeque, btree_map::Entry};

use crate::compiler::schema::{Definition, Document, Node, Path, Reference, Step, TypeKind};

/// A definition by document and name.
pub(super) type Key<'a> = (&'a str, &'a str);

/// The documents that can be referred to, by NSID.
pub(super) type Documents<'a> = BTreeMap<&'a str, &'a Document>;

/// The definitions that are generated, with their documents.
pub(super) type Reached<'a> = BTreeMap<Key<'a>, (&'a Document, &'a Definition)>;

/// Every definition that `roots` lead to, themselves included.
pub(super) fn reachable<'a>(
    documents: &Documents<'a>,
    roots: impl Iterator<Item = &'a Document>,
) -> Reached<'a> {
    let mut reached: Reached<'a> = roots
        .flat_map(|document| {
            document.defs.iter().map(move |(name, definition)| {
                (
                    (document.id.as_str(), name.as_str()),
                    (document, definition),
                )
            })
        })
        .collect();
    let all = reached.iter().map(|(&(_, name), &found)| (name, found));
    let mut queue: VecDeque<_> = all.collect();
    while let Some((name, (document, definition))) = queue.pop_front() {
        each(name, definition, &mut |_, _, reference| {
            let key = target(document, reference);
            if let Entry::Vacant(entry) = reached.entry(key)
                && let Some(found) = find(documents, key.0, key.1)
            {
                entry.insert(found);
                queue.push_back((key.1, found));
            }
        });
    }
    reached
}

/// Visits every reference of a definition: the place of the type that makes it,
/// the step from there, and the reference.
pub(super) fn each<'d>(
    name: &'d str,
    definition: &'d Definition,
    visit: &mut impl FnMut(&Path<&'d str>, Step<&'d str>, &'d Reference),
) {
    definition.walk(name, &mut |path, node| {
        if let Node::Type(r#type) = node {
            r#type.each_reference(&mut |step, reference| visit(path, step, reference));
        }
    });
}

/// The definition under a key.
pub(super) fn find<'a>(
    documents: &Documents<'a>,
    nsid: &str,
    name: &str,
) -> Option<(&'a Document, &'a Definition)> {
    let document = *documents.get(nsid)?;
    document
        .defs
        .get(name)
        .map(|definition| (document, definition))
}

/// What a reference in `document` means.
pub(super) fn target<'a>(document: &'a Document, reference: &'a Reference) -> Key<'a> {
    let nsid = reference.document.as_ref().unwrap_or(&document.id);
    (nsid.as_str(), &reference.definition)
}

/// The kind of reference, which decides what it may refer to.
#[derive(Clone, Copy)]
pub(super) enum Referrer {
    Ref,
    Union,
}

impl Referrer {
    /// The kind of a reference at this step.
    pub(super) fn at(step: Step<&str>) -> Self {
        if let Step::Member(_) = step {
            Self::Union
        } else {
            Self::Ref
        }
    }

    /// Whether it may refer to this definition.
    pub(super) fn accepts(self, definition: &Definition) -> bool {
        match definition {
            Definition::Record(_) => true,
            Definition::Type(it) if matches!(it.kind, TypeKind::Object(_)) => true,
            Definition::Token(_) | Definition::Type(_) => matches!(self, Self::Ref),
            Definition::Endpoint(_)
            | Definition::PermissionSet(_)
            | Definition::Space(_)
            | Definition::Opaque(_) => false,
        }
    }
}
