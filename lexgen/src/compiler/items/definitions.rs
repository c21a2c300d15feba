//! The definitions of a document as items.

use super::{
    Companion, Constant, Derive, DeriveFor, Docs, Inline, Inside, Item, Options, Rules, RustType,
    Sentence, Shape, Table, Value,
};
use crate::compiler::{
    ir::{Definition, DefinitionKind, Ir, Module, Type, TypeKind},
    rust::Ident,
    schema::{FullName, Path, PermissionSet, Space, Step, deprecation},
};

/// The items of a document, each before the items that are written inside it.
pub(crate) fn items<'i>(ir: &'i Ir, options: &'i Options, module: &'i Module) -> Vec<Item<'i>> {
    let mut builder = Builder {
        ir,
        options,
        module,
        path: Path::default(),
        items: Vec::new(),
    };
    for definition in &module.definitions {
        builder.path = Path::of(definition.name.as_str());
        builder.definition(definition);
    }
    builder.items
}

/// Collects the items of one document.
pub(super) struct Builder<'i> {
    pub(super) ir: &'i Ir,
    pub(super) options: &'i Options,
    pub(super) module: &'i Module,
    /// The place that is being read.
    path: Path<&'i str>,
    items: Vec<Item<'i>>,
}

impl<'i> Builder<'i> {
    fn definition(&mut self, definition: &'i Definition) {
        let name = Ident::new(&definition.rust_name);
        let full_name = Sentence::Definition(&self.module.nsid, &definition.name);
        match &definition.kind {
            DefinitionKind::Record(record) => self.record(record),
            DefinitionKind::Endpoint(endpoint) => self.endpoint(&name, endpoint),
            DefinitionKind::PermissionSet(set) => self.permission_set(name, set),
            DefinitionKind::Space(space) => self.space(name, space),
            DefinitionKind::Opaque(_) => {}
            DefinitionKind::Token { description } => {
                let value = FullName::new(&self.module.nsid, &definition.name);
                let docs = Docs::default()
                    .description(description.as_deref())
                    .or(full_name);
                let constant = Constant {
                    r#type: RustType::Plain("&str"),
                    value: Value::Token(value),
                };
                let item = self.add(name, docs, Shape::Constant(constant));
                item.deprecated = deprecation(description.as_deref());
            }
            DefinitionKind::Object(object) => {
                let description = object.description.as_deref();
                let docs = Docs::default().description(description);
                self.object(object, description, docs.or(full_name));
            }
            DefinitionKind::Type { r#type, newtype } => {
                self.named_type(name, r#type, *newtype, full_name);
            }
        }
    }

    /// A definition that is neither an object nor one of the primary types.
    fn named_type(
        &mut self,
        name: Ident<'i>,
        r#type: &'i Type,
        newtype: bool,
        full_name: Sentence<'i>,
    ) {
        let docs = Docs::named(r#type, full_name);
        match &r#type.kind {
            TypeKind::Object(it) => self.object(it, r#type.description.as_deref(), docs),
            TypeKind::Union(union) => self.union(union, docs),
            TypeKind::String(text) if let Some(values) = &text.values => self.values(values, docs),
            _ if newtype => self.newtype(name, r#type, docs),
            _ => self.alias(name, r#type, docs),
        }
    }

    /// Another name of a type, and the items written inside.
    fn alias(&mut self, name: Ident<'i>, r#type: &'i Type, docs: Docs<'i>) {
        let shape = Shape::Alias(RustType::of(self.ir, r#type));
        self.add(name.clone(), docs, shape);
        self.inline(r#type, Inside::owner(name));
    }

    /// A named array that holds itself: an alias of it would never end.
    fn newtype(&mut self, name: Ident<'i>, r#type: &'i Type, docs: Docs<'i>) {
        let shape = Shape::Newtype(RustType::of(self.ir, r#type));
        let (derives, rules) = (self.derives(&[]), Rules::of(self.ir, r#type));
        let item = self.add(name.clone(), docs, shape);
        item.derives = derives;
        item.table = Some(Table::Newtype(rules));
        self.inline(r#type, Inside::owner(name));
    }

    /// What a client asks an account for.
    fn permission_set(&mut self, name: Ident<'i>, set: &'i PermissionSet) {
        let docs = Docs::default()
            .description(set.description.as_deref())
            .description(set.title.as_deref())
            .description(set.detail.as_deref())
            .sentence(Sentence::PermissionSet(&self.module.nsid));
        let constant = Constant {
            r#type: RustType::Runtime("PermissionSet"),
            value: Value::PermissionSet(self.module.nsid.as_str(), set),
        };
        self.add(name, docs, Shape::Constant(constant));
    }

    /// What a client needs to name spaces of a type.
    fn space(&mut self, name: Ident<'i>, space: &'i Space) {
        let docs = Docs::default()
            .description(space.description.as_deref())
            .description(Some(&space.name))
            .sentence(Sentence::Space(&self.module.nsid, space));
        let constant = Constant {
            r#type: RustType::Runtime("SpaceType"),
            value: Value::Space(self.module.nsid.as_str(), space),
        };
        let item = self.add(name, docs, Shape::Constant(constant));
        item.deprecated = deprecation(space.description.as_deref());
    }

    /// The type of a body or of messages under its fixed name.
    pub(super) fn companion(
        &mut self,
        companion: Companion,
        endpoint: &Ident<'i>,
        description: Option<&'i str>,
        schema: &'i Type,
    ) {
        let sentence = Sentence::Companion(companion, endpoint.clone());
        let docs = Docs::default().description(description);
        let docs = docs.and_named(schema, sentence);
        match &schema.kind {
            TypeKind::Object(it) => self.object(it, schema.description.as_deref(), docs),
            TypeKind::Union(union) => self.union(union, docs),
            _ => self.alias(self.companion_name(companion), schema, docs),
        }
    }

    pub(super) fn companion_name(&self, companion: Companion) -> Ident<'i> {
        Ident::new(self.module.companion(companion.name()))
    }

    /// The types written inside a type, as items of their own.
    pub(super) fn inline(&mut self, r#type: &'i Type, inside: Inside<'i>) {
        let docs = |inline| Docs::of(Sentence::Inline(inline, inside.clone()));
        match &r#type.kind {
            TypeKind::Object(it) => {
                self.object(it, r#type.description.as_deref(), docs(Inline::Object));
            }
            TypeKind::Union(union) => {
                let closed = union.closed;
                self.union(union, docs(Inline::Union { closed }));
            }
            TypeKind::String(text) => {
                if let Some(values) = &text.values {
                    self.values(values, docs(Inline::Values));
                }
            }
            TypeKind::Array(array) => {
                let inside = Inside {
                    items: true,
                    ..inside
                };
                self.within(Step::Items, |builder| builder.inline(&array.items, inside));
            }
            TypeKind::Boolean(_)
            | TypeKind::Integer(_)
            | TypeKind::Bytes(_)
            | TypeKind::CidLink
            | TypeKind::Blob(_)
            | TypeKind::Unknown
            | TypeKind::Opaque(_)
            | TypeKind::Ref(_) => {}
        }
    }

    /// Does something one step further down.
    pub(super) fn within(&mut self, step: Step<&'i str>, work: impl FnOnce(&mut Self)) {
        let depth = self.path.steps().len();
        self.path.push(step);
        work(self);
        self.path.truncate(depth);
    }

    /// Adds an item made of the current place, without derives and a table.
    pub(super) fn add(
        &mut self,
        name: Ident<'i>,
        docs: Docs<'i>,
        shape: Shape<'i>,
    ) -> &mut Item<'i> {
        let index = self.items.len();
        let derive_for = match &shape {
            Shape::Struct(_) | Shape::Enum(_) | Shape::Newtype(_) => self.derive_for().collect(),
            Shape::Required(_) | Shape::Alias(_) | Shape::Constant(_) | Shape::Endpoint(_) => {
                Vec::new()
            }
        };
        self.items.push(Item {
            name,
            docs,
            deprecated: None,
            derives: Vec::new(),
            derive_for,
            shape,
            table: None,
            origin: self.path.clone(),
        });
        &mut self.items[index]
    }

    /// The traits that a type of data derives.
    pub(super) fn derives(&self, additional: &[&str]) -> Vec<Derive<'i>> {
        let of_some = self.derive_for().flat_map(|it| &it.derives);
        self.options.derives(additional, of_some)
    }

    /// What the options say of the current definition.
    fn derive_for(&self) -> impl Iterator<Item = &'i DeriveFor> + use<'i, '_> {
        let name = self.path.definition_name().unwrap_or_default();
        let all = self.options.derive_for.iter();
        all.filter(move |it| it.selects(&self.module.nsid, name))
    }
}

/// Whether a type is an item of its own, wherever it is written.
pub(super) fn is_item(kind: &TypeKind) -> bool {
    match kind {
        TypeKind::Object(_) | TypeKind::Union(_) => true,
        TypeKind::String(text) => text.values.is_some(),
        TypeKind::Boolean(_)
        | TypeKind::Integer(_)
        | TypeKind::Bytes(_)
        | TypeKind::CidLink
        | TypeKind::Blob(_)
        | TypeKind::Unknown
        | TypeKind::Opaque(_)
        | TypeKind::Array(_)
        | TypeKind::Ref(_) => false,
    }
}

/// The type that a definition becomes another name of. Aliases never go in
/// circles: the IR has a newtype where they would.
pub(crate) fn alias(definition: &DefinitionKind) -> Option<&Type> {
    match definition {
        DefinitionKind::Type { r#type, newtype } => {
            (!newtype && !is_item(&r#type.kind)).then_some(r#type)
        }
        DefinitionKind::Record(_)
        | DefinitionKind::Endpoint(_)
        | DefinitionKind::PermissionSet(_)
        | DefinitionKind::Space(_)
        | DefinitionKind::Opaque(_)
        | DefinitionKind::Token { .. }
        | DefinitionKind::Object(_) => None,
    }
}

impl<'i> Inside<'i> {
    fn owner(owner: Ident<'i>) -> Self {
        Self {
            owner,
            field: None,
            items: false,
        }
    }
}
