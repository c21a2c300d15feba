//! The rules of [permission sets](https://atproto.com/specs/permission#permission-sets).

use std::collections::BTreeMap;

use super::{
    context::Context,
    fields::get,
    kind::{Position, kind},
    suggest,
};
use crate::{
    compiler::{
        diagnostic::rules,
        schema::{Permission, PermissionSet, RepoAction, Step},
        source::json::{Json, Object},
    },
    syntax::{self, Format, Nsid},
};

pub(super) fn check<'j>(
    cx: &mut Context<'j>,
    set: &'j Object<'j>,
    id: Option<&str>,
) -> PermissionSet {
    let help = "list the permissions: `\"permissions\": […]`";
    cx.require(set, "permissions", "a permission set", help);
    let items = cx.array(set, "permissions", "objects").unwrap_or_default();
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

fn translations<'j>(
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
    let help = "add `\"resource\": \"repo\"` or `\"rpc\"`";
    cx.require(object, "resource", "a permission", help);
    match cx.string(object, "resource")? {
        "repo" => {
            unexpected(cx, object, &["collection", "action"]);
            repo(cx, object, id)
        }
        "rpc" => {
            unexpected(cx, object, &["lxm", "aud", "inheritAud"]);
            rpc(cx, object, id)
        }
        resource => {
            let report = cx
                .report_field(
                    "resource",
                    &rules::IGNORED_PERMISSION,
                    format!("servers ignore permissions for `{resource}` in a permission set"),
                )
                .label("a permission set can only grant `repo` and `rpc`");
            match resource {
                "blob" | "account" | "identity" => {
                    report.help(
                        "a client must request this permission itself, in addition to the set",
                    );
                }
                _ => {
                    if let Some(near) = suggest::nearest(resource, ["repo", "rpc"].into_iter()) {
                        report.help(format!("did you mean `{near}`?"));
                    }
                }
            }
            let own = |key: &&str| !["type", "resource", "description"].contains(key);
            Some(Permission::Other {
                resource: resource.to_owned(),
                parameters: object
                    .iter()
                    .filter(|(key, _)| own(key))
                    .map(|(key, value)| (key.to_owned(), value.to_value()))
                    .collect(),
            })
        }
    }
}

/// Fields that make a server ignore the permission.
fn unexpected(cx: &mut Context<'_>, object: &Object<'_>, own: &[&str]) {
    let all = || {
        own.iter()
            .copied()
            .chain(["type", "resource", "description"])
    };
    for key in object.keys().filter(|key| all().all(|known| known != *key)) {
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
}

fn repo<'j>(cx: &mut Context<'j>, object: &'j Object<'j>, id: Option<&str>) -> Option<Permission> {
    let collection = nsids(cx, object, "collection", "record types", id);
    let mut action = Vec::new();
    for (index, name) in actions(cx, object) {
        if let Some(known) = RepoAction::ALL.into_iter().find(|it| it.name() == name) {
            action.push(known);
            continue;
        }
        let near = suggest::nearest(name, RepoAction::ALL.into_iter().map(RepoAction::name));
        let message = format!("unknown action `{name}`");
        let report = cx
            .report_field("action", &rules::INVALID_PERMISSION, message)
            .item(index)
            .label("expected `create`, `update` or `delete`");
        if let Some(near) = near {
            report.help(format!("did you mean `{near}`?"));
        }
    }
    Some(Permission::Repo {
        collection: collection?,
        action,
    })
}

/// `action`: the specification has an array, a reference implementation also
/// takes a single string.
fn actions<'j>(cx: &mut Context<'j>, object: &'j Object<'j>) -> Vec<(usize, &'j str)> {
    match get(object, "action") {
        Some(Json::String(one)) => vec![(0, one)],
        _ => cx.unique_strings(object, "action").unwrap_or_default(),
    }
}

fn rpc<'j>(cx: &mut Context<'j>, object: &'j Object<'j>, id: Option<&str>) -> Option<Permission> {
    let lxm = nsids(cx, object, "lxm", "endpoints", id);
    let aud = cx.string(object, "aud");
    let inherit_aud = cx.boolean(object, "inheritAud").unwrap_or(false);
    match (aud, inherit_aud) {
        (None, false) if get(object, "aud").is_none() => {
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

/// The NSIDs of a list, which cannot be empty.
fn nsids<'j>(
    cx: &mut Context<'j>,
    object: &'j Object<'j>,
    field: &'static str,
    what: &str,
    id: Option<&str>,
) -> Option<Vec<String>> {
    if get(object, field).is_none() {
        let help = format!("list the {what}: `\"{field}\": [\"com.example.thing\"]`");
        cx.missing(field, "the permission", &help);
    }
    let names = cx.unique_strings(object, field)?;
    if matches!(get(object, field), Some(Json::Array(items)) if items.is_empty()) {
        cx.report_field(
            field,
            &rules::INVALID_PERMISSION,
            format!("`{field}` is empty"),
        )
        .label("empty")
        .help(format!("list the {what}"));
    }
    for (index, name) in &names {
        nsid(cx, field, *index, name, id);
    }
    Some(names.into_iter().map(|(_, name)| name.to_owned()).collect())
}

fn nsid(cx: &mut Context<'_>, field: &'static str, index: usize, name: &str, id: Option<&str>) {
    if name == "*" {
        cx.report_field(
            field,
            &rules::IGNORED_PERMISSION,
            format!("servers ignore a permission with `*` in `{field}` in a permission set"),
        )
        .item(index)
        .label("not allowed in a permission set")
        .help("list each NSID");
    } else if Nsid::new(name).is_err() {
        cx.report_field(
            field,
            &rules::INVALID_NSID,
            format!("invalid NSID `{name}`"),
        )
        .item(index)
        .label("not an NSID");
    } else if let Some(group) = id
        .and_then(|id| id.rsplit_once('.'))
        .map(|(group, _)| group)
        && !name
            .strip_prefix(group)
            .is_some_and(|rest| rest.starts_with('.'))
    {
        cx.report_field(
            field,
            &rules::PERMISSION_NAMESPACE,
            format!("`{name}` is outside the namespace of the set, `{group}.*`"),
        )
        .item(index)
        .label("servers ignore this")
        .help("a set can only grant NSIDs in its own namespace; move the set to a parent namespace, or remove the entry");
    }
}
