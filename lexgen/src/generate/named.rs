//! Named scalars and arrays, tokens and permission sets.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    ModuleWriter, RustType,
    docs::{Docs, code, constraints, deprecation},
    imports::ident,
    table::Table,
};
use crate::{
    ir::Type,
    schema::{Permission, PermissionSet, RepoAction},
};

impl ModuleWriter<'_> {
    /// A definition that is neither an object nor one of the primary types.
    pub(super) fn named_type(&mut self, full_name: &str, name: &str, r#type: &Type, newtype: bool) {
        let docs = named_docs(r#type, || code(full_name));
        match r#type {
            Type::String(text) if text.values.is_some() => self.values(text, docs),
            Type::Object(object) => self.object(object, docs),
            Type::Union(union) => self.union(union, docs),
            _ if newtype => self.newtype(name, r#type, docs),
            _ => self.alias(name, r#type, docs),
        }
    }

    /// A type alias, and the types written inside.
    pub(super) fn alias(&mut self, name: &str, r#type: &Type, docs: Docs) {
        let (docs, alias) = (docs.outer(), ident(name));
        let aliased = RustType::of(self.ir, r#type);
        let aliased = self.spelt(&aliased);
        self.items.push(quote! {
            #docs
            pub type #alias = #aliased;
        });
        self.inline(r#type, &format!("[`{name}`]"));
    }

    /// A named array that holds itself: an alias of it would never end.
    fn newtype(&mut self, name: &str, r#type: &Type, docs: Docs) {
        let (docs, ident, derives) = (docs.outer(), ident(name), self.derives(&[]));
        let inner = RustType::of(self.ir, r#type);
        let inner = self.spelt(&inner);
        self.items.push(quote! {
            #docs
            #derives
            pub struct #ident(pub #inner);
        });
        self.tables.push(Table {
            macro_name: "newtype",
            heading: quote!(#ident),
            rows: self.own_rules(r#type),
        });
        self.inline(r#type, &format!("[`{name}`]"));
    }

    /// A newtype holds its value to the rules that an alias leaves to whoever
    /// uses it.
    fn own_rules(&self, r#type: &Type) -> Vec<TokenStream> {
        let rules = self.rules(r#type);
        if rules.is_empty() {
            Vec::new()
        } else {
            vec![quote!(#(#rules),*)]
        }
    }

    /// A token: its full name.
    pub(super) fn token(&mut self, name: &str, rust_name: &str, description: Option<&str>) {
        let nsid = self.module.nsid.as_str();
        let wire = if name == "main" {
            nsid.to_owned()
        } else {
            format!("{nsid}#{name}")
        };
        let docs = Docs::default()
            .description(description)
            .or_text(|| code(&wire))
            .outer();
        let (constant, deprecated) = (ident(rust_name), deprecation(description));
        self.items.push(quote! {
            #docs
            #deprecated
            pub const #constant: &str = #wire;
        });
    }

    /// A permission set: what a client asks an account for, as data.
    pub(super) fn permission_set(&mut self, rust_name: &str, set: &PermissionSet) {
        let runtime = &self.runtime;
        let nsid = self.module.nsid.as_str();
        let (some, none) = (self.imports.prelude("Some"), self.imports.prelude("None"));
        let option = |text: &Option<String>| match text {
            Some(text) => quote!(#some(#text)),
            None => quote!(#none),
        };
        let by_language = |texts: &std::collections::BTreeMap<String, String>| {
            let pairs = texts
                .iter()
                .map(|(language, text)| quote!((#language, #text)));
            quote!(&[#(#pairs),*])
        };
        let permissions = set.permissions.iter().map(|permission| match permission {
            Permission::Repo { collection, action } => {
                let action = action.iter().map(|action| match action {
                    RepoAction::Create => quote!(#runtime::RepoAction::Create),
                    RepoAction::Update => quote!(#runtime::RepoAction::Update),
                    RepoAction::Delete => quote!(#runtime::RepoAction::Delete),
                });
                quote!(#runtime::Permission::Repo {
                    collection: &[#(#collection),*],
                    action: &[#(#action),*],
                })
            }
            Permission::Rpc {
                lxm,
                aud,
                inherit_aud,
            } => {
                let aud = option(aud);
                quote!(#runtime::Permission::Rpc {
                    lxm: &[#(#lxm),*],
                    aud: #aud,
                    inherit_aud: #inherit_aud,
                })
            }
            Permission::Other {
                resource,
                parameters,
            } => {
                let json = serde_json::to_string(parameters).unwrap_or_default();
                quote!(#runtime::Permission::Other { resource: #resource, parameters: #json })
            }
        });
        let docs = Docs::default()
            .description(set.description.as_deref())
            .description(set.title.as_deref())
            .description(set.detail.as_deref())
            .text(format!("Permission set `{nsid}`."))
            .outer();
        let (constant, title, detail) = (ident(rust_name), option(&set.title), option(&set.detail));
        let (title_lang, detail_lang) =
            (by_language(&set.title_lang), by_language(&set.detail_lang));
        self.items.push(quote! {
            #docs
            pub const #constant: #runtime::PermissionSet = #runtime::PermissionSet {
                nsid: #nsid,
                title: #title,
                title_lang: #title_lang,
                detail: #detail,
                detail_lang: #detail_lang,
                permissions: &[#(#permissions),*],
            };
        });
    }
}

/// What is said of a type that has a name, or `text` where nothing is.
pub(super) fn named_docs(r#type: &Type, text: impl FnOnce() -> String) -> Docs {
    Docs::default()
        .description(r#type.description())
        .facts(&constraints(r#type))
        .or_text(text)
}
