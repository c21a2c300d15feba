//! Tokens, permission sets and the values of constants.

use std::collections::BTreeMap;

use super::{scope::Scope, writer::Writer};
use crate::compiler::{
    items::{Constant, Item, Value},
    rust::Quoted,
    schema::{Permission, PermissionSet, RepoAction},
};

pub(super) fn declaration(item: &Item<'_>, it: &Constant<'_>, scope: &Scope<'_>, out: &mut Writer) {
    let (head, value) = (scope.head("const", &item.name), value(it, scope));
    if let Value::PermissionSet(..) = it.value {
        let runtime = scope.runtime();
        out.rough(format_args!("{head}: {runtime}::PermissionSet = {value};"));
    } else {
        let r#type = scope.spelt(&it.r#type);
        out.unbreakable(format_args!("{head}: {type} = {value};"));
    }
}

/// The value of a constant as an expression.
pub(super) fn value(constant: &Constant<'_>, scope: &Scope<'_>) -> String {
    match &constant.value {
        Value::Boolean(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Text(value) => Quoted(value).to_string(),
        Value::Variant(variant) => format!("{}::{variant}", scope.spelt(&constant.r#type)),
        Value::Token(name) => Quoted(name).to_string(),
        Value::PermissionSet(nsid, set) => permission_set(nsid, set, scope),
    }
}

fn permission_set(nsid: &str, set: &PermissionSet, scope: &Scope<'_>) -> String {
    let (nsid, runtime) = (Quoted(nsid), scope.runtime());
    let permissions = slice(set.permissions.iter().map(|it| permission(it, scope)));
    let (title, title_lang) = (option(&set.title, scope), by_language(&set.title_lang));
    let (detail, detail_lang) = (option(&set.detail, scope), by_language(&set.detail_lang));
    format!(
        "{runtime}::PermissionSet {{ \
            nsid: {nsid}, \
            title: {title}, \
            title_lang: {title_lang}, \
            detail: {detail}, \
            detail_lang: {detail_lang}, \
            permissions: {permissions} \
        }}"
    )
}

fn permission(permission: &Permission, scope: &Scope<'_>) -> String {
    let runtime = scope.runtime();
    match permission {
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
            let (lxm, aud) = (strings(lxm), option(aud, scope));
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
    }
}

fn option(text: &Option<String>, scope: &Scope<'_>) -> String {
    match text {
        Some(text) => format!("{}({})", scope.prelude("Some"), Quoted(text)),
        None => scope.prelude("None").to_string(),
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
