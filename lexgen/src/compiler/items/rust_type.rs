//! Which Rust type a value has.

use crate::compiler::{
    ir::{DefinitionId, DefinitionKind, Field, Ir, Target, Type, TypeKind},
    rust::{Ident, RustPath},
};

/// A Rust type, before a module spells it with what it imports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RustType<'i> {
    /// A type of the language.
    Plain(&'static str),
    /// `String`
    String,
    /// A type of the runtime.
    Runtime(&'static str),
    /// An item of the module in which the type is written.
    Own(Ident<'i>),
    /// A definition.
    Definition(DefinitionId),
    /// A type that other Rust code provides.
    External(&'i RustPath),
    /// `UnnamedError<…>`, of the endpoint of this name.
    UnnamedError(Ident<'i>),
    /// `Vec<…>`
    Vec(Box<Self>),
    /// `Box<…>`
    Box(Box<Self>),
    /// `Option<…>`
    Option(Box<Self>),
    /// `Nullable<…>`
    Nullable(Box<Self>),
    /// `&…`, of what a method gives.
    Reference(Box<Self>),
    /// `impl Into<…>`, of an argument.
    Into(Box<Self>),
}

impl<'i> RustType<'i> {
    /// The type of a struct's field, with what absence and `null` add to it.
    pub(super) fn field(ir: &Ir, field: &'i Field) -> Self {
        let mut inner = Self::of(ir, &field.r#type);
        if field.boxed {
            inner = Self::Box(inner.into());
        }
        match (field.required, field.nullable) {
            (true, false) => inner,
            (true, true) | (false, false) => Self::Option(inner.into()),
            (false, true) => Self::Nullable(inner.into()),
        }
    }

    /// The type of a value.
    pub(crate) fn of(ir: &Ir, r#type: &'i Type) -> Self {
        match &r#type.kind {
            TypeKind::Boolean(_) => Self::Plain("bool"),
            TypeKind::Integer(_) => Self::Plain("i64"),
            TypeKind::String(text) => match (&text.values, text.schema.format) {
                (Some(values), _) => Self::own(&values.rust_name),
                (None, Some(format)) => Self::Runtime(format.type_name()),
                (None, None) => Self::String,
            },
            TypeKind::Bytes(_) => Self::Runtime("Bytes"),
            TypeKind::CidLink => Self::Runtime("CidLink"),
            TypeKind::Blob(_) => Self::Runtime("Blob"),
            TypeKind::Unknown | TypeKind::Opaque(_) => Self::Runtime("Data"),
            TypeKind::Array(array) => Self::Vec(Self::of(ir, &array.items).into()),
            TypeKind::Object(object) => Self::own(&object.rust_name),
            TypeKind::Union(union) => Self::own(&union.rust_name),
            TypeKind::Ref(target) => Self::target(ir, target),
        }
    }

    /// The type a reference means.
    pub(super) fn target(ir: &Ir, target: &'i Target) -> Self {
        match target {
            Target::Definition { id, .. } => match ir.definition(*id).kind {
                // A token's data is its name; there is no type to refer to.
                DefinitionKind::Token { .. } => Self::String,
                _ => Self::Definition(*id),
            },
            Target::External { rust_path, .. } => Self::External(rust_path),
            Target::Missing { .. } => Self::Runtime("Data"),
        }
    }

    pub(super) fn own(name: &'i str) -> Self {
        Self::Own(Ident::new(name))
    }

    /// The type, and what is inside `Vec`, `Box` and so on.
    pub(super) fn layers(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |r#type| match r#type {
            Self::Vec(inner)
            | Self::Box(inner)
            | Self::Option(inner)
            | Self::Nullable(inner)
            | Self::Into(inner) => Some(inner),
            _ => None,
        })
    }
}
