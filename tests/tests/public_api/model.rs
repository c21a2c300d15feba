//! Public items as text, for comparing items with generated text.

use std::collections::BTreeMap;

use lexgen::__internal::{
    compare::public_api::{PublicApi, PublicItem},
    items::{self, Constructor},
    rust::Ident,
};

/// Items by their Rust path below the root.
pub type Items = BTreeMap<String, Item>;

/// A public item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Whether it has `#[deprecated]`.
    pub deprecated: bool,
    /// The traits in its `#[derive(…)]`, in that order.
    pub derives: Vec<String>,
    /// The kind of the item.
    pub shape: Shape,
}

/// The kind of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    Struct(Struct),
    /// Fields that callers set, all of them, and their types.
    Required(Vec<(String, String)>),
    Enum(Enum),
    Newtype(String),
    Alias(String),
    /// A constant of this type.
    Constant(String),
    Endpoint(Endpoint),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Struct {
    /// Its public fields, except `extra`.
    pub fields: Vec<Field>,
    /// The arguments of `new`, as names and types; `None` if there is no `new`.
    pub new: Option<Vec<(String, String)>>,
    /// Its associated constants and their types.
    pub constants: Vec<(String, String)>,
    /// Its methods that give values in effect, and what they return.
    pub methods: Vec<(String, String)>,
    /// `NSID` and `KEY` of a record.
    pub record: Option<(String, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, without `r#`.
    pub name: String,
    pub r#type: String,
    pub deprecated: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enum {
    pub of: EnumOf,
    /// Whether it is not `#[non_exhaustive]` and has no `Other`.
    pub exhaustive: bool,
    /// Its variants in order, `Other` among them.
    pub variants: Vec<Variant>,
}

/// The kind of an enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnumOf {
    Values,
    Members,
    Errors,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    pub name: String,
    /// Its name on the wire; `None` for `Other`.
    pub wire: Option<String>,
    pub holds: Option<String>,
    /// The type that converts into it and back.
    pub converts: Option<String>,
    pub deprecated: bool,
}

/// An endpoint's implementation of `Endpoint`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    pub nsid: String,
    /// The variant of `METHOD`.
    pub method: String,
    pub input_encoding: Option<String>,
    pub output_encoding: Option<String>,
    /// `Params`, `Input`, `Output` and `Error`.
    pub types: [String; 4],
}

/// Converts the items of the compiler.
pub fn items(api: &PublicApi<'_>) -> Items {
    let items = api.items.iter();
    items
        .map(|(path, it)| (path.clone(), item(path, it)))
        .collect()
}

fn item(path: &str, of: &PublicItem<'_>) -> Item {
    Item {
        deprecated: of.item.deprecated.is_some(),
        derives: of.derives(),
        shape: shape(path, of),
    }
}

fn shape(path: &str, of: &PublicItem<'_>) -> Shape {
    let named = |r#type| of.name_of(r#type).written;
    match &of.item.shape {
        items::Shape::Struct(it) => Shape::Struct(structure(path, of, it)),
        items::Shape::Required(it) => {
            let field = |(name, r#type): &(Ident<'_>, items::RustType<'_>)| {
                (name.name().to_owned(), of.name_of(r#type).written)
            };
            Shape::Required(it.fields.iter().map(field).collect())
        }
        items::Shape::Enum(it) => Shape::Enum(enumeration(of, it)),
        items::Shape::Newtype(inner) => Shape::Newtype(named(inner)),
        items::Shape::Alias(aliased) => Shape::Alias(named(aliased)),
        items::Shape::Constant(it) => Shape::Constant(named(&it.r#type)),
        items::Shape::Endpoint(it) => Shape::Endpoint(Endpoint {
            nsid: it.nsid.to_owned(),
            method: format!("{:?}", it.method),
            input_encoding: it.input_encoding.map(str::to_owned),
            output_encoding: it.output_encoding.map(str::to_owned),
            types: [&it.params, &it.input, &it.output, &it.error].map(named),
        }),
    }
}

fn structure(path: &str, of: &PublicItem<'_>, it: &items::Struct<'_>) -> Struct {
    let named = |r#type| of.name_of(r#type).written;
    let argument = |field: &items::Field<'_>| {
        let r#type = of.name_of(&field.argument()).written;
        (field.name.name().to_owned(), r#type)
    };
    Struct {
        fields: (it.fields.iter())
            .map(|field| Field {
                name: field.name.name().to_owned(),
                r#type: named(&field.r#type),
                deprecated: field.deprecated.is_some(),
            })
            .collect(),
        new: match &it.constructor {
            Constructor::Default => None,
            Constructor::Arguments => Some(it.arguments().map(argument).collect()),
            Constructor::Required(name) => {
                let path = path.rsplit_once("::").map_or("", |(module, _)| module);
                Some(vec![("required".to_owned(), format!("{path}::{name}"))])
            }
        },
        constants: (it.defaults.iter())
            .map(|it| (it.name.name().to_owned(), named(&it.constant.r#type)))
            .collect(),
        methods: (it.defaults.iter())
            .filter_map(|it| it.method.as_ref())
            .map(|method| {
                let returns = of.name_of(&method.returns()).written;
                (method.name.name().to_owned(), returns)
            })
            .collect(),
        record: match &of.item.table {
            Some(items::Table::Record { nsid, key, .. }) => {
                Some(((*nsid).to_owned(), key.to_string()))
            }
            _ => None,
        },
    }
}

fn enumeration(of: &PublicItem<'_>, it: &items::Enum<'_>) -> Enum {
    let named = |r#type| of.name_of(r#type).written;
    let listed = it.variants.iter().map(|variant| Variant {
        name: variant.name.name().to_owned(),
        wire: Some(variant.wire.to_owned()),
        holds: variant.holds.as_ref().map(named),
        converts: variant.member().map(named),
        deprecated: variant.deprecated.is_some(),
    });
    let other = it.other.as_ref().map(|holds| Variant {
        name: "Other".to_owned(),
        wire: None,
        holds: Some(named(holds)),
        converts: None,
        deprecated: false,
    });
    Enum {
        of: match &of.item.table {
            Some(items::Table::Values) => EnumOf::Values,
            Some(items::Table::Union) => EnumOf::Members,
            Some(items::Table::Errors) => EnumOf::Errors,
            other => panic!("{other:?} is of no enum"),
        },
        exhaustive: it.other.is_none(),
        variants: listed.chain(other).collect(),
    }
}
