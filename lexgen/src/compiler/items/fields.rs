//! Structs as data: fields, constructors, and the defaults of absent fields.

use std::borrow::Cow;

use super::{Constant, Docs, RustType};
use crate::{
    compiler::{
        ir::{Ir, Type, TypeKind},
        rust::Ident,
    },
    syntax::Format,
    validate::Constraints,
};

/// A struct. Each has a last field `extra`.
#[derive(Debug)]
pub struct Struct<'i> {
    /// Its other public fields.
    pub fields: Vec<Field<'i>>,
    /// How it is made.
    pub constructor: Constructor<'i>,
    /// Its associated constants: the defaults of absent fields.
    pub defaults: Vec<DefaultConstant<'i>>,
    /// Whether fields that the lexicon does not name must be in the data model.
    pub strict: bool,
}

impl<'i> Struct<'i> {
    /// Whether it is made by `new`, else by `Default`.
    pub fn has_constructor(&self) -> bool {
        self.constructor != Constructor::Default
    }

    /// The fields that `new` takes, each as an argument or all in a struct.
    pub fn arguments(&self) -> impl Iterator<Item = &Field<'i>> {
        self.fields.iter().filter(|field| field.is_argument())
    }

    /// The fields that have one valid value, which is always set.
    pub fn constants(&self) -> impl Iterator<Item = &Field<'i>> {
        self.fields.iter().filter(|field| field.constant.is_some())
    }

    /// Whether `Debug` hides a field: then a table implements it.
    pub fn has_secrets(&self) -> bool {
        self.fields.iter().any(|field| field.secret)
    }
}

/// How a struct is made.
#[derive(Debug, PartialEq, Eq)]
pub enum Constructor<'i> {
    /// By `Default`.
    Default,
    /// By `new`, with an argument for each required field.
    Arguments,
    /// By `new`, with a struct of this name for all required fields.
    Required(Ident<'i>),
}

/// The required fields of a struct, as a struct.
#[derive(Debug)]
pub struct Required<'i> {
    /// Their names and types.
    pub fields: Vec<(Ident<'i>, RustType<'i>)>,
}

/// A field.
#[derive(Debug)]
pub struct Field<'i> {
    /// Its name.
    pub name: Ident<'i>,
    /// The property, which is its name on the wire.
    pub property: &'i str,
    /// Its documentation.
    pub docs: Docs<'i>,
    /// What to use instead, if it is deprecated.
    pub deprecated: Option<&'i str>,
    /// Its type.
    pub r#type: RustType<'i>,
    /// Whether it must be present, which makes it an argument of `new`.
    pub required: bool,
    /// The value that `new` sets, in place of an argument.
    pub constant: Option<Constant<'i>>,
    /// Whether `new` takes anything that becomes its type.
    pub takes_into: bool,
    /// Whether `Debug` hides it.
    pub secret: bool,
    /// How it is read and validated.
    pub reading: Reading,
    /// What it is held to.
    pub rules: Rules<'i>,
}

impl<'i> Field<'i> {
    /// Whether `new` takes it.
    pub fn is_argument(&self) -> bool {
        self.required && self.constant.is_none()
    }

    /// The type of the argument of `new`.
    pub fn argument(&self) -> Cow<'_, RustType<'i>> {
        if self.takes_into {
            Cow::Owned(RustType::Into(self.r#type.clone().into()))
        } else {
            Cow::Borrowed(&self.r#type)
        }
    }
}

/// What a value is held to beyond its Rust type, aliases followed.
#[derive(Debug)]
pub struct Rules<'i> {
    /// The constraints. Rust types check lists of strings themselves.
    pub constraints: Constraints<'i, String>,
    /// The format of a list of values: else its type checks it.
    pub format: Option<Format>,
    /// What the items of an array are held to.
    pub items: Option<Box<Self>>,
}

impl<'i> Rules<'i> {
    pub(super) fn of(ir: &'i Ir, r#type: &'i Type) -> Self {
        let constraints = ir.constraints(r#type);
        let (format, items) = match ir.aliased(r#type) {
            TypeKind::String(text) if text.values.is_some() => (constraints.format, None),
            TypeKind::Array(array) => (None, Some(Self::of(ir, &array.items).into())),
            _ => (None, None),
        };
        Self {
            constraints,
            format,
            items,
        }
    }
}

/// How a field is read and validated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Malformed values are kept.
    Lenient,
    /// Data of any kind, which must be in the data model.
    Data,
    /// There is something inside to validate, whatever the constraints.
    Checked,
    /// Neither.
    Plain,
}

/// The default of an absent field, as a constant.
#[derive(Debug)]
pub struct DefaultConstant<'i> {
    /// Its name.
    pub name: Ident<'i>,
    /// The property it is the default of.
    pub property: &'i str,
    /// Its type and value.
    pub constant: Constant<'i>,
    /// The method that gives the value in effect; `None` if the field is required,
    /// so that the default never is.
    pub method: Option<InEffect<'i>>,
}

/// A method that gives the value of a field, or its default.
#[derive(Debug)]
pub struct InEffect<'i> {
    /// Its name.
    pub name: Ident<'i>,
    /// The field.
    pub field: Ident<'i>,
    /// What it gives of a value that is not `null`.
    pub gives: Gives<'i>,
    /// Whether it gives an `Option`, because the field can be `null`.
    pub nullable: bool,
}

/// What a method gives of a value.
#[derive(Debug)]
pub enum Gives<'i> {
    /// A copy, of this type.
    Copy(RustType<'i>),
    /// A reference to this type.
    Reference(RustType<'i>),
    /// The text.
    Text,
}

impl InEffect<'_> {
    /// What it returns.
    pub fn returns(&self) -> RustType<'_> {
        let value = match &self.gives {
            Gives::Copy(r#type) => r#type.clone(),
            Gives::Reference(r#type) => RustType::Reference(r#type.clone().into()),
            Gives::Text => RustType::Plain("&str"),
        };
        if self.nullable {
            RustType::Option(value.into())
        } else {
            value
        }
    }
}
