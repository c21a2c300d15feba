//! The type or definition at a place, in a few words.

use std::{cell::RefCell, collections::HashMap};

use crate::compiler::{
    ir::{Body, Definition, DefinitionKind, Endpoint, Field, Ir, Object, Type, TypeKind},
    schema::{Kind, MAIN, Path, Step},
};

/// One side, to look things up in.
pub(super) struct FieldIndex<'i> {
    pub(super) ir: &'i Ir,
    /// The fields by name of the objects that were asked for.
    fields: RefCell<HashMap<*const Object, Fields<'i>>>,
}

type Fields<'i> = HashMap<&'i str, &'i Field>;

impl<'i> FieldIndex<'i> {
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
pub(super) fn kind_of_main(ir: &Ir, nsid: &str) -> Option<Kind> {
    Some(definition(ir, nsid, MAIN)?.kind.kind())
}

/// A whole document: `record`, or `3 definitions`.
pub(super) fn document(ir: &Ir, nsid: &str) -> String {
    let Some(module) = ir.document(nsid) else {
        return String::new();
    };
    let count = module.definitions.len();
    match (kind_of_main(ir, nsid), count) {
        (Some(kind), 1) => kind.to_string(),
        (Some(kind), 2) => format!("{kind} and 1 definition"),
        (Some(kind), count) => format!("{kind} and {} definitions", count - 1),
        (None, 1) => "1 definition".to_owned(),
        (None, count) => format!("{count} definitions"),
    }
}

/// The type or body at a place.
pub(super) fn at(index: &FieldIndex<'_>, nsid: &str, path: &Path) -> Option<String> {
    let definition = definition(index.ir, nsid, path.definition_name()?)?;
    let steps = path.steps();
    match &definition.kind {
        DefinitionKind::Endpoint(endpoint) => of_endpoint(index, endpoint, nsid, steps),
        DefinitionKind::Record(record) => match steps.split_first() {
            Some((Step::Record, rest)) => in_object(index, &record.object, nsid, rest),
            _ => Some(Kind::Record.to_string()),
        },
        DefinitionKind::Object(object) => in_object(index, object, nsid, steps),
        DefinitionKind::Type { r#type, .. } => in_type(index, r#type, nsid, steps),
        DefinitionKind::PermissionSet(_) | DefinitionKind::Token { .. } => {
            Some(definition.kind.kind().to_string())
        }
    }
}

fn definition<'i>(ir: &'i Ir, nsid: &str, name: &str) -> Option<&'i Definition> {
    ir.document(nsid)?.named(name)
}

fn of_endpoint<'i>(
    index: &FieldIndex<'i>,
    endpoint: &'i Endpoint,
    nsid: &str,
    steps: &[Step],
) -> Option<String> {
    match steps {
        [Step::Parameters, rest @ ..] => in_object(index, endpoint.params.as_ref()?, nsid, rest),
        [Step::Input, rest @ ..] => in_body(index, endpoint.input.as_ref()?, nsid, rest),
        [Step::Output, rest @ ..] => in_body(index, endpoint.output.as_ref()?, nsid, rest),
        [Step::Message] => Some(words(endpoint.message.as_ref()?, nsid)),
        [Step::Message, _, rest @ ..] => in_type(index, endpoint.message.as_ref()?, nsid, rest),
        _ => None,
    }
}

fn in_body<'i>(
    index: &FieldIndex<'i>,
    body: &'i Body,
    nsid: &str,
    steps: &[Step],
) -> Option<String> {
    let Some((_, rest)) = steps.split_first() else {
        let schema = body.schema.as_ref().map(|it| words(it, nsid));
        let parts = std::iter::once(body.encoding.clone()).chain(schema);
        return Some(parts.collect::<Vec<_>>().join(", "));
    };
    in_type(index, body.schema.as_ref()?, nsid, rest)
}

fn in_object<'i>(
    index: &FieldIndex<'i>,
    object: &'i Object,
    nsid: &str,
    steps: &[Step],
) -> Option<String> {
    match steps {
        [Step::Property(name), rest @ ..] => {
            let field = index.field(object, name)?;
            in_type(index, &field.r#type, nsid, rest)
        }
        [] => Some(Kind::Object.to_string()),
        _ => None,
    }
}

fn in_type<'i>(
    index: &FieldIndex<'i>,
    r#type: &'i Type,
    nsid: &str,
    steps: &[Step],
) -> Option<String> {
    match (&r#type.kind, steps) {
        (_, []) => Some(words(r#type, nsid)),
        (TypeKind::Array(array), [Step::Items, rest @ ..]) => {
            in_type(index, &array.items, nsid, rest)
        }
        (TypeKind::Object(object), _) => in_object(index, object, nsid, steps),
        _ => None,
    }
}

fn words(r#type: &Type, nsid: &str) -> String {
    match &r#type.kind {
        TypeKind::Blob(blob) => match &blob.accept {
            Some(accept) => format!("blob ({})", accept.join(", ")),
            None => "blob".to_owned(),
        },
        TypeKind::String(text) => {
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
        TypeKind::Array(array) => format!("array of {}", words(&array.items, nsid)),
        TypeKind::Ref(target) => target.name().relative_to(nsid).to_owned(),
        TypeKind::Union(union) => {
            let members = union.members.iter();
            let members = members.map(|member| member.target.name().relative_to(nsid));
            let members = members.collect::<Vec<_>>().join(" | ");
            if union.closed {
                members
            } else {
                format!("{members} | …")
            }
        }
        other => other.kind().to_string(),
    }
}
