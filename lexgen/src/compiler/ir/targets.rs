//! Every definition of the world that another one refers to.

use super::{Definition, DefinitionId, DefinitionKind, Endpoint, Object, Target, Type};

impl Definition {
    /// Calls `found` for each definition this one refers to, as often as it does.
    pub(crate) fn each_target(&self, found: &mut impl FnMut(DefinitionId)) {
        match &self.kind {
            DefinitionKind::Record(record) => record.object.each_target(found),
            DefinitionKind::Object(object) => object.each_target(found),
            DefinitionKind::Type { r#type, .. } => r#type.each_target(found),
            DefinitionKind::Endpoint(endpoint) => endpoint.each_target(found),
            DefinitionKind::PermissionSet(_) | DefinitionKind::Token { .. } => {}
        }
    }
}

impl Endpoint {
    fn each_target(&self, found: &mut impl FnMut(DefinitionId)) {
        if let Some(params) = &self.params {
            params.each_target(found);
        }
        let bodies = [&self.input, &self.output].into_iter().flatten();
        let schemas = bodies.filter_map(|body| body.schema.as_ref());
        schemas
            .chain(&self.message)
            .for_each(|it| it.each_target(found));
    }
}

impl Object {
    /// As [`Definition::each_target`].
    pub(crate) fn each_target(&self, found: &mut impl FnMut(DefinitionId)) {
        self.fields
            .iter()
            .for_each(|field| field.r#type.each_target(found));
    }
}

impl Type {
    /// As [`Definition::each_target`]. Types are nested no deeper than the document they were read from.
    pub(crate) fn each_target(&self, found: &mut impl FnMut(DefinitionId)) {
        let mut target = |target: &Target| match target {
            Target::Definition { id, .. } => found(*id),
            Target::External { .. } | Target::Missing { .. } => {}
        };
        match self {
            Self::Ref { target: to, .. } => target(to),
            Self::Union(union) => union.members.iter().for_each(|it| target(&it.target)),
            Self::Array(array) => array.items.each_target(found),
            Self::Object(object) => object.each_target(found),
            Self::Boolean(_)
            | Self::Integer(_)
            | Self::String(_)
            | Self::Bytes(_)
            | Self::CidLink(_)
            | Self::Blob(_)
            | Self::Unknown(_) => {}
        }
    }
}
