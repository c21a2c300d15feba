//! Where a change stands, in the words that people use for it: `input.token`
//! for `/defs/main/input/schema/properties/token`.

use crate::compiler::{
    compare::{Change, What},
    diagnostic::pointer,
};

/// The steps from the document to what a change is about.
pub(super) fn of(change: &Change) -> Vec<String> {
    let pointer = match change.new.present {
        true => &change.new.pointer,
        false => &change.old.pointer,
    };
    let mut path = Vec::new();
    let mut steps = pointer::steps(pointer);
    match &change.definition {
        None => {}
        Some(name) => {
            steps.nth(1);
            if name != "main" {
                path.push(format!("#{name}"));
            }
        }
    }
    while let Some(step) = steps.next() {
        match step.as_ref() {
            "record" | "schema" => {}
            "properties" => path.extend(steps.next().map(|name| name.into_owned())),
            "items" => match path.last_mut() {
                Some(last) if !last.starts_with('#') => last.push_str("[]"),
                _ => path.push("[]".to_owned()),
            },
            // What the line says itself, perhaps with its place in a list.
            "ref" | "refs" | "type" | "errors" | "permissions" | "closed" => break,
            _ => path.push(step.into_owned()),
        }
    }
    match &change.what {
        What::ErrorAdded { .. } | What::ErrorRemoved { .. } => path.push("errors".to_owned()),
        What::PermissionGranted { .. } | What::PermissionRevoked { .. } => {
            path.push("permissions".to_owned());
        }
        What::DefinitionAdded { .. } | What::DefinitionRemoved { .. } if path.is_empty() => {
            path.push("main".to_owned());
        }
        _ => {}
    }
    path
}
