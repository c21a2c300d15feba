//! What a definition needs to have a value.

use std::{collections::BTreeMap, slice};

use super::contradiction::{self, Contradiction};
use crate::compiler::schema::{
    Array, Body, Definition, Endpoint, Path, Reference, Step, Type, TypeKind,
};

/// Something that decides whether a definition has a value.
pub(super) enum Need<'d> {
    /// A part that has no value. `is_required` says that the definition, or the part
    /// of an endpoint, has none without it.
    Never {
        cause: Contradiction,
        is_required: bool,
    },
    /// One of some definitions must have a value.
    One(OneOf<'d>),
}

/// References to definitions of which one must have a value.
pub(super) struct OneOf<'d> {
    references: &'d [Reference],
    is_union: bool,
}

impl<'d> OneOf<'d> {
    pub(super) fn iter(&self) -> slice::Iter<'d, Reference> {
        self.references.iter()
    }

    /// The step to the first reference.
    pub(super) fn step(&self) -> Step<&'d str> {
        if self.is_union {
            Step::Member(0)
        } else {
            Step::Keyword("ref")
        }
    }
}

/// Visits the needs of a definition, each with its place. References are not followed.
pub(super) fn each<'d>(
    name: &'d str,
    definition: &'d Definition,
    visit: &mut impl FnMut(&Path<&'d str>, Need<'d>),
) {
    let path = Path::of(name);
    Walk { path, visit }.definition(definition);
}

struct Walk<'v, 'd, V> {
    path: Path<&'d str>,
    visit: &'v mut V,
}

impl<'d, V: FnMut(&Path<&'d str>, Need<'d>)> Walk<'_, 'd, V> {
    fn definition(&mut self, definition: &'d Definition) {
        match definition {
            Definition::Record(record) => self.within(Step::Record, |walk| {
                let object = &record.record;
                let required = required(&object.required, &object.nullable);
                walk.properties(&object.properties, &required);
            }),
            Definition::Endpoint(endpoint) => self.endpoint(endpoint),
            Definition::Type(own) => self.r#type(own, true),
            Definition::PermissionSet(_)
            | Definition::Space(_)
            | Definition::Token(_)
            | Definition::Opaque(_) => {}
        }
    }

    fn endpoint(&mut self, endpoint: &'d Endpoint) {
        if let Some(params) = &endpoint.parameters {
            self.within(Step::Parameters, |walk| {
                let required = required(&params.required, &[]);
                for (name, own) in &params.properties {
                    let is_required = required.binary_search(&name.as_str()).is_ok();
                    walk.within(Step::Property(name), |walk| walk.param(own, is_required));
                }
            });
        }
        self.body(Step::Input, endpoint.input.as_ref());
        self.body(Step::Output, endpoint.output.as_ref());
        let message = endpoint.message.as_ref();
        if let Some(schema) = message.and_then(|message| message.schema.as_ref()) {
            self.within(Step::Message, |walk| {
                walk.within(Step::Schema, |walk| walk.r#type(schema, true));
            });
        }
    }

    fn body(&mut self, step: Step<&'d str>, body: Option<&'d Body>) {
        if let Some(schema) = body.and_then(|body| body.schema.as_ref()) {
            self.within(step, |walk| {
                walk.within(Step::Schema, |walk| walk.r#type(schema, true));
            });
        }
    }

    /// A parameter. In a query string, an array without items is absent.
    fn param(&mut self, own: &'d Type, is_required: bool) {
        let TypeKind::Array(array) = &own.kind else {
            return self.r#type(own, is_required);
        };
        if is_required && array.max_length == Some(0) {
            self.never(contradiction::empty_parameter(), is_required);
        }
        self.items(array, is_required);
    }

    fn properties(&mut self, properties: &'d BTreeMap<String, Type>, required: &[&str]) {
        for (name, own) in properties {
            let is_required = required.binary_search(&name.as_str()).is_ok();
            self.within(Step::Property(name), |walk| walk.r#type(own, is_required));
        }
    }

    fn r#type(&mut self, own: &'d Type, is_required: bool) {
        match &own.kind {
            TypeKind::String(string) => {
                if let Some(cause) = contradiction::string(string) {
                    self.never(cause, is_required);
                }
            }
            TypeKind::Blob(blob) => {
                if let Some(cause) = contradiction::blob(blob) {
                    self.never(cause, is_required);
                }
            }
            TypeKind::Array(array) => {
                let has_items = array.min_length.is_some_and(|least| least > 0);
                self.items(array, is_required && has_items);
            }
            TypeKind::Object(object) => {
                let required = if is_required {
                    required(&object.required, &object.nullable)
                } else {
                    Vec::new()
                };
                self.properties(&object.properties, &required);
            }
            TypeKind::Ref(reference) if is_required => {
                let references = slice::from_ref(reference);
                self.one(references, false);
            }
            TypeKind::Union(union) if is_required && union.closed => self.one(&union.refs, true),
            // An open union also has members that it does not list.
            TypeKind::Ref(_) | TypeKind::Union(_) | TypeKind::Opaque(_) => {}
            // `check` judges their bounds, and each value that they list.
            TypeKind::Boolean(_) | TypeKind::Integer(_) | TypeKind::Bytes(_) => {}
            TypeKind::CidLink | TypeKind::Unknown => {}
        }
    }

    fn items(&mut self, array: &'d Array, is_required: bool) {
        self.within(Step::Items, |walk| walk.r#type(&array.items, is_required));
    }

    fn never(&mut self, cause: Contradiction, is_required: bool) {
        (self.visit)(&self.path, Need::Never { cause, is_required });
    }

    fn one(&mut self, references: &'d [Reference], is_union: bool) {
        let one_of = OneOf {
            references,
            is_union,
        };
        (self.visit)(&self.path, Need::One(one_of));
    }

    fn within(&mut self, step: Step<&'d str>, inside: impl FnOnce(&mut Self)) {
        let depth = self.path.steps().len();
        self.path.push(step);
        inside(self);
        self.path.truncate(depth);
    }
}

/// The names of properties that have a value in every object, sorted.
fn required<'d>(required: &'d [String], nullable: &[String]) -> Vec<&'d str> {
    let mut may_be_null: Vec<&str> = nullable.iter().map(String::as_str).collect();
    may_be_null.sort_unstable();
    let names = required.iter().map(String::as_str);
    let mut names: Vec<&str> = names
        .filter(|name| may_be_null.binary_search(name).is_err())
        .collect();
    names.sort_unstable();
    names
}
