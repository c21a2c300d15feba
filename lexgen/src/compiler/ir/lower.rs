//! Lowers each checked definition to the IR.
//!
//! Inline objects, unions and lists of values get their names here, from their
//! place: `Output` + `status` is `OutputStatus`, the items of an
//! array add `Item`.

use std::collections::{BTreeMap, HashSet};

use super::{
    Array, Body, Definition, DefinitionId, DefinitionKind, Endpoint, Field, Member, Module, Object,
    Record, Target, Text, Type, TypeKind, Union, Values, Variant,
    name_index::NameIndex,
    naming::{self, Naming},
    references::{self, Documents, Key, Referrer},
    resolve::{ExternPath, extern_path},
    scope::Scope,
    spelling,
    variants::{self, Listed},
};
use crate::compiler::{
    rust::RustPath,
    schema::{self, Described, Document, Reference},
};

/// The most required fields that `new` takes one by one. Of more, callers could
/// not tell which is which.
const MOST_ARGUMENTS: usize = 3;

/// What lowering one document needs from the others.
pub(super) struct Context<'a> {
    pub(super) documents: &'a Documents<'a>,
    pub(super) ids: &'a BTreeMap<Key<'a>, DefinitionId>,
    pub(super) extern_paths: &'a [ExternPath],
    pub(super) naming: &'a Naming,
}

/// Lowers the definitions called `wanted` of one document.
pub(super) fn module(context: &Context<'_>, document: &Document, wanted: &[&str]) -> Module {
    let (mut scope, named) = naming::definitions(document);
    for companion in ["Params", "Input", "Output", "Message", "Error"] {
        scope.claim(companion.to_owned());
    }
    let mut lowering = Lowering {
        context,
        document,
        scope,
    };
    let wanted: HashSet<&str> = wanted.iter().copied().collect();
    // Every definition takes part, wanted or not, so that what is wanted never
    // decides a name.
    let mut all: Vec<(&str, &schema::Definition)> = document
        .defs
        .iter()
        .map(|(name, definition)| (name.as_str(), definition))
        .collect();
    all.sort_by_key(|&(name, _)| (name != "main", name));
    let definitions = all
        .into_iter()
        .map(|(name, definition)| {
            let rust_name = named.get(name).cloned().unwrap_or_default();
            let kind = lowering.definition(&rust_name, definition);
            Definition {
                name: name.to_owned(),
                rust_name,
                kind,
            }
        })
        .filter(|definition| wanted.contains(definition.name.as_str()))
        .collect();
    Module {
        nsid: document.id.clone(),
        path: context.naming.module(&document.id),
        description: document.description.clone(),
        companion_prefix: String::new(),
        definitions,
    }
}

struct Lowering<'a> {
    context: &'a Context<'a>,
    document: &'a Document,
    scope: Scope,
}

