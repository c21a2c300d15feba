//! The `use` lines of one module: runtime types by their own names, other
//! modules by their last segment.
//!
//! Where a short name is taken, a runtime type is written with its path and a
//! module is imported under a longer name. Imports are private, so none of
//! this is seen by callers.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::place::{Layout, Names};
use crate::ir::is_keyword;

/// What one module uses from elsewhere, collected while it is written.
#[derive(Debug)]
pub(super) struct Imports<'a> {
    layout: &'a Layout,
    /// Index of the module into the IR.
    module: usize,
    runtime: TokenStream,
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
        runtime: TokenStream,
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
    pub(super) fn runtime(&mut self, name: &'static str) -> TokenStream {
        let ident = Ident::new(name, Span::call_site());
        if self.is_full() || self.own.contains(name) {
            let runtime = &self.runtime;
            return quote!(#runtime::#ident);
        }
        self.used.insert(name);
        quote!(#ident)
    }

    /// An item of the standard library's prelude.
    pub(super) fn prelude(&self, name: &str) -> TokenStream {
        let ident = ident(name);
        match prelude_path(name).filter(|_| self.is_full()) {
            Some(path) => quote!(#path::#ident),
            None => quote!(#ident),
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
    pub(super) fn item(&mut self, module: usize, name: &str) -> TokenStream {
        let item = ident(name);
        if module == self.module {
            return quote!(#item);
        }
        let path = self.layout.path(module);
        if self.is_full() {
            let path = relative(self.path(), path);
            return quote!(#(#path::)* #item);
        }
        let alias = match self.modules.get(&module) {
            Some(alias) => alias.clone(),
            None => {
                let alias = self.alias(path);
                self.modules.insert(module, alias.clone());
                alias
            }
        };
        let alias = ident(&alias);
        quote!(#alias::#item)
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
    pub(super) fn uses(&self) -> Vec<TokenStream> {
        let mut uses = Vec::new();
        let runtime = &self.runtime;
        let used = self
            .used
            .iter()
            .map(|name| Ident::new(name, Span::call_site()));
        match self.used.len() {
            0 => {}
            1 => uses.push(quote!(use #runtime::#(#used)*;)),
            _ => uses.push(quote!(use #runtime::{#(#used),*};)),
        }
        for (&module, alias) in &self.modules {
            let target = self.layout.path(module);
            let path = relative(self.path(), target);
            let from_inside = (path.first() != Some(&Ident::new("super", Span::call_site())))
                .then(|| quote!(self::));
            let renamed = (target.last() != Some(alias)).then(|| {
                let alias = ident(alias);
                quote!(as #alias)
            });
            uses.push(quote!(use #from_inside #(#path)::* #renamed;));
        }
        uses
    }
}

/// The path from inside module `from` to module `to`.
fn relative(from: &[String], to: &[String]) -> Vec<Ident> {
    // Of a module that holds this one, the path goes by way of what holds both.
    let parent = to.len().saturating_sub(1);
    let common = (from.iter().zip(&to[..parent]))
        .take_while(|(a, b)| a == b)
        .count();
    let supers = (common..from.len()).map(|_| Ident::new("super", Span::call_site()));
    supers
        .chain(to[common..].iter().map(|segment| ident(segment)))
        .collect()
}

/// The module of the standard library that has a name of the prelude.
fn prelude_path(name: &str) -> Option<TokenStream> {
    Some(match name {
        "Clone" => quote!(::core::clone),
        "Copy" => quote!(::core::marker),
        "Debug" => quote!(::core::fmt),
        "Default" => quote!(::core::default),
        "PartialEq" | "Eq" | "PartialOrd" | "Ord" => quote!(::core::cmp),
        "Hash" => quote!(::core::hash),
        "Option" => quote!(::core::option),
        "Some" | "None" => quote!(::core::option::Option),
        "Into" => quote!(::core::convert),
        "Box" => quote!(::std::boxed),
        "String" => quote!(::std::string),
        "Vec" => quote!(::std::vec),
        _ => return None,
    })
}

/// An identifier, raw where it has to be.
pub(crate) fn ident(name: &str) -> Ident {
    if is_keyword(name) {
        Ident::new_raw(name, Span::call_site())
    } else {
        Ident::new(name, Span::call_site())
    }
}
