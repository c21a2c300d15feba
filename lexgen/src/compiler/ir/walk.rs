//! The one walk over what a definition holds.

use super::{Definition, DefinitionId, DefinitionKind, Endpoint, Object, Target, Type, TypeKind};

/// Which part of a definition data belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The definition itself: a record, an object or another named type.
    Definition,
    /// `parameters` of an endpoint.
    Parameters,
    /// `input` of an endpoint.
    Input,
    /// `output` of an endpoint.
    Output,
    /// `message` of a subscription.
    Message,
}

/// A part that the walk visits.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Node<'i> {
    /// An object, wherever it is written; its fields come next.
    Object(&'i Object),
    /// A type that is not an object; an array's items come next.
    Type(&'i TypeKind),
}

impl Definition {
    /// Visits every object and type inside this definition, outer ones first.
    /// References are not followed. Recursion ends because a document's nesting
    /// is limited when it is read.
    pub(crate) fn walk<'i>(&'i self, visit: &mut impl FnMut(Part, Node<'i>)) {
        match &self.kind {
            DefinitionKind::Record(record) => object(&record.object, Part::Definition, visit),
            DefinitionKind::Object(own) => object(own, Part::Definition, visit),
            DefinitionKind::Type { r#type: own, .. } => r#type(own, Part::Definition, visit),
            DefinitionKind::Endpoint(endpoint) => self::endpoint(endpoint, visit),
            DefinitionKind::PermissionSet(_) | DefinitionKind::Token { .. } => {}
        }
    }

    /// Visits every definition that this one refers to, as often as it does.
    pub(crate) fn each_target(&self, visit: &mut impl FnMut(Part, DefinitionId)) {
        self.walk(&mut |part, node| {
            node.each_target(&mut |target| {
                if let Target::Definition { id, .. } = target {
                    visit(part, *id);
                }
            });
        });
    }

    /// The Rust names of the types written inside it.
    pub(crate) fn inline_names(&self) -> Vec<String> {
        let mut names = Vec::new();
        self.walk(&mut |_, node| {
            names.extend(match node {
                Node::Object(object) => Some(object.rust_name.clone()),
                Node::Type(TypeKind::Union(union)) => Some(union.rust_name.clone()),
                Node::Type(TypeKind::String(text)) => {
                    text.values.as_ref().map(|values| values.rust_name.clone())
                }
                Node::Type(_) => None,
            });
        });
        names
    }
}

impl<'i> Node<'i> {
    /// Visits what this type itself refers to.
    pub(crate) fn each_target(self, visit: &mut impl FnMut(&'i Target)) {
        match self {
            Self::Type(TypeKind::Ref(target)) => visit(target),
            Self::Type(TypeKind::Union(union)) => {
                union
                    .members
                    .iter()
                    .for_each(|member| visit(&member.target));
            }
            Self::Object(_) | Self::Type(_) => {}
        }
    }
}

fn endpoint<'i>(endpoint: &'i Endpoint, visit: &mut impl FnMut(Part, Node<'i>)) {
    if let Some(params) = &endpoint.params {
        object(params, Part::Parameters, visit);
    }
    let bodies = [
        (Part::Input, &endpoint.input),
        (Part::Output, &endpoint.output),
    ];
    for (part, body) in bodies {
        if let Some(schema) = body.as_ref().and_then(|body| body.schema.as_ref()) {
            r#type(schema, part, visit);
        }
    }
    if let Some(message) = &endpoint.message {
        r#type(message, Part::Message, visit);
    }
}

fn object<'i>(object: &'i Object, part: Part, visit: &mut impl FnMut(Part, Node<'i>)) {
    visit(part, Node::Object(object));
    for field in &object.fields {
        r#type(&field.r#type, part, visit);
    }
}

fn r#type<'i>(own: &'i Type, part: Part, visit: &mut impl FnMut(Part, Node<'i>)) {
    if let TypeKind::Object(inline) = &own.kind {
        return object(inline, part, visit);
    }
    visit(part, Node::Type(&own.kind));
    if let TypeKind::Array(array) = &own.kind {
        r#type(&array.items, part, visit);
    }
}
