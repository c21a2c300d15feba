//! What a type comes down to when references are followed.

use crate::{
    compiler::{
        dynamic::{
            Subject,
            sample::{Sampler, with_type},
        },
        ir::{
            Array, DefinitionId, DefinitionKind, Field, Ir, Object, Target, Type, TypeKind, Union,
        },
        schema::FullName,
    },
    data::{Data, Fields},
};

/// What a type comes down to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape<'i> {
    pub(super) kind: ShapeKind<'i>,
    /// The definition that it is, for recursion to end.
    pub(super) id: Option<DefinitionId>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum ShapeKind<'i> {
    Scalar(&'i TypeKind),
    Array(&'i Array),
    /// With the `$type` that it has as a record.
    Object(&'i Object, Option<&'i str>),
    /// No parameters.
    Empty,
    Union(&'i Union),
    Token(DefinitionId),
    /// Nothing is known of it.
    Any,
}

impl<'i> Shape<'i> {
    const ANY: Self = Self {
        kind: ShapeKind::Any,
        id: None,
    };

    pub(super) fn fields(self) -> impl Iterator<Item = &'i Field> {
        let object = match self.kind {
            ShapeKind::Object(object, _) => Some(object),
            _ => None,
        };
        object.into_iter().flat_map(|object| &object.fields)
    }

    pub(super) fn field(self, name: &str) -> Option<&'i Field> {
        self.fields().find(|field| field.name == name)
    }

    pub(super) fn items(self) -> Option<&'i Type> {
        match self.kind {
            ShapeKind::Array(array) => Some(&*array.items),
            _ => None,
        }
    }
}

/// What a definition, or a part of an endpoint, comes down to.
pub(super) fn root<'i>(ir: &'i Ir, name: &FullName, subject: Subject) -> Option<Shape<'i>> {
    let id = ir.find(name)?;
    let DefinitionKind::Endpoint(endpoint) = &ir.definition(id).kind else {
        return definition(ir, id);
    };
    let body = match subject {
        Subject::Params => {
            let params = endpoint.params.as_ref();
            let kind = params.map_or(ShapeKind::Empty, |it| ShapeKind::Object(it, None));
            return Some(Shape { kind, id: None });
        }
        Subject::Input => endpoint.input.as_ref(),
        Subject::Output => endpoint.output.as_ref(),
        Subject::Message => return Some(shape(ir, endpoint.message.as_ref()?)),
        Subject::Value | Subject::ErrorBody => None,
    };
    let schema = body?.schema.as_ref();
    Some(schema.map_or(Shape::ANY, |schema| shape(ir, schema)))
}

/// What a type comes down to when references are followed.
pub(super) fn shape<'i>(ir: &'i Ir, r#type: &'i Type) -> Shape<'i> {
    let kind = match &r#type.kind {
        TypeKind::Array(array) => ShapeKind::Array(array),
        TypeKind::Object(object) => ShapeKind::Object(object, None),
        TypeKind::Union(union) => ShapeKind::Union(union),
        TypeKind::Ref(it) => {
            return target(ir, it).unwrap_or(Shape::ANY);
        }
        TypeKind::Opaque(_) => ShapeKind::Any,
        scalar => ShapeKind::Scalar(scalar),
    };
    Shape { kind, id: None }
}

pub(super) fn target<'i>(ir: &'i Ir, target: &'i Target) -> Option<Shape<'i>> {
    match target {
        Target::Definition { id, .. } => definition(ir, *id),
        Target::External { .. } | Target::Missing { .. } => Some(Shape::ANY),
    }
}

fn definition<'i>(ir: &'i Ir, id: DefinitionId) -> Option<Shape<'i>> {
    let kind = match &ir.definition(id).kind {
        DefinitionKind::Record(record) => {
            let nsid = ir.module(id).nsid.as_str();
            ShapeKind::Object(&record.object, Some(nsid))
        }
        DefinitionKind::Object(object) => ShapeKind::Object(object, None),
        // Never a reference, so this goes one step down.
        DefinitionKind::Type { r#type, .. } => shape(ir, r#type).kind,
        DefinitionKind::Token { .. } => ShapeKind::Token(id),
        DefinitionKind::Opaque(_) => return Some(Shape::ANY),
        DefinitionKind::Endpoint(_)
        | DefinitionKind::PermissionSet(_)
        | DefinitionKind::Space(_) => return None,
    };
    Some(Shape { kind, id: Some(id) })
}

pub(super) fn sample<'i>(sampler: &mut Sampler<'i>, shape: Shape<'i>) -> Option<Data> {
    sampler.refill();
    match shape.kind {
        ShapeKind::Scalar(r#type) => sampler.kind(r#type),
        ShapeKind::Array(array) => sampler.array(array),
        ShapeKind::Object(object, None) => sampler.object(object),
        ShapeKind::Object(object, Some(nsid)) => Some(with_type(sampler.object(object)?, nsid)),
        ShapeKind::Union(union) => sampler.union(union),
        ShapeKind::Token(id) => sampler.definition(id),
        ShapeKind::Any | ShapeKind::Empty => Some(Fields::new().into()),
    }
}
