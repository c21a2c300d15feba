//! Tokens, permission sets, types of spaces and the values of constants.

use std::collections::BTreeMap;

use super::{scope::Scope, writer::Writer};
use crate::compiler::{
    items::{Constant, Item, Value},
    rust::Quoted,
    schema::{Permission, PermissionSet, Space},
};

pub(super) fn declaration(item: &Item<'_>, it: &Constant<'_>, scope: &Scope<'_>, out: &mut Writer) {
    let (head, value) = (scope.head("const", &item.name), value(it, scope));
    let runtime_type = match it.value {
        Value::PermissionSet(..) => "PermissionSet",
        Value::Space(..) => "SpaceType",
        _ => {
            let r#type = scope.spelt(&it.r#type);
            out.unbreakable(format_args!("{head}: {type} = {value};"));
            return;
        }
    };
    let runtime = scope.runtime();
    out.rough(format_args!("{head}: {runtime}::{runtime_type} = {value};"));
}

/// The value of a constant as an expression.
pub(super) fn value(constant: &Constant<'_>, scope: &Scope<'_>) -> String {
    match &constant.value {
        Value::Boolean(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Text(value) => Quoted(value).to_string(),
        Value::Formatted(value) => {
            let r#type = scope.spelt(&constant.r#type);
            format!("{type}::new_unchecked({})", Quoted(value))
        }
        Value::Variant(variant) => format!("{}::{variant}", scope.spelt(&constant.r#type)),
        Value::Token(name) => Quoted(name).to_string(),
        Value::PermissionSet(nsid, set) => permission_set(nsid, set, scope),
        Value::Space(nsid, it) => space(nsid, it, scope),
    }
}

fn permission_set(nsid: &str, set: &PermissionSet, scope: &Scope<'_>) -> String {
    let permissions = set.permissions.iter().map(|it| permission(it, scope));
    let fields = [
        ("nsid", Quoted(nsid).to_string()),
        ("title", option(&set.title, scope)),
        ("title_lang", by_language(&set.title_lang)),
        ("detail", option(&set.detail, scope)),
        ("detail_lang", by_language(&set.detail_lang)),
        ("permissions", slice(permissions)),
    ];
    structure("PermissionSet", &fields, scope)
}

fn space(nsid: &str, space: &Space, scope: &Scope<'_>) -> String {
    let collections = space.collections.iter();
    let fields = [
        ("nsid", Quoted(nsid).to_string()),
        ("key", Quoted(&space.key.to_string()).to_string()),
        ("name", Quoted(&space.name).to_string()),
        ("name_lang", by_language(&space.name_lang)),
        (
            "collections",
            slice(collections.map(|nsid| Quoted(nsid.as_str()).to_string())),
        ),
    ];
    structure("SpaceType", &fields, scope)
}

fn permission(permission: &Permission, scope: &Scope<'_>) -> String {
    match permission {
        Permission::Repo { collection, action } => {
            let runtime = scope.runtime();
            let action = action.iter();
            let action = slice(action.map(|it| format!("{runtime}::RepoAction::{it:?}")));
            let fields = [("collection", strings(collection)), ("action", action)];
            structure("Permission::Repo", &fields, scope)
        }
        Permission::Rpc {
            lxm,
            aud,
            inherit_aud,
        } => {
            let fields = [
                ("lxm", strings(lxm)),
                ("aud", option(aud, scope)),
                ("inherit_aud", inherit_aud.to_string()),
            ];
            structure("Permission::Rpc", &fields, scope)
        }
        Permission::Space {
            space_type,
            authority,
            skey,
            collection,
            action,
            manage,
        } => {
            let runtime = scope.runtime();
            let action = action.iter();
            let action = slice(action.map(|it| format!("{runtime}::SpaceAction::{it:?}")));
            let manage = manage.iter();
            let manage = slice(manage.map(|it| format!("{runtime}::RepoAction::{it:?}")));
            let fields = [
                ("space_type", Quoted(space_type).to_string()),
                ("authority", option(authority, scope)),
                ("skey", option(skey, scope)),
                ("collection", strings(collection)),
                ("action", action),
                ("manage", manage),
            ];
            structure("Permission::Space", &fields, scope)
        }
        Permission::Other {
            resource,
            parameters,
        } => {
            let json = serde_json::to_string(parameters).unwrap_or_default();
            let fields = [
                ("resource", Quoted(resource).to_string()),
                ("parameters", Quoted(&json).to_string()),
            ];
            structure("Permission::Other", &fields, scope)
        }
    }
}

/// A struct expression of a type of the runtime.
fn structure(path: &str, fields: &[(&str, String)], scope: &Scope<'_>) -> String {
    let fields = fields
        .iter()
        .map(|(name, value)| format!("{name}: {value}"));
    let fields = fields.collect::<Vec<_>>().join(", ");
    format!("{}::{path} {{ {fields} }}", scope.runtime())
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
