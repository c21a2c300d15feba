//! What stands at a place, in a few words.

use std::{cell::RefCell, collections::HashMap};

use crate::compiler::{
    diagnostic::pointer,
    ir::{Body, Definition, DefinitionKind, Endpoint, Field, Ir, Method, Object, Target, Type},
};

/// One side, to look things up in.
pub(super) struct World<'i> {
    pub(super) ir: &'i Ir,
    /// The fields by name of the objects that were asked for.
    fields: RefCell<HashMap<*const Object, Fields<'i>>>,
}

type Fields<'i> = HashMap<&'i str, &'i Field>;

impl<'i> World<'i> {
    pub(super) fn of(ir: &'i Ir) -> Self {
        Self {
            ir,
            fields: RefCell::default(),
        }
    }

    fn field(&self, object: &'i Object, name: &str) -> Option<&'i Field> {
        let mut known = self.fields.borrow_mut();
        let fields = known.entry(object).or_insert_with(|| {
            let fields = object.fields.iter();
            fields.map(|it| (it.name.as_str(), it)).collect()
        });
        fields.get(name).copied()
    }
}

/// What a document's `main` is, if it has one.
pub(super) fn kind_of_main(ir: &Ir, nsid: &str) -> Option<&'static str> {
    let main = definition(ir, nsid, "main")?;
    Some(kind(main))
}

/// A whole document: `record`, or `3 definitions`.
pub(super) fn document(ir: &Ir, nsid: &str) -> String {
    let Some(module) = ir.document(nsid) else {
        return String::new();
    };
    let count = module.definitions.len();
    match (kind_of_main(ir, nsid), count) {
        (Some(kind), 1) => kind.to_owned(),
        (Some(kind), 2) => format!("{kind} and 1 definition"),
        (Some(kind), count) => format!("{kind} and {} definitions", count - 1),
        (None, 1) => "1 definition".to_owned(),
        (None, count) => format!("{count} definitions"),
    }
}

/// The type or body at a place.
pub(super) fn at(world: &World<'_>, nsid: &str, pointer: &str) -> Option<String> {
    let mut steps = pointer::steps(pointer).skip(1);
    let name = steps.next()?;
    let definition = definition(world.ir, nsid, &name)?;
    let rest: Vec<_> = steps.collect();
    let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
    match &definition.kind {
        DefinitionKind::Endpoint(endpoint) => of_endpoint(world, endpoint, nsid, &rest),
        DefinitionKind::Record(record) => match rest.split_first() {
            Some((&"record", rest)) => in_object(world, &record.object, nsid, rest),
            _ => Some("record".to_owned()),
        },
        DefinitionKind::Object(object) => in_object(world, object, nsid, &rest),
        DefinitionKind::Type { r#type, .. } => in_type(world, r#type, nsid, &rest),
        DefinitionKind::PermissionSet(_) | DefinitionKind::Token { .. } => {
            Some(kind(definition).to_owned())
        }
    }
}

fn definition<'i>(ir: &'i Ir, nsid: &str, name: &str) -> Option<&'i Definition> {
    ir.document(nsid)?.named(name)
}

fn kind(definition: &Definition) -> &'static str {
    match &definition.kind {
        DefinitionKind::Record(_) => "record",
        DefinitionKind::Endpoint(endpoint) => match endpoint.method {
            Method::Query => "query",
            Method::Procedure => "procedure",
            Method::Subscription => "subscription",
        },
        DefinitionKind::PermissionSet(_) => "permission set",
        DefinitionKind::Token { .. } => "token",
        DefinitionKind::Object(_) => "object",
        DefinitionKind::Type { r#type, .. } => match r#type {
            Type::Array(_) => "array",
            Type::String(_) => "string",
            Type::Boolean(_) => "boolean",
            Type::Integer(_) => "integer",
            Type::Bytes(_) => "bytes",
            Type::CidLink(_) => "cid-link",
            Type::Blob(_) => "blob",
            Type::Unknown(_) => "unknown",
            Type::Object(_) => "object",
            Type::Union(_) => "union",
            Type::Ref { .. } => "ref",
        },
    }
}

