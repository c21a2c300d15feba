//! What is generated: the definitions asked for, and all they refer to.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::references;
use crate::compiler::schema::{Definition, Document, Reference};

/// A definition by document and name.
pub(super) type Key<'a> = (&'a str, &'a str);

/// The documents that can be referred to, by NSID.
pub(super) type World<'a> = BTreeMap<&'a str, &'a Document>;

/// Every definition that `roots` lead to, themselves included.
pub(super) fn from<'a>(
    world: &World<'a>,
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
        let Some((document, definition)) = find(world, nsid, name) else {
            continue;
        };
        references::each(name, definition, &mut |_, reference, _| {
            let key = target(document, reference);
            if find(world, key.0, key.1).is_some() && reached.insert(key) {
                queue.push_back(key);
            }
        });
    }
    reached
}

/// The definition under a key.
pub(super) fn find<'a>(
    world: &World<'a>,
    nsid: &str,
    name: &str,
) -> Option<(&'a Document, &'a Definition)> {
    let document = *world.get(nsid)?;
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
