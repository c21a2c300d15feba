//! Which documents and which definitions stand against each other.

use std::collections::BTreeMap;

use super::{ChangeOptions, Found, Walk, Worlds, deep::Deep, meaning::kind};
use crate::compiler::{
    compare::{Change, Side, What},
    ir::{Definition, Module},
};

/// Compares all there is.
pub(super) fn compare(worlds: Worlds<'_>, options: ChangeOptions) -> Vec<Change> {
    let mut deep = Deep::new(worlds);
    let mut all = Vec::new();
    for (old, new) in documents(worlds) {
        let Some(nsid) = new.or(old).map(|module| module.nsid.as_str()) else {
            continue;
        };
        let mut walk = Walk {
            worlds,
            nsid,
            definition: None,
            old: String::new(),
            new: String::new(),
            is_query: false,
            found: Found::Changes {
                changes: Vec::new(),
                options,
                deep: &mut deep,
            },
        };
        match (old, new) {
            (Some(old), Some(new)) => walk.documents(old, new),
            (None, Some(_)) => walk.document(false, What::DocumentAdded),
            (Some(_), None) => walk.document(true, What::DocumentRemoved),
            (None, None) => {}
        }
        if let Found::Changes { changes, .. } = walk.found {
            all.extend(changes);
        }
    }
    all
}

type Both<'i, T> = (Option<&'i T>, Option<&'i T>);

/// Documents by the NSID that they have now.
fn documents(worlds: Worlds<'_>) -> impl Iterator<Item = Both<'_, Module>> {
    let mut documents: BTreeMap<&str, Both<'_, Module>> = BTreeMap::new();
    for module in &worlds.old.modules {
        let nsid = worlds.renames.document(module.nsid.as_str());
        documents.entry(nsid).or_default().0 = Some(module);
    }
    for module in &worlds.new.modules {
        documents.entry(module.nsid.as_str()).or_default().1 = Some(module);
    }
    documents.into_values()
}

/// A definition's name in full: `nsid`, or `nsid#name`.
pub(super) fn full_name(nsid: &str, name: &str) -> String {
    match name {
        "main" => nsid.to_owned(),
        name => format!("{nsid}#{name}"),
    }
}

impl<'w> Walk<'w, '_> {
    fn document(&mut self, is_old: bool, what: What) {
        let spot = |side, present| match present {
            true => self.here(side),
            false => self.nothing_here(side),
        };
        let (old, new) = (spot(Side::Old, is_old), spot(Side::New, !is_old));
        self.note(old, new, what);
    }

    fn documents(&mut self, old: &'w Module, new: &'w Module) {
        if old.nsid != new.nsid {
            let what = What::DefinitionRenamed {
                before: old.nsid.as_str().to_owned(),
                after: new.nsid.as_str().to_owned(),
                on_the_wire: self.worlds.renames.is_on_the_wire(new.nsid.as_str()),
            };
            self.note(self.here(Side::Old), self.here(Side::New), what);
        }
        self.description(old.description.as_deref(), new.description.as_deref());
        let mut definitions: BTreeMap<&str, Both<'w, Definition>> = BTreeMap::new();
        for definition in &old.definitions {
            let full = full_name(old.nsid.as_str(), &definition.name);
            let now = self.worlds.renames.renamed(&full);
            let name = now.map_or(definition.name.as_str(), own_name);
            definitions.entry(name).or_default().0 = Some(definition);
        }
        for definition in &new.definitions {
            definitions.entry(&definition.name).or_default().1 = Some(definition);
        }
        for (name, both) in definitions {
            self.definition = Some(name);
            match both {
                (Some(old), Some(new)) => self.pair(old, new),
                (None, Some(new)) => {
                    let what = What::DefinitionAdded {
                        kind: kind(&new.kind),
                    };
                    let old = self.nothing_below(Side::Old, &["defs"]);
                    self.note(old, self.below(Side::New, &["defs", name]), what);
                }
                (Some(old), None) => {
                    let what = What::DefinitionRemoved {
                        kind: kind(&old.kind),
                    };
                    let new = self.nothing_below(Side::New, &["defs"]);
                    self.note(self.below(Side::Old, &["defs", name]), new, what);
                }
                (None, None) => {}
            }
        }
        self.definition = None;
    }

    /// One definition, perhaps under two names.
    fn pair(&mut self, old: &'w Definition, new: &'w Definition) {
        let steps = (["defs", old.name.as_str()], ["defs", new.name.as_str()]);
        self.at_each(&steps.0, &steps.1, |walk| {
            if old.name != new.name {
                let after = full_name(walk.nsid, &new.name);
                let what = What::DefinitionRenamed {
                    before: full_name(walk.nsid, &old.name),
                    on_the_wire: walk.worlds.renames.is_on_the_wire(&after),
                    after,
                };
                walk.note(walk.here(Side::Old), walk.here(Side::New), what);
            }
            walk.definitions(&old.kind, &new.kind);
        });
    }
}

/// The last part of a full name.
fn own_name(full: &str) -> &str {
    full.split_once('#').map_or("main", |(_, name)| name)
}
