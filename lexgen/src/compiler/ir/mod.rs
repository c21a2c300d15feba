//! The resolved set of definitions: what the generator, the comparison and the
//! dynamic validator work on.
//!
//! `resolve` does everything that needs more than one checked document. Every
//! reference becomes a definition of this set, a Rust path elsewhere
//! ([`Target::External`]) or opaque data ([`Target::Missing`]). Every Rust name is
//! decided. Recursion is found and broken. No text is parsed after this pass.
//!
//! The rules for names are in `spelling` and in the guide. In short, a name
//! depends only on the definition's own wire name, so a new lexicon does not
//! rename existing items.

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
mod satisfiable;
mod scope;
mod selection;
mod spelling;
#[cfg(test)]
pub(crate) mod tests;
mod types;
mod variants;
pub(crate) mod walk;

use std::borrow::Cow;

use serde::Serialize;

use crate::{compiler::schema::FullName, syntax::Nsid};

pub(crate) use constraints::token as token_constraints;
pub use definition::{Body, Definition, DefinitionKind, Endpoint, Record};
pub(crate) use prefix_names::prefix_names;
pub(crate) use resolve::is_external;
pub use resolve::{ExternPath, FrontDoor, Options, resolve, resolve_all};
#[cfg(feature = "cli")]
pub(crate) use scope::Scope;
pub(crate) use selection::{Selection, ineffective};
pub use types::{
    Array, Field, Member, Object, Target, Text, Type, TypeKind, Union, Values, Variant,
};

pub(crate) use naming::{definition_name, method_names};
pub(crate) use spelling::type_name;
pub(crate) use spelling::{constant as constant_name, field as field_name, module as module_name};

/// A closed set of definitions, sorted by NSID.
///
/// Needs the feature `codegen`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Ir {
    /// One module for each document with generated items.
    #[doc(hidden)]
    pub modules: Vec<Module>,
}

/// The module of one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Module {
    /// The document's NSID.
    pub nsid: Nsid,
    /// The Rust module path below the root, without `r#`.
    pub path: Vec<String>,
    /// The `description` at the top of the document.
    pub description: Option<String>,
    /// The prefix of the names of an endpoint's companions (`Input`, `Output`,
    /// …): empty, except after `prefix_names`.
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
    /// The index of the definition with this name: `main` comes first, then the
    /// others in alphabetical order.
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

    /// The name of a definition in other documents and on the wire.
    pub(crate) fn full_name(&self, definition: &Definition) -> FullName {
        FullName::new(&self.nsid, &definition.name)
    }

    /// The name of a companion (`Input`, …) in this module.
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
    #[doc(hidden)]
    pub fn definition(&self, id: DefinitionId) -> &Definition {
        &self.modules[id.module].definitions[id.definition]
    }

    fn definition_mut(&mut self, id: DefinitionId) -> &mut Definition {
        &mut self.modules[id.module].definitions[id.definition]
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

    /// The name of a definition in other documents and on the wire.
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

    /// The index of a document's module: they are in the order of the NSIDs.
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

    /// How many documents have generated items.
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
