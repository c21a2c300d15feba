//! Named scalars and arrays, tokens and permission sets.

use std::collections::BTreeMap;

use super::{
    ModuleWriter, RustType,
    docs::{Docs, code, constraints},
    imports::ident,
    item::Item,
    table::Table,
};
use crate::compiler::{
    ir::Type,
    rust::Quoted,
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
        let alias = ident(name);
        let aliased = self.spelt(&RustType::of(self.ir, r#type));
        let mut item = Item::of_docs(&docs);
        item.line(format_args!("pub type {alias} = {aliased};"));
        self.items.push(item);
        self.inline(r#type, &format!("[`{name}`]"));
    }

    /// A named array that holds itself: an alias of it would never end.
    fn newtype(&mut self, name: &str, r#type: &Type, docs: Docs) {
        let ident = ident(name);
        let inner = self.spelt(&RustType::of(self.ir, r#type));
        let mut item = Item::of_docs(&docs);
        item.line(self.derives(&[]));
        item.line(format_args!("pub struct {ident}(pub {inner});"));
        self.items.push(item);
        self.tables.push(Table {
            macro_name: "newtype",
            heading: ident.into_owned(),
            rows: self.own_rules(r#type),
        });
        self.inline(r#type, &format!("[`{name}`]"));
    }

    /// A newtype holds its value to the rules that an alias leaves to whoever
    /// uses it.
    fn own_rules(&self, r#type: &Type) -> Vec<String> {
        let rules = self.rules(r#type);
        if rules.is_empty() {
            Vec::new()
        } else {
            vec![rules.join(", ")]
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
            .or_text(|| code(&wire));
        let (constant, wire) = (ident(rust_name), Quoted(&wire));
        let mut item = Item::of_docs(&docs);
        item.deprecation(description);
        item.unbreakable(format_args!("pub const {constant}: &str = {wire};"));
        self.items.push(item);
    }

    /// A permission set: what a client asks an account for, as data.
    pub(super) fn permission_set(&mut self, rust_name: &str, set: &PermissionSet) {
        let runtime = &self.options.runtime;
        let nsid = self.module.nsid.as_str();
        let docs = Docs::default()
            .description(set.description.as_deref())
            .description(set.title.as_deref())
            .description(set.detail.as_deref())
            .text(format!("Permission set `{nsid}`."));
        let (some, none) = (self.imports.prelude("Some"), self.imports.prelude("None"));
        let option = |text: &Option<String>| match text {
            Some(text) => format!("{some}({})", Quoted(text)),
            None => none.clone().into_owned(),
        };
        let permissions = set.permissions.iter().map(|permission| match permission {
            Permission::Repo { collection, action } => {
                let action = slice(action.iter().map(|action| match action {
                    RepoAction::Create => format!("{runtime}::RepoAction::Create"),
                    RepoAction::Update => format!("{runtime}::RepoAction::Update"),
                    RepoAction::Delete => format!("{runtime}::RepoAction::Delete"),
                }));
                let collection = strings(collection);
                format!(
                    "{runtime}::Permission::Repo {{ \
                        collection: {collection}, \
                        action: {action} \
                    }}"
                )
            }
            Permission::Rpc {
                lxm,
                aud,
                inherit_aud,
            } => {
                let (lxm, aud) = (strings(lxm), option(aud));
                format!(
                    "{runtime}::Permission::Rpc {{ \
                        lxm: {lxm}, \
                        aud: {aud}, \
                        inherit_aud: {inherit_aud} \
                    }}"
                )
            }
            Permission::Other {
                resource,
                parameters,
            } => {
                let json = serde_json::to_string(parameters).unwrap_or_default();
                let (resource, json) = (Quoted(resource), Quoted(&json));
                format!(
                    "{runtime}::Permission::Other {{ \
                        resource: {resource}, \
                        parameters: {json} \
                    }}"
                )
            }
        });
        let (constant, nsid, permissions) = (ident(rust_name), Quoted(nsid), slice(permissions));
        let (title, title_lang) = (option(&set.title), by_language(&set.title_lang));
        let (detail, detail_lang) = (option(&set.detail), by_language(&set.detail_lang));
        let mut item = Item::of_docs(&docs);
        item.rough(format_args!(
            "pub const {constant}: {runtime}::PermissionSet = {runtime}::PermissionSet {{ \
                nsid: {nsid}, \
                title: {title}, \
                title_lang: {title_lang}, \
                detail: {detail}, \
                detail_lang: {detail_lang}, \
                permissions: {permissions} \
            }};"
        ));
        self.items.push(item);
    }
}

fn by_language(texts: &BTreeMap<String, String>) -> String {
    let pair = |(language, text): (&String, &String)| {
        let (language, text) = (Quoted(language), Quoted(text));
        format!("({language}, {text})")
    };
    slice(texts.iter().map(pair))
}

fn strings(texts: &[String]) -> String {
    slice(texts.iter().map(|text| Quoted(text).to_string()))
}

fn slice(entries: impl Iterator<Item = String>) -> String {
    format!("&[{}]", entries.collect::<Vec<_>>().join(", "))
}

/// What is said of a type that has a name, or `text` where nothing is.
pub(super) fn named_docs(r#type: &Type, text: impl FnOnce() -> String) -> Docs {
    Docs::default()
        .description(r#type.description())
        .facts(&constraints(r#type))
        .or_text(text)
}
