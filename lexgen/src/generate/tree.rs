//! Modules as files of a tree, or nested in one text.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{File, MARKER, Options, imports::ident, layout, module};
use crate::ir::Ir;

/// The lints that some lexicon's names, sizes or silence would set off in code
/// that is otherwise as its author would have it, and the one for a program
/// that does not use everything. The single place where
/// generated code allows any.
const LINTS: &str = "
    clippy::disallowed_names,
    clippy::enum_variant_names,
    clippy::module_inception,
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
    children: BTreeMap<String, Node>,
}

impl Node {
    fn root(ir: &Ir) -> Self {
        let mut root = Self::default();
        for (index, module) in ir.modules.iter().enumerate() {
            let mut node = &mut root;
            for segment in &module.path {
                node = node.children.entry(segment.clone()).or_default();
            }
            node.document = Some(index);
        }
        root
    }

    fn collect<'n>(&'n self, path: &mut Vec<&'n str>, found: &mut Vec<(Vec<&'n str>, &'n Self)>) {
        found.push((path.clone(), self));
        for (name, child) in &self.children {
            path.push(name);
            child.collect(path, found);
            path.pop();
        }
    }

    /// The module's text, given how the modules inside it are written.
    fn text(&self, ir: &Ir, options: &Options, children: &str) -> String {
        match self.document.and_then(|index| ir.modules.get(index)) {
            Some(document) => {
                let names = self.children.keys().cloned();
                let parts = module::write(ir, options, document, names);
                layout::module(&parts, children, &options.runtime)
            }
            None => children.to_owned(),
        }
    }

    /// The module and all inside it as one text.
    fn nested(&self, ir: &Ir, options: &Options, is_root: bool) -> String {
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
                let text = layout::indented(&child.nested(ir, options, false));
                format!("{lints}pub mod {} {{\n{text}}}\n", ident(name))
            })
            .collect();
        self.text(ir, options, &children.join("\n"))
    }
}

/// The module tree: `mod.rs` at the root, and a file for each module.
pub fn files(ir: &Ir, options: &Options) -> Vec<File> {
    let root = Node::root(ir);
    let mut nodes = Vec::new();
    root.collect(&mut Vec::new(), &mut nodes);
    nodes
        .par_iter()
        .map(|(path, node)| {
            let children: String = node
                .children
                .keys()
                .map(|name| format!("pub mod {};\n", ident(name)))
                .collect();
            let mut text = node.text(ir, options, &children);
            if path.is_empty() {
                text = format!("#![cfg_attr(rustfmt, rustfmt_skip)]\n#![allow({LINTS})]\n\n{text}");
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
    marked(&Node::root(ir).nested(ir, options, true))
}

fn marked(text: &str) -> String {
    format!("{MARKER}. Do not edit: change the lexicon and generate again.\n\n{text}")
}
