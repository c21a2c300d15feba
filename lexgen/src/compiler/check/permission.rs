//! The rules of [permission sets](https://atproto.com/specs/permission#permission-sets).

use std::collections::BTreeMap;

use super::{
    context::Context,
    fields::get,
    kind::{Position, kind},
    permission_fields::{actions, nsids},
    permission_space::space,
    suggest, unknown,
};
use crate::{
    compiler::{
        diagnostic::rules,
        schema::{Permission, PermissionSet, RepoAction, Step},
        source::json::{Json, Object},
    },
    syntax::{self, Format},
};

/// The resources that a permission set can grant.
const RESOURCES: [&str; 3] = ["repo", "rpc", "space"];

pub(super) fn check<'j>(
    cx: &mut Context<'j>,
    set: &'j Object<'j>,
    id: Option<&str>,
) -> PermissionSet {
    let help = "list the permissions: `\"permissions\": […]`";
    cx.require(set, "permissions", "a permission set", help);
    let items = cx.array(set, "permissions", "an array of objects");
    let items = items.unwrap_or_default();
    let mut permissions = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        let Json::Object(object) = item else {
            cx.wrong_item("permissions", index, "an object", item);
            continue;
        };
        let permission = cx.within(Step::Permission(index), |cx| check_one(cx, object, id));
        permissions.extend(permission);
    }
    PermissionSet {
        description: cx.text(set, "description"),
        title: cx.text(set, "title"),
        title_lang: translations(cx, set, "title:lang"),
        detail: cx.text(set, "detail"),
        detail_lang: translations(cx, set, "detail:lang"),
        permissions,
    }
}

/// Text for account holders by language.
pub(super) fn translations<'j>(
    cx: &mut Context<'j>,
    set: &'j Object<'j>,
    field: &'static str,
) -> BTreeMap<String, String> {
    let Some(map) = cx.object(set, field) else {
        return BTreeMap::new();
    };
    let mut translations = BTreeMap::new();
    for (language, text) in map.iter() {
        cx.within(Step::Keyword(field), |cx| {
            if syntax::check(Format::Language, language).is_err() {
                cx.report_field(
                    language,
                    &rules::INVALID_LANGUAGE,
                    format!("invalid language tag `{language}`"),
                )
                .on_key()
                .label("expected a tag such as `pt-BR`");
            }
            match text {
                Json::String(text) => {
                    translations.insert(language.to_owned(), text.to_string());
                }
                other => cx.wrong_type(language, "a string", other),
            }
        });
    }
    translations
}

fn check_one<'j>(
    cx: &mut Context<'j>,
    object: &'j Object<'j>,
    id: Option<&str>,
) -> Option<Permission> {
    kind(cx, object, Position::Permission)?;
    let help = "add `\"resource\": \"repo\"`, `\"rpc\"` or `\"space\"`";
    cx.require(object, "resource", "a permission", help);
    let resource = cx.string(object, "resource")?;
    let (permission, own): (_, &[&str]) = match resource {
        "repo" => (repo(cx, object, id), &["collection", "action"]),
        "rpc" => (rpc(cx, object, id), &["lxm", "aud", "inheritAud"]),
        "space" => (
            space(cx, object, id),
            &[
                "spaceType",
                "authority",
                "skey",
                "collection",
                "action",
                "manage",
            ],
        ),
        _ => {
            other_resource(cx, resource);
            return Some(uninterpreted(object, resource));
        }
    };
    if has_unexpected(cx, object, own) {
        // It grants nothing, whatever the fields that are known say.
        return Some(uninterpreted(object, resource));
    }
    permission
}

/// A permission that servers ignore, or that is not known, as it is written.
pub(super) fn uninterpreted(object: &Object<'_>, resource: &str) -> Permission {
    let own = |key: &&str| !["type", "resource", "description"].contains(key);
    Permission::Other {
        resource: resource.to_owned(),
        parameters: object
            .iter()
            .filter(|(key, _)| own(key))
            .map(|(key, value)| (key.to_owned(), value.to_value()))
            .collect(),
    }
}

