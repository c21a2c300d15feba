//! Objects and records as structs.

use super::{
    Constant, Constructor, DefaultConstant, Docs, Field, Gives, InEffect, Inside, Reading,
    Required, Rules, RustType, Sentence, Shape, Strictness, Struct, Table, Value,
    definitions::{Builder, is_item},
    secret::is_secret,
};
use crate::compiler::{
    ir::{
        self, DefinitionKind, Object, Record, Target, Text, Type, TypeKind, field_name,
        method_names,
    },
    rust::Ident,
    schema::{Step, deprecation},
};

impl<'i> Builder<'i> {
    pub(super) fn object(
        &mut self,
        object: &'i Object,
        description: Option<&'i str>,
        docs: Docs<'i>,
    ) {
        let deprecated = deprecation(description);
        self.structure(object, docs, deprecated, Table::Object);
        self.inside(object);
    }

    /// A record: a struct that knows its NSID.
    pub(super) fn record(&mut self, record: &'i Record) {
        let nsid = &self.module.nsid;
        let object = &record.object;
        let (description, inner) = (record.description.as_deref(), object.description.as_deref());
        let docs = Docs::default()
            .description(description)
            .description(inner)
            .sentence(Sentence::Record(nsid, &record.key));
        let table = Table::Record {
            nsid: nsid.as_str(),
            key: &record.key,
            variant: (self.options.record_enum.as_ref()).map(|_| record.variant.as_str()),
        };
        self.structure(object, docs, deprecation(description.or(inner)), table);
        self.within(Step::Record, |builder| builder.inside(object));
    }

    fn structure(
        &mut self,
        object: &'i Object,
        docs: Docs<'i>,
        deprecated: Option<&'i str>,
        table: Table<'i>,
    ) {
        let fields = object.fields.iter().map(|field| self.field(field));
        let shape = Struct {
            fields: fields.collect(),
            constructor: constructor(object),
            defaults: defaults(object),
            strict: self.options.strictness == Strictness::Strict,
        };
        let derives = self.derives(if shape.has_constructor() {
            &[]
        } else {
            &["Default"]
        });
        let required = required(&shape);
        let name = Ident::new(&object.rust_name);
        let item = self.add(name.clone(), docs, Shape::Struct(shape));
        item.deprecated = deprecated;
        item.derives = derives;
        item.table = Some(table);
        if let Some(required_name) = &object.required_name {
            let docs = Docs::of(Sentence::Required(name));
            self.add(Ident::new(required_name), docs, Shape::Required(required));
        }
    }