impl Lowering<'_> {
    fn definition(&mut self, name: &str, definition: &schema::Definition) -> DefinitionKind {
        match definition {
            schema::Definition::Record(record) => DefinitionKind::Record(Record {
                key: record.key.clone(),
                variant: self.context.naming.record(&self.document.id),
                description: record.description.clone(),
                object: Described {
                    description: record.record.description.clone(),
                    kind: self.object(name.to_owned(), &record.record),
                },
            }),
            schema::Definition::Endpoint(endpoint) => {
                let message = endpoint.message.as_ref();
                let message_description = message.and_then(|it| it.description.clone());
                let message = message.and_then(|it| it.schema.as_ref());
                DefinitionKind::Endpoint(Box::new(Endpoint {
                    method: endpoint.method,
                    description: endpoint.description.clone(),
                    params: self.params(endpoint.parameters.as_ref()),
                    input: self.body("Input", endpoint.input.as_ref()),
                    output: self.body("Output", endpoint.output.as_ref()),
                    message: message.map(|schema| self.named("Message", schema)),
                    message_description,
                    subprotocol: endpoint.subprotocol,
                    errors: errors(&endpoint.errors),
                }))
            }
            schema::Definition::PermissionSet(set) => DefinitionKind::PermissionSet(set.clone()),
            schema::Definition::Space(space) => DefinitionKind::Space(space.clone()),
            schema::Definition::Opaque(opaque) => DefinitionKind::Opaque(opaque.clone()),
            schema::Definition::Token(token) => DefinitionKind::Token {
                description: token.description.clone(),
            },
            schema::Definition::Type(schema) => match self.named(name, schema) {
                Type {
                    description,
                    kind: TypeKind::Object(kind),
                } => DefinitionKind::Object(Described { description, kind }),
                r#type => DefinitionKind::Type {
                    r#type,
                    newtype: false,
                },
            },
        }
    }

    fn params(&mut self, params: Option<&schema::Params>) -> Option<Described<Object>> {
        let params = params?;
        let kind = self.structure(
            "Params".to_owned(),
            &params.required,
            &[],
            &params.properties,
        );
        let description = params.description.clone();
        Some(Described { description, kind })
    }

    fn body(&mut self, name: &str, body: Option<&schema::Body>) -> Option<Body> {
        let body = body?;
        Some(Body {
            encoding: body.encoding.clone(),
            description: body.description.clone(),
            schema: body.schema.as_ref().map(|schema| self.named(name, schema)),
        })
    }

    fn object(&mut self, rust_name: String, object: &schema::Object) -> Object {
        self.structure(
            rust_name,
            &object.required,
            &object.nullable,
            &object.properties,
        )
    }

    fn structure(
        &mut self,
        rust_name: String,
        required: &[String],
        nullable: &[String],
        properties: &BTreeMap<String, schema::Type>,
    ) -> Object {
        // Every object claims it, and before the types inside it: a property
        // that is added renames nothing.
        let required_name = self.inline_name(&rust_name, "required");
        let fields = self.fields(&rust_name, required, nullable, properties);
        let arguments = fields.iter().filter(|field| field.is_argument());
        Object {
            required_name: (arguments.count() > MOST_ARGUMENTS).then_some(required_name),
            rust_name,
            fields,
        }
    }

    fn fields(
        &mut self,
        owner: &str,
        required: &[String],
        nullable: &[String],
        properties: &BTreeMap<String, schema::Type>,
    ) -> Vec<Field> {
        let nullable: HashSet<&str> = nullable.iter().map(String::as_str).collect();
        let mut is_required = HashSet::with_capacity(required.len());
        let mut order: Vec<&str> = Vec::with_capacity(properties.len());
        let first = required.iter().map(String::as_str);
        order.extend(first.filter(|name| is_required.insert(*name)));
        let rest = properties.keys().map(String::as_str);
        order.extend(rest.filter(|name| !is_required.contains(name)));
        let rust_names = Scope::default().claim_all(order.iter().copied(), spelling::field);
        order
            .into_iter()
            .zip(rust_names)
            .filter_map(|(name, rust_name)| {
                let schema = properties.get(name)?;
                let (required, nullable) = (is_required.contains(name), nullable.contains(name));
                Some(Field {
                    r#type: self.r#type(owner, name, schema),
                    required,
                    nullable,
                    boxed: false,
                    constant: required && !nullable && self.is_constant(schema),
                    name: name.to_owned(),
                    rust_name,
                })
            })
            .collect()
    }

    /// A type with a name of its own.
    fn named(&mut self, name: &str, schema: &schema::Type) -> Type {
        let kind = match &schema.kind {
            schema::TypeKind::Object(it) => TypeKind::Object(self.object(name.to_owned(), it)),
            schema::TypeKind::Union(it) => TypeKind::Union(self.union(name.to_owned(), it)),
            schema::TypeKind::String(it) => text(self.document, it, || name.to_owned()),
            schema::TypeKind::Array(it) => TypeKind::Array(self.array(name, it)),
            _ => return self.r#type(name, "", schema),
        };
        let description = schema.description.clone();
        Type { description, kind }
    }

    /// A type inside `owner`, at `part`.
    fn r#type(&mut self, owner: &str, part: &str, schema: &schema::Type) -> Type {
        let kind = match &schema.kind {
            schema::TypeKind::Boolean(it) => TypeKind::Boolean(it.clone()),
            schema::TypeKind::Integer(it) => TypeKind::Integer(it.clone()),
            schema::TypeKind::String(it) => {
                text(self.document, it, || self.inline_name(owner, part))
            }
            schema::TypeKind::Bytes(it) => TypeKind::Bytes(it.clone()),
            schema::TypeKind::CidLink => TypeKind::CidLink,
            schema::TypeKind::Blob(it) => TypeKind::Blob(it.clone()),
            schema::TypeKind::Unknown => TypeKind::Unknown,
            schema::TypeKind::Opaque(opaque) => TypeKind::Opaque(opaque.clone()),
            schema::TypeKind::Array(it) => TypeKind::Array(self.array(&joined(owner, part), it)),
            schema::TypeKind::Object(object) => {
                let name = self.inline_name(owner, part);
                TypeKind::Object(self.object(name, object))
            }
            schema::TypeKind::Union(union) => {
                let name = self.inline_name(owner, part);
                TypeKind::Union(self.union(name, union))
            }
            schema::TypeKind::Ref(target) => TypeKind::Ref(self.target(target, Referrer::Ref)),
        };
        let description = schema.description.clone();
        Type { description, kind }
    }

    fn array(&mut self, owner: &str, array: &schema::Array) -> Array {
        Array {
            items: Box::new(self.r#type(owner, "item", &array.items)),
            min_length: array.min_length,
            max_length: array.max_length,
        }
    }

    fn union(&mut self, rust_name: String, union: &schema::Union) -> Union {
        let mut seen = HashSet::with_capacity(union.refs.len());
        let mut targets: Vec<Target> = Vec::new();
        let mut listed: Vec<Listed<'_>> = Vec::new();
        for reference in &union.refs {
            let key @ (nsid, name) = references::target(self.document, reference);
            if seen.insert(key) {
                targets.push(self.target(reference, Referrer::Union));
                listed.push(Listed::member(nsid, name, self.document.id.as_str()));
            }
        }
        let members = variants::names(&listed).into_iter().zip(targets);
        let members: Vec<Member> = members
            .map(|(rust_name, target)| Member { rust_name, target })
            .collect();
        Union {
            rust_name,
            closed: union.closed,
            lookup: NameIndex::of(&members, |it| it.target.name()),
            members,
        }
    }

    fn target(&self, reference: &Reference, referrer: Referrer) -> Target {
        let key @ (nsid, definition) = references::target(self.document, reference);
        let name = reference.full_name(&self.document.id);
        if let Some(path) = extern_path(self.context.extern_paths, nsid) {
            let rust_path = external(path, nsid, definition);
            return Target::External { name, rust_path };
        }
        let fits = references::find(self.context.documents, nsid, definition)
            .is_some_and(|(_, definition)| referrer.accepts(definition));
        match self.context.ids.get(&key) {
            Some(&id) if fits => Target::Definition { name, id },
            _ => Target::Missing { name },
        }
    }

    /// Whether a type has one valid value: a `const`, or a token.
    fn is_constant(&self, schema: &schema::Type) -> bool {
        let schema::TypeKind::Ref(reference) = &schema.kind else {
            return has_const(schema);
        };
        let Target::Definition { .. } = self.target(reference, Referrer::Ref) else {
            return false;
        };
        let (nsid, name) = references::target(self.document, reference);
        match references::find(self.context.documents, nsid, name) {
            Some((_, schema::Definition::Type(aliased))) => has_const(aliased),
            Some((_, schema::Definition::Token(_))) => true,
            _ => false,
        }
    }

    fn inline_name(&mut self, owner: &str, part: &str) -> String {
        self.scope.claim(joined(owner, part))
    }
}

