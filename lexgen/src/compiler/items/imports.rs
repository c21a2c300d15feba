//! What one module imports: runtime types by their own names, other modules by
//! their last segment.
//!
//! Where a short name is taken, a runtime type is written with its path and a
//! module is imported under a longer name. Imports are private, so callers see
//! none of this.

use std::collections::{BTreeMap, BTreeSet};

use super::{Companion, Item, Layout, Names, RustType, Shape};
use crate::compiler::ir::Ir;

/// What a module imports.
#[derive(Clone, Debug, Default)]
pub struct Imports {
    /// Types of the runtime.
    pub runtime: BTreeSet<&'static str>,
    /// Modules by their index into the IR, and the names they have here.
    pub modules: BTreeMap<usize, String>,
}

impl Imports {
    /// What the items of module `index` need; `children` are the modules inside
    /// it.
    pub(super) fn of<'n>(
        ir: &Ir,
        layout: &Layout,
        index: usize,
        items: &[Item<'_>],
        children: impl Iterator<Item = &'n str>,
    ) -> Self {
        let mut imports = Self::default();
        if layout.names() == Names::Full {
            return imports;
        }
        let module = &ir.modules[index];
        let companions = Companion::ALL.map(|companion| module.companion(companion.name()));
        let mut own: BTreeSet<&str> = items.iter().map(|item| item.name.name()).collect();
        own.extend(companions.iter().map(AsRef::as_ref));
        for child in children {
            own.insert(child);
        }
        for item in items {
            item.each_type(&mut |r#type| {
                for layer in r#type.layers() {
                    match layer {
                        RustType::Runtime(name) => imports.runtime(name, &own),
                        RustType::Nullable(_) => imports.runtime("Nullable", &own),
                        RustType::UnnamedError(_) => imports.runtime("UnnamedError", &own),
                        RustType::Definition(id) if id.module != index => {
                            imports.module(layout, index, id.module, &own);
                        }
                        _ => {}
                    }
                }
            });
        }
        imports
    }

    fn runtime(&mut self, name: &'static str, own: &BTreeSet<&str>) {
        if !own.contains(name) {
            self.runtime.insert(name);
        }
    }

    fn module(&mut self, layout: &Layout, from: usize, to: usize, own: &BTreeSet<&str>) {
        if self.modules.contains_key(&to) {
            return;
        }
        let path = layout.path(to);
        let is_free = |name: &String| {
            !own.contains(name.as_str()) && self.modules.values().all(|taken| taken != name)
        };
        let parent = |path: &'_ [String]| path.split_last().map(|(_, parent)| parent.to_vec());
        let is_sibling = parent(path) == parent(layout.path(from));
        let shortest = match path.last() {
            Some(last) if last == "defs" && !is_sibling && path.len() > 1 => 2,
            _ => 1,
        };
        let alias = (shortest..=path.len())
            .map(|count| path[path.len() - count..].join("_"))
            .find(is_free)
            .unwrap_or_else(|| format!("{}_", path.join("_")));
        self.modules.insert(to, alias);
    }
}

impl<'i> Item<'i> {
    /// Every type that is written in it by its short name, outer ones first.
    fn each_type(&self, visit: &mut impl FnMut(&RustType<'i>)) {
        if let Some(aliased) = self.alias_of() {
            return visit(aliased);
        }
        match &self.shape {
            Shape::Struct(it) => {
                it.fields.iter().for_each(|field| visit(&field.r#type));
                visit(&RustType::Runtime("Extra"));
            }
            Shape::Enum(it) => {
                let held = it
                    .variants
                    .iter()
                    .filter_map(|variant| variant.holds.as_ref());
                held.chain(&it.other).for_each(visit);
            }
            Shape::Newtype(inner) => visit(inner),
            Shape::Endpoint(it) => {
                [&it.params, &it.input, &it.output, &it.error]
                    .into_iter()
                    .for_each(visit);
            }
            // Types of constants are written with their path, and required fields
            // are those of a struct.
            Shape::Alias(_) | Shape::Constant(_) | Shape::Required(_) => {}
        }
    }
}
