//! The `use` lines of one module: runtime types by their own names, other
//! modules by their last segment.
//!
//! Where a short name is taken, a runtime type is written with its path and a
//! module is imported under a longer name. Imports are private, so none of
//! this is seen by callers.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::ir::{Ir, Module, is_keyword};

/// What one module uses from elsewhere, collected while it is written.
#[derive(Debug)]
pub(super) struct Imports<'a> {
    ir: &'a Ir,
    module: &'a Module,
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
        ir: &'a Ir,
        module: &'a Module,
        runtime: TokenStream,
        own: BTreeSet<String>,
    ) -> Self {
        let (used, modules) = (BTreeSet::new(), BTreeMap::new());
        Self {
            ir,
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
        if self.own.contains(name) {
            let runtime = &self.runtime;
            return quote!(#runtime::#ident);
        }
        self.used.insert(name);
        quote!(#ident)
    }

    /// An item of another generated module.
    pub(super) fn item(&mut self, module: usize, name: &str) -> TokenStream {
        let item = ident(name);
        let target = &self.ir.modules[module];
        if target.path == self.module.path {
            return quote!(#item);
        }
        let alias = match self.modules.get(&module) {
            Some(alias) => alias.clone(),
            None => {
                let alias = self.alias(&target.path);
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
        let sibling = path.len() == self.module.path.len()
            && path[..path.len() - 1] == self.module.path[..path.len() - 1];
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
            let path = relative(&self.module.path, &self.ir.modules[module].path);
            let renamed = (self.ir.modules[module].path.last() != Some(alias)).then(|| {
                let alias = ident(alias);
                quote!(as #alias)
            });
            uses.push(quote!(use #path #renamed;));
        }
        uses
    }
}

/// The path from inside module `from` to module `to`.
fn relative(from: &[String], to: &[String]) -> TokenStream {
    let common = from
        .iter()
        .zip(&to[..to.len() - 1])
        .take_while(|(a, b)| a == b)
        .count();
    let ups = from.len() - common;
    let supers = std::iter::repeat_n(quote!(super), ups);
    let start = if ups == 0 {
        vec![quote!(self)]
    } else {
        supers.collect()
    };
    let rest = to[common..].iter().map(|segment| ident(segment));
    quote!(#(#start)::* :: #(#rest)::*)
}

/// An identifier, raw where it has to be.
pub(crate) fn ident(name: &str) -> Ident {
    if is_keyword(name) {
        Ident::new_raw(name, Span::call_site())
    } else {
        Ident::new(name, Span::call_site())
    }
}
