//! The documents that spaces and permissions list by NSID: nothing resolves these names.

use crate::{
    compiler::{
        lint::{context::Context, rules},
        schema::{Definition, MAIN, Path, Permission, PermissionSet, Space, Step},
    },
    syntax::Nsid,
};

/// What a list names.
#[derive(Clone, Copy)]
enum Listed {
    RecordType,
    Endpoint,
    SpaceType,
}

impl Listed {
    fn description(self) -> &'static str {
        match self {
            Self::RecordType => "a record type",
            Self::Endpoint => "an endpoint",
            Self::SpaceType => "a type of spaces",
        }
    }

    /// Whether the main definition of a document is one. What is opaque can be anything.
    fn is(self, main: Option<&Definition>) -> bool {
        match (self, main) {
            (_, Some(Definition::Opaque(_)))
            | (Self::RecordType, Some(Definition::Record(_)))
            | (Self::Endpoint, Some(Definition::Endpoint(_)))
            | (Self::SpaceType, Some(Definition::Space(_))) => true,
            (Self::RecordType | Self::Endpoint | Self::SpaceType, _) => false,
        }
    }
}

/// The record types of a space. Those of its own namespace must be in the set.
pub(super) fn space(cx: &mut Context<'_>, space: &Space) {
    each(cx, "collections", Listed::RecordType);
    for (index, name) in cx.strings("collections") {
        let Some(nsid) = space.collections.iter().find(|nsid| nsid.as_str() == name) else {
            continue;
        };
        if cx.set.names.exists(nsid) || !is_own(cx, nsid) {
            continue;
        }
        let message = format!("the space lists `{name}`, which does not exist");
        let report = cx
            .report_field("collections", &rules::LISTED_MISSING, message)
            .item(index)
            .label("no document in this namespace has this NSID");
        report.help("correct the name, add the document, or remove the entry");
    }
}

/// Whether an NSID is in the group of the document, or below that.
fn is_own(cx: &Context<'_>, nsid: &Nsid) -> bool {
    let group = cx.document.id.as_str().rsplit_once('.');
    let rest = group.and_then(|(group, _)| nsid.as_str().strip_prefix(group));
    rest.is_some_and(|rest| rest.starts_with('.'))
}

/// What the permissions of the set `name` grant.
pub(super) fn permissions<'a>(cx: &mut Context<'a>, name: &'a str, set: &PermissionSet) {
    let path = Path::of(name);
    for (index, permission) in set.permissions.iter().enumerate() {
        cx.go_to(&path.with(Step::Permission(index)));
        match permission {
            Permission::Repo { .. } => each(cx, "collection", Listed::RecordType),
            Permission::Rpc { .. } => each(cx, "lxm", Listed::Endpoint),
            Permission::Space { space_type, .. } => {
                one(cx, "spaceType", None, space_type, Listed::SpaceType);
                each(cx, "collection", Listed::RecordType);
            }
            Permission::Other { .. } => {}
        }
    }
    cx.go_to(&path);
}

fn each(cx: &mut Context<'_>, field: &'static str, listed: Listed) {
    for (index, name) in cx.strings(field) {
        one(cx, field, Some(index), name, listed);
    }
}

fn one(cx: &mut Context<'_>, field: &str, index: Option<usize>, name: &str, listed: Listed) {
    let Some(document) = cx.set.names.find(name) else {
        return;
    };
    let main = document.defs.get(MAIN);
    if listed.is(main) {
        return;
    }
    let expected = listed.description();
    let found = match main {
        Some(main) => format!("a `{}`", main.kind()),
        None => "a document without `main`".to_owned(),
    };
    let message = format!("`{name}` is {found}, not {expected}");
    cx.report_field(field, &rules::LISTED_TYPE, message)
        .item_if(index)
        .label(format!("expected the NSID of {expected}"))
        .help("correct the name, or remove it");
}
