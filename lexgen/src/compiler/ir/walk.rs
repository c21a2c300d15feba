//! The one walk over what a definition holds.

use super::{Definition, DefinitionId, DefinitionKind, Endpoint, Object, Target, Type, TypeKind};
use crate::compiler::schema::Subject;

impl Definition {
    /// Visits every type inside this definition, outer ones first, and the fields
    /// of objects, but not objects themselves.
    /// References are not followed. Recursion ends because a document's nesting
    /// is limited when it is read.
    pub(crate) fn walk<'i>(&'i self, visit: &mut impl FnMut(Subject, &'i TypeKind)) {
        match &self.kind {
            DefinitionKind::Record(record) => object(&record.object, Subject::Value, visit),
            DefinitionKind::Object(own) => object(own, Subject::Value, visit),
            DefinitionKind::Type { r#type: own, .. } => r#type(own, Subject::Value, visit),
            DefinitionKind::Endpoint(endpoint) => self::endpoint(endpoint, visit),
            DefinitionKind::PermissionSet(_)
            | DefinitionKind::Space(_)
            | DefinitionKind::Opaque(_)
            | DefinitionKind::Token { .. } => {}
        }
    }

    /// Visits every definition that this one refers to, as often as it does.
    pub(crate) fn each_target(&self, visit: &mut impl FnMut(Subject, DefinitionId)) {
        self.walk(&mut |part, kind| {
            kind.each_target(&mut |target| {
                if let Target::Definition { id, .. } = target {
                    visit(part, *id);
                }
            });
        });
    }
}

impl TypeKind {
    /// Visits what this type itself refers to.
    pub(crate) fn each_target<'i>(&'i self, visit: &mut impl FnMut(&'i Target)) {
        match self {
            Self::Ref(target) => visit(target),
            Self::Union(union) => {
                union
                    .members
                    .iter()
                    .for_each(|member| visit(&member.target));
            }
            Self::Boolean(_)
            | Self::Integer(_)
            | Self::String(_)
            | Self::Bytes(_)
            | Self::CidLink
            | Self::Blob(_)
            | Self::Unknown
            | Self::Opaque(_)
            | Self::Array(_)
            | Self::Object(_) => {}
        }
    }
}

fn endpoint<'i>(endpoint: &'i Endpoint, visit: &mut impl FnMut(Subject, &'i TypeKind)) {
    if let Some(params) = &endpoint.params {
        object(params, Subject::Params, visit);
    }
    let bodies = [
        (Subject::Input, &endpoint.input),
        (Subject::Output, &endpoint.output),
    ];
    for (part, body) in bodies {
        if let Some(schema) = body.as_ref().and_then(|body| body.schema.as_ref()) {
            r#type(schema, part, visit);
        }
    }
    if let Some(message) = &endpoint.message {
        r#type(message, Subject::Message, visit);
    }
}

fn object<'i>(object: &'i Object, part: Subject, visit: &mut impl FnMut(Subject, &'i TypeKind)) {
    for field in &object.fields {
        r#type(&field.r#type, part, visit);
    }
}

fn r#type<'i>(own: &'i Type, part: Subject, visit: &mut impl FnMut(Subject, &'i TypeKind)) {
    if let TypeKind::Object(inline) = &own.kind {
        return object(inline, part, visit);
    }
    visit(part, &own.kind);
    if let TypeKind::Array(array) = &own.kind {
        r#type(&array.items, part, visit);
    }
}
