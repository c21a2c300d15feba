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
    let document = InDocument { index, nsid };
    match &definition.kind {
        DefinitionKind::Endpoint(endpoint) => document.in_endpoint(endpoint, steps),
        DefinitionKind::Record(record) => match steps.split_first() {
            Some((Step::Record, rest)) => document.in_object(&record.object, rest),
            _ => Some(Kind::Record.to_string()),
        },
        DefinitionKind::Object(object) => document.in_object(object, steps),
        DefinitionKind::Type { r#type, .. } => document.in_type(r#type, steps),
        DefinitionKind::PermissionSet(_)
        | DefinitionKind::Space(_)
        | DefinitionKind::Opaque(_)
        | DefinitionKind::Token { .. } => Some(definition.kind.kind().to_string()),
    }
}

fn definition<'i>(ir: &'i Ir, nsid: &str, name: &str) -> Option<&'i Definition> {
    ir.document(nsid)?.named(name)
}

/// A document of one side.
struct InDocument<'s, 'i> {
    index: &'s FieldIndex<'i>,
    nsid: &'s str,
}

impl<'i> InDocument<'_, 'i> {
    fn in_endpoint(&self, endpoint: &'i Endpoint, steps: &[Step]) -> Option<String> {
        match steps {
            [Step::Parameters, rest @ ..] => self.in_object(endpoint.params.as_ref()?, rest),
            [Step::Input, rest @ ..] => self.in_body(endpoint.input.as_ref()?, rest),
            [Step::Output, rest @ ..] => self.in_body(endpoint.output.as_ref()?, rest),
            [Step::Message] => Some(words(endpoint.message.as_ref()?, self.nsid)),
            [Step::Message, _, rest @ ..] => self.in_type(endpoint.message.as_ref()?, rest),
            _ => None,
        }
    }

    fn in_body(&self, body: &'i Body, steps: &[Step]) -> Option<String> {
        let Some((_, rest)) = steps.split_first() else {
            let schema = body.schema.as_ref().map(|it| words(it, self.nsid));
            let parts = std::iter::once(body.encoding.clone()).chain(schema);
            return Some(parts.collect::<Vec<_>>().join(", "));
        };
        self.in_type(body.schema.as_ref()?, rest)
    }

    fn in_object(&self, object: &'i Object, steps: &[Step]) -> Option<String> {
        match steps {
            [Step::Property(name), rest @ ..] => {
                let field = self.index.field(object, name)?;
                self.in_type(&field.r#type, rest)
            }
            [] => Some(Kind::Object.to_string()),
            _ => None,
        }
    }

    fn in_type(&self, r#type: &'i Type, steps: &[Step]) -> Option<String> {
        match (&r#type.kind, steps) {
            (_, []) => Some(words(r#type, self.nsid)),
            (TypeKind::Array(array), [Step::Items, rest @ ..]) => self.in_type(&array.items, rest),
            (TypeKind::Object(object), _) => self.in_object(object, steps),
            _ => None,
        }
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
