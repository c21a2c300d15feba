//! Prefixes for the names of one document's items, for modules that contain
//! other items.

use std::collections::BTreeSet;

use super::{DefinitionKind, Ir, Object, Type, TypeKind, constant_name};

/// Renames the `main` of the document `nsid` to `name`, and puts `name` before
/// the names of all its other items: `Input` becomes
/// `CreateSessionInput`, a token `REASON_SPAM` becomes `REPORT_REASON_SPAM`.
pub fn prefix_names(ir: &mut Ir, nsid: &str, name: &str) {
    let Some(module) = ir.modules.iter_mut().find(|it| it.nsid.as_str() == nsid) else {
        return;
    };
    name.clone_into(&mut module.companion_prefix);
    let taken: BTreeSet<String> = (module.definitions.iter())
        .filter(|definition| definition.name != "main")
        .map(|definition| format!("{name}{}", definition.rust_name))
        .collect();
    for definition in &mut module.definitions {
        let is_main = definition.name == "main";
        let old = definition.rust_name.clone();
        let rename = |rust_name: &mut String| {
            if is_main && *rust_name == old {
                name.clone_into(rust_name);
            } else if let Some(rest) = rust_name.strip_prefix(&old).filter(|_| is_main) {
                // Types inside `main` already start with its name.
                *rust_name = format!("{name}{rest}");
                while taken.contains(rust_name) {
                    rust_name.push('_');
                }
            } else {
                rust_name.insert_str(0, name);
            }
        };
        match &mut definition.kind {
            DefinitionKind::Record(record) => object(&mut record.object.kind, &rename),
            DefinitionKind::Object(it) => object(&mut it.kind, &rename),
            DefinitionKind::Type { r#type: it, .. } => r#type(it, &rename),
            DefinitionKind::Endpoint(endpoint) => {
                endpoint
                    .params
                    .iter_mut()
                    .for_each(|it| object(&mut it.kind, &rename));
                let bodies = [&mut endpoint.input, &mut endpoint.output];
                (bodies.into_iter().flatten())
                    .filter_map(|body| body.schema.as_mut())
                    .chain(&mut endpoint.message)
                    .for_each(|it| r#type(it, &rename));
            }
            DefinitionKind::PermissionSet(_)
            | DefinitionKind::Space(_)
            | DefinitionKind::Opaque(_)
            | DefinitionKind::Token { .. } => {
                definition.rust_name = if is_main {
                    constant_name(name)
                } else {
                    format!("{}_{old}", constant_name(name))
                };
                continue;
            }
        }
        rename(&mut definition.rust_name);
    }
}

fn object(object: &mut Object, rename: &impl Fn(&mut String)) {
    rename(&mut object.rust_name);
    object.required_name.iter_mut().for_each(rename);
    for field in &mut object.fields {
        r#type(&mut field.r#type, rename);
    }
}

fn r#type(it: &mut Type, rename: &impl Fn(&mut String)) {
    match &mut it.kind {
        TypeKind::String(text) => {
            if let Some(values) = &mut text.values {
                rename(&mut values.rust_name);
            }
        }
        TypeKind::Array(array) => r#type(&mut array.items, rename),
        TypeKind::Object(it) => object(it, rename),
        TypeKind::Union(union) => rename(&mut union.rust_name),
        TypeKind::Boolean(_)
        | TypeKind::Integer(_)
        | TypeKind::Bytes(_)
        | TypeKind::CidLink
        | TypeKind::Blob(_)
        | TypeKind::Unknown
        | TypeKind::Opaque(_)
        | TypeKind::Ref(_) => {}
    }
}
