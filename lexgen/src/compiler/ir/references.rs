//! Every reference a definition makes, with the place it stands at.

use crate::compiler::{
    diagnostic::pointer,
    schema::{Body, Definition, Object, Params, Reference, Type},
};

/// How a reference is used, which decides what it may refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// In a `ref`.
    Ref,
    /// Among the `refs` of a union.
    Member,
}

/// Calls `found` for every reference in the definition, with its JSON pointer.
pub(super) fn each<'a>(
    name: &str,
    definition: &'a Definition,
    found: &mut impl FnMut(&str, &'a Reference, Role),
) {
    let pointer = String::new();
    Walk { pointer, found }.at(&["defs", name], |walk| walk.definition(definition));
}

struct Walk<'f, F> {
    pointer: String,
    found: &'f mut F,
}

impl<'a, F: FnMut(&str, &'a Reference, Role)> Walk<'_, F> {
    fn at(&mut self, steps: &[&str], inside: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        for step in steps {
            pointer::push(&mut self.pointer, step);
        }
        inside(self);
        self.pointer.truncate(length);
    }

    fn definition(&mut self, definition: &'a Definition) {
        match definition {
            Definition::Record(record) => self.at(&["record"], |walk| walk.object(&record.record)),
            Definition::Query(query) => {
                self.params(query.parameters.as_ref());
                self.body("output", query.output.as_ref());
            }
            Definition::Procedure(procedure) => {
                self.params(procedure.parameters.as_ref());
                self.body("input", procedure.input.as_ref());
                self.body("output", procedure.output.as_ref());
            }
            Definition::Subscription(subscription) => {
                self.params(subscription.parameters.as_ref());
                if let Some(schema) = subscription
                    .message
                    .as_ref()
                    .and_then(|it| it.schema.as_ref())
                {
                    self.at(&["message", "schema"], |walk| walk.r#type(schema));
                }
            }
            Definition::PermissionSet(_) | Definition::Token(_) => {}
            Definition::Type(r#type) => self.r#type(r#type),
        }
    }

    fn params(&mut self, params: Option<&'a Params>) {
        for (name, r#type) in params.iter().flat_map(|it| &it.properties) {
            self.at(&["parameters", "properties", name], |walk| {
                walk.r#type(r#type);
            });
        }
    }

    fn body(&mut self, step: &str, body: Option<&'a Body>) {
        if let Some(schema) = body.and_then(|it| it.schema.as_ref()) {
            self.at(&[step, "schema"], |walk| walk.r#type(schema));
        }
    }

    fn object(&mut self, object: &'a Object) {
        for (name, r#type) in &object.properties {
            self.at(&["properties", name], |walk| walk.r#type(r#type));
        }
    }

    fn r#type(&mut self, r#type: &'a Type) {
        match r#type {
            Type::Array(array) => self.at(&["items"], |walk| walk.r#type(&array.items)),
            Type::Object(object) => self.object(object),
            Type::Ref(reference) => {
                self.at(&["ref"], |walk| {
                    (walk.found)(&walk.pointer, &reference.target, Role::Ref)
                });
            }
            Type::Union(union) => {
                for (place, reference) in union.refs.iter().enumerate() {
                    self.at(&["refs", &place.to_string()], |walk| {
                        (walk.found)(&walk.pointer, reference, Role::Member)
                    });
                }
            }
            Type::Boolean(_)
            | Type::Integer(_)
            | Type::String(_)
            | Type::Bytes(_)
            | Type::CidLink(_)
            | Type::Blob(_)
            | Type::Unknown(_) => {}
        }
    }
}
