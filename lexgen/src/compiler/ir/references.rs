//! References between the definitions of documents: what they mean, and what
//! they lead to.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::compiler::schema::{Definition, Document, Node, Path, Reference, Step, TypeKind};

/// A definition by document and name.
pub(super) type Key<'a> = (&'a str, &'a str);

/// The documents that can be referred to, by NSID.
pub(super) type Documents<'a> = BTreeMap<&'a str, &'a Document>;

/// Every definition that `roots` lead to, themselves included.
pub(super) fn reachable<'a>(
    documents: &Documents<'a>,
    roots: impl Iterator<Item = &'a Document>,
) -> BTreeSet<Key<'a>> {
    let mut queue: VecDeque<Key<'a>> = roots
        .flat_map(|document| {
            document
                .defs
                .keys()
                .map(move |name| (document.id.as_str(), name.as_str()))
        })
        .collect();
    let mut reached: BTreeSet<Key<'a>> = queue.iter().copied().collect();
    while let Some((nsid, name)) = queue.pop_front() {
        let Some((document, definition)) = find(documents, nsid, name) else {
            continue;
        };
        each(name, definition, &mut |_, _, reference| {
            let key = target(document, reference);
            if find(documents, key.0, key.1).is_some() && reached.insert(key) {
                queue.push_back(key);
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
            Definition::Endpoint(_) | Definition::PermissionSet(_) => false,
        }
    }
}
