//! Modules as files of a tree, or nested in one text.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{
    File, Layout, MARKER, Options, features,
    imports::ident,
    layout,
    module::{self, ModuleParts},
    stub::Stub,
};
use crate::compiler::ir::Ir;

/// The lints that some lexicon's names, sizes or silence would set off in code
/// that is otherwise as its author would have it, and the one for a program
/// that does not use everything. The single place where
/// generated code allows any.
pub(super) const LINTS: &str = "
    clippy::disallowed_names,
    clippy::enum_variant_names,
    clippy::just_underscores_and_digits,
    clippy::module_inception,
    clippy::self_named_constructors,
    clippy::too_many_arguments,
    dead_code,
    deprecated,
    missing_docs
";

/// A Rust module: a document, a namespace, or both.
#[derive(Debug, Default)]
struct Node {
    /// Index into the IR's modules, if it is a document.
    document: Option<usize>,
    /// The features of it and of what is inside, where there are any.
    features: BTreeSet<String>,
    stubs: Vec<Stub>,
    children: BTreeMap<String, Node>,
}

impl Node {
    fn root(ir: &Ir, layout: &Layout) -> Self {
        let mut root = Self::default();
        for index in 0..ir.modules.len() {
            root.at(layout.path(index)).document = Some(index);
        }
        root
    }

    /// As [`root`](Self::root), with the features that options ask for.
    fn root_with_features(world: &World<'_>) -> Self {
        let mut root = Self::root(world.ir, world.layout);
        if world.options.features_per_namespace {
            for (index, module) in world.ir.modules.iter().enumerate() {
                let feature = features::feature(&module.nsid);
                let mut node = &mut root;
                for segment in world.layout.path(index) {
                    node = node.children.entry(segment.clone()).or_default();
                    node.features.insert(feature.clone());
                }
            }
        }
        root
    }

    /// The line above a module inside this one that says which features it is
    /// behind, if any. A namespace that has but one is behind it as a whole;
    /// one that has several is only a place for what is inside.
    fn gate(&self, child: &Self) -> String {
        let is_behind_already = self.features.len() == 1;
        let is_place_only = child.features.len() != 1 && child.document.is_none();
        if child.features.is_empty() || is_behind_already || is_place_only {
            return String::new();
        }
        features::gate(&child.features)
    }

    /// The module at a path below this one, made if it is not there.
    fn at(&mut self, path: &[String]) -> &mut Self {
        let mut node = self;
        for segment in path {
            node = node.children.entry(segment.clone()).or_default();
        }
        node
    }

    fn collect<'n>(&'n self, path: &mut Vec<&'n str>, found: &mut Vec<(Vec<&'n str>, &'n Self)>) {
        found.push((path.clone(), self));
        for (name, child) in &self.children {
            path.push(name);
            child.collect(path, found);
            path.pop();
        }
    }

    /// The module's parts, if it is a document.
    fn parts(&self, world: &World<'_>) -> Option<ModuleParts> {
        let names = self.children.keys().cloned();
        let World {
            ir,
            layout,
            options,
        } = *world;
        self.document
            .map(|index| module::write(ir, options, layout, index, names))
    }

    /// The module's text, given how the modules inside it are written.
    fn text(&self, world: &World<'_>, children: &str) -> String {
        match self.parts(world) {
            Some(parts) => layout::module(&parts, children, &world.options.runtime.to_string()),
            None => children.to_owned(),
        }
    }

    /// The module and all inside it as one text.
    fn nested(&self, world: &World<'_>, is_root: bool) -> String {
        let children: Vec<String> = self
            .children
            .par_iter()
            .map(|(name, child)| {
                // Outer attributes, for the text may be included into another.
                let lints = if is_root {
                    format!("#[allow({LINTS})]\n")
                } else {
                    String::new()
                };
                let gate = self.gate(child);
                let text = layout::indented(&child.nested(world, false));
                format!("{gate}{lints}pub mod {} {{\n{text}}}\n", ident(name))
            })
            .collect();
        self.text(world, &children.join("\n"))
    }

    /// The module and all inside it in no particular layout, which only a
    /// compiler reads.
    fn bare(&self, world: &World<'_>, depth: usize) -> String {
        let children: Vec<String> = self
            .children
            .par_iter()
            .map(|(name, child)| {
                let lints = match depth {
                    0 => format!("#[allow({LINTS})]"),
                    _ => String::new(),
                };
                let text = child.bare(world, depth + 1);
                format!("{lints} pub mod {} {{{text}}}\n", ident(name))
            })
            .collect();
        let stubs = self.stubs.iter().map(|stub| stub.text(depth));
        let children: String = children.into_iter().chain(stubs).collect();
        match self.parts(world) {
            Some(parts) => layout::bare(&parts, &children, world.options, depth == 0),
            None => children,
        }
    }
}

/// What is generated, where, and how.
#[derive(Clone, Copy)]
struct World<'w> {
    ir: &'w Ir,
    layout: &'w Layout,
    options: &'w Options,
}

/// The items of `layout`'s root, to stand among those of a user, as Rust in no
/// particular layout: what an attribute expands to. `stubs` come besides.
pub fn inline(ir: &Ir, options: &Options, layout: &Layout, stubs: &[Stub]) -> String {
    let world = World {
        ir,
        layout,
        options,
    };
    let mut root = Node::root(ir, layout);
    for stub in stubs {
        root.at(&stub.path).stubs.push(stub.clone());
    }
    root.bare(&world, 0)
}

/// The module tree: `mod.rs` at the root, and a file for each module.
pub fn files(ir: &Ir, options: &Options) -> Vec<File> {
    let layout = Layout::mirror(ir);
    let world = World {
        ir,
        layout: &layout,
        options,
    };
    let root = Node::root_with_features(&world);
    let mut nodes = Vec::new();
    root.collect(&mut Vec::new(), &mut nodes);
    nodes
        .par_iter()
        .map(|(path, node)| {
            let children: String = node
                .children
                .iter()
                .map(|(name, child)| format!("{}pub mod {};\n", node.gate(child), ident(name)))
                .collect();
            let mut text = node.text(&world, &children);
            if path.is_empty() {
                let comment = comment(&world);
                text = format!(
                    "{comment}#![cfg_attr(rustfmt, rustfmt_skip)]\n#![allow({LINTS})]\n\n{text}"
                );
            }
            let path = match path.is_empty() {
                true => "mod.rs".to_owned(),
                false => format!("{}.rs", path.join("/")),
            };
            File {
                path,
                text: marked(&text),
            }
        })
        .collect()
}

/// Everything as nested modules in one text.
pub fn single_file(ir: &Ir, options: &Options) -> String {
    let layout = Layout::mirror(ir);
    let world = World {
        ir,
        layout: &layout,
        options,
    };
    let text = Node::root_with_features(&world).nested(&world, true);
    marked(&format!("{}{text}", comment(&world)))
}

/// What stands above the modules about their features.
fn comment(world: &World<'_>) -> String {
    match world.options.features_per_namespace {
        true => features::comment(world.ir),
        false => String::new(),
    }
}

fn marked(text: &str) -> String {
    format!("{MARKER}. Do not edit: change the lexicon and generate again.\n\n{text}")
}
