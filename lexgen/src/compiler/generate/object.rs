//! Objects and records as structs.

use super::{
    ModuleWriter, RustType,
    docs::{Docs, code, constraints},
    imports::ident,
    item::Item,
    secret::is_secret,
    table::Table,
};
use crate::compiler::{
    ir::{Field, Object, Record, Type, field_name},
    rust::{Ident, Quoted},
};

impl ModuleWriter<'_> {
    /// A struct, the types written inside it, and its wire table.
    pub(super) fn object(&mut self, object: &Object, docs: Docs) {
        self.structure(object, docs, None);
        let name = ident(&object.rust_name);
        self.table("object", name.into_owned(), object);
    }

    /// A record: a struct that knows its NSID.
    pub(super) fn record(&mut self, record: &Record) {
        let object = &record.object;
        let nsid = self.module.nsid.as_str();
        let key = record.key.to_string();
        let docs = Docs::default()
            .description(record.description.as_deref())
            .description(object.description.as_deref())
            .text(format!("Record `{nsid}`, record key `{key}`."));
        self.structure(object, docs, record.description.as_deref());
        let name = ident(&object.rust_name);
        let heading = format!("{name} = {}, {}", Quoted(nsid), Quoted(&key));
        self.table("record", heading, object);
    }

    /// The table of a struct, and the types written inside it after it.
    fn table(&mut self, macro_name: &'static str, heading: String, object: &Object) {
        let rows = self.rows(object);
        self.tables.push(Table {
            macro_name,
            heading,
            rows,
        });
        if has_secrets(object) {
            self.redacted(object);
        }
        for field in &object.fields {
            self.inline(&field.r#type, &link(&object.rust_name, &field.rust_name));
        }
    }

    /// The table of what `Debug` shows.
    fn redacted(&mut self, object: &Object) {
        let name = ident(&object.rust_name);
        let row = |field: &Field| {
            let how = if is_secret(field) { "secret" } else { "shown" };
            format!("{how} {}", ident(&field.rust_name))
        };
        self.tables.push(Table {
            macro_name: "redacted",
            heading: name.into_owned(),
            rows: object.fields.iter().map(row).collect(),
        });
    }

    fn structure(&mut self, object: &Object, docs: Docs, description: Option<&str>) {
        let name = ident(&object.rust_name);
        let default = has_default(object);
        let mut item = Item::of_docs(&docs);
        item.deprecation(description.or(object.description.as_deref()));
        item.line(self.derives_without(
            has_secrets(object).then_some("Debug"),
            if default { &["Default"] } else { &[] },
        ));
        item.line("#[non_exhaustive]");
        item.block(format_args!("pub struct {name}"), |item| {
            for field in &object.fields {
                self.field(field, item);
            }
            let extra = self.imports.runtime("Extra");
            item.line("/// Fields that this version of the lexicon does not know.");
            item.line(format_args!("pub extra: {extra},"));
        });
        self.items.push(item);
        let constants: Vec<_> = (object.fields.iter())
            .filter_map(DefaultConstant::of)
            .collect();
        if !constants.is_empty() {
            let mut item = Item::default();
            item.block(format_args!("impl {name}"), |item| {
                for constant in &constants {
                    self.default_constant(constant, item);
                }
            });
            self.items.push(item);
        }
        if !default {
            let mut item = Item::default();
            item.block(format_args!("impl {name}"), |item| {
                self.constructor(object, item);
            });
            self.items.push(item);
        }
    }

    fn field(&mut self, field: &Field, item: &mut Item) {
        let mut facts = constraints(&field.r#type);
        if field.nullable {
            facts.push(match field.required {
                true => "`None` is `null`.".to_owned(),
                false => "`Some(None)` is `null`.".to_owned(),
            });
        }
        let description = field.r#type.description();
        item.docs(&Docs::default().description(description).facts(&facts));
        item.deprecation(description);
        let name = ident(&field.rust_name);
        let r#type = self.spelt(&RustType::field(self.ir, field));
        item.line(format_args!("pub {name}: {type},"));
    }

    /// `new`, which takes what must be there.
    fn constructor(&mut self, object: &Object, item: &mut Item) {
        let [into, none] = ["Into", "None"].map(|name| self.imports.prelude(name));
        let is_full = self.imports.is_full();
        let mut arguments = Vec::new();
        let mut values = Vec::new();
        for field in &object.fields {
            let name = ident(&field.rust_name);
            if !field.required {
                values.push(format!("{name}: {none}"));
                continue;
            }
            let r#type = RustType::argument(self.ir, field);
            arguments.push(format!("{name}: {}", self.spelt(&r#type)));
            values.push(match r#type {
                RustType::Into(_) if is_full => format!("{name}: {into}::into({name})"),
                RustType::Into(_) => format!("{name}: {name}.into()"),
                _ => name.into_owned(),
            });
        }
        values.push(format!("extra: {}::new()", self.imports.runtime("Extra")));
        item.line("/// With every required field; the others are absent.");
        item.list("pub fn new(", &arguments, ") -> Self {");
        item.indented(|item| item.structure("Self", &values));
        item.line("}");
    }

    fn default_constant(&mut self, constant: &DefaultConstant<'_>, item: &mut Item) {
        let (name, r#type) = (ident(&constant.name), self.spelt(&constant.r#type));
        let value = match constant.value {
            DefaultValue::Boolean(value) => value.to_string(),
            DefaultValue::Integer(value) => value.to_string(),
            DefaultValue::Text(value) => Quoted(value).to_string(),
            DefaultValue::Variant(variant) => format!("{type}::{}", ident(variant)),
        };
        let field = code(constant.field);
        item.unbreakable(format_args!(
            "/// What readers assume when {field} is absent."
        ));
        item.line(format_args!("pub const {name}: {type} = {value};"));
    }

    /// A row for each field: how it is found and called on the wire.
    fn rows(&self, object: &Object) -> Vec<String> {
        let row = |field: &Field| {
            let presence = if field.required {
                "required"
            } else {
                "optional"
            };
            let (name, wire) = (ident(&field.rust_name), Quoted(&field.name));
            let mut row = format!("{presence} {name} = {wire}");
            let lenient = self.is_lenient(&field.r#type);
            for attribute in self.attributes(&field.r#type, lenient) {
                row.push_str(", ");
                row.push_str(&attribute);
            }
            row
        };
        object.fields.iter().map(row).collect()
    }

    /// The types that are written in place, as items of their own; `origin`
    /// says in which place.
    pub(super) fn inline(&mut self, r#type: &Type, origin: &str) {
        match r#type {
            Type::Object(object) => {
                self.object(
                    object,
                    Docs::default().text(format!("What {origin} holds.")),
                );
            }
            Type::Union(union) => {
                let text = match union.closed {
                    true => format!("What {origin} holds, told apart by `$type`."),
                    false => format!("What {origin} can hold, told apart by `$type`."),
                };
                self.union(union, Docs::default().text(text));
            }
            Type::String(text) => {
                self.values(text, Docs::default().text(format!("A value of {origin}.")));
            }
            Type::Array(array) => {
                let items = format!("an item of {origin}");
                let origin = if origin.starts_with("an item") {
                    origin
                } else {
                    &items
                };
                self.inline(&array.items, origin);
            }
            Type::Boolean(_)
            | Type::Integer(_)
            | Type::Bytes(_)
            | Type::CidLink(_)
            | Type::Blob(_)
            | Type::Unknown(_)
            | Type::Ref { .. } => {}
        }
    }
}

/// A field as a link for rustdoc, which cannot link raw identifiers.
fn link(owner: &str, field: &str) -> String {
    if Ident::new(field).is_raw() {
        format!("`{owner}::{field}`")
    } else {
        format!("[`{owner}::{field}`]")
    }
}

/// What readers assume of an absent field, as a constant of the struct.
#[derive(Clone, Debug)]
pub(crate) struct DefaultConstant<'a> {
    /// The field as JSON calls it.
    field: &'a str,
    pub(crate) name: String,
    pub(crate) r#type: RustType<'a>,
    pub(crate) value: DefaultValue<'a>,
}

/// The value of a [`DefaultConstant`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum DefaultValue<'a> {
    Boolean(bool),
    Integer(i64),
    Text(&'a str),
    /// A variant of the constant's type.
    Variant(&'a str),
}

impl<'a> DefaultConstant<'a> {
    /// The constant for a field, if the lexicon gives a default.
    pub(crate) fn of(field: &'a Field) -> Option<Self> {
        let (r#type, value) = match &field.r#type {
            Type::Boolean(it) => (RustType::Plain("bool"), DefaultValue::Boolean(it.default?)),
            Type::Integer(it) => (RustType::Plain("i64"), DefaultValue::Integer(it.default?)),
            Type::String(text) => {
                let default = text.schema.default.as_ref()?;
                let listed = text.values.as_ref().and_then(|values| {
                    let variant = values.variants.iter().find(|it| it.name == *default)?;
                    Some((&values.rust_name, &variant.rust_name))
                });
                match listed {
                    Some((name, variant)) => (RustType::Own(name), DefaultValue::Variant(variant)),
                    None => (RustType::Plain("&'static str"), DefaultValue::Text(default)),
                }
            }
            _ => return None,
        };
        Some(Self {
            field: &field.name,
            name: default_name(field),
            r#type,
            value,
        })
    }
}

/// `DEFAULT_` and the field's own name, told apart from others as the field is.
fn default_name(field: &Field) -> String {
    let plain = field_name(&field.name);
    let (plain, apart) = match field.rust_name.strip_prefix(&plain) {
        Some(apart) => (plain.trim_end_matches('_'), apart),
        None => (field.rust_name.as_str(), ""),
    };
    let name = plain.trim_start_matches('_').to_ascii_uppercase();
    format!("DEFAULT_{name}{apart}")
}

/// Whether `Debug` is made by a table instead of a derive.
fn has_secrets(object: &Object) -> bool {
    object.fields.iter().any(is_secret)
}

/// Whether the struct can be empty: then it is made by `Default`, else by
/// `new`.
pub(crate) fn has_default(object: &Object) -> bool {
    object.fields.iter().all(|field| !field.required)
}
