//! The place of a change as people write it: `input.token`
//! for `/defs/main/input/schema/properties/token`.

use crate::compiler::{
    compare::{Change, ChangeKind, DefinitionChange, PermissionChange, SpaceChange},
    schema::{MAIN, Step},
};

/// The steps from the document to what a change is about.
pub(super) fn of(change: &Change) -> Vec<String> {
    let mut path = Vec::new();
    if let Some(name) = change.definition.as_deref().filter(|name| *name != MAIN) {
        path.push(format!("#{name}"));
    }
    for step in change.path().steps() {
        match step {
            Step::Record | Step::Schema => {}
            Step::Parameters | Step::Input | Step::Output | Step::Message => {
                path.extend(step.keyword().map(str::to_owned));
            }
            Step::Property(name) | Step::Key(name) => path.push(name.clone()),
            Step::Items => match path.last_mut() {
                Some(last) if !last.starts_with('#') => last.push_str("[]"),
                _ => path.push("[]".to_owned()),
            },
            // The line says it itself, perhaps with its place in a list.
            Step::Error(_)
            | Step::Member(_)
            | Step::Permission(_)
            | Step::Keyword(
                "ref" | "refs" | "type" | "errors" | "permissions" | "collections" | "closed",
            ) => break,
            Step::Keyword(keyword) => path.push((*keyword).to_owned()),
            Step::Index(index) => path.push(index.to_string()),
        }
    }
    match &change.kind {
        ChangeKind::Error(_) => path.push("errors".to_owned()),
        ChangeKind::Permission(
            PermissionChange::Granted { .. } | PermissionChange::Revoked { .. },
        ) => path.push("permissions".to_owned()),
        ChangeKind::Space(
            SpaceChange::CollectionAdded { .. } | SpaceChange::CollectionRemoved { .. },
        ) => path.push("collections".to_owned()),
        ChangeKind::Definition(
            DefinitionChange::Added { .. } | DefinitionChange::Removed { .. },
        ) if path.is_empty() => path.push(MAIN.to_owned()),
        _ => {}
    }
    path
}
