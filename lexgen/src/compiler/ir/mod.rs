//! The resolved set of definitions: what the generator, the comparison and the
//! dynamic validator work on.
//!
//! [`resolve`] takes checked documents and settles everything that needs more
//! than one of them. Every reference is a definition of this set, a Rust path
//! somewhere else ([`Target::External`]) or opaque data ([`Target::Missing`]);
//! every name that Rust will see is decided; recursion is found and broken.
//! After this pass no text is parsed again.
//!
//! The rules for names are in `spelling` and in the guide; in short, each depends on the definition's own wire name and not on what else
//! there is, so that adding a lexicon does not rename what existed.

mod bad_references;
mod constraints;
mod definition;
mod json;
mod lower;
mod name_index;
mod naming;
mod prefix_names;
mod recursion;
mod references;
mod resolve;
mod scope;
mod spelling;
#[cfg(test)]
pub(crate) mod tests;
mod types;
pub(crate) mod walk;

use std::borrow::Cow;

use serde::Serialize;

use crate::{compiler::schema::FullName, syntax::Nsid};

pub(crate) use constraints::token as token_constraints;
pub use definition::{Body, Definition, DefinitionKind, Endpoint, Method, Record};
pub(crate) use prefix_names::prefix_names;
pub(crate) use resolve::is_external;
pub use resolve::{ExternPath, Options, resolve, resolve_all};
pub use types::{Array, Field, Member, Object, Target, Text, Type, Union, Values, Variant};

pub(crate) use lower::joined as inline_name;
pub(crate) use naming::{definition_name, token_name};
pub(crate) use spelling::{constant as constant_name, field as field_name, module as module_name};

/// A closed set of definitions, sorted by NSID.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Ir {
    /// One module for each document of which something is generated.
    pub modules: Vec<Module>,
}

/// What becomes of one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Module {
    /// The document's NSID.
    #[serde(serialize_with = "json::nsid")]
    pub nsid: Nsid,
    /// The Rust module path below the root, without `r#`.
    pub path: Vec<String>,
    /// The `description` at the top of the document.
    pub description: Option<String>,
    /// What the names of an endpoint's companions (`Input`, `Output`, …) begin
    /// with: nothing, unless [`prefix_names`] gives a prefix.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub companion_prefix: String,
    /// `main` first, the others by name.
    pub definitions: Vec<Definition>,
}

/// Names a definition of an [`Ir`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DefinitionId {
    /// Index into [`Ir::modules`].
    pub module: usize,
    /// Index into [`Module::definitions`].
    pub definition: usize,
}

impl Module {
    /// Which of the definitions has a name: `main` comes first, the others in
    /// the order of the alphabet.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        let key = (name != "main", name);
        let definitions = &self.definitions;
        let place = definitions.binary_search_by(|it| (it.name != "main", &*it.name).cmp(&key));
        place.ok()
    }

    /// The definition of a name.
    pub(crate) fn named(&self, name: &str) -> Option<&Definition> {
        self.definitions.get(self.position(name)?)
    }

    /// What one of its definitions is called in other documents and on the wire.
    pub(crate) fn full_name(&self, definition: &Definition) -> FullName {
        FullName::new(&self.nsid, &definition.name)
    }

    /// What the companion of this name (`Input`, …) is called here.
    pub fn companion(&self, name: &'static str) -> Cow<'static, str> {
        if self.companion_prefix.is_empty() {
            name.into()
        } else {
            format!("{}{name}", self.companion_prefix).into()
        }
    }
}

impl Ir {
    /// The definition with this id.
    pub fn definition(&self, id: DefinitionId) -> &Definition {
        &self.modules[id.module].definitions[id.definition]
    }

    /// The definition with this name.
    pub(crate) fn find(&self, name: &FullName) -> Option<DefinitionId> {
        self.find_in(name.nsid(), name.definition())
    }

    /// The definition of a document with this name.
    pub(crate) fn find_in(&self, nsid: &str, definition: &str) -> Option<DefinitionId> {
        let module = self.position(nsid)?;
        let definition = self.modules.get(module)?.position(definition)?;
        Some(DefinitionId { module, definition })
    }

    /// What a definition is called in other documents and on the wire.
    pub(crate) fn full_name(&self, id: DefinitionId) -> FullName {
        self.module(id).full_name(self.definition(id))
    }

    /// Every definition, in order.
    pub(crate) fn definitions(&self) -> impl Iterator<Item = (DefinitionId, &Definition)> {
        self.modules.iter().enumerate().flat_map(|(module, found)| {
            let definitions = found.definitions.iter().enumerate();
            definitions.map(move |(definition, found)| (DefinitionId { module, definition }, found))
        })
    }

    /// Which of the modules is a document's: they are in the order of the NSIDs.
    fn position(&self, nsid: &str) -> Option<usize> {
        let modules = &self.modules;
        let place = modules.binary_search_by(|it| it.nsid.as_str().cmp(nsid));
        place.ok()
    }

    /// The module of a document.
    pub(crate) fn document(&self, nsid: &str) -> Option<&Module> {
        self.modules.get(self.position(nsid)?)
    }

    /// The document that contains a definition.
    pub(crate) fn module(&self, id: DefinitionId) -> &Module {
        &self.modules[id.module]
    }

    /// How many documents something is generated of.
    pub fn document_count(&self) -> usize {
        self.modules.len()
    }

    /// How many definitions are generated.
    pub fn definition_count(&self) -> usize {
        self.modules
            .iter()
            .map(|module| module.definitions.len())
            .sum()
    }
}
