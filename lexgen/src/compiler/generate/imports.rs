//! The `use` lines of one module: runtime types by their own names, other
//! modules by their last segment.
//!
//! Where a short name is taken, a runtime type is written with its path and a
//! module is imported under a longer name. Imports are private, so none of
//! this is seen by callers.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    item::Item,
    place::{Layout, Names},
};
use crate::compiler::rust::{Ident, RustPath};

/// What one module uses from elsewhere, collected while it is written.
#[derive(Debug)]
pub(super) struct Imports<'a> {
    layout: &'a Layout,
    /// Index of the module into the IR.
    module: usize,
    runtime: &'a RustPath,
    /// Names this module defines itself.
    own: BTreeSet<String>,
    used: BTreeSet<&'static str>,
    /// Imported modules by index into the IR, and the names they go by.
    modules: BTreeMap<usize, String>,
}

impl<'a> Imports<'a> {
    /// `own` are the names of items and child modules the module defines.
    pub(super) fn new(
        layout: &'a Layout,
        module: usize,
        runtime: &'a RustPath,
        own: BTreeSet<String>,
    ) -> Self {
        let (used, modules) = (BTreeSet::new(), BTreeMap::new());
        Self {
            layout,
            module,
            runtime,
            own,
            used,
            modules,
        }
    }

    /// A type of the runtime.
    pub(super) fn runtime(&mut self, name: &'static str) -> Cow<'static, str> {
        if self.is_full() || self.own.contains(name) {
            return format!("{}::{name}", self.runtime).into();
        }
        self.used.insert(name);
        name.into()
    }

    /// An item of the standard library's prelude.
    pub(super) fn prelude<'n>(&self, name: &'n str) -> Cow<'n, str> {
        match prelude_path(name).filter(|_| self.is_full()) {
            Some(path) => format!("{path}::{name}").into(),
            None => ident(name),
        }
    }

    /// Whether names are written with their whole path.
    pub(super) fn is_full(&self) -> bool {
        self.layout.names() == Names::Full
    }

    fn path(&self) -> &'a [String] {
        self.layout.path(self.module)
    }

    /// An item of another generated module.
    pub(super) fn item(&mut self, module: usize, name: &str) -> String {
        let item = ident(name);
        if module == self.module {
            return item.into_owned();
        }
        let path = self.layout.path(module);
        if self.is_full() {
            return format!("{}::{item}", relative(self.path(), path));
        }
        let alias = match self.modules.get(&module) {
            Some(alias) => alias,
            None => {
                let alias = self.alias(path);
                self.modules.entry(module).or_insert(alias)
            }
        };
        format!("{}::{item}", ident(alias))
    }

    fn alias(&self, path: &[String]) -> String {
        let is_free = |name: &String| {
            !self.own.contains(name) && self.modules.values().all(|taken| taken != name)
        };
        let parent = |path: &[String]| path.split_last().map(|(_, parent)| parent.to_vec());
        let sibling = parent(path) == parent(self.path());
        let shortest = match path.last() {
            Some(last) if last == "defs" && !sibling && path.len() > 1 => 2,
            _ => 1,
        };
        (shortest..=path.len())
            .map(|count| path[path.len() - count..].join("_"))
            .find(is_free)
            .unwrap_or_else(|| format!("{}_", path.join("_")))
    }

    /// The `use` items.
    pub(super) fn uses(&self) -> Vec<Item> {
        let mut uses = Vec::new();
        let runtime = self.runtime;
        let used: Vec<&str> = self.used.iter().copied().collect();
        match &*used {
            [] => {}
            [name] => uses.push(Item::of_line(format_args!("use {runtime}::{name};"))),
            names => {
                let names = names.join(", ");
                uses.push(Item::of_line(format_args!("use {runtime}::{{{names}}};")));
            }
        }
        for (&module, alias) in &self.modules {
            let target = self.layout.path(module);
            let path = relative(self.path(), target);
            let from_inside = match path.starts_with("super::") {
                true => "",
                false => "self::",
            };
            let renamed = match target.last() == Some(alias) {
                true => String::new(),
                false => format!(" as {}", ident(alias)),
            };
            uses.push(Item::of_line(format_args!(
                "use {from_inside}{path}{renamed};"
            )));
        }
        uses
    }
}

/// The path from inside module `from` to module `to`.
fn relative(from: &[String], to: &[String]) -> String {
    // Of a module that holds this one, the path goes by way of what holds both.
    let parent = to.len().saturating_sub(1);
    let common = (from.iter().zip(&to[..parent]))
        .take_while(|(a, b)| a == b)
        .count();
    let supers = (common..from.len()).map(|_| Cow::Borrowed("super"));
    let names = to[common..].iter().map(|segment| ident(segment));
    supers.chain(names).collect::<Vec<_>>().join("::")
}

/// The module of the standard library that has a name of the prelude.
fn prelude_path(name: &str) -> Option<&'static str> {
    Some(match name {
        "Clone" => "::core::clone",
        "Copy" => "::core::marker",
        "Debug" => "::core::fmt",
        "Default" => "::core::default",
        "PartialEq" | "Eq" | "PartialOrd" | "Ord" => "::core::cmp",
        "Hash" => "::core::hash",
        "Option" => "::core::option",
        "Some" | "None" => "::core::option::Option",
        "Into" => "::core::convert",
        "Box" => "::std::boxed",
        "String" => "::std::string",
        "Vec" => "::std::vec",
        _ => return None,
    })
}

/// An identifier, raw where it has to be.
pub(crate) fn ident(name: &str) -> Cow<'_, str> {
    match Ident::new(name) {
        raw if raw.is_raw() => raw.to_string().into(),
        _ => name.into(),
    }
}
