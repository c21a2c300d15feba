//! The one walk over what a definition of a document holds.

use super::{Body, Definition, ErrorName, Object, Params, Path, Reference, Step, Type, TypeKind};

/// A part that the walk visits.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Node<'d> {
    /// The parameters of an endpoint.
    Params(&'d Params),
    /// The request or response body of an endpoint.
    Body(&'d Body),
    /// An error that an endpoint names.
    Error(&'d ErrorName),
    /// The object of a record.
    Record(&'d Object),
    /// A type; what an array or an object holds comes next.
    Type(&'d Type),
}

impl Definition {
    /// Visits everything inside this definition, outer parts first, each with
    /// its place. References are not followed. Recursion ends because a
    /// document's nesting is limited when it is read.
    pub(crate) fn walk<'d>(
        &'d self,
        name: &'d str,
        visit: &mut impl FnMut(&Path<&'d str>, Node<'d>),
    ) {
        let path = Path::of(name);
        Walk { path, visit }.definition(self);
    }
}

impl Type {
    /// Visits what this type itself refers to, with the step that leads there.
    pub(crate) fn each_reference<'d>(
        &'d self,
        visit: &mut impl FnMut(Step<&'d str>, &'d Reference),
    ) {
        match &self.kind {
            TypeKind::Ref(target) => visit(Step::Keyword("ref"), target),
            TypeKind::Union(union) => {
                for (index, member) in union.refs.iter().enumerate() {
                    visit(Step::Member(index), member);
                }
            }
            TypeKind::Boolean(_)
            | TypeKind::Integer(_)
            | TypeKind::String(_)
            | TypeKind::Bytes(_)
            | TypeKind::CidLink
            | TypeKind::Blob(_)
            | TypeKind::Array(_)
            | TypeKind::Object(_)
            | TypeKind::Unknown
            | TypeKind::Opaque(_) => {}
        }
    }
}

struct Walk<'v, 'd, V> {
    path: Path<&'d str>,
    visit: &'v mut V,
}

impl<'d, V: FnMut(&Path<&'d str>, Node<'d>)> Walk<'_, 'd, V> {
    fn definition(&mut self, definition: &'d Definition) {
        match definition {
            Definition::Record(record) => self.within(Step::Record, |walk| {
                walk.visit(Node::Record(&record.record));
                walk.object(&record.record);
            }),
            Definition::Endpoint(endpoint) => {
                self.params(endpoint.parameters.as_ref());
                self.body(Step::Input, endpoint.input.as_ref());
                self.body(Step::Output, endpoint.output.as_ref());
                if let Some(message) = &endpoint.message {
                    self.within(Step::Message, |walk| walk.schema(message.schema.as_ref()));
                }
                self.errors(&endpoint.errors);
            }
            Definition::PermissionSet(_)
            | Definition::Space(_)
            | Definition::Token(_)
            | Definition::Opaque(_) => {}
            Definition::Type(r#type) => self.r#type(r#type),
        }
    }

    fn params(&mut self, params: Option<&'d Params>) {
        let Some(params) = params else { return };
        self.within(Step::Parameters, |walk| {
            walk.visit(Node::Params(params));
            for (name, parameter) in &params.properties {
                walk.within(Step::Property(name), |walk| walk.r#type(parameter));
            }
        });
    }

    fn body(&mut self, step: Step<&'d str>, body: Option<&'d Body>) {
        let Some(body) = body else { return };
        self.within(step, |walk| {
            walk.visit(Node::Body(body));
            walk.schema(body.schema.as_ref());
        });
    }

    fn schema(&mut self, schema: Option<&'d Type>) {
        if let Some(schema) = schema {
            self.within(Step::Schema, |walk| walk.r#type(schema));
        }
    }

    fn errors(&mut self, errors: &'d [ErrorName]) {
        for (index, error) in errors.iter().enumerate() {
            self.within(Step::Error(index), |walk| walk.visit(Node::Error(error)));
        }
    }

    fn object(&mut self, object: &'d Object) {
        for (name, property) in &object.properties {
            self.within(Step::Property(name), |walk| walk.r#type(property));
        }
    }

    fn r#type(&mut self, r#type: &'d Type) {
        self.visit(Node::Type(r#type));
        match &r#type.kind {
            TypeKind::Array(array) => self.within(Step::Items, |walk| walk.r#type(&array.items)),
            TypeKind::Object(object) => self.object(object),
            TypeKind::Boolean(_)
            | TypeKind::Integer(_)
            | TypeKind::String(_)
            | TypeKind::Bytes(_)
            | TypeKind::CidLink
            | TypeKind::Blob(_)
            | TypeKind::Ref(_)
            | TypeKind::Union(_)
            | TypeKind::Unknown
            | TypeKind::Opaque(_) => {}
        }
    }

    fn visit(&mut self, node: Node<'d>) {
        (self.visit)(&self.path, node);
    }

    fn within(&mut self, step: Step<&'d str>, inside: impl FnOnce(&mut Self)) {
        let depth = self.path.steps().len();
        self.path.push(step);
        inside(self);
        self.path.truncate(depth);
    }
}
