//! What a document defines, in the documentation of an attribute's item.

use super::{Docs, Item, Options, Sentence, items};
use crate::compiler::{
    ir::{Ir, Module},
    rust::Ident,
};

/// The items of a document.
pub(crate) struct Overview<'i> {
    module: &'i Module,
    items: Vec<Item<'i>>,
}

impl<'i> Overview<'i> {
    /// The items of the document `nsid`, if it is there.
    pub(crate) fn of(ir: &'i Ir, options: &'i Options, nsid: &str) -> Option<Self> {
        let module = ir.document(nsid)?;
        let items = items(ir, options, module);
        Some(Self { module, items })
    }

    /// The item of the definition `main`.
    pub(crate) fn main(&self) -> Option<&Item<'i>> {
        let is_main = |item: &&Item<'_>| item.is_definition("main");
        self.items.iter().find(is_main)
    }

    /// Documentation of a module that holds the items.
    pub(crate) fn docs(&self) -> Docs<'i> {
        let main = self.module.named("main");
        let description = main.and_then(|main| main.kind.description());
        Docs::of(Sentence::Lexicon(&self.module.nsid))
            .description(self.module.description.as_deref().or(description))
            .sentence(Sentence::Defines(self.names()))
    }

    /// What is to be added to the documentation of the item `main`, if there are
    /// items beside it.
    pub(crate) fn beside_main(&self) -> Option<Docs<'i>> {
        let names = self.names();
        let beside = names.get(1..).filter(|names| !names.is_empty())?;
        Some(Docs::of(Sentence::Defines(beside.to_vec())))
    }

    fn names(&self) -> Vec<Ident<'i>> {
        let named = self.items.iter().filter(|item| item.is_named());
        named.map(|item| item.name.clone()).collect()
    }
}