fn has_const(schema: &schema::Type) -> bool {
    match &schema.kind {
        schema::TypeKind::Boolean(it) => it.constant.is_some(),
        schema::TypeKind::Integer(it) => it.constant.is_some(),
        schema::TypeKind::String(it) => it.constant.is_some(),
        _ => false,
    }
}

/// The name of a type that is written inside another.
fn joined(owner: &str, part: &str) -> String {
    let part = spelling::variant(part);
    spelling::short(spelling::concatenated(
        owner.trim_end_matches('_'),
        part.trim_matches('_'),
    ))
}

fn text(
    document: &Document,
    schema: &schema::StringType,
    name: impl FnOnce() -> String,
) -> TypeKind {
    let closed = !schema.values.is_empty();
    let listed = if closed {
        &schema.values
    } else {
        &schema.known_values
    };
    let values = (!listed.is_empty()).then(|| {
        let value = |value| Listed::value(value, document.id.as_str());
        let names = variants::names(&listed.iter().map(|it| value(it)).collect::<Vec<_>>());
        let variants = listed.iter().zip(names).map(|(value, rust_name)| Variant {
            name: value.clone(),
            rust_name,
            description: None,
        });
        Values {
            closed,
            variants: variants.collect(),
            rust_name: name(),
        }
    });
    TypeKind::String(Text {
        schema: schema.clone(),
        values,
        lookup: NameIndex::of(&schema.values, String::as_str),
    })
}

fn errors(errors: &[schema::ErrorName]) -> Vec<Variant> {
    let listed = errors.iter().map(|error| Listed::error(&error.name));
    let names = variants::names(&listed.collect::<Vec<_>>());
    let variants = errors.iter().zip(names).map(|(error, rust_name)| Variant {
        name: error.name.clone(),
        rust_name,
        description: error.description.clone(),
    });
    variants.collect()
}

/// The Rust path of a type under an [`ExternPath`].
fn external(path: &ExternPath, nsid: &str, name: &str) -> RustPath {
    let rest = path.strip(nsid).unwrap_or_default().split('.');
    let modules = rest.filter(|segment| !segment.is_empty());
    let last = nsid.rsplit('.').next().unwrap_or_default();
    let below = modules.map(spelling::module);
    below
        .chain([naming::type_name(last, name)])
        .fold(path.rust_path.clone(), RustPath::join)
}
