//! Permissions for spaces.
//! [Proposal](https://github.com/bluesky-social/proposals/tree/main/0016-permissioned-data#permission-sets).

use super::{
    context::Context,
    fields::get,
    permission::uninterpreted,
    permission_fields::{actions, empty, namespace},
};
use crate::{
    compiler::{
        diagnostic::rules,
        schema::{Permission, RepoAction, SpaceAction},
        source::json::{Json, Object},
    },
    syntax::{self, Format, Nsid},
};

pub(super) fn space<'j>(
    cx: &mut Context<'j>,
    object: &'j Object<'j>,
    id: Option<&str>,
) -> Option<Permission> {
    let help = "name the type of the spaces: `\"spaceType\": \"com.example.thing\"`";
    cx.require(object, "spaceType", "a `space` permission", help);
    let space_type = cx.string(object, "spaceType");
    match space_type {
        Some("*") => {
            cx.report_field(
                "spaceType",
                &rules::IGNORED_PERMISSION,
                "servers ignore a permission with `*` in `spaceType` in a permission set",
            )
            .label("not allowed in a permission set")
            .help("name one type of spaces; add a permission for each type");
        }
        Some(name) if Nsid::new(name).is_err() => {
            let message = format!("invalid NSID `{name}`");
            cx.report_field("spaceType", &rules::INVALID_NSID, message)
                .label("not an NSID");
        }
        Some(name) => namespace(cx, "spaceType", None, name, id),
        None => {}
    }
    let authority = cx.string(object, "authority");
    if let Some(authority) = authority
        && !matches!(authority, "*" | "self")
        && syntax::check(Format::Did, authority).is_err()
    {
        cx.report_field(
            "authority",
            &rules::INVALID_PERMISSION,
            format!("invalid authority `{authority}`"),
        )
        .label("expected `self`, `*` or a DID")
        .help("the authority is the account that decides who has access to the space");
    }
    let skey = cx.string(object, "skey");
    if let Some(key) = skey
        && key != "*"
        && syntax::check(Format::RecordKey, key).is_err()
    {
        cx.report_field(
            "skey",
            &rules::INVALID_PERMISSION,
            format!("invalid space key `{key}`"),
        )
        .label("expected `*` or a space key")
        .help(
            "a space key consists of at most 512 letters, digits and `_~.:-`, and is not `.` or \
             `..`",
        );
    }
    let collection = space_collections(cx, object);
    let action = actions(cx, object, "action", &SpaceAction::ALL, SpaceAction::name);
    let manage = actions(cx, object, "manage", &RepoAction::ALL, RepoAction::name);
    let space_type = space_type?.to_owned();
    let (Some(action), Some(manage)) = (action, manage) else {
        return Some(uninterpreted(object, "space"));
    };
    Some(Permission::Space {
        space_type,
        authority: authority.map(str::to_owned),
        skey: skey.map(str::to_owned),
        collection,
        action,
        manage,
    })
}

/// The record types of a permission for spaces: of any namespace, or all with `*`.
fn space_collections<'j>(cx: &mut Context<'j>, object: &'j Object<'j>) -> Vec<String> {
    let names = cx.unique_strings(object, "collection").unwrap_or_default();
    if matches!(get(object, "collection"), Some(Json::Array(items)) if items.is_empty()) {
        empty(
            cx,
            "collection",
            "list the record types, or remove the field",
        );
    }
    for (index, name) in &names {
        if *name != "*" && Nsid::new(*name).is_err() {
            let message = format!("invalid NSID `{name}`");
            let report = cx
                .report_field("collection", &rules::INVALID_NSID, message)
                .item(*index)
                .label("not an NSID");
            if name.contains('*') {
                report.help("list each NSID");
            }
        }
    }
    names.into_iter().map(|(_, name)| name.to_owned()).collect()
}