/// Reports a resource that a set cannot grant, or that is unknown.
fn other_resource(cx: &mut Context<'_>, resource: &str) {
    if let "blob" | "account" | "identity" = resource {
        cx.report_field(
            "resource",
            &rules::IGNORED_PERMISSION,
            format!("servers ignore permissions for `{resource}` in a permission set"),
        )
        .label("a permission set can only grant `repo`, `rpc` and `space`")
        .help("a client must request this permission itself, in addition to the set");
        return;
    }
    let message = format!("unknown resource `{resource}`");
    if let Some(near) = suggest::misspelled(resource, RESOURCES.into_iter()) {
        cx.report_field("resource", &rules::UNKNOWN_RESOURCE, message)
            .label(unknown::taken_for(near))
            .help(format!("did you mean `{near}`?"));
        return;
    }
    let help = format!("a permission set can grant {}", suggest::quoted(RESOURCES));
    let labels = ("not a resource of permissions", "kept as it is");
    cx.unknown_word(
        ("resource", resource),
        &rules::UNKNOWN_RESOURCE,
        message,
        labels,
        &help,
    );
}

/// Reports fields that make a server ignore the permission. Whether there are any.
fn has_unexpected(cx: &mut Context<'_>, object: &Object<'_>, own: &[&str]) -> bool {
    let all = || {
        own.iter()
            .copied()
            .chain(["type", "resource", "description"])
    };
    let mut found = false;
    for key in object.keys().filter(|key| all().all(|known| known != *key)) {
        found = true;
        let near = suggest::nearest(key, all());
        let report = cx
            .report_field(
                key,
                &rules::IGNORED_PERMISSION,
                format!("unknown field `{key}`: servers ignore the permission"),
            )
            .on_key()
            .label("unknown field");
        if let Some(near) = near {
            report.help(format!("did you mean `{near}`?"));
        }
    }
    found
}

fn repo<'j>(cx: &mut Context<'j>, object: &'j Object<'j>, id: Option<&str>) -> Option<Permission> {
    let collection = nsids(cx, object, "collection", "record types", id);
    let action = actions(cx, object, "action", &RepoAction::ALL, RepoAction::name);
    let collection = collection?;
    Some(match action {
        Some(action) => Permission::Repo { collection, action },
        None => uninterpreted(object, "repo"),
    })
}

fn rpc<'j>(cx: &mut Context<'j>, object: &'j Object<'j>, id: Option<&str>) -> Option<Permission> {
    let lxm = nsids(cx, object, "lxm", "endpoints", id);
    let aud = cx.string(object, "aud");
    let inherit_aud = cx.boolean(object, "inheritAud").unwrap_or(false);
    // What is there and of the wrong type was reported.
    let is_there = |field| !matches!(get(object, field), None | Some(Json::Bool(false)));
    match (aud, inherit_aud) {
        (None, false) if !is_there("aud") && !is_there("inheritAud") => {
            cx.report(
                &rules::INVALID_PERMISSION,
                "an `rpc` permission requires `aud` or `inheritAud`",
            )
            .label("no audience")
            .help("add `\"inheritAud\": true`, or `\"aud\": \"*\"` for any service");
        }
        (Some(_), true) => {
            cx.report_field(
                "aud",
                &rules::INVALID_PERMISSION,
                "a permission cannot have both `aud` and `inheritAud`",
            )
            .on_key()
            .label("`inheritAud` already determines the audience")
            .help("remove one of them");
        }
        (Some("*"), false) if lxm.iter().flatten().any(|name| name == "*") => {
            cx.report_field(
                "aud",
                &rules::INVALID_PERMISSION,
                "`aud` and `lxm` cannot both be `*`",
            )
            .label("would allow any call to any service")
            .help("list the endpoints in `lxm`");
        }
        (Some("*"), false) | (None, _) => {}
        (Some(service), false) => audience(cx, service),
    }
    Some(Permission::Rpc {
        lxm: lxm?,
        aud: aud.map(str::to_owned),
        inherit_aud,
    })
}

/// Checks an audience other than `*`: a DID and the service's fragment.
fn audience(cx: &mut Context<'_>, service: &str) {
    let is_service = service.split_once('#').is_some_and(|(did, fragment)| {
        !fragment.is_empty() && !fragment.contains('#') && syntax::check(Format::Did, did).is_ok()
    });
    if is_service {
        cx.report_field(
            "aud",
            &rules::IGNORED_PERMISSION,
            "servers ignore a permission for one service in a permission set",
        )
        .label("expected `*`")
        .help("use `\"inheritAud\": true` instead; the client then names the service");
    } else {
        cx.report_field(
            "aud",
            &rules::INVALID_PERMISSION,
            format!("invalid audience `{service}`"),
        )
        .label("expected `*`")
        .help("use `\"*\"`, or `\"inheritAud\": true` instead of `aud`");
    }
}
