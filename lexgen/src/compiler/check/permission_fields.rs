//! Fields that permissions for several resources have: lists of actions and of NSIDs.

use super::{context::Context, fields::get, suggest};
use crate::{
    compiler::{
        diagnostic::rules,
        source::json::{Json, Object},
    },
    syntax::Nsid,
};

/// The actions of a list, or a single one: the specification has an array, a
/// reference implementation also takes a string. `None` for an empty list, with which
/// servers ignore the permission; the default is for a list that is not there.
pub(super) fn actions<'j, A: Copy>(
    cx: &mut Context<'j>,
    object: &'j Object<'j>,
    field: &'static str,
    all: &[A],
    name_of: fn(A) -> &'static str,
) -> Option<Vec<A>> {
    if matches!(get(object, field), Some(Json::Array(items)) if items.is_empty()) {
        let message = format!("`{field}` is empty: servers ignore the permission");
        cx.report_field(field, &rules::IGNORED_PERMISSION, message)
            .label("empty")
            .help("list the actions, or remove the field for the default");
        return None;
    }
    let (given, is_list) = match get(object, field) {
        Some(Json::String(one)) => (vec![(0, one.as_ref())], false),
        _ => (cx.unique_strings(object, field).unwrap_or_default(), true),
    };
    let names = || all.iter().copied().map(name_of);
    let mut actions = Vec::with_capacity(given.len());
    for (index, name) in given {
        if let Some(known) = all.iter().find(|action| name_of(**action) == name) {
            actions.push(*known);
            continue;
        }
        let near = suggest::nearest(name, names());
        let message = format!("unknown action `{name}`");
        let report = cx
            .report_field(field, &rules::INVALID_PERMISSION, message)
            .item_if(is_list.then_some(index))
            .label(format!("expected one of {}", suggest::quoted(names())));
        if let Some(near) = near {
            report.help(format!("did you mean `{near}`?"));
        }
    }
    Some(actions)
}

pub(super) fn empty(cx: &mut Context<'_>, field: &'static str, help: &str) {
    let message = format!("`{field}` is empty");
    cx.report_field(field, &rules::INVALID_PERMISSION, message)
        .label("empty")
        .help(help.to_owned());
}

/// The NSIDs of a list, which cannot be empty.
pub(super) fn nsids<'j>(
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
        empty(cx, field, &format!("list the {what}"));
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
        let report = cx
            .report_field(
                field,
                &rules::INVALID_NSID,
                format!("invalid NSID `{name}`"),
            )
            .item(index)
            .label("not an NSID");
        if name.contains('*') {
            report.help("list each NSID");
        }
    } else {
        namespace(cx, field, Some(index), name, id);
    }
}

/// Checks that an NSID is next to the set with the NSID `id`, or below that.
pub(super) fn namespace(
    cx: &mut Context<'_>,
    field: &'static str,
    index: Option<usize>,
    name: &str,
    id: Option<&str>,
) {
    if let Some((group, _)) = id.and_then(|id| id.rsplit_once('.'))
        && !name
            .strip_prefix(group)
            .is_some_and(|rest| rest.starts_with('.'))
    {
        cx.report_field(
            field,
            &rules::PERMISSION_NAMESPACE,
            format!("`{name}` is outside the namespace of the set, `{group}.*`"),
        )
        .item_if(index)
        .label("servers ignore this")
        .help("a set can only grant NSIDs in its own namespace; move the set to a parent namespace, or remove the entry");
    }
}