fn of_endpoint<'i>(
    world: &World<'i>,
    endpoint: &'i Endpoint,
    nsid: &str,
    steps: &[&str],
) -> Option<String> {
    match steps {
        [] => None,
        ["parameters", rest @ ..] => in_object(world, endpoint.params.as_ref()?, nsid, rest),
        ["input", rest @ ..] => in_body(world, endpoint.input.as_ref()?, nsid, rest),
        ["output", rest @ ..] => in_body(world, endpoint.output.as_ref()?, nsid, rest),
        ["message"] => Some(words(endpoint.message.as_ref()?, nsid)),
        ["message", _, rest @ ..] => in_type(world, endpoint.message.as_ref()?, nsid, rest),
        _ => None,
    }
}

fn in_body<'i>(world: &World<'i>, body: &'i Body, nsid: &str, steps: &[&str]) -> Option<String> {
    let Some((_, rest)) = steps.split_first() else {
        let schema = body.schema.as_ref().map(|it| words(it, nsid));
        let parts = std::iter::once(body.encoding.clone()).chain(schema);
        return Some(parts.collect::<Vec<_>>().join(", "));
    };
    in_type(world, body.schema.as_ref()?, nsid, rest)
}

fn in_object<'i>(
    world: &World<'i>,
    object: &'i Object,
    nsid: &str,
    steps: &[&str],
) -> Option<String> {
    match steps {
        ["properties", name, rest @ ..] => {
            let field = world.field(object, name)?;
            in_type(world, &field.r#type, nsid, rest)
        }
        [] => Some("object".to_owned()),
        _ => None,
    }
}

fn in_type<'i>(world: &World<'i>, r#type: &'i Type, nsid: &str, steps: &[&str]) -> Option<String> {
    match (r#type, steps) {
        (_, []) => Some(words(r#type, nsid)),
        (Type::Array(array), ["items", rest @ ..]) => in_type(world, &array.items, nsid, rest),
        (Type::Object(object), _) => in_object(world, object, nsid, steps),
        _ => None,
    }
}

fn words(r#type: &Type, nsid: &str) -> String {
    match r#type {
        Type::Boolean(_) => "boolean".to_owned(),
        Type::Integer(_) => "integer".to_owned(),
        Type::Bytes(_) => "bytes".to_owned(),
        Type::CidLink(_) => "cid-link".to_owned(),
        Type::Unknown(_) => "unknown".to_owned(),
        Type::Object(_) => "object".to_owned(),
        Type::Blob(blob) => match &blob.accept {
            Some(accept) => format!("blob ({})", accept.join(", ")),
            None => "blob".to_owned(),
        },
        Type::String(text) => {
            let schema = &text.schema;
            let quoted = |values: &[String]| {
                let values = values.iter().map(|it| format!("\"{it}\""));
                values.collect::<Vec<_>>()
            };
            match (&schema.constant, schema.format) {
                (Some(constant), _) => format!("\"{constant}\""),
                (None, _) if !schema.values.is_empty() => quoted(&schema.values).join(" | "),
                (None, Some(format)) => format!("string ({format})"),
                (None, None) if !schema.known_values.is_empty() => {
                    format!(
                        "string, such as {}",
                        quoted(&schema.known_values).join(", ")
                    )
                }
                (None, None) => "string".to_owned(),
            }
        }
        Type::Array(array) => format!("array of {}", words(&array.items, nsid)),
        Type::Ref { target, .. } => target_name(target, nsid),
        Type::Union(union) => {
            let members = union.members.iter().map(|it| target_name(&it.target, nsid));
            let members = members.collect::<Vec<_>>().join(" | ");
            match union.closed {
                true => members,
                false => format!("{members} | …"),
            }
        }
    }
}

/// A reference as it may stand in the document `nsid`.
fn target_name(target: &Target, nsid: &str) -> String {
    local(target.name(), nsid).to_owned()
}

/// A full name as it may stand in the document `nsid`.
pub(super) fn local<'n>(name: &'n str, nsid: &str) -> &'n str {
    match name.strip_prefix(nsid) {
        Some(rest) if rest.starts_with('#') => rest,
        _ => name,
    }
}
