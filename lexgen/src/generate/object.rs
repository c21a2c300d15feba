//! Objects and records as structs.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{
    ModuleWriter, RustType,
    docs::{Docs, code, constraints, deprecation},
    imports::ident,
    secret::is_secret,
    table::Table,
};
use crate::ir::{Field, Object, Record, Type, field_name, is_keyword};

impl ModuleWriter<'_> {
    /// A struct, the types written inside it, and its wire table.
    pub(super) fn object(&mut self, object: &Object, docs: Docs) {
        self.structure(object, docs, None);
        let name = ident(&object.rust_name);
        self.table("object", quote!(#name), object);
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
        self.table("record", quote!(#name = #nsid, #key), object);
    }

    /// The table of a struct, and the types written inside it after it.
    fn table(&mut self, macro_name: &'static str, heading: TokenStream, object: &Object) {
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
            let how = ident(if is_secret(field) { "secret" } else { "shown" });
            let field = ident(&field.rust_name);
            quote!(#how #field)
        };
        self.tables.push(Table {
            macro_name: "redacted",
            heading: quote!(#name),
            rows: object.fields.iter().map(row).collect(),
        });
    }

    fn structure(&mut self, object: &Object, docs: Docs, description: Option<&str>) {
        let name = ident(&object.rust_name);
        let docs = docs.outer();
        let deprecated = deprecation(description.or(object.description.as_deref()));
        let fields = object
            .fields
            .iter()
            .map(|field| self.field(field))
            .collect::<Vec<_>>();
        let default = has_default(object);
        let derives = self.derives_without(
            has_secrets(object).then_some("Debug"),
            if default { &["Default"] } else { &[] },
        );
        let extra = self.imports.runtime("Extra");
        self.items.push(quote! {
            #docs
            #deprecated
            #derives
            #[non_exhaustive]
            pub struct #name {
                #(#fields,)*
                /// Fields that this version of the lexicon does not know.
                pub extra: #extra,
            }
        });
        let constants = object
            .fields
            .iter()
            .filter_map(|field| self.default_constant(field))
            .collect::<Vec<_>>();
        if !constants.is_empty() {
            self.items.push(quote! { impl #name { #(#constants)* } });
        }
        if !default {
            let new = self.constructor(object);
            self.items.push(quote! { impl #name { #new } });
        }
    }

    fn field(&mut self, field: &Field) -> TokenStream {
        let name = ident(&field.rust_name);
        let r#type = RustType::field(self.ir, field);
        let r#type = self.spelt(&r#type);
        let mut facts = constraints(&field.r#type);
        if field.nullable {
            facts.push(match field.required {
                true => "`None` is `null`.".to_owned(),
                false => "`Some(None)` is `null`.".to_owned(),
            });
        }
        let description = field.r#type.description();
        let docs = Docs::default()
            .description(description)
            .facts(&facts)
            .outer();
        let deprecated = deprecation(description);
        quote!(#docs #deprecated pub #name: #r#type)
    }

    /// `new`, which takes what must be there.
    fn constructor(&mut self, object: &Object) -> TokenStream {
        let required = || object.fields.iter().filter(|field| field.required);
        let [into, none] = ["Into", "None"].map(|name| self.imports.prelude(name));
        let is_full = self.imports.is_full();
        let converted = |name: &Ident| match is_full {
            true => quote!(#into::into(#name)),
            false => quote!(#name.into()),
        };
        let arguments = required()
            .map(|field| {
                let name = ident(&field.rust_name);
                let r#type = RustType::argument(self.ir, field);
                let r#type = self.spelt(&r#type);
                quote!(#name: #r#type)
            })
            .collect::<Vec<_>>();
        let values: Vec<TokenStream> = (object.fields.iter())
            .map(|field| {
                let name = ident(&field.rust_name);
                match (field.required, RustType::argument(self.ir, field)) {
                    (true, RustType::Into(_)) => {
                        let value = converted(&name);
                        quote!(#name: #value)
                    }
                    (true, _) => quote!(#name),
                    (false, _) => quote!(#name: #none),
                }
            })
            .collect();
        let extra = self.imports.runtime("Extra");
        quote! {
            /// With every required field; the others are absent.
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values,)* extra: #extra::new() }
            }
        }
    }

    fn default_constant(&mut self, field: &Field) -> Option<TokenStream> {
        let constant = DefaultConstant::of(field)?;
        let (name, r#type) = (ident(&constant.name), self.spelt(&constant.r#type));
        let value = match constant.value {
            DefaultValue::Boolean(value) => quote!(#value),
            DefaultValue::Integer(value) => {
                let value = proc_macro2::Literal::i64_unsuffixed(value);
                quote!(#value)
            }
            DefaultValue::Text(value) => quote!(#value),
            DefaultValue::Variant(variant) => {
                let variant = ident(variant);
                quote!(#r#type::#variant)
            }
        };
        let doc = format!(" What readers assume when {} is absent.", code(&field.name));
        Some(quote! {
            #[doc = #doc]
            pub const #name: #r#type = #value;
        })
    }

    /// A row for each field: how it is found and called on the wire.
    fn rows(&self, object: &Object) -> Vec<TokenStream> {
        object
            .fields
            .iter()
            .map(|field| {
                let presence = if field.required {
                    quote!(required)
                } else {
                    quote!(optional)
                };
                let name = ident(&field.rust_name);
                let wire = &field.name;
                let lenient = self.is_lenient(&field.r#type);
                let attributes = self.attributes(&field.r#type, lenient);
                quote!(#presence #name = #wire #(, #attributes)*)
            })
            .collect()
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
    if is_keyword(field) {
        format!("`{owner}::{field}`")
    } else {
        format!("[`{owner}::{field}`]")
    }
}

/// What readers assume of an absent field, as a constant of the struct.
#[derive(Clone, Debug)]
pub(crate) struct DefaultConstant<'a> {
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