    /// The types written inside a struct.
    fn inside(&mut self, object: &'i Object) {
        for field in object
            .fields
            .iter()
            .filter(|field| is_inline(&field.r#type))
        {
            self.within(Step::Property(&field.name), |builder| {
                let inside = Inside {
                    owner: Ident::new(&object.rust_name),
                    field: Some(Ident::new(&field.rust_name)),
                    items: false,
                };
                builder.inline(&field.r#type, inside);
            });
        }
    }

    fn field(&self, field: &'i ir::Field) -> Field<'i> {
        let description = field.r#type.description.as_deref();
        let r#type = RustType::field(self.ir, field);
        let converts = matches!(
            r#type,
            RustType::String | RustType::Runtime("AtIdentifier" | "Uri")
        );
        let is_text = matches!(field.r#type.kind, TypeKind::String(_));
        Field {
            name: Ident::new(&field.rust_name),
            property: &field.name,
            docs: Docs::field(field),
            deprecated: deprecation(description),
            takes_into: field.is_argument() && is_text && converts,
            constant: self.constant(field, &r#type),
            r#type,
            required: field.required,
            secret: is_secret(field),
            reading: self.reading(&field.r#type),
            rules: Rules::of(self.ir, &field.r#type),
        }
    }

    /// The only valid value of a field.
    fn constant(&self, field: &'i ir::Field, r#type: &RustType<'i>) -> Option<Constant<'i>> {
        let constraints = self.ir.constraints(&field.r#type);
        let boolean = constraints.boolean.map(Value::Boolean);
        let integer = constraints.integer.map(Value::Integer);
        let string = constraints.string.map(|string| {
            match self.ir.aliased(&field.r#type) {
                TypeKind::String(text) => text_value(text, string),
                // A token.
                _ => Value::Text(string),
            }
        });
        let value = boolean.or(integer).or(string).filter(|_| field.constant)?;
        Some(Constant {
            r#type: r#type.clone(),
            value,
        })
    }

    fn reading(&self, r#type: &Type) -> Reading {
        if self.is_lenient(r#type) {
            Reading::Lenient
        } else if self.options.strictness == Strictness::Strict && self.is_data(r#type) {
            Reading::Data
        } else if self.is_checked(r#type) {
            Reading::Checked
        } else {
            Reading::Plain
        }
    }

    /// Whether lenient decoding is wanted and makes a difference: the value is
    /// text of a format or an integer, directly, in arrays, or through aliases
    /// of these. Integers that JSON spells as floats are always read.
    fn is_lenient(&self, r#type: &Type) -> bool {
        match self.ir.aliased(r#type) {
            TypeKind::Integer(_) => true,
            TypeKind::String(text) => {
                self.options.strictness == Strictness::Lenient && has_format_type(text)
            }
            TypeKind::Array(array) => self.is_lenient(&array.items),
            _ => false,
        }
    }

    /// Whether the value is data of any kind, directly, in arrays, or through aliases
    /// of these.
    fn is_data(&self, r#type: &Type) -> bool {
        match self.ir.aliased(r#type) {
            TypeKind::Unknown | TypeKind::Opaque(_) | TypeKind::Ref(Target::Missing { .. }) => true,
            TypeKind::Array(array) => self.is_data(&array.items),
            _ => false,
        }
    }

    /// Whether there is something to validate inside, whatever the constraints.
    fn is_checked(&self, r#type: &Type) -> bool {
        match self.ir.aliased(r#type) {
            TypeKind::String(text) => has_format_type(text),
            TypeKind::Array(array) => self.is_checked(&array.items),
            TypeKind::Object(_) | TypeKind::Union(_) => true,
            TypeKind::Ref(target) => match target {
                Target::Definition { id, .. } => {
                    !matches!(self.ir.definition(*id).kind, DefinitionKind::Token { .. })
                }
                // Data that must be in the data model.
                Target::External { .. } | Target::Missing { .. } => true,
            },
            TypeKind::Blob(_) | TypeKind::CidLink | TypeKind::Unknown | TypeKind::Opaque(_) => true,
            TypeKind::Boolean(_) | TypeKind::Integer(_) | TypeKind::Bytes(_) => false,
        }
    }
}

/// Whether the Rust type is that of a string format.
fn has_format_type(text: &Text) -> bool {
    text.values.is_none() && text.schema.format.is_some()
}

/// Whether a type written in place is an item of its own, or holds one.
fn is_inline(r#type: &Type) -> bool {
    match &r#type.kind {
        TypeKind::Array(array) => is_inline(&array.items),
        kind => is_item(kind),
    }
}

fn constructor(object: &Object) -> Constructor<'_> {
    match &object.required_name {
        Some(name) => Constructor::Required(Ident::new(name)),
        None if object.fields.iter().any(ir::Field::is_argument) => Constructor::Arguments,
        None => Constructor::Default,
    }
}

/// What a struct's `new` takes, as a struct.
fn required<'i>(of: &Struct<'i>) -> Required<'i> {
    let fields = of.arguments();
    let fields = fields.map(|field| (field.name.clone(), field.r#type.clone()));
    Required {
        fields: fields.collect(),
    }
}

/// A string as a value of the type of a text.
fn text_value<'i>(text: &'i Text, string: &'i str) -> Value<'i> {
    match listed(text, string) {
        Some((_, variant)) => Value::Variant(Ident::new(variant)),
        None if has_format_type(text) => Value::Formatted(string),
        None => Value::Text(string),
    }
}

/// The enum and the variant of a listed value.
fn listed<'i>(text: &'i Text, value: &str) -> Option<(&'i str, &'i str)> {
    let values = text.values.as_ref()?;
    let mut variants = values.variants.iter();
    let variant = variants.find(|variant| variant.name == value)?;
    Some((&values.rust_name, &variant.rust_name))
}

/// The defaults of absent fields.
fn defaults(object: &Object) -> Vec<DefaultConstant<'_>> {
    let methods = method_names(&object.fields);
    let fields = object.fields.iter().zip(methods);
    fields
        .filter_map(|(field, method)| default_constant(field, method))
        .collect()
}

/// The constant for a field, if the lexicon gives a default, and the method of this
/// name that gives the value in effect.
fn default_constant(field: &ir::Field, method: String) -> Option<DefaultConstant<'_>> {
    let (r#type, value) = match &field.r#type.kind {
        TypeKind::Boolean(boolean) => (RustType::Plain("bool"), Value::Boolean(boolean.default?)),
        TypeKind::Integer(integer) => (RustType::Plain("i64"), Value::Integer(integer.default?)),
        TypeKind::String(text) => {
            let default = text.schema.default.as_ref()?;
            match listed(text, default) {
                Some((name, variant)) => (RustType::own(name), Value::Variant(Ident::new(variant))),
                None => (RustType::Plain("&'static str"), Value::Text(default)),
            }
        }
        _ => return None,
    };
    let method = (!field.required).then(|| InEffect {
        name: Ident::new(method),
        field: Ident::new(&field.rust_name),
        gives: match (&value, &field.r#type.kind) {
            (Value::Text(_), _) => Gives::Text,
            (Value::Variant(_), TypeKind::String(text)) if is_open(text) => {
                Gives::Reference(r#type.clone())
            }
            _ => Gives::Copy(r#type.clone()),
        },
        nullable: field.nullable,
    });
    Some(DefaultConstant {
        name: Ident::new(default_name(field)),
        property: &field.name,
        constant: Constant { r#type, value },
        method,
    })
}

/// Whether the enum of listed values has more, and so is not `Copy`.
fn is_open(text: &Text) -> bool {
    text.values.as_ref().is_some_and(|values| !values.closed)
}

/// `DEFAULT_` and the field's own name, told apart from others as the field is.
fn default_name(field: &ir::Field) -> String {
    let plain = field_name(&field.name);
    let (plain, apart) = match field.rust_name.strip_prefix(&plain) {
        Some(apart) => (plain.trim_end_matches('_'), apart),
        None => (field.rust_name.as_str(), ""),
    };
    let name = plain.trim_start_matches('_').to_ascii_uppercase();
    format!("DEFAULT_{name}{apart}")
}
