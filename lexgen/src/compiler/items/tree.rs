//! The modules and how they are nested.

use std::collections::{BTreeMap, BTreeSet};

use super::{Docs, Imports, Item, Layout, Options, Sentence, Stub, definitions::items, features};
use crate::compiler::ir::Ir;

/// What is generated, where, and how.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Crate<'i> {
    pub(crate) ir: &'i Ir,
    pub(crate) options: &'i Options,
    pub(crate) layout: &'i Layout,
}

/// A Rust module: a document, a namespace, or both.
#[derive(Debug, Default)]
pub(crate) struct Node {
    /// Index into the IR's modules, if it is a document.
    document: Option<usize>,
    /// The features of it and of what is inside, where there are any.
    features: BTreeSet<String>,
    /// The names of items that could not be generated.
    pub(crate) stub: Stub,
    /// The modules inside it, by their names.
    pub(crate) children: BTreeMap<String, Self>,
}

/// What a document becomes.
#[derive(Debug)]
pub(crate) struct Module<'i> {
    /// Index into the IR's modules.
    pub(crate) index: usize,
    pub(crate) docs: Docs<'i>,
    pub(crate) imports: Imports,
    pub(crate) items: Vec<Item<'i>>,
}

impl Node {
    /// The root of all modules, with the features that options ask for.
    pub(crate) fn root(of: Crate<'_>) -> Self {
        let mut root = Self::default();
        for (index, module) in of.ir.modules.iter().enumerate() {
            let feature = features::feature(&module.nsid);
            let mut node = &mut root;
            for segment in of.layout.path(index) {
                node = node.children.entry(segment.clone()).or_default();
                if of.options.features_per_namespace {
                    node.features.insert(feature.clone());
                }
            }
            node.document = Some(index);
        }
        root
    }

    /// Adds the names of items that could not be generated, in the module of
    /// this path.
    pub(crate) fn add_stub(&mut self, path: &[String], stub: &Stub) {
        let mut node = self;
        for segment in path {
            node = node.children.entry(segment.clone()).or_default();
        }
        node.stub = stub.clone();
    }

    /// The features of which a module inside this one needs any, if there is a
    /// choice. A namespace that has one feature is left out as a whole; one that
    /// has several only holds what is inside.
    pub(crate) fn gate<'n>(&self, child: &'n Self) -> Option<&'n BTreeSet<String>> {
        let is_behind_already = self.features.len() == 1;
        let only_holds = child.features.len() != 1 && child.document.is_none();
        let is_gated = !child.features.is_empty() && !is_behind_already && !only_holds;
        is_gated.then_some(&child.features)
    }

    /// The module with this path inside this one.
    #[cfg(feature = "cli")]
    pub(crate) fn at(&self, path: &[String]) -> Option<&Self> {
        path.iter()
            .try_fold(self, |node, name| node.children.get(name))
    }

    /// Each module with its path, outer ones first.
    pub(crate) fn flat(&self) -> Vec<(Vec<&str>, &Self)> {
        let mut found = Vec::new();
        self.collect(&mut Vec::new(), &mut found);
        found
    }

    fn collect<'n>(&'n self, path: &mut Vec<&'n str>, found: &mut Vec<(Vec<&'n str>, &'n Self)>) {
        found.push((path.clone(), self));
        for (name, child) in &self.children {
            path.push(name);
            child.collect(path, found);
            path.pop();
        }
    }

    /// The names of what is in this module.
    pub(crate) fn names(&self, of: Crate<'_>) -> BTreeSet<String> {
        let document = self.document.map(|index| &of.ir.modules[index]);
        let items = document.map(|module| items(of.ir, of.options, module));
        let items = items.iter().flatten().map(|item| item.name.name());
        let stubs = self.stub.types.iter().chain(&self.stub.values);
        items
            .chain(self.children.keys().map(String::as_str))
            .chain(stubs.map(String::as_str))
            .map(str::to_owned)
            .collect()
    }

    /// What the document becomes, if this is the module of one.
    pub(crate) fn module<'i>(&self, of: Crate<'i>) -> Option<Module<'i>> {
        let index = self.document?;
        let module = &of.ir.modules[index];
        let items = items(of.ir, of.options, module);
        let children = self.children.keys().map(String::as_str);
        Some(Module {
            index,
            docs: Docs::of(Sentence::Document(&module.nsid))
                .description(module.description.as_deref()),
            imports: Imports::of(of.ir, of.layout, index, &items, children),
            items,
        })
    }
}
