//! Pairs of documents and definitions to compare.

use std::collections::BTreeMap;

use super::{ChangeOptions, Differences, Found, Versions, Walk, deep::Deep};
use crate::{
    compiler::{
        compare::{ChangeKind, DefinitionChange, Location, Side},
        ir::{Definition, Module},
        schema::{FullName, Path},
    },
    syntax::Nsid,
};

/// Compares all there is.
pub(super) fn compare(versions: Versions<'_>, options: ChangeOptions) -> Differences {
    let mut deep = Deep::new(versions);
    let mut all = Differences::default();
    for (old, new) in documents(versions) {
        let Some(nsid) = new.or(old).map(|module| &module.nsid) else {
            continue;
        };
        let mut walk = Walk::for_changes(versions, nsid, options, &mut deep);
        match (old, new) {
            (Some(old), Some(new)) => walk.documents(old, new),
            (None, Some(new)) => {
                walk.document(false, DefinitionChange::DocumentAdded);
                walk.moved_to(new);
            }
            (Some(_), None) => walk.document(true, DefinitionChange::DocumentRemoved),
            (None, None) => {}
        }
        if let Found::Changes { differences, .. } = walk.found {
            all.changes.extend(differences.changes);
            all.of_renames.extend(differences.of_renames);
        }
    }
    all
}

type Both<'i, T> = (Option<&'i T>, Option<&'i T>);

/// Documents by the NSID that they have now.
fn documents(versions: Versions<'_>) -> impl Iterator<Item = Both<'_, Module>> {
    let mut documents: BTreeMap<&Nsid, Both<'_, Module>> = BTreeMap::new();
    for module in &versions.old.modules {
        let nsid = versions.renames.document(&module.nsid);
        documents.entry(nsid).or_default().0 = Some(module);
    }
    for module in &versions.new.modules {
        documents.entry(&module.nsid).or_default().1 = Some(module);
    }
    documents.into_values()
}

impl<'w, 'i> Walk<'w, 'i> {
    fn document(&mut self, is_old: bool, change: DefinitionChange) {
        let location = |side, present| Location {
            present,
            ..self.here(side)
        };
        let (old, new) = (location(Side::Old, is_old), location(Side::New, !is_old));
        self.note(old, new, ChangeKind::Definition(change));
    }

    fn renamed(&mut self, before: FullName, after: FullName) {
        let change = DefinitionChange::Renamed {
            on_the_wire: self.versions.renames.is_on_the_wire(&after),
            before,
            after,
        };
        let kind = ChangeKind::Definition(change);
        self.note(self.here(Side::Old), self.here(Side::New), kind);
    }

    fn documents(&mut self, old: &'w Module, new: &'w Module)
    where
        'i: 'w,
    {
        if old.nsid != new.nsid {
            self.old_document = Some(&old.nsid);
            self.renamed(FullName::main(&old.nsid), FullName::main(&new.nsid));
        }
        self.description(old.description.as_deref(), new.description.as_deref());
        let mut definitions: BTreeMap<&str, Both<'w, Definition>> = BTreeMap::new();
        for definition in &old.definitions {
            let now = self.versions.renames.renamed(&old.full_name(definition));
            // What moved is found where it is now.
            if now.is_none_or(|now| now.nsid() == new.nsid.as_str()) {
                let name = now.map_or(definition.name.as_str(), FullName::definition);
                definitions.entry(name).or_default().0 = Some(definition);
            }
        }
        for definition in &new.definitions {
            if self.moved_from(&new.full_name(definition)).is_none() {
                definitions.entry(&definition.name).or_default().1 = Some(definition);
            }
        }
        for (name, both) in definitions {
            self.definition = Some(name);
            match both {
                (Some(old), Some(new)) => self.pair(old, new),
                (None, Some(new)) => {
                    let kind = new.kind.kind();
                    let change = ChangeKind::Definition(DefinitionChange::Added { kind });
                    let old = self.nothing_below(Side::Old, "defs");
                    self.note(old, whole(new), change);
                }
                (Some(old), None) => {
                    let kind = old.kind.kind();
                    let change = ChangeKind::Definition(DefinitionChange::Removed { kind });
                    let new = self.nothing_below(Side::New, "defs");
                    self.note(whole(old), new, change);
                }
                (None, None) => {}
            }
        }
        self.definition = None;
        self.moved_to(new);
    }

    /// The definitions that moved to this document.
    fn moved_to(&mut self, new: &'w Module)
    where
        'i: 'w,
    {
        for definition in &new.definitions {
            let name = new.full_name(definition);
            let Some((before, old)) = self.moved_from(&name) else {
                continue;
            };
            self.definition = Some(&definition.name);
            self.old = Path::definition(&old.name);
            self.new = Path::definition(&definition.name);
            let module = self.versions.old.document(before.nsid());
            let around = std::mem::replace(&mut self.old_document, module.map(|it| &it.nsid));
            self.renamed(before, name);
            self.definitions(&old.kind, &definition.kind);
            self.old_document = around;
            self.old = Path::document();
            self.new = Path::document();
        }
        self.definition = None;
    }

    /// A definition before it moved to another document.
    fn moved_from(&self, name: &FullName) -> Option<(FullName, &'w Definition)>
    where
        'i: 'w,
    {
        let before = self.versions.renames.moved_from(name)?;
        let id = self.versions.old.find(before)?;
        Some((before.clone(), self.versions.old.definition(id)))
    }

    /// One definition, perhaps under two names.
    fn pair(&mut self, old: &'w Definition, new: &'w Definition) {
        self.old = Path::definition(&old.name);
        self.new = Path::definition(&new.name);
        if old.name != new.name {
            let before = FullName::new(self.nsid, &old.name);
            self.renamed(before, FullName::new(self.nsid, &new.name));
        }
        self.definitions(&old.kind, &new.kind);
        self.old = Path::document();
        self.new = Path::document();
    }
}

/// Where a definition is that only one side has.
fn whole(definition: &Definition) -> Location {
    Location {
        path: Path::definition(&definition.name),
        present: true,
    }
}
